//! Keys that sign a city's mails: made, published, exchanged, taken away; and what letters are given of them.

use mendan_domain::fault::Fault;
use mendan_service::Refusal;
use mendan_service::expected::Expected;
use mendan_service::message::dkim::form::KeyForm;
use mendan_service::message::dkim::{Algorithm, DkimKey, KeyState};
use mendan_service::permit::Permit;
use mendan_service::permit::asked::ManageSetup;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{last_line, lines, wrong};
use crate::support::carrier::{Maker, new_key};
use crate::support::post::{Post, deliver};
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    a_key_signs_from_when_it_is_said_to_be_published_until_another_one_does,
    a_key_that_is_brought_is_kept_sealed_and_never_told,
    what_is_wrong_with_a_new_key_is_said_and_nothing_is_kept,
    whoever_saw_another_key_changes_nothing,
);

fn permit(world: &World) -> Permit<ManageSetup> {
    world.administrator().permit().unwrap()
}

async fn make(world: &World, form: &KeyForm) -> DkimKey {
    world.services.dkim_make(&permit(world), form, &Maker).await.unwrap()
}

async fn states(world: &World) -> Vec<(String, KeyState)> {
    let known = world.services.dkim_keys(&permit(world)).await.unwrap();
    known.keys.into_iter().map(|key| (key.selector, key.state)).collect()
}

fn is(selector: &str, state: KeyState) -> (String, KeyState) {
    (selector.to_owned(), state)
}

async fn a_key_signs_from_when_it_is_said_to_be_published_until_another_one_does(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let services = world.services.clone();
    let (post, worker) = Post::worker(&world);
    let one = make(&world, &new_key("s1")).await;
    assert_eq!(last_line(fresh).await.action, "dkim_make");
    world.reread().await;
    world.booked_at(A_DAY).await;
    deliver(&worker).await;
    assert_eq!(post.signed_with().last(), Some(&Vec::<String>::new()), "nobody can look it up yet");
    services.dkim_begin(&permit(&world), one.id, Expected::Version(1)).await.unwrap();
    world.reread().await;
    world.booked_at(A_DAY * 2).await;
    deliver(&worker).await;
    assert_eq!(post.signed_with().last(), Some(&vec!["s1".to_owned()]));
    // One of the other sort signs beside it, one of its own instead of it.
    let two = make(&world, &KeyForm { algorithm: "ed25519".into(), ..new_key("s2") }).await;
    assert_eq!(two.algorithm, Algorithm::Ed25519);
    let three = make(&world, &new_key("s3")).await;
    for key in [&two, &three] {
        services.dkim_begin(&permit(&world), key.id, Expected::Version(1)).await.unwrap();
    }
    let now = [is("s3", KeyState::Signs), is("s2", KeyState::Signs), is("s1", KeyState::Old)];
    assert_eq!(states(&world).await, now);
    world.reread().await;
    world.booked_at(A_DAY * 3).await;
    deliver(&worker).await;
    assert_eq!(post.signed_with().last(), Some(&vec!["s2".to_owned(), "s3".to_owned()]));
    // What signs stays; what has ended can go, and back.
    let refused = services.dkim_delete(&permit(&world), three.id, Expected::Any).await;
    assert!(matches!(refused, Err(Refusal::NotPossible)), "{refused:?}");
    services.dkim_delete(&permit(&world), one.id, Expected::Any).await.unwrap();
    services.dkim_end(&permit(&world), three.id, Expected::Version(2)).await.unwrap();
    services.dkim_end(&permit(&world), two.id, Expected::Any).await.unwrap();
    assert_eq!(states(&world).await, [is("s3", KeyState::Old), is("s2", KeyState::Old)]);
    world.reread().await;
    world.booked_at(A_DAY * 4).await;
    deliver(&worker).await;
    assert_eq!(post.signed_with().last(), Some(&Vec::<String>::new()));
}

async fn a_key_that_is_brought_is_kept_sealed_and_never_told(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let pem = "-----BEGIN PRIVATE KEY-----\nhimitsu\n-----END PRIVATE KEY-----";
    let brought = make(&world, &KeyForm { private_key: format!("\n{pem}\n"), ..new_key("own") }).await;
    assert_eq!(brought.algorithm, Algorithm::Ed25519, "the key itself says it");
    let known = world.services.dkim_keys(&permit(&world)).await.unwrap();
    assert!(!format!("{known:?}").contains("himitsu"));
    let mut tx = world.store.read().await.unwrap();
    let rows = tx.dkim_rows(world.number.city()).await.unwrap();
    drop(tx);
    assert!(!rows[0].sealed.windows(7).any(|octets| octets == b"himitsu"), "sealed");
    assert!(lines(fresh).await.iter().all(|line| !line.detail.to_string().contains("himitsu")));
    assert_eq!(last_line(fresh).await.detail["brought"], true);
}

async fn what_is_wrong_with_a_new_key_is_said_and_nothing_is_kept(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    make(&world, &new_key("s1")).await;
    for (form, field, fault) in [
        (new_key("s1"), "selector", Fault::Taken),
        (new_key("a.b"), "selector", Fault::Invalid),
        (KeyForm { domain: "evil.example".into(), ..new_key("s2") }, "sender_domain", Fault::Invalid),
        (KeyForm { private_key: "no key".into(), ..new_key("s2") }, "key_password", Fault::Invalid),
    ] {
        let permit = permit(&world);
        let refused = wrong(fresh, world.services.dkim_make(&permit, &form, &Maker)).await;
        assert_eq!(refused, [(field, fault.as_str())], "{form:?}");
    }
    assert_eq!(states(&world).await, [is("s1", KeyState::New)]);
}

async fn whoever_saw_another_key_changes_nothing(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let services = &world.services;
    let key = make(&world, &new_key("s1")).await;
    services.dkim_begin(&permit(&world), key.id, Expected::Version(1)).await.unwrap();
    for stale in [Expected::Version(1), Expected::Unknown] {
        for refused in [
            services.dkim_begin(&permit(&world), key.id, stale).await,
            services.dkim_end(&permit(&world), key.id, stale).await,
            services.dkim_delete(&permit(&world), key.id, stale).await,
        ] {
            assert!(matches!(refused, Err(Refusal::Changed)), "{refused:?}");
        }
    }
    assert_eq!(states(&world).await, [is("s1", KeyState::Signs)]);
}
