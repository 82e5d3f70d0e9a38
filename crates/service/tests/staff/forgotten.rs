//! Forgotten passwords: a link to the address that is known of her and to no other, and her factor is asked all the same.

use std::sync::Arc;

use mendan_service::Refusal;
use mendan_service::job::worker::Worker;
use mendan_service::staff::factor::step::{Asked, Entered};
use mendan_service::staff::link::LinkKind;
use mendan_service::staff::password::hashed;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use super::invitation::{typed, word};
use crate::support::behind::{last_line, lines, number, wrong};
use crate::support::one::{NETWORK, One, PASSWORD};
use crate::support::post::{Post, deliver};

on_both_engines!(
    a_link_goes_to_the_address_that_is_hers_and_to_no_other,
    another_password_ends_her_sessions_and_takes_no_factor_away,
    so_many_links_a_day_and_each_for_an_hour,
    an_address_is_hers_once_she_has_opened_its_link,
    whoever_has_the_machine_gets_a_link_that_is_good_once,
    whoever_is_meant_the_answer_costs_the_same,
);

const ADDRESS: &str = "kanri@mail.kaku.example";
const NEW: &str = "ame-no-hi-no-tegami-27";

/// Her address is known.
async fn with_address(one: &One) -> (Arc<Post>, Worker, String) {
    let (post, worker) = Post::worker(&one.world);
    let Entered::Session(token) = one.by_password().await else { panic!("a factor was asked") };
    sets_address(one, (&post, &worker), &token, ADDRESS).await;
    (post, worker, token)
}

async fn sets_address(one: &One, (post, worker): (&Post, &Worker), token: &str, address: &str) {
    let services = &one.world.services;
    let session = one.session(token).await.unwrap().session;
    services.own_address_set(&one.own(), &session, address).await.unwrap();
    deliver(worker).await;
    let word = word(post);
    services.address_confirm(one.world.number.city(), (&word, NETWORK)).await.unwrap();
    deliver(worker).await;
}

async fn asks(one: &One, worker: &Worker, who: &str) {
    one.world.services.password_forgotten(one.world.number.city(), (who, NETWORK)).await.unwrap();
    deliver(worker).await;
}

async fn a_link_goes_to_the_address_that_is_hers_and_to_no_other(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (post, worker, _) = with_address(&one).await;
    let before = post.to_staff().len();
    for who in ["nobody", "nobody@mail.kaku.example", "desk", "x\0y", ""] {
        asks(&one, &worker, who).await;
    }
    assert_eq!(post.to_staff().len(), before, "whoever is not there, or has no address");
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM audit WHERE action = 'password_link'").await, 0);
    for who in ["kanri", " KANRI ", "Kanri@mail.kaku.example"] {
        one.later(60);
        asks(&one, &worker, who).await;
        let letter = post.to_staff().pop().unwrap();
        assert_eq!((letter.kind, letter.recipient.as_str(), letter.member.id), ("password_link", ADDRESS, one.id));
    }
    assert_eq!(post.to_staff().len(), before + 3);
    let line = last_line(fresh).await;
    assert_eq!(
        (line.action.as_str(), line.subject.1, line.network.as_deref()),
        ("password_link", one.id.0, Some(NETWORK))
    );
    // What was typed stands nowhere.
    let typed = "SELECT COUNT(*) FROM outbox WHERE job = 'password_link' AND detail LIKE '%nobody%'";
    assert_eq!(number(fresh, typed).await, 0);
    // Two at one moment are one letter.
    let city = one.world.number.city();
    one.later(25 * 3600);
    for _ in 0..2 {
        one.world.services.password_forgotten(city, ("kanri", NETWORK)).await.unwrap();
    }
    deliver(&worker).await;
    assert_eq!(post.to_staff().len(), before + 4);
    // Whoever is stopped gets none.
    one.later(25 * 3600);
    one.world.services.staff_disable(&one.world.system().permit().unwrap(), "kanri").await.unwrap();
    asks(&one, &worker, "kanri").await;
    assert_eq!(post.to_staff().len(), before + 4);
}

async fn another_password_ends_her_sessions_and_takes_no_factor_away(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    let (post, worker, _) = with_address(&one).await;
    let (session, app, _) = one.registered().await;
    one.later(60);
    asks(&one, &worker, "kanri").await;
    let word = word(&post);
    assert_eq!(services.staff_link(city, &word).await.unwrap().link.kind, LinkKind::Password);
    one.session(&session).await.expect("looking ends nothing");
    assert!(matches!(one.by_password().await, Entered::Step(_)), "nor her password of now");
    let (entered, _) = services.password_by_link(city, (&word, NETWORK), &typed(NEW)).await.unwrap();
    let Entered::Step(step) = entered else { panic!("her factor was not asked") };
    assert_eq!(services.half_way(city, &step, None).await.unwrap().asked, Asked::Proof);
    assert!(matches!(one.session(&session).await, Err(Refusal::NotFound)), "her sessions ended");
    one.prove(&step, &app.proof(one.now())).await.unwrap();
    assert!(lines(fresh).await.iter().any(|line| line.action == "password_by_link"));
    assert!(matches!(services.password_by_link(city, (&word, NETWORK), &typed(NEW)).await, Err(Refusal::NotFound)));
    // She is told.
    deliver(&worker).await;
    let told = post.to_staff().pop().unwrap();
    assert_eq!((told.kind, told.recipient.as_str(), told.url), ("password_changed", ADDRESS, None));
    let old =
        mendan_service::staff::sign_in::Try { login: "kanri", password: PASSWORD, former: None, at: NETWORK.into() };
    assert!(services.sign_in(city, &old).await.is_err());
}

