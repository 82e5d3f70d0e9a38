//! Invitations: a link by mail at which she sets her first password, once, in its time, and nobody else.

use std::sync::Arc;

use mendan_domain::booking::mode::Mode;
use mendan_domain::ids::StaffId;
use mendan_service::Refusal;
use mendan_service::expected::Expected;
use mendan_service::message::deliver::MailError;
use mendan_service::staff::by_link::NewPassword;
use mendan_service::staff::factor::step::{Asked, Entered};
use mendan_service::staff::invitation::Sent;
use mendan_service::staff::link::LinkKind;
use mendan_service::staff::member::StaffForm;
use mendan_service::staff::sign_in::Try;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{last_line, lines, number, wrong};
use crate::support::doubles::SetClock;
use crate::support::one::{NETWORK, OLD, One, instance};
use crate::support::post::{Post, deliver};

on_both_engines!(
    whoever_is_invited_sets_her_password_by_the_link_and_is_in,
    a_city_that_wants_a_factor_leads_whoever_is_invited_to_it,
    an_invitation_ends_with_its_time_a_newer_one_a_stop_and_when_it_is_withdrawn,
    of_two_who_use_a_link_at_once_one_is_in,
    what_could_not_be_delivered_is_seen_and_sent_to_another_address,
    nobody_invites_who_may_more_than_herself_or_has_a_password,
);

/// Hers, once she has set it.
const HERS: &str = "ame-no-hi-no-tegami-27";
const ADDRESS: &str = "midori@mail.kaku.example";

fn midori() -> StaffForm {
    StaffForm {
        login: "midori".into(),
        display_name: "架空 みどり".into(),
        role: "nurse".into(),
        profession: "midwife".into(),
        offices: vec!["office-0".into()],
        modes: [Mode::Phone].into_iter().collect(),
        email: ADDRESS.into(),
        ..StaffForm::default()
    }
}

pub(super) fn typed(password: &str) -> NewPassword {
    NewPassword { new: [password.into(), password.into()], former: None }
}

/// The word of the link of the latest letter.
pub(super) fn word(post: &Post) -> String {
    let letter = post.to_staff().pop().expect("a letter");
    letter.url.expect("a link").rsplit_once('/').unwrap().1.to_owned()
}

/// A city that has invited her; and the word that she got.
async fn invited(one: &mut One) -> (StaffId, Arc<Post>, mendan_service::job::worker::Worker, String) {
    let (post, worker) = Post::worker(&one.world);
    let id = one.world.services.staff_save(&one.own().permit().unwrap(), None, &midori()).await.unwrap();
    one.world.reread().await;
    deliver(&worker).await;
    let word = word(&post);
    (id, post, worker, word)
}

async fn enters(one: &One, login: &str, password: &str) -> bool {
    let tried = Try { login, password, former: None, at: NETWORK.into() };
    one.world.services.sign_in(one.world.number.city(), &tried).await.is_ok()
}

