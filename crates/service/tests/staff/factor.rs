//! Second factors: what is asked between password and session, codes that are used once, what the city wants, and being asked again.

use std::sync::Arc;

use mendan_service::Refusal;
use mendan_service::expected::Expected;
use mendan_service::staff::factor::kind::{Evidence, FactorKind, ProvenBy};
use mendan_service::staff::factor::recovery::CODES;
use mendan_service::staff::factor::step::{Asked, Entered, STEP_TRIES};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::app::{App, elsewhere, from_paper};
use crate::support::behind::{last_line, lines, wrong};
use crate::support::doubles::SetClock;
use crate::support::one::{NETWORK, NEW, OLD, One, PASSWORD, instance, is_wrong};

on_both_engines!(
    whoever_has_a_factor_is_not_in_by_her_password,
    the_second_step_has_to_come_within_ten_minutes,
    whoever_registers_her_first_app_has_half_an_hour,
    a_code_is_used_once_also_by_two_instances_at_once,
    an_app_whose_clock_differs_by_one_step_is_let_in_and_no_other,
    five_wrong_codes_ask_for_the_password_again,
    a_city_that_wants_a_factor_leads_to_registering_one_and_nowhere_else,
    a_code_on_paper_lets_in_once_and_new_ones_end_the_old,
    a_new_app_takes_the_place_of_the_old_one_and_ends_other_sessions,
    whoever_has_lost_everything_registers_anew,
    factors_and_papers_outlive_an_exchange_of_the_secret,
);

async fn whoever_has_a_factor_is_not_in_by_her_password(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    let (session, app, codes) = one.registered().await;
    assert_eq!(codes.len(), CODES);
    one.later(30);
    let step = one.step().await;
    assert_ne!(step, session);
    assert_eq!(last_line(fresh).await.action, "sign_in_step");
    // What she has now is no session, neither here nor in another city, and a session is no step.
    assert!(matches!(one.session(&step).await, Err(Refusal::NotFound)));
    assert!(services.owner_of_session(city, &step).await.is_none());
    for (city, token) in [(elsewhere(city), &step), (city, &session)] {
        assert!(matches!(services.half_way(city, token, None).await, Err(Refusal::NotFound)));
        let shown = app.proof(one.now());
        assert!(matches!(services.step_prove(city, token, (&shown, NETWORK)).await, Err(Refusal::NotFound)));
    }
    let asked = services.half_way(city, &step, None).await.unwrap().asked;
    assert_eq!(asked, Asked::Proof, "and no other app is offered to whoever has the password");
    let password = Evidence::Password(PASSWORD.into());
    assert!(matches!(one.prove(&step, &password).await, Err(Refusal::NotFound)));
    let (token, by) = one.prove(&step, &app.proof(one.now())).await.unwrap();
    assert!(token != step && by == ProvenBy::Factor(FactorKind::Totp));
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.detail["by"].as_str()), ("sign_in", Some("totp")));
    assert_eq!(one.session(&token).await.unwrap().session.proven_by, by);
    assert!(
        matches!(one.prove(&step, &app.proof(one.now() + 30)).await, Err(Refusal::NotFound)),
        "a step is done once"
    );
    // Whoever is stopped meanwhile.
    let stopped = one.step().await;
    services.staff_disable(&one.world.system().permit().unwrap(), "kanri").await.unwrap();
    assert!(matches!(services.half_way(city, &stopped, None).await, Err(Refusal::NotFound)));
}

async fn the_second_step_has_to_come_within_ten_minutes(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    let (_, app, codes) = one.registered().await;
    let (last, late) = (one.step().await, one.step().await);
    one.later(10 * 60 - 1);
    assert_eq!(services.step_owner(city, &last).await.unwrap().id, one.id);
    one.prove(&last, &app.proof(one.now())).await.unwrap();
    services.half_way(city, &late, None).await.unwrap();
    one.later(1);
    assert!(matches!(services.half_way(city, &late, None).await, Err(Refusal::NotFound)));
    assert!(matches!(services.step_owner(city, &late).await, Err(Refusal::NotFound)));
    assert!(matches!(one.prove(&late, &from_paper(&codes[0])).await, Err(Refusal::NotFound)));
}

