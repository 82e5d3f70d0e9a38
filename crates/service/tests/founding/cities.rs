//! Cities beside each other, and the address of each.

use mendan_service::city::address::Door;
use mendan_service::founding::city::CityForm;
use mendan_service::{Context, Services};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use super::links::{minori, nowhere};
use crate::support::behind::{last_line, wrong};

on_both_engines!(
    a_city_is_added_beside_others_and_takes_nothing_of_theirs,
    the_only_city_follows_the_installation_until_it_has_an_address_of_its_own,
    staff_come_in_where_the_installation_says_or_their_city_and_never_where_another_does,
);

const HERE: &str = "https://yoyaku.minori.example";

async fn a_city_is_added_beside_others_and_takes_nothing_of_theirs(fresh: &Fresh) {
    let (services, _) = nowhere(fresh);
    let first = services.city_add(&minori(), HERE).await.unwrap();
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.subject.1), ("city_found", first.id.0));
    let same_place = CityForm { public_url: "https://Yoyaku.Minori.example:443/".into(), ..minori() };
    assert_eq!(wrong(fresh, services.city_add(&same_place, HERE)).await, [("public_url", "taken")]);
    let elsewhere = CityForm { public_url: "https://minori.example".into(), ..minori() };
    let taken = CityForm { slug: "minori-city".into(), ..elsewhere.clone() };
    assert_eq!(wrong(fresh, services.city_add(&taken, HERE)).await, [("slug", "taken")]);
    let second = services.city_add(&elsewhere, HERE).await.unwrap();
    assert_eq!(second.slug, "minori-city-2");
    let third = CityForm { public_url: "https://a.example".into(), name_en: String::new(), ..minori() };
    assert_eq!(services.city_add(&third, HERE).await.unwrap().slug, "city");
    assert_eq!(services.municipalities().await.unwrap().len(), 3);
    // Two at one address in the same moment are one.
    let form = CityForm { public_url: "https://b.example".into(), ..minori() };
    let (one, other) = tokio::join!(services.city_add(&form, HERE), services.city_add(&form, HERE));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
}

async fn address(services: &Services) -> String {
    services.municipalities().await.unwrap()[0].public_url.clone()
}

async fn the_only_city_follows_the_installation_until_it_has_an_address_of_its_own(fresh: &Fresh) {
    let (services, _) = nowhere(fresh);
    let city = services.city_add(&minori(), &format!("{HERE}/")).await.unwrap();
    services.follow_address("https://new.minori.example/").await.unwrap();
    assert_eq!(address(&services).await, "https://new.minori.example");
    let system = Context::system(services.catalogue(city.id).await.unwrap());
    assert_eq!(wrong(fresh, services.city_set_address(&system, "minori.example")).await, [("public_url", "invalid")]);
    assert_eq!(services.city_set_address(&system, "https://own.example/").await.unwrap(), "https://own.example");
    assert_eq!(last_line(fresh).await.detail["is"], "https://own.example");
    services.follow_address("https://new.minori.example").await.unwrap();
    assert_eq!(address(&services).await, "https://own.example");
}

async fn staff_come_in_where_the_installation_says_or_their_city_and_never_where_another_does(fresh: &Fresh) {
    let (services, _) = nowhere(fresh);
    let first = services.city_add(&minori(), HERE).await.unwrap();
    let staff = async || services.municipalities().await.unwrap()[0].staff_address().to_owned();
    assert_eq!(staff().await, HERE);
    services.follow_staff_address(Some("https://shokuin.minori.example/")).await.unwrap();
    assert_eq!(staff().await, "https://shokuin.minori.example");
    services.follow_staff_address(None).await.unwrap();
    assert_eq!(staff().await, HERE);
    let system = Context::system(services.catalogue(first.id).await.unwrap());
    let wrong_address = services.city_set_staff_address(&system, "https://a.example/x");
    assert_eq!(wrong(fresh, wrong_address).await, [("staff_url", "invalid")]);
    services.city_set_staff_address(&system, "https://own.minori.example").await.unwrap();
    assert_eq!(last_line(fresh).await.detail["is"], "https://own.minori.example");
    services.follow_staff_address(Some("https://shokuin.minori.example")).await.unwrap();
    assert_eq!(staff().await, "https://own.minori.example");

    let form = CityForm { public_url: "https://b.example".into(), ..minori() };
    let second = services.city_add(&form, HERE).await.unwrap();
    let other = Context::system(services.catalogue(second.id).await.unwrap());
    for taken in ["https://own.minori.example:443", HERE] {
        assert_eq!(
            wrong(fresh, services.city_set_staff_address(&other, taken)).await,
            [("staff_url", "taken")],
            "{taken}"
        );
    }
    assert_eq!(
        wrong(fresh, services.city_set_address(&other, "https://own.minori.example")).await,
        [("public_url", "taken")]
    );
    services.city_set_staff_address(&other, "https://shokuin.b.example").await.unwrap();
    for (host, door, found) in [
        ("own.minori.example", Door::Staff, Ok(first.id)),
        ("shokuin.b.example", Door::Staff, Ok(second.id)),
        ("b.example", Door::Staff, Err(())),
        ("b.example", Door::Public, Ok(second.id)),
        ("shokuin.b.example", Door::Public, Err(())),
        ("shokuin.b.example", Door::Only, Ok(second.id)),
    ] {
        let asked = services.city_of_host(host, door).await;
        assert_eq!(asked.map(|city| city.municipality.id).map_err(drop), found, "{host} {door:?}");
    }
    let back = services.city_set_staff_address(&other, "").await.unwrap();
    assert_eq!(back, "https://b.example");
}
