//! Roles that cities make, and what whoever has one may.

use chrono::NaiveDate;
use mendan_domain::staff::{Permission, Rights, Role, RoleId};
use mendan_service::model::CityRole;
use mendan_service::model::{Session, StaffMember};
use mendan_service::staff::factor::kind::ProvenBy;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, city, read};

on_both_engines!(
    a_role_is_kept_by_its_words_and_gives_what_it_gives_now,
    a_role_is_its_citys_own,
    whoever_can_manage_staff_is_an_administrator_of_the_city,
);

fn role(words: &str) -> CityRole {
    CityRole { id: RoleId(901), name: "窓口の長".into(), rights: Rights::parse(words) }
}

fn with(city: &City, role: &CityRole) -> StaffMember {
    StaffMember { role: role.role(), here_only: true, ..city.catalogue.staff[0].clone() }
}

async fn a_role_is_kept_by_its_words_and_gives_what_it_gives_now(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let (first, second) = (role("view_bookings handle_mail"), role("view_bookings"));
    let session = Session {
        token_hash: vec![1; 32],
        municipality: city.id,
        staff: city.staff[0],
        created_at: at(0),
        seen_at: at(0),
        state_sealed: None,
        proven_at: at(0),
        proven_by: ProvenBy::Password,
        browser: "Firefox (Linux)".into(),
        network: "192.0.2.0/24".into(),
        shared: false,
        first_password: false,
    };
    let mut tx = begin(fresh).await;
    assert!(tx.role_save(city.id, &first).await.unwrap());
    tx.staff_update(&with(&city, &first)).await.unwrap();
    tx.session_insert(&session).await.unwrap();
    tx.commit().await.unwrap();
    for now in [&first, &second] {
        let mut tx = begin(fresh).await;
        assert!(tx.role_save(city.id, now).await.unwrap());
        tx.commit().await.unwrap();
        let hers = with(&city, now);
        let mut tx = read(fresh).await;
        let found = tx.session_member(&[1; 32]).await.unwrap().unwrap().1;
        assert_eq!((found.role, found.here_only), (hers.role, true), "asked with every request");
        assert_eq!(tx.staff_by_login(city.id, "nurse-21").await.unwrap(), Some(hers.clone()));
        let catalogue = tx.catalogue(city.id, NaiveDate::default()).await.unwrap().unwrap();
        assert_eq!((&catalogue.roles, &catalogue.staff[0]), (&vec![now.clone()], &hers));
    }
    let mut tx = begin(fresh).await;
    tx.staff_update(&StaffMember { role: Role::Auditor, ..with(&city, &second) }).await.unwrap();
    tx.role_delete(city.id, second.id).await.unwrap();
    tx.commit().await.unwrap();
    let catalogue = read(fresh).await.catalogue(city.id, NaiveDate::default()).await.unwrap().unwrap();
    assert_eq!((catalogue.roles.len(), catalogue.staff[0].role), (0, Role::Auditor));
}

async fn a_role_is_its_citys_own(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let hers = role("view_bookings");
    let mut tx = begin(fresh).await;
    assert!(tx.role_save(one.id, &hers).await.unwrap());
    let theirs = CityRole { rights: Rights::every(), ..hers.clone() };
    assert!(!tx.role_save(two.id, &theirs).await.unwrap());
    tx.role_delete(two.id, hers.id).await.unwrap();
    let roles = tx.catalogue(one.id, NaiveDate::default()).await.unwrap().unwrap().roles;
    assert_eq!(roles, std::slice::from_ref(&hers));
    assert_eq!(tx.catalogue(two.id, NaiveDate::default()).await.unwrap().unwrap().roles, []);
    // The same name in another city is another role; twice in one it cannot be.
    let same = CityRole { id: RoleId(902), ..hers.clone() };
    assert!(tx.role_save(two.id, &same).await.unwrap());
    // Who names another city's role has nothing of it.
    let stray = StaffMember { role: same.role(), ..one.catalogue.staff[1].clone() };
    tx.staff_update(&stray).await.unwrap();
    let found = tx.staff_by_login(one.id, &stray.login).await.unwrap().unwrap();
    assert!(found.role.rights().is_empty());
}

async fn whoever_can_manage_staff_is_an_administrator_of_the_city(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let few = role("view_bookings manage_setup");
    assert!(tx.role_save(city.id, &few).await.unwrap());
    for (member, able) in [
        (StaffMember { here_only: false, ..with(&city, &few) }, false),
        (StaffMember { role: Role::Administrator, here_only: false, ..with(&city, &few) }, true),
        (StaffMember { role: Role::Administrator, here_only: true, ..with(&city, &few) }, false),
        (StaffMember { role: Role::Manager, here_only: false, ..with(&city, &few) }, false),
    ] {
        tx.staff_update(&member).await.unwrap();
        assert_eq!(tx.has_administrator(city.id).await.unwrap(), able, "{member:?}");
        assert_eq!(member.rights().has(Permission::ManageStaff), able);
    }
    tx.staff_update(&StaffMember { here_only: false, ..with(&city, &few) }).await.unwrap();
    assert!(tx.role_save(city.id, &role("keep_calls manage_staff")).await.unwrap());
    assert!(tx.has_administrator(city.id).await.unwrap());
}
