//! Keys of partner systems: shown once, kept as a digest, and of no use once revoked.

use mendan_domain::ids::PartnerKeyId;
use mendan_service::Refusal;
use mendan_service::expected::Expected;
use mendan_service::secret::sha256;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, lines, wrong};
use crate::support::usual;

on_both_engines!(
    a_key_is_shown_once_and_opens_until_it_is_revoked,
    the_demos_key_is_the_same_each_time_and_ends_with_it
);

async fn a_key_is_shown_once_and_opens_until_it_is_revoked(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (services, city) = (&world.services, world.number.city());
    let permit = world.administrator().permit().unwrap();
    let (key, text) = services.partner_key_make(&permit, "架空 アプリ").await.unwrap();
    assert!(text.starts_with("mk_") && key.key_hash == sha256(text.as_bytes()));
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.subject.1), ("partner_key_make", key.id.0));
    assert!(!line.detail.to_string().contains(&text));
    assert_eq!(services.partner_of_key(city, &text).await.unwrap().key(), key.id);
    for none in [&text[3..], &text.to_uppercase(), "mk_", ""] {
        assert!(matches!(services.partner_of_key(city, none).await, Err(Refusal::NotFound)), "{none}");
    }
    let linked = services.partner_key_make(&permit, "https://example.jp");
    assert_eq!(wrong(fresh, linked).await.first().map(|(field, _)| *field), Some("name"));
    let revoke = |expected| services.partner_key_revoke(&permit, key.id, expected);
    assert_eq!(code_of(fresh, revoke(Expected::Unknown)).await, "changed");
    assert_eq!(revoke(Expected::Version(0)).await.unwrap().revoked_at, Some(services.now()));
    assert!(matches!(services.partner_of_key(city, &text).await, Err(Refusal::NotFound)));
    let written = lines(fresh).await.len();
    revoke(Expected::Any).await.unwrap();
    assert_eq!(lines(fresh).await.len(), written, "saying it twice is saying it once");
    let unknown = services.partner_key_revoke(&permit, PartnerKeyId(1), Expected::Any);
    assert_eq!(code_of(fresh, unknown).await, "not_found");
    assert_eq!(services.partner_keys(&permit).await.unwrap().len(), 1, "revoked ones stay to be seen");
    assert_eq!(code_of(fresh, async { services.partner_keys(&world.nurse().permit()?).await }).await, "not_found");
}

async fn the_demos_key_is_the_same_each_time_and_ends_with_it(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (services, city) = (&world.services, world.number.city());
    let system = world.system().permit().unwrap();
    let text = services.partner_key_of_demo(&system, "見本の連携").await.unwrap();
    assert_eq!(services.partner_key_of_demo(&system, "見本の連携").await.unwrap(), text);
    assert_eq!(services.partner_keys(&system).await.unwrap().len(), 1);
    assert!(services.end_partner_key_of_demo(&system).await.unwrap());
    assert!(!services.end_partner_key_of_demo(&system).await.unwrap());
    assert!(matches!(services.partner_of_key(city, &text).await, Err(Refusal::NotFound)));
    assert_eq!(services.partner_key_of_demo(&system, "見本の連携").await.unwrap(), text);
    services.partner_of_key(city, &text).await.unwrap();
}
