//! Signing in: one answer for every failure, a line for each, and sessions that end.

use chrono::Duration;
use mendan_service::Refusal;
use mendan_service::model::StaffMember;
use mendan_service::secret::sha256;
use mendan_service::staff::factor::step::Entered;
use mendan_service::staff::own_password::OwnPassword;
use mendan_service::staff::sign_in::Try;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, lines, wrong};
use crate::support::one::{NETWORK, One, PASSWORD};

on_both_engines!(
    every_failure_has_one_answer_and_a_line_without_what_was_typed,
    a_session_ends_by_rest_by_age_and_by_what_is_done_to_its_member,
    a_new_password_of_hers_ends_the_others_of_her_sessions,
);

const OTHER: &str = "mizu-no-oto-ga-suru-77";

/// The cookie of whoever is in.
fn entered(answer: Result<(Entered, StaffMember), Refusal>) -> (String, StaffMember) {
    match answer.unwrap() {
        (Entered::Session(token), member) => (token, member),
        (Entered::Step(_), _) => panic!("a second factor was asked"),
    }
}

fn tried<'a>(login: &'a str, password: &'a str) -> Try<'a> {
    Try { login, password, former: None, at: NETWORK.into() }
}

async fn every_failure_has_one_answer_and_a_line_without_what_was_typed(fresh: &Fresh) {
    let world = One::new(fresh).await.world;
    let (services, city) = (&world.services, world.number.city());
    let (loud, longer) = (PASSWORD.to_uppercase(), format!("{PASSWORD} "));
    let known = [("kanri", OTHER), ("kanri", &loud), ("kanri", &longer), ("kanri", "")];
    for (login, password) in known.into_iter().chain([("nobody", PASSWORD), (PASSWORD, "kanri"), ("", "")]) {
        let answer = services.sign_in(city, &tried(login, password)).await;
        assert!(matches!(answer, Err(Refusal::NotFound)), "{login}");
        let line = last_line(fresh).await;
        assert_eq!((line.action.as_str(), line.network.as_deref()), ("sign_in_failed", Some(NETWORK)));
        let told = line.detail.to_string();
        assert!(!told.contains("nobody") && !told.contains(PASSWORD), "{told}");
    }
    let (token, member) = entered(services.sign_in(city, &tried("kanri", PASSWORD)).await);
    assert_eq!((last_line(fresh).await.action.as_str(), last_line(fresh).await.subject.1), ("sign_in", member.id.0));
    let session = services.session(city, &token).await.unwrap().session;
    assert_eq!(session.token_hash, sha256(token.as_bytes()), "the cookie's word is not kept");
    assert_eq!(token.len(), 43, "256 bits");
    services.staff_disable(&world.system().permit().unwrap(), "kanri").await.unwrap();
    assert_eq!(services.sign_in(city, &tried("kanri", PASSWORD)).await.unwrap_err().code(), "not_found");
}

async fn a_session_ends_by_rest_by_age_and_by_what_is_done_to_its_member(fresh: &Fresh) {
    let world = One::new(fresh).await.world;
    let (services, city, begun) = (world.services.clone(), world.number.city(), world.services.now());
    let sign_in = async || entered(services.sign_in(city, &tried("kanri", PASSWORD)).await).0;
    let (resting, used) = (sign_in().await, sign_in().await);
    world.set_now(begun + Duration::hours(9) - Duration::seconds(1));
    services.session(city, &used).await.unwrap();
    world.set_now(begun + Duration::hours(9));
    assert_eq!(code_of(fresh, services.session(city, &resting)).await, "not_found", "nine hours without a request");
    world.set_now(begun + Duration::hours(14) - Duration::seconds(1));
    services.session(city, &used).await.unwrap();
    world.set_now(begun + Duration::hours(14));
    assert_eq!(code_of(fresh, services.session(city, &used)).await, "not_found", "a working day");
    // A browser has one session: signing in again ends the former.
    let former = sign_in().await;
    let again = Try { former: Some(&former), ..tried("kanri", PASSWORD) };
    let (token, _) = entered(services.sign_in(city, &again).await);
    assert_ne!(token, former);
    assert_eq!(code_of(fresh, services.session(city, &former)).await, "not_found");
    let foreign = mendan_domain::ids::MunicipalityId(city.0 + 1);
    assert_eq!(code_of(fresh, services.session(foreign, &token)).await, "not_found");
    services.sign_out(foreign, &token).await.unwrap();
    services.session(city, &token).await.expect("another city ends no session of this one");
    services.sign_out(city, &token).await.unwrap();
    assert_eq!(code_of(fresh, services.session(city, &token)).await, "not_found");
    let token = sign_in().await;
    services.staff_reset(&world.system().permit().unwrap(), "kanri", OTHER).await.unwrap();
    assert_eq!(code_of(fresh, services.session(city, &token)).await, "not_found");
    assert_eq!(last_line(fresh).await.action, "staff_reset");
}

async fn a_new_password_of_hers_ends_the_others_of_her_sessions(fresh: &Fresh) {
    let world = One::new(fresh).await.world;
    let (services, city) = (world.services.clone(), world.number.city());
    let elsewhere = entered(services.sign_in(city, &tried("kanri", PASSWORD)).await).0;
    let (token, member) = entered(services.sign_in(city, &tried("kanri", PASSWORD)).await);
    let session = services.session(city, &token).await.unwrap().session;
    world.set_now(services.now() + Duration::minutes(20));
    let context = world.member(member.id, member.role);
    let typed = |old: &str, new: &str, again: &str| OwnPassword { old: old.into(), new: [new.into(), again.into()] };
    for (typed, mistakes) in [
        (typed("wrong", OTHER, OTHER), vec![("old_password", "wrong")]),
        (typed(PASSWORD, "short", "short"), vec![("password", "too_short")]),
        (typed(PASSWORD, PASSWORD, PASSWORD), vec![("password", "same")]),
        (typed(PASSWORD, OTHER, "another one"), vec![("password_again", "not_same")]),
    ] {
        assert_eq!(wrong(fresh, services.change_own_password(&context, &session, &typed)).await, mistakes);
    }
    let new = services.change_own_password(&context, &session, &typed(PASSWORD, OTHER, OTHER)).await.unwrap();
    let renewed = services.session(city, &new).await.unwrap().session;
    assert_eq!(renewed.created_at, session.created_at, "it lives no longer for it");
    // A session that has ended does not come back by it.
    let back = services.change_own_password(&context, &session, &typed(OTHER, PASSWORD, PASSWORD)).await;
    assert!(matches!(back, Err(Refusal::NotFound)));
    for old in [&token, &elsewhere] {
        assert_eq!(code_of(fresh, services.session(city, old)).await, "not_found");
    }
    services.sign_in(city, &tried("kanri", OTHER)).await.unwrap();
    let log = lines(fresh).await;
    assert!(log.iter().any(|line| line.action == "staff_own_password" && line.actor == Some(member.id.0)));
}