async fn whoever_is_invited_sets_her_password_by_the_link_and_is_in(fresh: &Fresh) {
    let mut one = One::new(fresh).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    assert_eq!(
        wrong(
            fresh,
            services.staff_save(
                &one.own().permit().unwrap(),
                None,
                &StaffForm { email: "no address".into(), ..midori() }
            )
        )
        .await,
        [("email", "invalid")]
    );
    let (id, post, _, word) = invited(&mut one).await;
    let letter = post.to_staff().pop().unwrap();
    assert_eq!(
        (letter.kind, letter.recipient.as_str(), letter.member.login.as_str()),
        ("invitation", ADDRESS, "midori")
    );
    assert_eq!((letter.until.unwrap() - services.now()).num_days(), 7);
    let public = &one.world.system().catalogue.municipality.public_url;
    assert!(letter.url.unwrap().starts_with(&format!("{public}/staff/link/")));
    let told: Vec<String> = lines(fresh).await.into_iter().rev().take(2).map(|line| line.action).collect();
    assert_eq!(told, ["staff_save", "staff_invite"]);
    assert!(lines(fresh).await.iter().all(|line| !line.detail.to_string().contains("midori")));
    // No password until then, whatever is typed; and nothing of the word or the address stands in the database but digest and seal.
    for password in ["", "-", HERS] {
        assert!(!enters(&one, "midori", password).await);
    }
    let kept = format!("SELECT COUNT(*) FROM staff_link WHERE CAST(word_hash AS TEXT) LIKE '%{word}%'");
    assert_eq!(number(fresh, &kept).await, 0);
    let sealed = "SELECT COUNT(*) FROM staff_address WHERE CAST(sealed AS TEXT) LIKE '%midori%'";
    assert_eq!(number(fresh, sealed).await, 0);
    let listed = services.invitations(&one.own().permit().unwrap()).await.unwrap();
    assert_eq!(
        listed.iter().map(|one| (one.staff, one.sent, one.over)).collect::<Vec<_>>(),
        [(id, Sent::Taken, false)]
    );
    // Looking changes nothing.
    for _ in 0..2 {
        let open = services.staff_link(city, &word).await.unwrap();
        assert_eq!((open.link.kind, open.member.id), (LinkKind::Invitation, id));
    }
    let weak = NewPassword { new: ["midori-midori-midori".into(), "other".into()], ..typed("") };
    let errors = wrong(fresh, services.password_by_link(city, (&word, NETWORK), &weak)).await;
    assert_eq!(errors, [("password", "guessable"), ("password_again", "not_same")]);
    let (entered, member) = services.password_by_link(city, (&word, NETWORK), &typed(HERS)).await.unwrap();
    let Entered::Session(token) = entered else { panic!("a factor was asked") };
    assert_eq!((member.id, one.session(&token).await.unwrap().member.id), (id, id));
    let told: Vec<String> = lines(fresh).await.into_iter().rev().take(2).map(|line| line.action).collect();
    assert_eq!(told, ["sign_in", "staff_invited_in"]);
    assert!(enters(&one, "midori", HERS).await);
    // Once; and the address is hers, because she has read it.
    assert!(matches!(services.staff_link(city, &word).await, Err(Refusal::NotFound)));
    assert!(matches!(services.password_by_link(city, (&word, NETWORK), &typed(HERS)).await, Err(Refusal::NotFound)));
    let own = one.world.member(id, mendan_domain::staff::Role::Nurse);
    let addresses = services.own_addresses(&own).await.unwrap();
    assert_eq!((addresses.now.as_deref(), addresses.new), (Some(ADDRESS), None));
    assert!(services.invitations(&one.own().permit().unwrap()).await.unwrap().is_empty());
}

async fn a_city_that_wants_a_factor_leads_whoever_is_invited_to_it(fresh: &Fresh) {
    let mut one = One::new(fresh).await;
    one.wants_factors(true).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    let (_, _, _, word) = invited(&mut one).await;
    let (entered, _) = services.password_by_link(city, (&word, NETWORK), &typed(HERS)).await.unwrap();
    let Entered::Step(step) = entered else { panic!("she is in without a factor") };
    assert!(matches!(services.half_way(city, &step, None).await.unwrap().asked, Asked::First(_)));
    assert!(matches!(one.session(&step).await, Err(Refusal::NotFound)));
}

async fn an_invitation_ends_with_its_time_a_newer_one_a_stop_and_when_it_is_withdrawn(fresh: &Fresh) {
    let mut one = One::new(fresh).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    let (id, post, worker, first) = invited(&mut one).await;
    let administrator = one.own();
    let permit = administrator.permit().unwrap();
    let is_over = async |word: &str| {
        let gone =
            matches!(services.password_by_link(city, (word, NETWORK), &typed(HERS)).await, Err(Refusal::NotFound));
        gone && matches!(services.staff_link(city, word).await, Err(Refusal::NotFound))
    };
    // Another city's.
    let elsewhere = crate::support::app::elsewhere(city);
    assert!(matches!(services.staff_link(elsewhere, &first).await, Err(Refusal::NotFound)));
    assert!(matches!(
        services.password_by_link(elsewhere, (&first, NETWORK), &typed(HERS)).await,
        Err(Refusal::NotFound)
    ));
    services.staff_invite(&permit, id, Expected::Any, ADDRESS).await.unwrap();
    assert_eq!(last_line(fresh).await.action, "staff_invite");
    assert!(is_over(&first).await, "a newer one");
    deliver(&worker).await;
    let second = word(&post);
    one.later(7 * 24 * 3600 - 1);
    services.staff_link(city, &second).await.unwrap();
    one.later(1);
    assert!(is_over(&second).await, "seven days");
    assert!(services.invitations(&permit).await.unwrap()[0].over);
    services.staff_invite(&permit, id, Expected::Any, ADDRESS).await.unwrap();
    deliver(&worker).await;
    let third = word(&post);
    services.staff_withdraw(&permit, id, Expected::Any).await.unwrap();
    assert_eq!(last_line(fresh).await.action, "staff_withdraw");
    assert!(is_over(&third).await, "withdrawn");
    assert!(matches!(services.staff_withdraw(&permit, id, Expected::Any).await, Err(Refusal::NotPossible)));
    services.staff_invite(&permit, id, Expected::Any, ADDRESS).await.unwrap();
    deliver(&worker).await;
    let fourth = word(&post);
    services.staff_set_disabled(&permit, id, Expected::Any, true).await.unwrap();
    assert!(is_over(&fourth).await, "stopped");
    services.staff_set_disabled(&permit, id, Expected::Any, false).await.unwrap();
    assert!(is_over(&fourth).await, "also when she works again");
    // What has ended before it left does not leave.
    services.staff_invite(&permit, id, Expected::Any, ADDRESS).await.unwrap();
    services.staff_withdraw(&permit, id, Expected::Any).await.unwrap();
    let before = post.to_staff().len();
    deliver(&worker).await;
    assert_eq!(post.to_staff().len(), before);
}

