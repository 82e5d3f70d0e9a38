//! Where she is signed in: she sees it and ends it, whoever manages the staff ends all of it; computers that several use; passwords
//! that somebody else made.

use mendan_domain::staff::Permission;
use mendan_service::Refusal;
use mendan_service::city::settings::section::Section;
use mendan_service::expected::Expected;
use mendan_service::forms::Fields;
use mendan_service::model::SetupRow;
use mendan_service::staff::arrival::At;
use mendan_service::staff::factor::kind::ProvenBy;
use mendan_service::staff::factor::step::Entered;
use mendan_service::staff::own_password::OwnPassword;
use mendan_service::staff::sign_in::Try;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{last_line, wrong};
use crate::support::one::{NETWORK, One, PASSWORD};

on_both_engines!(
    she_sees_where_she_is_signed_in_and_ends_it,
    whoever_manages_the_staff_ends_all_of_a_members,
    at_a_shared_computer_a_session_rests_for_minutes,
    a_session_rests_and_lasts_as_long_as_its_city_says,
    a_first_password_is_for_some_days_and_for_making_another,
    what_came_in_by_a_first_password_is_known_behind_the_second_step,
);

const OTHER: &str = "mizu-no-oto-ga-suru-77";
const DAY: i64 = 24 * 60 * 60;

async fn come_in(one: &One, at: At<'_>, former: Option<&str>) -> String {
    let tried = Try { login: "kanri", password: PASSWORD, former, at };
    match one.world.services.sign_in(one.world.number.city(), &tried).await.unwrap().0 {
        Entered::Session(token) => token,
        Entered::Step(_) => panic!("a factor was asked"),
    }
}

async fn she_sees_where_she_is_signed_in_and_ends_it(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let services = one.world.services.clone();
    let there = come_in(&one, At { network: NETWORK, browser: "Edge (Windows)", shared: true }, None).await;
    one.later(60);
    let third = come_in(&one, NETWORK.into(), None).await;
    one.later(60);
    let here = come_in(&one, At { network: "198.51.100.0/24", browser: "Firefox (Linux)", shared: false }, None).await;
    let session = one.session(&here).await.unwrap().session;
    let all = services.own_sessions(&one.own(), &session).await.unwrap();
    let told: Vec<_> =
        all.iter().map(|one| (one.browser.as_str(), one.network.as_str(), one.shared, one.here)).collect();
    assert_eq!(
        told,
        [
            ("Firefox (Linux)", "198.51.100.0/24", false, true),
            ("", NETWORK, false, false),
            ("Edge (Windows)", NETWORK, true, false)
        ]
    );
    assert!(all.iter().all(|one| one.proven_by == ProvenBy::Password && one.created_at == one.seen_at));
    // A name opens nothing, and is neither cookie nor what is kept of it.
    assert!(one.session(&all[2].name).await.is_err());
    assert!(matches!(services.own_session_end(&one.own(), &session, "x").await, Err(Refusal::NotFound)));
    assert!(matches!(services.own_session_end(&one.own(), &session, &there).await, Err(Refusal::NotFound)));
    // Nobody else ends or sees it, whatever name she has.
    for theirs in [one.world.desk(), one.world.administrator()] {
        assert!(services.own_session_end(&theirs, &session, &all[2].name).await.is_err());
        assert!(services.own_sessions(&theirs, &session).await.is_err());
    }
    one.session(&there).await.unwrap();
    services.own_session_end(&one.own(), &session, &all[2].name).await.unwrap();
    assert!(matches!(one.session(&there).await, Err(Refusal::NotFound)));
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.subject.1), ("session_end", one.id.0));
    assert!(services.own_session_end(&one.own(), &session, &all[2].name).await.is_err(), "it is over");
    one.session(&third).await.unwrap();
    services.own_sessions_end_others(&one.own(), &session).await.unwrap();
    assert!(matches!(one.session(&third).await, Err(Refusal::NotFound)));
    one.session(&here).await.unwrap();
    assert_eq!(services.own_sessions(&one.own(), &session).await.unwrap().len(), 1);
    // What has rested too long is none, though its row is there.
    one.later(9 * 60 * 60);
    assert!(services.own_sessions(&one.own(), &session).await.unwrap().is_empty());
    // A cookie that this browser had before ends with the new session, whoever fixed it.
    let again = come_in(&one, NETWORK.into(), Some("fixed-by-somebody-else")).await;
    assert!(again != "fixed-by-somebody-else" && one.session("fixed-by-somebody-else").await.is_err());
}