async fn so_many_links_a_day_and_each_for_an_hour(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    let (post, worker, _) = with_address(&one).await;
    let before = post.to_staff().len();
    let mut words = Vec::new();
    for _ in 0..5 {
        one.later(60);
        asks(&one, &worker, "kanri").await;
        words.push(word(&post));
    }
    assert_eq!(post.to_staff().len(), before + 3, "three a day");
    assert!(matches!(services.staff_link(city, &words[0]).await, Err(Refusal::NotFound)), "a newer one ends it");
    services.staff_link(city, &words[2]).await.unwrap();
    one.later(3600 - 120 - 1);
    services.staff_link(city, &words[2]).await.unwrap();
    one.later(1);
    assert!(matches!(services.staff_link(city, &words[2]).await, Err(Refusal::NotFound)), "an hour");
    one.later(24 * 3600);
    asks(&one, &worker, "kanri").await;
    assert_eq!(post.to_staff().len(), before + 4);
    // A password that is set in another way ends it, too.
    let last = word(&post);
    services.staff_reset(&one.world.system().permit().unwrap(), "kanri", NEW).await.unwrap();
    assert!(matches!(services.staff_link(city, &last).await, Err(Refusal::NotFound)));
}

async fn an_address_is_hers_once_she_has_opened_its_link(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    let (post, worker, token) = with_address(&one).await;
    assert_eq!(last_line(fresh).await.action, "address_set");
    let session = one.session(&token).await.unwrap().session;
    let own = one.own();
    for (typed, fault) in [("", "required"), ("kanri", "invalid"), (ADDRESS, "same")] {
        assert_eq!(wrong(fresh, services.own_address_set(&own, &session, typed)).await, [("email", fault)]);
    }
    services.own_address_set(&own, &session, "new@mail.kaku.example").await.unwrap();
    deliver(&worker).await;
    let letter = post.to_staff().pop().unwrap();
    assert_eq!((letter.kind, letter.recipient.as_str()), ("address_confirm", "new@mail.kaku.example"));
    let confirm = word(&post);
    // Until then the old one counts, and the link of an address sets no password.
    asks(&one, &worker, "kanri").await;
    assert_eq!(post.to_staff().pop().unwrap().recipient, ADDRESS);
    let forgotten = word(&post);
    assert!(matches!(services.password_by_link(city, (&confirm, NETWORK), &typed_new()).await, Err(Refusal::NotFound)));
    assert!(matches!(services.address_confirm(city, (&forgotten, NETWORK)).await, Err(Refusal::NotFound)));
    services.address_confirm(city, (&confirm, NETWORK)).await.unwrap();
    assert!(matches!(services.address_confirm(city, (&confirm, NETWORK)).await, Err(Refusal::NotFound)));
    assert!(matches!(services.staff_link(city, &forgotten).await, Err(Refusal::NotFound)), "it went to the old one");
    deliver(&worker).await;
    let told = post.to_staff().pop().unwrap();
    assert_eq!((told.kind, told.recipient.as_str()), ("address_changed", ADDRESS));
    assert_eq!(services.own_addresses(&own).await.unwrap().now.as_deref(), Some("new@mail.kaku.example"));
    // Three a day, and the first was one of them.
    services.own_address_set(&own, &session, "third@mail.kaku.example").await.unwrap();
    let fourth = services.own_address_set(&own, &session, "fourth@mail.kaku.example").await;
    assert!(matches!(fourth, Err(Refusal::TooManyRequests)));
}

fn typed_new() -> mendan_service::staff::by_link::NewPassword {
    typed(NEW)
}

async fn whoever_has_the_machine_gets_a_link_that_is_good_once(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    let system = one.world.system();
    let unknown = services.staff_reset_link(&system.permit().unwrap(), "nobody").await;
    assert!(matches!(unknown, Err(Refusal::NotFound)));
    services.staff_disable(&system.permit().unwrap(), "kanri").await.unwrap();
    let url = services.staff_reset_link(&system.permit().unwrap(), "kanri").await.unwrap();
    assert_eq!(last_line(fresh).await.action, "staff_reset_link");
    let old =
        mendan_service::staff::sign_in::Try { login: "kanri", password: PASSWORD, former: None, at: NETWORK.into() };
    assert!(services.sign_in(city, &old).await.is_err(), "her password of before has ended");
    let word = url.rsplit_once('/').unwrap().1;
    let (entered, member) = services.password_by_link(city, (word, NETWORK), &typed(NEW)).await.unwrap();
    assert!(matches!(entered, Entered::Session(_)) && member.id == one.id);
    assert!(matches!(services.password_by_link(city, (word, NETWORK), &typed(NEW)).await, Err(Refusal::NotFound)));
}

/// A row that waits, no hash, and no letter before the job has looked, whoever it is.
async fn whoever_is_meant_the_answer_costs_the_same(fresh: &Fresh) {
    let one = One::new(fresh).await;
    let (services, city) = (one.world.services.clone(), one.world.number.city());
    let (post, worker, _) = with_address(&one).await;
    let waiting = "SELECT COUNT(*) FROM outbox WHERE job = 'password_link'";
    for (who, letters) in [("kanri", 1), ("nobody", 0), (ADDRESS, 1), ("desk", 0), ("nobody@mail.kaku.example", 0)] {
        one.later(60);
        let (hashes, rows, sent) = (hashed(), number(fresh, waiting).await, post.to_staff().len());
        services.password_forgotten(city, (who, NETWORK)).await.unwrap();
        assert_eq!((number(fresh, waiting).await, post.to_staff().len()), (rows + 1, sent), "{who}");
        deliver(&worker).await;
        assert_eq!((hashed(), post.to_staff().len()), (hashes, sent + letters), "{who}");
    }
}
