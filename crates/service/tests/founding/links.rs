//! The one-time link: good for an hour and for one browser, and of no use once its work is done.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use mendan_service::forms::Fields;
use mendan_service::founding::administrator::AdministratorForm;
use mendan_service::founding::city::CityForm;
use mendan_service::founding::founder::Opened;
use mendan_service::staff::factor::step::{Asked, Entered};
use mendan_service::{Refusal, Services};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, lines, wrong};
use crate::support::case;
use crate::support::doubles::SetClock;

on_both_engines!(
    a_link_is_good_for_an_hour_and_a_newer_one_replaces_it,
    one_browser_begins_and_no_other,
    a_city_is_founded_once_however_often_it_is_sent,
    the_first_administrator_ends_the_link,
    all_that_is_wrong_is_told_at_once_and_nothing_is_written,
    a_link_opens_its_own_city_and_no_other,
);

const HERE: &str = "https://yoyaku.minori.example";
const PASSWORD: &str = "kumo-ga-takai-yama-41";

/// Nine o'clock on a Tuesday.
pub(super) fn morning() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-04-28T09:00:00+09:00").unwrap().to_utc()
}

/// The use cases on an empty database.
pub(super) fn nowhere(fresh: &Fresh) -> (Services, Arc<SetClock>) {
    let clock = Arc::new(SetClock::default());
    clock.set(morning());
    (case::services(fresh, &clock), clock)
}

pub(super) fn minori() -> CityForm {
    CityForm {
        name_ja: "みのり市".into(),
        name_en: "Minori City".into(),
        public_url: HERE.into(),
        phone: "０４２-000-0100".into(),
        mail_from: "boshi@minori.example".into(),
        ..CityForm::default()
    }
}

fn kanri() -> AdministratorForm {
    let fields =
        [("login", "kanri"), ("display_name", "想定 係長"), ("password", PASSWORD), ("password_again", PASSWORD)];
    AdministratorForm::typed(&Fields::of(fields.map(|(name, value)| (name, value.to_owned()))))
}

async fn a_link_is_good_for_an_hour_and_a_newer_one_replaces_it(fresh: &Fresh) {
    let (services, clock) = nowhere(fresh);
    let word = services.invite(None).await.unwrap();
    let opened = async |word: &str| services.founding_link(word, (None, None)).await;
    assert_eq!(opened(&word).await.unwrap(), Opened::Fresh);
    assert_eq!(opened(&word).await.unwrap(), Opened::Fresh, "looking at it changes nothing");
    for wrong in [&word[1..], &word.to_lowercase(), ""] {
        assert!(matches!(opened(wrong).await, Err(Refusal::NotFound)), "{wrong}");
    }
    clock.set(morning() + Duration::seconds(3599));
    assert_eq!(opened(&word).await.unwrap(), Opened::Fresh);
    clock.set(morning() + Duration::seconds(3600));
    assert_eq!(opened(&word).await.unwrap(), Opened::Ended);
    assert_eq!(code_of(fresh, services.founding_begin(&word, None)).await, "not_possible");
    let newer = services.invite(None).await.unwrap();
    assert!(matches!(opened(&word).await, Err(Refusal::NotFound)));
    assert_eq!(opened(&newer).await.unwrap(), Opened::Fresh);
    assert_eq!(code_of(fresh, services.founding_begin(&word, None)).await, "not_found");
}

