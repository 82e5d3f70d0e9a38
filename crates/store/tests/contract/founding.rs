//! Links to found by, and what a city has already.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::ids::MunicipalityId;
use mendan_domain::staff::Role;
use mendan_service::founding::link::{FoundingLink, FoundingLinkId};
use mendan_service::model::StaffMember;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{at, begin, booking, city, insert, member, read};

on_both_engines!(a_link_is_found_by_its_word_and_by_its_browser, what_a_city_has_is_its_own,);

fn link(n: u8, municipality: Option<MunicipalityId>) -> FoundingLink {
    FoundingLink {
        id: FoundingLinkId(i64::from(n)),
        municipality,
        word_hash: vec![n; 32],
        created_at: at(0),
        expires_at: at(60),
        session_hash: None,
        done_at: None,
    }
}

async fn known(fresh: &Fresh, n: u8) -> Option<FoundingLink> {
    read(fresh).await.founding_link(&[n; 32]).await.unwrap()
}

async fn a_link_is_found_by_its_word_and_by_its_browser(fresh: &Fresh) {
    let mut tx = begin(fresh).await;
    tx.founding_link_replace(&link(1, None)).await.unwrap();
    tx.founding_link_replace(&link(2, None)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(known(fresh, 1).await, None, "a new one replaces the old");
    assert_eq!(known(fresh, 2).await, Some(link(2, None)));
    let until: DateTime<Utc> = at(60) + Duration::minutes(30);
    let mut tx = begin(fresh).await;
    assert!(tx.founding_link_begin(FoundingLinkId(2), &[7; 32], until).await.unwrap());
    assert!(!tx.founding_link_begin(FoundingLinkId(2), &[8; 32], until).await.unwrap(), "one browser begins");
    assert!(!tx.founding_link_begin(FoundingLinkId(9), &[8; 32], until).await.unwrap());
    tx.commit().await.unwrap();
    let begun = FoundingLink { session_hash: Some(vec![7; 32]), expires_at: until, ..link(2, None) };
    assert_eq!(read(fresh).await.founding_session(&[7; 32]).await.unwrap(), Some(begun.clone()));
    assert_eq!(read(fresh).await.founding_session(&[8; 32]).await.unwrap(), None);
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    assert!(tx.founding_link_found(FoundingLinkId(2), city.id).await.unwrap());
    assert!(!tx.founding_link_found(FoundingLinkId(2), city.id).await.unwrap());
    assert!(tx.founding_link_done(FoundingLinkId(2), at(9)).await.unwrap());
    assert!(!tx.founding_link_done(FoundingLinkId(2), at(9)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(
        known(fresh, 2).await,
        Some(FoundingLink { municipality: Some(city.id), done_at: Some(at(9)), ..begun })
    );
}

async fn what_a_city_has_is_its_own(fresh: &Fresh) {
    let (one, other) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    tx.founding_link_replace(&link(1, Some(one.id))).await.unwrap();
    tx.founding_link_replace(&link(2, Some(other.id))).await.unwrap();
    tx.founding_link_replace(&link(3, Some(other.id))).await.unwrap();
    assert!(insert(&mut tx, &booking(&one, 1, 0)).await);
    let kanri = StaffMember { role: Role::Administrator, login: "kanri".into(), ..member(1, 1099, vec![]) };
    assert!(tx.staff_insert(&StaffMember { disabled: true, ..kanri.clone() }, "-").await.unwrap());
    assert!(!tx.has_administrator(one.id).await.unwrap(), "who may not sign in sets nothing up");
    tx.staff_update(&kanri).await.unwrap();
    tx.own_address_set(one.id, true).await.unwrap();
    tx.staff_address_set(one.id, Some("https://shokuin.example"), true).await.unwrap();
    tx.commit().await.unwrap();
    assert!(known(fresh, 1).await.is_some() && known(fresh, 2).await.is_none() && known(fresh, 3).await.is_some());
    let mut tx = read(fresh).await;
    for (id, has) in [(one.id, true), (other.id, false)] {
        assert_eq!(tx.has_administrator(id).await.unwrap(), has);
        assert_eq!(tx.has_booking(id).await.unwrap(), has);
        assert_eq!(tx.has_own_address(id).await.unwrap(), has);
        assert_eq!(tx.has_own_staff_address(id).await.unwrap(), has);
        assert!(!tx.has_times(id).await.unwrap());
    }
    let staff: Vec<Option<String>> =
        tx.municipalities().await.unwrap().into_iter().map(|city| city.staff_url).collect();
    assert_eq!(staff, [Some("https://shokuin.example".to_owned()), None]);
}