async fn whoever_manages_the_staff_ends_all_of_a_members(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let services = one.world.services.clone();
    let [first, second] = [come_in(&one, NETWORK.into(), None).await, come_in(&one, NETWORK.into(), None).await];
    let permit = one.world.administrator().permit().unwrap();
    let version = one.world.system().catalogue.versions.of(SetupRow::Staff(one.id));
    let stale = Expected::of_form(&(version + 7).to_string());
    assert!(matches!(services.member_sessions_end(&permit, one.id, stale).await, Err(Refusal::Changed)));
    let rights = [Permission::ManageStaff].into_iter().collect();
    let less = one.world.system().in_the_name_of(one.world.number.receptionist(), rights).permit().unwrap();
    let refused = services.member_sessions_end(&less, one.id, Expected::Any);
    assert_eq!(wrong(fresh, refused).await, [("sessions", "not_her_own")]);
    one.session(&first).await.unwrap();
    services.member_sessions_end(&permit, one.id, Expected::Any).await.unwrap();
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.subject.1), ("sessions_ended", one.id.0));
    for token in [first, second] {
        assert!(matches!(one.session(&token).await, Err(Refusal::NotFound)));
    }
    come_in(&one, NETWORK.into(), None).await;
}

async fn at_a_shared_computer_a_session_rests_for_minutes(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let services = one.world.services.clone();
    let shared = At { network: NETWORK, browser: "", shared: true };
    let (resting, used) = (come_in(&one, shared, None).await, come_in(&one, shared, None).await);
    for _ in 0..5 {
        one.later(4 * 60);
        one.session(&used).await.unwrap();
    }
    assert!(matches!(one.session(&resting).await, Err(Refusal::NotFound)), "twenty minutes");
    one.later(15 * 60 - 1);
    one.session(&used).await.unwrap();
    one.later(15 * 60);
    assert!(matches!(one.session(&used).await, Err(Refusal::NotFound)), "a quarter of an hour");
    // What she says of her computer holds from then on.
    let mine = come_in(&one, NETWORK.into(), None).await;
    let session = one.session(&mine).await.unwrap().session;
    services.own_session_share(&one.own(), &session, true).await.unwrap();
    assert_eq!(last_line(fresh).await.action, "browser_shared");
    assert!(services.own_session_share(&one.world.desk(), &session, false).await.is_err());
    one.later(15 * 60);
    assert!(matches!(one.session(&mine).await, Err(Refusal::NotFound)));
    let mine = come_in(&one, shared, None).await;
    let session = one.session(&mine).await.unwrap().session;
    services.own_session_share(&one.own(), &session, false).await.unwrap();
    one.later(8 * 60 * 60);
    one.session(&mine).await.unwrap();
}