async fn of_two_who_use_a_link_at_once_one_is_in(fresh: &Fresh) {
    let mut one = One::new(fresh).await;
    let city = one.world.number.city();
    let (_, _, _, word) = invited(&mut one).await;
    let clock = Arc::new(SetClock::default());
    clock.set(one.world.services.now());
    let other = instance(fresh, &clock, OLD);
    let (one_s, other_s) = (typed(HERS), typed("another-long-word-of-hers-9"));
    let (first, second) = tokio::join!(
        one.world.services.password_by_link(city, (&word, NETWORK), &one_s),
        other.password_by_link(city, (&word, NETWORK), &other_s),
    );
    assert!(first.is_ok() != second.is_ok(), "{:?} {:?}", first.is_ok(), second.is_ok());
    let lost = if first.is_ok() { second.err() } else { first.err() };
    assert!(matches!(lost, Some(Refusal::NotFound)), "{lost:?}");
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM audit WHERE action = 'staff_invited_in'").await, 1);
}

async fn what_could_not_be_delivered_is_seen_and_sent_to_another_address(fresh: &Fresh) {
    let mut one = One::new(fresh).await;
    let services = one.world.services.clone();
    let (post, worker) = Post::worker(&one.world);
    post.refuses(Some(|| MailError::Recipient("550 5.1.1 no such user".into())));
    let id = services.staff_save(&one.own().permit().unwrap(), None, &midori()).await.unwrap();
    one.world.reread().await;
    let administrator = one.own();
    let permit = administrator.permit().unwrap();
    let sent = async || services.invitations(&permit).await.unwrap()[0].sent;
    assert_eq!(sent().await, Sent::Waits);
    deliver(&worker).await;
    assert_eq!(sent().await, Sent::Failed);
    post.refuses(None);
    let way = services.way_in(&permit, id).await.unwrap();
    assert_eq!((way.password, way.address.as_deref()), (false, Some(ADDRESS)));
    services.staff_invite(&permit, id, Expected::Any, "midori.k@mail.kaku.example").await.unwrap();
    deliver(&worker).await;
    assert_eq!(sent().await, Sent::Taken);
    assert_eq!(post.to_staff().pop().unwrap().recipient, "midori.k@mail.kaku.example");
}

async fn nobody_invites_who_may_more_than_herself_or_has_a_password(fresh: &Fresh) {
    let mut one = One::new(fresh).await;
    let services = one.world.services.clone();
    let permit = one.own().permit().unwrap();
    let known = services.staff_invite(&permit, one.id, Expected::Any, ADDRESS).await;
    assert!(matches!(known, Err(Refusal::NotPossible)), "she has a password");
    let (id, ..) = invited(&mut one).await;
    let administrator = StaffForm { role: "administrator".into(), profession: "clerk".into(), ..midori() };
    let permit = one.own().permit().unwrap();
    services.staff_save(&permit, Some((id, Expected::Any)), &administrator).await.unwrap();
    one.world.reread().await;
    let lesser = {
        use mendan_service::staff::role::RoleForm;
        let form = RoleForm { name: "人事".into(), permissions: vec!["manage_staff".into()] };
        let role = services.role_save(&one.own().permit().unwrap(), None, &form).await.unwrap();
        one.world.reread().await;
        let rights = one.own().catalogue.roles.iter().find(|own| own.id == role).unwrap().rights;
        one.world.system().in_the_name_of(one.world.number.receptionist(), rights)
    };
    let permit = lesser.permit().unwrap();
    let refused = services.staff_invite(&permit, id, Expected::Any, ADDRESS);
    assert_eq!(wrong(fresh, refused).await, [("email", "not_her_own")]);
}