async fn one_browser_begins_and_no_other(fresh: &Fresh) {
    let (services, clock) = nowhere(fresh);
    let word = services.invite(None).await.unwrap();
    clock.set(morning() + Duration::minutes(59));
    let (one, other) = tokio::join!(services.founding_begin(&word, None), services.founding_begin(&word, None));
    let session = match (one, other) {
        (Ok(session), Err(Refusal::NotPossible)) | (Err(Refusal::NotPossible), Ok(session)) => session,
        both => panic!("{both:?}"),
    };
    let opened = async |session: Option<&str>| services.founding_link(&word, (None, session)).await.unwrap();
    assert_eq!(opened(Some(&session)).await, Opened::Here);
    assert_eq!(opened(Some("another")).await, Opened::Elsewhere);
    assert_eq!(opened(None).await, Opened::Elsewhere);
    assert!(matches!(services.founder("another", None).await, Err(Refusal::NotFound)));
    assert!(matches!(services.founder(&word, None).await, Err(Refusal::NotFound)), "the word is no cookie");
    // She has an hour from her beginning.
    clock.set(morning() + Duration::minutes(118));
    assert_eq!(services.founder(&session, None).await.unwrap().city(), None);
    clock.set(morning() + Duration::minutes(119));
    assert!(matches!(services.founder(&session, None).await, Err(Refusal::NotFound)));
    assert_eq!(opened(Some(&session)).await, Opened::Ended);
}

async fn a_city_is_founded_once_however_often_it_is_sent(fresh: &Fresh) {
    let (services, _) = nowhere(fresh);
    let session = services.founding_begin(&services.invite(None).await.unwrap(), None).await.unwrap();
    let founder = services.founder(&session, None).await.unwrap();
    let form = minori();
    let (one, other) =
        tokio::join!(services.found_city(&founder, &form, HERE), services.found_city(&founder, &form, HERE),);
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    let id = one.or(other).unwrap();
    let founder = services.founder(&session, None).await.unwrap();
    assert_eq!(founder.city(), Some(id), "she goes on with her city");
    assert_eq!(services.found_city(&founder, &form, HERE).await.unwrap(), id, "saying it twice is saying it once");
    let [city] = &services.municipalities().await.unwrap()[..] else { panic!("one city") };
    assert_eq!((city.slug.as_str(), city.phone.as_str()), ("minori-city", "042-000-0100"));
    assert_eq!(city.consent_version, "2026-04");
    let texts = city.texts.0.values();
    assert!(texts.clone().all(|words| !words.purpose.is_empty() && !words.name.is_empty()));
    assert_eq!(city.texts.0["en"].name, "Minori City");
    let found = lines(fresh).await.into_iter().filter(|line| line.action == "city_found").collect::<Vec<_>>();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].detail["by"], "setup_link");
    // A link to found by is of no use any more, nor is one made.
    assert!(matches!(services.invite(None).await, Err(Refusal::NotPossible)));
}

async fn the_first_administrator_ends_the_link(fresh: &Fresh) {
    let (services, _) = nowhere(fresh);
    let word = services.invite(None).await.unwrap();
    let session = services.founding_begin(&word, None).await.unwrap();
    let founder = services.founder(&session, None).await.unwrap();
    assert!(matches!(services.founder_in_city(&founder).await, Err(Refusal::NotFound)), "no city, no administrator");
    services.found_city(&founder, &minori(), HERE).await.unwrap();
    let founder = services.founder(&session, None).await.unwrap();
    let context = services.founder_in_city(&founder).await.unwrap().seen_from(Some("192.0.2.0/24".into()));
    let city = context.municipality();
    assert!(!services.has_administrator(city).await.unwrap());
    let form = kanri();
    let (one, other) =
        tokio::join!(services.found_administrator(&context, &form), services.found_administrator(&context, &form),);
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    // A new city wants a second factor of everybody: she is asked for it before she is in.
    let Entered::Step(cookie) = one.or(other).unwrap() else { panic!("she is in without a factor") };
    assert!(matches!(services.session(city, &cookie).await, Err(Refusal::NotFound)));
    let half_way = services.half_way(city, &cookie, None).await.unwrap();
    let (member, asked) = (&half_way.member, &half_way.asked);
    assert_eq!((member.login.as_str(), member.display_name.as_str()), ("kanri", "想定 係長"));
    assert!(matches!(asked, Asked::First(_)), "{asked:?}");
    assert!(services.has_administrator(city).await.unwrap());
    assert!(matches!(services.founder(&session, None).await, Err(Refusal::NotFound)));
    assert_eq!(services.founding_link(&word, (None, Some(&session))).await.unwrap(), Opened::Ended);
    assert_eq!(code_of(fresh, services.invite(Some(city))).await, "not_possible");
    let lines = lines(fresh).await;
    let line = |action: &str| lines.iter().find(|line| line.action == action).unwrap();
    assert_eq!(line("sign_in_step").network.as_deref(), Some("192.0.2.0/24"), "where she came in from");
    let added = line("staff_add");
    assert_eq!((added.actor_kind.as_str(), added.actor), ("system", None));
    // Where nobody may sign in any more, whoever has the machine lets somebody in.
    let catalogue = services.catalogue(city).await.unwrap();
    let system = mendan_service::Context::system(catalogue);
    services.staff_disable(&system.permit().unwrap(), "kanri").await.unwrap();
    services.invite(Some(city)).await.unwrap();
}