async fn a_session_rests_and_lasts_as_long_as_its_city_says(fresh: &Fresh) {
    const HOUR: i64 = 60 * 60;
    let mut one = One::new(fresh).await;
    let services = one.world.services.clone();
    let administrator = one.world.administrator();
    let say = async |rest: &str, limit: &str, shared: &str| {
        let fields = [("session_rest", rest), ("session_limit", limit), ("session_shared", shared)];
        let fields = Fields::of(fields.map(|(name, value)| (name, value.to_owned())));
        services.setting_save(&administrator.permit()?, Section::Sessions, Expected::Any, &fields).await
    };
    let shared = At { network: NETWORK, browser: "", shared: true };
    let (resting, used) = (come_in(&one, NETWORK.into(), None).await, come_in(&one, NETWORK.into(), None).await);
    let ours = come_in(&one, shared, None).await;
    // What is decided holds for whoever is signed in already.
    assert!(say("2", "4", "5").await.unwrap());
    one.world.reread().await;
    one.later(5 * 60 - 1);
    one.session(&ours).await.unwrap();
    one.later(5 * 60);
    assert!(matches!(one.session(&ours).await, Err(Refusal::NotFound)), "five minutes");
    one.session(&used).await.unwrap();
    one.later(HOUR);
    let session = one.session(&used).await.unwrap().session;
    assert_eq!(services.own_sessions(&one.own(), &session).await.unwrap().len(), 2);
    one.later(HOUR);
    assert!(matches!(one.session(&resting).await, Err(Refusal::NotFound)), "two hours");
    assert_eq!(services.own_sessions(&one.own(), &session).await.unwrap().len(), 1, "nor is it told as open");
    one.session(&used).await.unwrap();
    one.later(HOUR + 3000);
    one.session(&used).await.unwrap();
    one.later(HOUR);
    assert!(matches!(one.session(&used).await, Err(Refusal::NotFound)), "four hours, however it is used");
    // Nothing said: as usual. And whatever it is, within its bounds.
    assert!(say("", "", "").await.unwrap());
    let token = come_in(&one, NETWORK.into(), None).await;
    one.later(9 * HOUR - 1);
    one.session(&token).await.unwrap();
    for (rest, limit, shared, field) in
        [("13", "", "", "session_rest"), ("", "25", "", "session_limit"), ("", "", "16", "session_shared")]
    {
        assert_eq!(wrong(fresh, say(rest, limit, shared)).await, [(field, "out_of_range")]);
    }
}

async fn a_first_password_is_for_some_days_and_for_making_another(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let services = one.world.services.clone();
    let city = one.world.number.city();
    let tried = |password| Try { login: "kanri", password, former: None, at: NETWORK.into() };
    one.later(7 * DAY - 1);
    let token = come_in(&one, NETWORK.into(), None).await;
    one.later(1);
    // To whoever knows it, and to nobody else.
    assert!(matches!(services.sign_in(city, &tried(PASSWORD)).await, Err(Refusal::TooLate)));
    assert_eq!(last_line(fresh).await.action, "sign_in_failed");
    assert!(matches!(services.sign_in(city, &tried(OTHER)).await, Err(Refusal::NotFound)));
    let session = one.session(&token).await.unwrap().session;
    assert!(session.first_password);
    let typed = OwnPassword { old: PASSWORD.into(), new: [OTHER.into(), OTHER.into()] };
    let token = services.change_own_password(&one.own(), &session, &typed).await.unwrap();
    assert!(!one.session(&token).await.unwrap().session.first_password);
    one.later(30 * DAY);
    services.sign_in(city, &tried(OTHER)).await.unwrap();
    // Another that is set for her is a first one again.
    let permit = one.world.administrator().permit().unwrap();
    let new = ["kaze-ga-tsuyoi-asa-95".to_owned(), "kaze-ga-tsuyoi-asa-95".to_owned()];
    services.staff_set_password(&permit, one.id, Expected::Any, &new).await.unwrap();
    let Entered::Session(token) = services.sign_in(city, &tried(&new[0])).await.unwrap().0 else { panic!("a factor") };
    assert!(one.session(&token).await.unwrap().session.first_password);
    services.staff_reset(&one.world.system().permit().unwrap(), "kanri", OTHER).await.unwrap();
    one.later(7 * DAY);
    assert!(matches!(services.sign_in(city, &tried(OTHER)).await, Err(Refusal::TooLate)));
}

async fn what_came_in_by_a_first_password_is_known_behind_the_second_step(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (_, app, _) = one.registered().await;
    one.later(60);
    let at = At { network: NETWORK, browser: "Chrome (Windows)", shared: true };
    let step = one.step().await;
    let shown = app.proof(one.now());
    let (token, _) = one.world.services.step_prove(one.world.number.city(), &step, (&shown, at)).await.unwrap();
    let session = one.session(&token).await.unwrap().session;
    assert!(session.first_password && session.shared);
    assert_eq!((session.browser.as_str(), session.network.as_str()), ("Chrome (Windows)", NETWORK));
}
