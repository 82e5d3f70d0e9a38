//! What people edit has a version that rises with every write.

use chrono::NaiveDate;
use mendan_domain::ids::{PartnerKeyId, TemplateId};
use mendan_domain::offer::template::Template;
use mendan_domain::staff::{Rights, RoleId};
use mendan_service::city::settings::section::Section;
use mendan_service::model::CityRole;
use mendan_service::model::{PartnerKey, SetupRow, Versions};
use mendan_service::unit::ReadUnit;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, city};
use crate::settings::change;
use crate::setup::template;

on_both_engines!(every_write_of_a_row_raises_its_version_and_no_other);

async fn versions(tx: &mut dyn ReadUnit, city: &City) -> Versions {
    tx.catalogue(city.id, NaiveDate::default()).await.unwrap().unwrap().versions
}

async fn every_write_of_a_row_raises_its_version_and_no_other(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let offered = &one.catalogue;
    let (office, kind, member) = (&offered.offices[0], &offered.kinds[0], &offered.staff[0]);
    let closure = &offered.closed.closures[0];
    let template = Template { id: TemplateId(7), staff: None, ..template(&one, 0) };
    let key = PartnerKey {
        id: PartnerKeyId(7),
        municipality: one.id,
        name: "アプリ".into(),
        key_hash: vec![1; 32],
        created_at: at(0),
        revoked_at: None,
    };
    tx.template_save(one.id, &template).await.unwrap();
    tx.partner_key_save(&key).await.unwrap();
    let role = CityRole { id: RoleId(7), name: "窓口の長".into(), rights: Rights::every() };
    assert!(tx.role_save(one.id, &role).await.unwrap());
    assert_eq!(versions(tx.as_mut(), &one).await, Versions::default(), "what was only made has version 0");
    let mut expected = std::collections::BTreeMap::new();
    for round in 1..=2 {
        for row in [
            SetupRow::Office(office.id),
            SetupRow::Kind(kind.id),
            SetupRow::Staff(member.id),
            SetupRow::Closure(closure.id),
            SetupRow::Template(template.id),
            SetupRow::PartnerKey(key.id),
            SetupRow::Role(role.id),
            SetupRow::Holidays,
            SetupRow::Section(Section::Names),
            SetupRow::Section(Section::Sender),
        ] {
            match row {
                SetupRow::Office(_) => tx.office_update(one.id, office).await.unwrap(),
                SetupRow::Kind(_) => tx.kind_update(one.id, kind).await.unwrap(),
                SetupRow::Staff(_) => tx.staff_update(member).await.unwrap(),
                SetupRow::Closure(_) => tx.closure_save(one.id, closure).await.unwrap(),
                SetupRow::Template(_) => tx.template_save(one.id, &template).await.unwrap(),
                SetupRow::PartnerKey(_) => tx.partner_key_save(&key).await.unwrap(),
                SetupRow::Role(_) => assert!(tx.role_save(one.id, &role).await.unwrap()),
                SetupRow::Holidays => tx.holidays_changed(one.id).await.unwrap(),
                SetupRow::Section(section) => {
                    tx.setting_change_insert(one.id, &change(section, round)).await.unwrap();
                }
            }
            expected.insert(row, round);
            let found = versions(tx.as_mut(), &one).await;
            assert_eq!(found, expected.clone().into_iter().collect(), "{row:?}");
            assert_eq!(found.of(row), round);
        }
    }
    assert_eq!(versions(tx.as_mut(), &two).await, Versions::default(), "the other city has its own");
}