async fn whoever_registers_her_first_app_has_half_an_hour(fresh: &Fresh) {
    let mut one = One::new(fresh).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    let Entered::Session(before) = one.by_password().await else { panic!("a factor was asked") };
    one.wants_factors(true).await;
    let (step, late) = (one.step().await, one.step().await);
    let Asked::First(offered) = services.half_way(city, &step, None).await.unwrap().asked else {
        panic!("no app offered")
    };
    one.later(30 * 60 - 1);
    services.sweep_old().await.unwrap();
    let back = services.half_way(city, &step, Some(&offered.sealed)).await.unwrap().asked;
    assert_eq!(back, Asked::First(offered.clone()), "the picture that she has scanned is still good");
    services.half_way(city, &late, None).await.unwrap();
    one.later(1);
    assert!(matches!(services.half_way(city, &late, None).await, Err(Refusal::NotFound)));
    one.later(-1);
    let new = App::with_key(&offered.key).registers(&offered, one.now());
    services.step_register(city, &step, (&new, NETWORK)).await.unwrap();
    assert!(matches!(one.session(&before).await, Err(Refusal::NotFound)), "whoever had her password alone is out");
    // Ten minutes for others who are half-way: there is something to be proven now.
    assert!(matches!(services.half_way(city, &late, None).await, Err(Refusal::NotFound)));
}

async fn a_code_is_used_once_also_by_two_instances_at_once(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (_, app, _) = one.registered().await;
    let city = one.world.number.city();
    let step = one.step().await;
    assert!(is_wrong(&one.prove(&step, &app.proof(one.now())).await), "the code that registered it");
    one.later(60);
    let clock = Arc::new(SetClock::default());
    clock.set(one.world.services.now());
    let other = instance(fresh, &clock, OLD);
    for _ in 0..4 {
        let (here, there) = (one.step().await, one.step().await);
        let shown = app.proof(one.now());
        let (first, second) = tokio::join!(
            one.world.services.step_prove(city, &here, (&shown, NETWORK)),
            other.step_prove(city, &there, (&shown, NETWORK)),
        );
        assert!(first.is_ok() != second.is_ok(), "{:?} {:?}", first.is_ok(), second.is_ok());
        assert!(is_wrong(&first) || is_wrong(&second));
        // What was shown earlier is of no more use either, once a later one was.
        let step = one.step().await;
        assert!(is_wrong(&one.prove(&step, &app.proof(one.now() - 30)).await));
        one.later(30);
        clock.set(one.world.services.now());
    }
}

async fn an_app_whose_clock_differs_by_one_step_is_let_in_and_no_other(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (_, app, _) = one.registered().await;
    for (differs, fits) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
        one.later(120);
        let step = one.step().await;
        assert_eq!(one.prove(&step, &app.proof(one.now() + differs)).await.is_ok(), fits, "{differs}");
    }
}

async fn five_wrong_codes_ask_for_the_password_again(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (_, app, codes) = one.registered().await;
    one.later(60);
    let step = one.step().await;
    for n in 0..STEP_TRIES {
        let shown = if n % 2 == 0 { Evidence::Code("000000".into()) } else { from_paper("AAAA-AAAA-AAAA-AAAA") };
        let field = shown.field();
        let said = one.prove(&step, &shown).await.unwrap_err();
        assert!(matches!(&said, Refusal::Invalid(errors) if errors[0].field == field), "{said:?}");
        let line = last_line(fresh).await;
        assert_eq!((line.action.as_str(), line.actor), ("factor_failed", Some(one.id.0)));
        let told = line.detail.to_string();
        assert_eq!(line.network.as_deref(), Some(NETWORK));
        assert!(!told.contains("000000") && !told.contains("AAAA"), "{told}");
    }
    for shown in [app.proof(one.now()), from_paper(&codes[0])] {
        assert!(matches!(one.prove(&step, &shown).await, Err(Refusal::NotFound)), "also what is right");
    }
    // A crowd at once has no more tries than one after the other.
    let step = one.step().await;
    let shown = Evidence::Code("000000".into());
    let answers = futures::future::join_all((0..12).map(|_| one.prove(&step, &shown))).await;
    let tried = answers.iter().filter(|answer| is_wrong(answer)).count();
    assert!(tried <= usize::try_from(STEP_TRIES).unwrap(), "{tried}");
    let step = one.step().await;
    one.prove(&step, &app.proof(one.now())).await.unwrap();
}

