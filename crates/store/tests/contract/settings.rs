//! What a city decides about itself: written over, each change remembered, of no other city.

use chrono::NaiveDate;
use mendan_domain::ids::StaffId;
use mendan_service::city::catalogue::{Municipality, MunicipalityTexts, Texts};
use mendan_service::city::settings::Settings;
use mendan_service::city::settings::change::{Change, ChangeId};
use mendan_service::city::settings::section::Section;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;
use serde_json::json;

use crate::sample::{at, begin, city};

on_both_engines!(
    a_changed_city_is_read_again_and_keeps_its_address,
    changes_are_remembered_for_their_city_and_section,
    a_picture_is_kept_once_and_for_its_city,
);

pub fn change(section: Section, version: i64) -> Change {
    Change {
        id: ChangeId(version + 100 * i64::from(section == Section::Names)),
        section,
        version,
        was: json!({ "phone": "042-000-0100" }),
        became: json!({ "phone": format!("042-000-010{version}"), "words": { "ja": { "name": "架空市" } } }),
        at: at(version),
        staff: None,
        undoes: None,
    }
}

async fn a_changed_city_is_read_again_and_keeps_its_address(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let before = one.catalogue.municipality.clone();
    let changed = Municipality {
        slug: "elsewhere".into(),
        public_url: "https://elsewhere.example.jp".into(),
        mail_from: "new@example.jp".into(),
        discreet_mail_from: String::new(),
        phone: "0312340000".into(),
        video_base_url: None,
        consent_version: "2027-02-01-1".into(),
        texts: Texts::of(
            MunicipalityTexts { purpose: "面談のため".into(), ..Default::default() },
            MunicipalityTexts::default(),
        ),
        settings: Settings { reply_to: "answers@example.jp".into(), ..Settings::default() },
        ..before.clone()
    };
    tx.municipality_update(&changed).await.unwrap();
    let read = tx.catalogue(one.id, NaiveDate::default()).await.unwrap().unwrap().municipality;
    assert_eq!(read, Municipality { slug: before.slug, public_url: before.public_url, ..changed });
    assert_eq!(tx.municipalities().await.unwrap(), [read, two.catalogue.municipality.clone()]);
}

async fn changes_are_remembered_for_their_city_and_section(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    let (first, other) = (change(Section::Names, 1), change(Section::Sender, 1));
    let undo = Change { staff: Some(StaffId(one.staff[0].0)), undoes: Some(1), ..change(Section::Names, 2) };
    for change in [&first, &undo, &other] {
        tx.setting_change_insert(one.id, change).await.unwrap();
    }
    assert_eq!(tx.setting_changes(one.id, Section::Names, 10).await.unwrap(), [undo.clone(), first]);
    assert_eq!(tx.setting_changes(one.id, Section::Names, 1).await.unwrap(), [undo]);
    assert_eq!(tx.setting_changes(one.id, Section::Sender, 10).await.unwrap(), [other]);
    assert_eq!(tx.setting_changes(two.id, Section::Names, 10).await.unwrap(), []);
}

async fn a_picture_is_kept_once_and_for_its_city(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    for octets in [b"first".as_slice(), b"second"] {
        tx.city_image_insert(one.id, ("abc", "image/png", octets)).await.unwrap();
    }
    let kept = Some(("image/png".to_owned(), b"first".to_vec()));
    assert_eq!(tx.city_image(one.id, "abc").await.unwrap(), kept, "a digest is of one picture");
    assert_eq!(tx.city_image(one.id, "abd").await.unwrap(), None);
    assert_eq!(tx.city_image(two.id, "abc").await.unwrap(), None);
}
