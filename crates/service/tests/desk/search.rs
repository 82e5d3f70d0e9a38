//! The desk finds a caller by whatever she says of herself, and nobody else does.

use mendan_domain::booking::Channel;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::{Booking, Session};
use mendan_service::staff::factor::kind::ProvenBy;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line};
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(a_caller_is_found_by_what_she_says, what_was_searched_is_kept_sealed_for_her_who_searched);

async fn named(world: &mut World, n: usize, (family, kana): (&str, &str)) -> Booking {
    let time = world.time(n).await;
    let (desk, mut command) = world.command(time, Channel::Phone, None);
    command.person.family_name = family.into();
    command.person.family_name_kana = kana.into();
    let answer = world.services.book(&desk, command).await.unwrap();
    world.services.find(&desk, &Handle::Token(answer.token)).await.unwrap()
}

async fn a_caller_is_found_by_what_she_says(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let later = named(&mut world, A_DAY * 2, ("髙橋", "タカハシ")).await;
    let sooner = named(&mut world, A_DAY, ("高橋", "タカハシ")).await;
    let other = named(&mut world, A_DAY, ("佐藤", "サトウ")).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let found = async |typed: &str| -> Vec<i64> {
        let found = services.desk_search(&desk.permit().unwrap(), typed).await.unwrap();
        assert_eq!(found.more, 0);
        found.bookings.iter().map(|booking| booking.id.0).collect()
    };
    let both = [sooner.id.0, later.id.0];
    for typed in ["高橋", "髙橋", "タカハシ", "たかはし", "ﾀｶﾊｼ", "takahashi"] {
        assert_eq!(found(typed).await, both, "{typed}");
    }
    assert_eq!(found(&other.contact.phone_e164.replace("+81", "0")).await, [other.id.0]);
    assert!(found(&other.contact.phone_last4).await.contains(&other.id.0));
    assert_eq!(found(&other.reference).await, [other.id.0]);
    assert_eq!(found("スズキ").await, [0_i64; 0]);
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), &line.detail), ("view", &serde_json::json!({ "found": 0 })));
    // The past behind what can still be moved.
    world.set_now(sooner.ends_at + chrono::Duration::seconds(1));
    assert_eq!(found("たかはし").await, [later.id.0, sooner.id.0]);
    services.cancel(&desk, &Handle::Id(later.id), Expected::Any, None).await.unwrap();
    assert_eq!(found("たかはし").await.len(), 2);
    assert_eq!(
        code_of(fresh, async { services.desk_search(&world.resident().permit()?, "佐藤").await }).await,
        "not_found"
    );
}

async fn what_was_searched_is_kept_sealed_for_her_who_searched(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (desk, services, now) = (world.desk(), &world.services, world.services.now());
    let session = Session {
        token_hash: vec![7; 32],
        municipality: world.number.city(),
        staff: world.number.receptionist(),
        created_at: now,
        seen_at: now,
        state_sealed: None,
        proven_at: services.now(),
        proven_by: ProvenBy::Password,
        browser: "Firefox (Linux)".into(),
        network: "192.0.2.0/24".into(),
        shared: false,
        first_password: false,
    };
    let mut tx = fresh.store.begin().await.unwrap();
    tx.session_insert(&session).await.unwrap();
    tx.commit().await.unwrap();
    services.keep_desk_state(&desk, &session, &"山田").await.unwrap();
    let kept = fresh.store.look().await.unwrap().session_find(&session.token_hash).await.unwrap().unwrap();
    assert!(!kept.state_sealed.as_ref().unwrap().windows(6).any(|part| part == "山田".as_bytes()));
    assert_eq!(services.desk_state::<String>(&desk, &kept).unwrap().as_deref(), Some("山田"));
    assert_eq!(services.desk_state::<String>(&desk, &session).unwrap(), None);
    let nurse = world.nurse();
    assert_eq!(services.desk_state::<String>(&nurse, &kept).unwrap_err().code(), "not_found");
    assert_eq!(code_of(fresh, services.keep_desk_state(&nurse, &session, &"佐藤")).await, "not_found");
}
