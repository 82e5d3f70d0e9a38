//! Identity providers of cities, accounts there, and who was sent to one: each city its own, none seen by another.

use mendan_domain::ids::MunicipalityId;
use mendan_service::staff::openid::OpenIdRow;
use mendan_service::staff::openid::begin::{AttemptRow, Purpose};
use mendan_service::staff::openid::link::{OpenIdLink, OpenIdLinkId};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, city, read};

on_both_engines!(
    a_citys_provider_is_its_own_and_written_over,
    an_account_is_one_members_and_a_member_has_one_at_a_provider,
    whoever_was_sent_is_found_and_taken_once_in_her_own_city,
);

pub(crate) fn provider(city: MunicipalityId, version: i64) -> OpenIdRow {
    OpenIdRow {
        municipality: city,
        provider_sealed: Some(vec![1]),
        former_sealed: Some(vec![2]),
        version,
        changed_at: at(version),
        changed_by: None,
    }
}

pub(crate) fn attempt(city: &City, k: u8, minute: i64) -> AttemptRow {
    AttemptRow {
        state_hash: vec![k; 32],
        municipality: city.id,
        browser_hash: vec![9; 32],
        purpose: Purpose::Link,
        session_hash: Some(vec![7; 32]),
        version: 3,
        along: "[]".into(),
        created_at: at(minute),
    }
}

fn link(city: &City, k: i64, staff: usize, subject: &str) -> OpenIdLink {
    OpenIdLink {
        id: OpenIdLinkId(city.id.0 * 100 + k),
        municipality: city.id,
        staff: city.staff[staff],
        issuer: "https://id.example".into(),
        subject: subject.into(),
        made_at: at(0),
        used_at: None,
    }
}

async fn a_citys_provider_is_its_own_and_written_over(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    assert_eq!(tx.openid(one.id).await.unwrap(), None);
    tx.openid_save(&provider(one.id, 1)).await.unwrap();
    assert_eq!(tx.openid(two.id).await.unwrap(), None);
    let gone = OpenIdRow { provider_sealed: None, changed_by: Some(one.staff[0]), ..provider(one.id, 2) };
    tx.openid_save(&gone).await.unwrap();
    tx.openid_save(&provider(two.id, 7)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = read(fresh).await;
    assert_eq!(tx.openid(one.id).await.unwrap(), Some(gone), "the version stays when the provider is taken away");
    assert_eq!(tx.openid(two.id).await.unwrap(), Some(provider(two.id, 7)));
}

async fn an_account_is_one_members_and_a_member_has_one_at_a_provider(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let hers = link(&one, 1, 0, "a");
    assert!(tx.openid_link_insert(&hers).await.unwrap());
    assert!(!tx.openid_link_insert(&link(&one, 2, 1, "a")).await.unwrap(), "a colleague's");
    assert!(!tx.openid_link_insert(&link(&one, 3, 0, "b")).await.unwrap(), "she has one there");
    let elsewhere = OpenIdLink { issuer: "https://other.example".into(), ..link(&one, 4, 0, "a") };
    assert!(tx.openid_link_insert(&elsewhere).await.unwrap(), "another provider calls somebody else so");
    let there = link(&two, 1, 0, "a");
    assert!(tx.openid_link_insert(&there).await.unwrap(), "another city");
    assert_eq!(tx.openid_link(one.id, "https://id.example", "a").await.unwrap(), Some(hers.clone()));
    assert_eq!(tx.openid_link(one.id, "https://id.example", "A").await.unwrap(), None, "to the letter");
    assert_eq!(tx.openid_link(two.id, "https://id.example", "a").await.unwrap(), Some(there));
    assert_eq!(tx.openid_links(two.id, one.staff[0]).await.unwrap(), []);
    tx.openid_link_used(hers.id, at(5)).await.unwrap();
    let used = OpenIdLink { used_at: Some(at(5)), ..hers };
    assert_eq!(tx.openid_links(one.id, one.staff[0]).await.unwrap(), [used.clone(), elsewhere.clone()]);
    for city in [&two, &one] {
        tx.openid_link_delete(city.id, used.id).await.unwrap();
        let left = if city.id == one.id { vec![elsewhere.clone()] } else { vec![used.clone(), elsewhere.clone()] };
        assert_eq!(tx.openid_links(one.id, one.staff[0]).await.unwrap(), left);
    }
    tx.openid_links_delete(two.id, one.staff[0]).await.unwrap();
    assert_eq!(tx.openid_links(one.id, one.staff[0]).await.unwrap().len(), 1);
    tx.openid_links_delete(one.id, one.staff[0]).await.unwrap();
    assert_eq!(tx.openid_links(one.id, one.staff[0]).await.unwrap(), []);
}

async fn whoever_was_sent_is_found_and_taken_once_in_her_own_city(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let row = attempt(&one, 1, 0);
    tx.openid_attempt_insert(&row).await.unwrap();
    let signing_in = AttemptRow { purpose: Purpose::SignIn, session_hash: None, ..attempt(&one, 2, 0) };
    tx.openid_attempt_insert(&signing_in).await.unwrap();
    assert_eq!(tx.openid_attempt(two.id, &row.state_hash).await.unwrap(), None);
    assert!(!tx.openid_attempt_take(two.id, &row.state_hash).await.unwrap());
    assert_eq!(tx.openid_attempt(one.id, &row.state_hash).await.unwrap(), Some(row.clone()));
    assert!(tx.openid_attempt_take(one.id, &row.state_hash).await.unwrap());
    assert!(!tx.openid_attempt_take(one.id, &row.state_hash).await.unwrap(), "once");
    assert_eq!(tx.openid_attempt(one.id, &row.state_hash).await.unwrap(), None);
    assert_eq!(tx.openid_attempt(one.id, &[2; 32]).await.unwrap(), Some(signing_in));
}