async fn a_city_that_wants_a_factor_leads_to_registering_one_and_nowhere_else(fresh: &Fresh) {
    let mut one = One::new(fresh).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    one.wants_factors(true).await;
    let (step, late) = (one.step().await, one.step().await);
    let Asked::First(offered) = services.half_way(city, &step, None).await.unwrap().asked else {
        panic!("no app offered")
    };
    let back = services.half_way(city, &step, Some(&offered.sealed)).await.unwrap().asked;
    assert_eq!(back, Asked::First(offered.clone()), "a form that comes back is of the same app");
    assert!(is_wrong(&one.prove(&step, &Evidence::Code("123456".into())).await), "there is nothing to prove it with");
    let app = App::with_key(&offered.key);
    let mistyped = app.registers(&offered, one.now() + 300);
    assert_eq!(wrong(fresh, services.step_register(city, &step, (&mistyped, NETWORK))).await, [("code", "wrong")]);
    let forged = App::with_key("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    let changed = mendan_service::staff::factor::offered::Offered { sealed: "AAAA".into(), ..offered.clone() };
    let made_up = forged.registers(&changed, one.now());
    assert_eq!(wrong(fresh, services.step_register(city, &step, (&made_up, NETWORK))).await, [("code", "changed")]);
    let (token, codes) =
        services.step_register(city, &step, (&app.registers(&offered, one.now()), NETWORK)).await.unwrap();
    assert_eq!(codes.len(), CODES);
    assert!(one.session(&token).await.unwrap().session.proven_by.is_second());
    // Whoever else was half-way with her password registers nothing beside it.
    let again = app.registers(&offered, one.now() + 30);
    assert!(matches!(services.step_register(city, &late, (&again, NETWORK)).await, Err(Refusal::NotFound)));
    // Her last one stays while the city wants it.
    let (own, session) = (one.own(), one.session(&token).await.unwrap().session);
    let factor = services.own_factors(&own).await.unwrap().factors[0].id;
    assert!(matches!(services.factor_remove(&own, &session, factor).await, Err(Refusal::NotPossible)));
    one.wants_factors(false).await;
    one.later(60);
    let other = one.step().await;
    let (other, _) = one.prove(&other, &app.proof(one.now())).await.unwrap();
    let token = services.factor_remove(&one.own(), &session, factor).await.unwrap();
    assert!(matches!(one.session(&other).await, Err(Refusal::NotFound)), "her other sessions end");
    let session = one.session(&token).await.unwrap().session;
    assert_eq!(session.proven_by, ProvenBy::Password);
    assert_eq!(services.own_factors(&one.own()).await.unwrap().codes, 0);
    assert!(matches!(one.by_password().await, Entered::Session(_)));
    assert!(matches!(services.recovery_renew(&one.own(), &session).await, Err(Refusal::NotPossible)));
}

async fn a_code_on_paper_lets_in_once_and_new_ones_end_the_old(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let services = one.world.services.clone();
    let (_, _, codes) = one.registered().await;
    assert!(codes.iter().all(|code| code.len() == 19 && code.matches('-').count() == 3), "{codes:?}");
    let left = async || services.own_factors(&one.own()).await.unwrap().codes;
    let step = one.step().await;
    let (token, by) = one.prove(&step, &from_paper(&codes[3])).await.unwrap();
    assert_eq!((by, left().await), (ProvenBy::Recovery, CODES - 1));
    let step = one.step().await;
    assert!(is_wrong(&one.prove(&step, &from_paper(&codes[3])).await), "used");
    let (first, second) = (one.step().await, one.step().await);
    let same = from_paper(&codes[4]);
    let (first, second) = tokio::join!(one.prove(&first, &same), one.prove(&second, &same));
    assert!(first.is_ok() != second.is_ok());
    let session = one.session(&token).await.unwrap().session;
    let new = services.recovery_renew(&one.own(), &session).await.unwrap();
    assert_eq!(left().await, CODES);
    let step = one.step().await;
    assert!(is_wrong(&one.prove(&step, &from_paper(&codes[0])).await), "of the old paper");
    one.prove(&step, &from_paper(&new[0])).await.unwrap();
    assert_eq!(lines(fresh).await.iter().filter(|line| line.action == "recovery_renew").count(), 1);
}

async fn a_new_app_takes_the_place_of_the_old_one_and_ends_other_sessions(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let services = one.world.services.clone();
    let Entered::Session(elsewhere) = one.by_password().await else { panic!("a factor was asked") };
    let (first, old, codes) = one.registered().await;
    assert!(matches!(one.session(&elsewhere).await, Err(Refusal::NotFound)), "of before she had one");
    one.later(60);
    let step = one.step().await;
    let (second, _) = one.prove(&step, &old.proof(one.now())).await.unwrap();
    let session = one.session(&first).await.unwrap().session;
    let offered = services.own_offer(&one.own(), None).unwrap();
    let new = App::with_key(&offered.key);
    let registering = new.registers(&offered, one.now());
    let (token, none) = services.factor_add(&one.own(), &session, &registering).await.unwrap();
    assert!(none.is_empty(), "her paper holds");
    for ended in [&first, &second] {
        assert!(matches!(one.session(ended).await, Err(Refusal::NotFound)));
    }
    one.session(&token).await.unwrap();
    one.later(60);
    let step = one.step().await;
    assert!(is_wrong(&one.prove(&step, &old.proof(one.now())).await));
    one.prove(&step, &new.proof(one.now())).await.unwrap();
    let step = one.step().await;
    one.prove(&step, &from_paper(&codes[0])).await.unwrap();
    // An app that was offered long ago, or to a colleague, is none.
    let session = one.session(&token).await.unwrap().session;
    let offered = services.own_offer(&one.own(), None).unwrap();
    one.later(30 * 60);
    let late = App::with_key(&offered.key).registers(&offered, one.now());
    assert_eq!(wrong(fresh, services.factor_add(&one.own(), &session, &late)).await, [("code", "changed")]);
    let theirs = services.own_offer(&one.world.desk(), None).unwrap();
    let theirs = App::with_key(&theirs.key).registers(&theirs, one.now());
    assert_eq!(wrong(fresh, services.factor_add(&one.own(), &session, &theirs)).await, [("code", "changed")]);
}

async fn whoever_has_lost_everything_registers_anew(fresh: &Fresh) {
    let mut one = One::new(fresh).await;
    one.wants_factors(false).await;
    let services = one.world.services.clone();
    let permit = one.world.administrator().permit().unwrap();
    let (session, app, codes) = one.registered().await;
    let step = one.step().await;
    let version = one.world.system().catalogue.versions.of(mendan_service::model::SetupRow::Staff(one.id));
    let stale = Expected::of_form(&(version + 7).to_string());
    assert!(matches!(services.factors_take_away(&permit, one.id, stale).await, Err(Refusal::Changed)));
    assert!(services.has_factor(&permit, one.id).await.unwrap());
    services.factors_take_away(&permit, one.id, Expected::Any).await.unwrap();
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.subject.1), ("factors_taken", one.id.0));
    assert!(!services.has_factor(&permit, one.id).await.unwrap());
    assert!(matches!(one.session(&session).await, Err(Refusal::NotFound)), "all her sessions end");
    one.later(60);
    for shown in [app.proof(one.now()), from_paper(&codes[0])] {
        assert!(matches!(one.prove(&step, &shown).await, Err(Refusal::NotFound)), "and where she was half-way");
    }
    assert!(matches!(one.by_password().await, Entered::Session(_)));
    one.wants_factors(true).await;
    let step = one.step().await;
    let asked = services.half_way(one.world.number.city(), &step, None).await.unwrap().asked;
    assert!(matches!(asked, Asked::First(_)));
}

async fn factors_and_papers_outlive_an_exchange_of_the_secret(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (_, app, codes) = one.registered().await;
    one.later(60);
    let clock = Arc::new(SetClock::default());
    clock.set(one.world.services.now());
    let both = instance(fresh, &clock, &format!("{NEW}\n{OLD}"));
    let rotation = both.rotate_secret().await.unwrap();
    assert!(rotation.complete, "{rotation:?}");
    let resealed = |purpose: &str| rotation.resealed.iter().find(|(known, _)| *known == purpose).map(|(_, n)| *n);
    assert_eq!((resealed("factor"), resealed("recovery code")), (Some(1), Some(10)));
    let new = instance(fresh, &clock, NEW);
    for shown in [app.proof(one.now()), from_paper(&codes[0])] {
        let step = one.step().await;
        new.step_prove(one.world.number.city(), &step, (&shown, NETWORK)).await.unwrap();
    }
}
