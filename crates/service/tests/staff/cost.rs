//! Who has an account is not told by how long an answer takes: what takes its time is hashing, and it is counted, not timed.

use std::sync::Arc;

use mendan_domain::staff::{Profession, Role};
use mendan_service::Refusal;
use mendan_service::staff::administration::NewStaff;
use mendan_service::staff::password::hashed;
use mendan_service::staff::sign_in::Try;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::number;
use crate::support::build::Number;
use crate::support::one::{NETWORK, One, PASSWORD};
use crate::support::usual;
use crate::support::world::World;

on_both_engines!(every_failure_to_sign_in_costs_one_hash_and_one_line,);

const OTHER: &str = "mizu-no-oto-ga-suru-77";
const LINES: &str = "SELECT COUNT(*) FROM audit";

async fn add(world: &World, login: &str) {
    let new = NewStaff {
        login: login.into(),
        display_name: format!("架空 {login}"),
        role: Role::Receptionist,
        profession: Profession::Clerk,
        password: PASSWORD.into(),
    };
    world.services.staff_add(&world.system().permit().unwrap(), &new).await.unwrap();
}

async fn every_failure_to_sign_in_costs_one_hash_and_one_line(fresh: &Fresh) {
    let mut world = One::new(fresh).await.world;
    let (services, city) = (world.services.clone(), world.number.city());
    for login in ["stopped", "linked"] {
        add(&world, login).await;
    }
    world.reread().await;
    services.staff_disable(&world.system().permit().unwrap(), "stopped").await.unwrap();
    // Her former password ended with the link.
    services.staff_reset_link(&world.system().permit().unwrap(), "linked").await.unwrap();
    let parts = (services.clone(), Arc::clone(&world.store));
    let other = World::open(parts, Arc::clone(&world.clock), Number(2), &usual::town()).await;
    add(&other, "elsewhere").await;

    let tried = |login, password| Try { login, password, former: None, at: NETWORK.into() };
    // Nobody has been looked for before: the first unknown name costs what the next does.
    let names =
        [("nobody", PASSWORD), ("kanri", OTHER), ("stopped", PASSWORD), ("linked", PASSWORD), ("elsewhere", PASSWORD)];
    for (login, password) in names.into_iter().chain([("", ""), ("kanri", ""), ("nobody", OTHER)]) {
        let (hashes, lines) = (hashed(), number(fresh, LINES).await);
        let answer = services.sign_in(city, &tried(login, password)).await;
        assert!(matches!(answer, Err(Refusal::NotFound)), "{login}");
        assert_eq!((hashed() - hashes, number(fresh, LINES).await - lines), (1, 1), "{login}");
    }
    let hashes = hashed();
    services.sign_in(city, &tried("kanri", PASSWORD)).await.unwrap();
    assert_eq!(hashed() - hashes, 1, "nor more for a right one");
    services.sign_in(other.number.city(), &tried("elsewhere", PASSWORD)).await.expect("at home she is let in");
}
