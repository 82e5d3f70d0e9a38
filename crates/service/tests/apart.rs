//! Two cities in one store: whatever is asked in one about what the other has is answered as for what nobody has, and nothing of
//! the other is changed. The use cases are those of `allowed`, which fails until a new one is asked.

use std::sync::Arc;

use mendan_domain::booking::Channel;
use mendan_service::handle::Handle;
use mendan_service::staff::sign_in::Try;
use mendan_service::{Context, Refusal};
use mendan_store::on_both_engines;
use mendan_store::testing::{Engine, Fresh, fresh_postgres, fresh_sqlite};

use crate::allowed::{Asked, Things, ask_all};
use crate::support::behind::of_city;
use crate::support::build::Number;
use crate::support::usual;
use crate::support::world::World;

on_both_engines!(
    what_another_city_has_is_asked_for_as_what_nobody_has,
    what_opens_something_in_one_city_opens_nothing_in_another,
);

/// The usual city, and another of the same town beside it.
async fn two(fresh: &Fresh) -> (World, World) {
    let one = usual::city(fresh).await;
    let parts = (one.services.clone(), Arc::clone(&one.store));
    let two = World::open(parts, Arc::default(), Number(2), &usual::town()).await;
    two.publish(None).await;
    (one, two)
}

/// Answers in words that can be compared.
fn words(asked: Asked) -> Vec<String> {
    asked.into_iter().map(|(name, answer)| format!("{name}: {answer:?}")).collect()
}

/// What a city of a database of its own is asked about that is in no city of that store.
async fn about_nothing(fresh: &Fresh) -> Vec<String> {
    let (_, two) = two(fresh).await;
    let elsewhere = fresh_sqlite().await;
    let city = usual::city(&elsewhere).await;
    let parts = (city.services.clone(), Arc::clone(&city.store));
    let mut nowhere = World::open(parts, Arc::default(), Number(9), &usual::town()).await;
    nowhere.publish(None).await;
    let things = Things::new(&mut nowhere).await.nobodys();
    nowhere.services = two.services.clone();
    words(ask_all(&nowhere, &two.administrator(), &things).await)
}

async fn what_another_city_has_is_asked_for_as_what_nobody_has(fresh: &Fresh) {
    let (mut one, two) = two(fresh).await;
    let things = Things::new(&mut one).await;
    let before = of_city(fresh, one.number.city()).await;
    let asked = words(ask_all(&one, &two.administrator(), &things).await);
    let after = of_city(fresh, one.number.city()).await;
    for (table, rows) in &before {
        assert_eq!(&after[table], rows, "{table} was changed from another city");
    }
    let empty = match fresh.engine {
        Engine::Sqlite => fresh_sqlite().await,
        Engine::Postgres => fresh_postgres().await,
    };
    assert_eq!(asked, about_nothing(&empty).await);
    // The same questions are answered where the things are: it is the city that was wrong.
    let at_home = words(ask_all(&one, &one.administrator(), &things).await);
    assert!(at_home.iter().zip(&asked).filter(|(here, there)| here != there).count() > 15, "{at_home:?}");
}

async fn what_opens_something_in_one_city_opens_nothing_in_another(fresh: &Fresh) {
    let (mut one, two) = two(fresh).await;
    let (services, city) = (one.services.clone(), two.number.city());
    let booking = one.booked_at(0).await;
    let time = one.time(1).await;
    let hold = one.hold(time).await.unwrap();
    let (browser, _) = one.browsers[0].clone();
    let (link, id) = (one.link(&booking), Handle::Id(booking.id));
    let (_, key) = services.partner_key_make(&one.system().permit().unwrap(), "架空 連携").await.unwrap();
    let before = of_city(fresh, one.number.city()).await;
    let not_found = |answer: Option<Refusal>| assert!(matches!(answer, Some(Refusal::NotFound)), "{answer:?}");
    let residents: [Context; 3] = [two.resident().into(), two.program(), two.administrator().into()];
    for context in &residents {
        not_found(services.find(context, &link).await.err());
        not_found(services.find(context, &id).await.err());
        let to = two.time(3).await.id.to_string();
        not_found(services.move_to(context, &link, mendan_service::expected::Expected::Any, &to, None).await.err());
        not_found(services.cancel(context, &link, mendan_service::expected::Expected::Any, None).await.err());
        assert!(services.possible_modes(context, &link).await.is_err());
    }
    not_found(services.hold_of(&two.resident(), &browser).await.err());
    not_found(services.partner_of_key(city, &key).await.err());
    assert_eq!(services.hold_of(&one.resident(), &browser).await.unwrap().id, hold.id);
    // A time of the other city is none that could be had here.
    for channel in [Channel::Web, Channel::Phone] {
        let (context, mut command) = one.command(time, channel, None);
        command.idempotency_key = None;
        let there: Context = if context.actor().staff().is_some() { two.desk().into() } else { two.resident().into() };
        assert!(matches!(services.book(&there, command).await, Err(Refusal::Invalid(_) | Refusal::SlotTaken { .. })));
    }
    let tried = Try { login: "desk", password: "x", former: None, at: "192.0.2.0/24".into() };
    not_found(services.sign_in(city, &tried).await.err());
    assert_eq!(of_city(fresh, one.number.city()).await, before);
}