async fn all_that_is_wrong_is_told_at_once_and_nothing_is_written(fresh: &Fresh) {
    let (services, _) = nowhere(fresh);
    let session = services.founding_begin(&services.invite(None).await.unwrap(), None).await.unwrap();
    let founder = services.founder(&session, None).await.unwrap();
    let said = wrong(fresh, services.found_city(&founder, &CityForm::default(), HERE)).await;
    for field in ["name_ja", "public_url", "phone", "mail_from"] {
        assert!(said.iter().any(|(known, _)| *known == field), "{field}: {said:?}");
    }
    let typed = CityForm { public_url: "https://a.example/yoyaku".into(), slug: "Minori".into(), ..minori() };
    let said = wrong(fresh, services.found_city(&founder, &typed, HERE)).await;
    assert_eq!(said, [("public_url", "invalid"), ("slug", "invalid")]);
    services.found_city(&founder, &minori(), HERE).await.unwrap();
    let founder = services.founder(&session, None).await.unwrap();
    let context = services.founder_in_city(&founder).await.unwrap();
    let empty = AdministratorForm::typed(&Fields::default());
    let said = wrong(fresh, services.found_administrator(&context, &empty)).await;
    for field in ["login", "display_name", "password"] {
        assert!(said.iter().any(|(known, _)| *known == field), "{field}: {said:?}");
    }
    let named =
        [("login", "kanri"), ("display_name", "係長"), ("password", "minori-city-minori"), ("password_again", "x")];
    let named = AdministratorForm::typed(&Fields::of(named.map(|(name, value)| (name, value.to_owned()))));
    let said = wrong(fresh, services.found_administrator(&context, &named)).await;
    assert_eq!(said, [("password", "guessable"), ("password_again", "not_same")]);
    services.found_administrator(&context, &kanri()).await.unwrap();
}

async fn a_link_opens_its_own_city_and_no_other(fresh: &Fresh) {
    let (services, _) = nowhere(fresh);
    let one = services.city_add(&minori(), HERE).await.unwrap();
    let other = CityForm { name_ja: "さかえ市".into(), public_url: "https://sakae.example".into(), ..minori() };
    let other = CityForm { name_en: String::new(), ..other };
    let other = services.city_add(&other, HERE).await.unwrap();
    let words = (services.invite(Some(one.id)).await.unwrap(), services.invite(Some(other.id)).await.unwrap());
    let opened = async |word: &str, here| services.founding_link(word, (Some(here), None)).await;
    assert_eq!(opened(&words.0, one.id).await.unwrap(), Opened::Fresh, "each city has its own");
    assert!(matches!(opened(&words.0, other.id).await, Err(Refusal::NotFound)));
    assert_eq!(code_of(fresh, services.founding_begin(&words.0, Some(other.id))).await, "not_found");
    let session = services.founding_begin(&words.1, Some(other.id)).await.unwrap();
    assert!(matches!(services.founder(&session, Some(one.id)).await, Err(Refusal::NotFound)));
    assert_eq!(services.founder(&session, Some(other.id)).await.unwrap().city(), Some(other.id));
}
