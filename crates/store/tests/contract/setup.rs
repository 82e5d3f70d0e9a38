//! What a city sets up: written new, changed, taken out again, and read as it was written.

use chrono::NaiveDate;
use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{ClosureId, KindId, LeafletId, OfficeId, PartnerKeyId, TemplateId};
use mendan_domain::offer::Buffers;
use mendan_domain::offer::closed::Closure;
use mendan_domain::offer::deadline::Deadline;
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::rules::Rules;
use mendan_domain::offer::template::{Repeat, Template};
use mendan_domain::offer::weekdays::Weekdays;
use mendan_domain::staff::Profession;
use mendan_service::city::catalogue::{
    Catalogue, Kind, KindTexts, Leaflet, Office, OfficeTexts, OpeningHours, Room, Texts,
};
use mendan_service::model::PartnerKey;
use mendan_service::unit::ReadUnit;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, city, closure, february, read, room, rules};
use crate::waits::until_somebody_waits;

on_both_engines!(
    closures_that_are_long_over_are_not_read,
    a_changed_office_is_read_again,
    a_changed_kind_is_read_again,
    closures_are_changed_and_deleted,
    the_citys_list_of_holidays_is_kept,
    templates_are_read_as_they_were_written,
    a_revoked_key_is_not_found,
    the_version_rises_when_it_is_said_so,
    nobody_changes_the_rules_while_somebody_books_by_them,
    a_file_is_read_in_parts,
);

async fn catalogue(tx: &mut dyn ReadUnit, city: &City) -> Catalogue {
    tx.catalogue(city.id, NaiveDate::default()).await.unwrap().unwrap()
}

async fn a_changed_office_is_read_again(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let [first, second, ..] = &city.catalogue.offices[..] else { panic!("two offices") };
    let changed = Office {
        slug: "moved".into(),
        kind: "family_center".into(),
        mailbox: "new@example.jp".into(),
        phone: "0399998888".into(),
        texts: Texts::of(OfficeTexts { floor: "3階".into(), ..Default::default() }, OfficeTexts::default()),
        rooms: vec![
            Room { name: "和室".into(), lanes: 4, active: false, ..first.rooms[0].clone() },
            first.rooms[1].clone(),
            Room { active: true, ..first.rooms[2].clone() },
            room(1015, 1),
        ],
        hours: OpeningHours([None, None, None, None, None, None, Hours::new(0, 1440)]),
        active: false,
        ..first.clone()
    };
    let mut tx = begin(fresh).await;
    tx.office_update(city.id, &changed).await.unwrap();
    let now = catalogue(&mut *tx, &city).await;
    assert_eq!(now.offices[..2], [changed.clone(), second.clone()]);
    // Rooms that are not named stay; a room of another office stays where it is.
    let stolen = Room { name: "別室".into(), ..second.rooms[0].clone() };
    tx.office_update(city.id, &Office { rooms: vec![stolen], ..changed.clone() }).await.unwrap();
    assert_eq!(catalogue(&mut *tx, &city).await.offices, now.offices);
    tx.office_update(city.id, &Office { id: OfficeId(99), ..changed }).await.unwrap();
    assert_eq!(catalogue(&mut *tx, &city).await.offices, now.offices);
}

async fn a_changed_kind_is_read_again(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let changed = Kind {
        slug: "eight-months".into(),
        minutes: 50,
        buffers: Buffers { before: 0, after: 15 },
        modes: Modes::from_bits(2),
        professions: vec![Profession::Clerk, Profession::Midwife],
        rules: rules(),
        active: false,
        texts: Texts::of(KindTexts { name: "8か月面談".into(), ..Default::default() }, KindTexts::default()),
        ..city.kind(0).clone()
    };
    tx.kind_update(city.id, &changed).await.unwrap();
    tx.kind_update(city.id, &Kind { id: KindId(99), slug: "nobody".into(), ..changed.clone() }).await.unwrap();
    let now = catalogue(&mut *tx, &city).await;
    assert_eq!((&now.kinds[0], &now.kinds[1..]), (&changed, &city.catalogue.kinds[1..]));
    let nobody = Kind { professions: vec![], rules: Rules { book: Deadline::Minutes(90), ..rules() }, ..changed };
    tx.kind_update(city.id, &nobody).await.unwrap();
    assert_eq!(catalogue(&mut *tx, &city).await.kinds[0], nobody);
}

async fn closures_are_changed_and_deleted(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let [whole, hours, absence] = &city.catalogue.closed.closures[..] else { panic!("three closures") };
    // Each becomes another sort; the last day decides the order.
    let changed = [
        Closure { staff: Some(city.staff[2]), hours: None, ..closure(1, 41, 20) },
        Closure {
            id: whole.id,
            until: february(21),
            hours: Hours::new(0, 60),
            office: Some(city.offices[1]),
            ..closure(1, 43, 20)
        },
        Closure { reason: "改修".into(), from: february(2), until: february(28), ..closure(1, 42, 2) },
    ];
    assert_eq!((changed[0].id, changed[2].id), (absence.id, hours.id));
    for closure in &changed {
        tx.closure_save(city.id, closure).await.unwrap();
    }
    assert_eq!(catalogue(&mut *tx, &city).await.closed.closures, changed);
    assert!(tx.closure_delete(city.id, changed[1].id).await.unwrap());
    assert!(!tx.closure_delete(city.id, changed[1].id).await.unwrap());
    assert!(!tx.closure_delete(city.id, ClosureId(99)).await.unwrap());
    assert_eq!(catalogue(&mut *tx, &city).await.closed.closures, [changed[0].clone(), changed[2].clone()]);
}

async fn the_citys_list_of_holidays_is_kept(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let cases = [(11, Some("建国記念の日")), (12, None), (13, Some("市の日")), (14, None)];
    for (day, name) in cases {
        tx.holiday_save(city.id, february(day), name).await.unwrap();
    }
    tx.holiday_forget(city.id, february(15)).await.unwrap();
    let expected = [(11, Some("建国記念の日")), (12, None), (13, Some("市の日")), (14, None)];
    let expected = expected.map(|(day, name)| (february(day), name.map(str::to_owned)));
    assert_eq!(catalogue(&mut *tx, &city).await.closed.holidays, expected.clone().into_iter().collect());
    for day in [11, 14, 14] {
        tx.holiday_forget(city.id, february(day)).await.unwrap();
    }
    tx.year_end_set(city.id, true).await.unwrap();
    let closed = catalogue(&mut *tx, &city).await.closed;
    assert_eq!((closed.holidays, closed.year_end), (expected[1..3].iter().cloned().collect(), true));
}

/// Nothing in it is what a new one would have.
pub fn template(city: &City, k: i64) -> Template {
    Template {
        id: TemplateId(city.id.0 * 1000 + k),
        name: "午前".into(),
        office: city.offices[0],
        staff: Some(city.staff[1]),
        kinds: city.kinds.to_vec(),
        modes: Modes::from_bits(9),
        repeat: Repeat::Monthly { weeks: vec![1, 3, -1] },
        weekdays: Weekdays::from_bits(0b101_0010),
        hours: Hours { from: 545, until: 1440 },
        breaks: vec![Hours { from: 600, until: 610 }, Hours::new(720, 780).unwrap()],
        step: 35,
        valid_from: february(1),
        valid_until: Some(february(28)),
    }
}

async fn templates_are_read_as_they_were_written(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let first = template(&city, 52);
    let once = Template { repeat: Repeat::Once, kinds: vec![], breaks: vec![], step: 0, ..template(&city, 51) };
    for template in [&first, &once] {
        tx.template_save(city.id, template).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(read(fresh).await.templates(city.id).await.unwrap(), [once.clone(), first.clone()]);
    let changed = Template {
        id: first.id,
        name: "午後".into(),
        office: city.offices[1],
        staff: None,
        kinds: vec![city.kinds[1]],
        modes: Modes::from_bits(6),
        repeat: Repeat::Weekly { every: 2 },
        weekdays: Weekdays::ALL_WORKING,
        hours: Hours { from: 780, until: 1020 },
        breaks: vec![],
        step: 480,
        valid_from: february(3),
        valid_until: None,
    };
    let mut tx = begin(fresh).await;
    tx.template_save(city.id, &changed).await.unwrap();
    assert_eq!(tx.templates(city.id).await.unwrap(), [once.clone(), changed.clone()]);
    assert!(tx.template_delete(city.id, once.id).await.unwrap());
    assert!(!tx.template_delete(city.id, once.id).await.unwrap());
    assert_eq!(tx.templates(city.id).await.unwrap(), [changed]);
}

async fn a_revoked_key_is_not_found(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let key = |k: u8| PartnerKey {
        id: PartnerKeyId(1060 + i64::from(k)),
        municipality: city.id,
        name: "母子手帳アプリ".into(),
        key_hash: vec![k; 32],
        created_at: at(0),
        revoked_at: None,
    };
    let (one, two) = (key(1), key(2));
    let mut tx = begin(fresh).await;
    for key in [&two, &one] {
        tx.partner_key_save(key).await.unwrap();
        assert_eq!(tx.partner_key_find(city.id, &key.key_hash).await.unwrap().as_ref(), Some(key));
    }
    assert_eq!(tx.partner_key_find(city.id, b"other").await.unwrap(), None);
    let revoked = PartnerKey { name: "旧アプリ".into(), revoked_at: Some(at(5)), ..one.clone() };
    // The key itself and its beginning stay as they are.
    let asked = PartnerKey { key_hash: vec![9; 32], created_at: at(9), ..revoked.clone() };
    tx.partner_key_save(&asked).await.unwrap();
    for hash in [&one.key_hash, &asked.key_hash] {
        assert_eq!(tx.partner_key_find(city.id, hash).await.unwrap(), None);
    }
    assert_eq!(tx.partner_keys(city.id).await.unwrap(), [revoked, two.clone()]);
    assert_eq!(tx.partner_key_find(city.id, &two.key_hash).await.unwrap(), Some(two));
}

async fn the_version_rises_when_it_is_said_so(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    assert_eq!(tx.setup_version(one.id).await.unwrap(), one.catalogue.version);
    tx.setup_changed(one.id).await.unwrap();
    assert_eq!(tx.setup_version(one.id).await.unwrap(), one.catalogue.version + 1);
    assert_eq!(catalogue(&mut *tx, &one).await.version, one.catalogue.version + 1);
    assert_eq!(tx.setup_version(two.id).await.unwrap(), two.catalogue.version);
    drop(tx);
    // Not committed, not risen.
    assert_eq!(read(fresh).await.setup_version(one.id).await.unwrap(), one.catalogue.version);
}

async fn nobody_changes_the_rules_while_somebody_books_by_them(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut books = begin(fresh).await;
    let version = books.setup_version_held(city.id).await.unwrap();
    assert_eq!(version, city.catalogue.version);
    let (store, id) = (fresh.store.clone(), city.id);
    let changes = tokio::spawn(async move {
        let mut tx = store.begin().await.unwrap();
        tx.setup_changed(id).await.unwrap();
        tx.commit().await.unwrap();
    });
    until_somebody_waits(fresh).await;
    assert_eq!(books.setup_version(city.id).await.unwrap(), version, "until the booking is done");
    books.commit().await.unwrap();
    changes.await.unwrap();
    assert_eq!(begin(fresh).await.setup_version_held(city.id).await.unwrap(), version + 1);
}

async fn a_file_is_read_in_parts(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let octets: Vec<u8> = (0..=255).chain(0..44).collect();
    let leaflet = Leaflet {
        id: LeafletId(77),
        kind: one.kinds[0],
        label_ja: "しおり".into(),
        label_en: "Leaflet".into(),
        media_type: "application/pdf".into(),
        size: 300,
    };
    let mut tx = begin(fresh).await;
    tx.leaflet_insert(one.id, &leaflet, &octets).await.unwrap();
    for (from, length, expected) in
        [(0, 100, &octets[..100]), (100, 150, &octets[100..250]), (250, 100, &octets[250..]), (300, 100, &[])]
    {
        let part = tx.leaflet_part(one.id, leaflet.id, (from, length)).await.unwrap().expect("it is there");
        assert_eq!((part.octets.as_slice(), part.size, part.media_type.as_str()), (expected, 300, "application/pdf"));
    }
    assert!(tx.leaflet_part(two.id, leaflet.id, (0, 10)).await.unwrap().is_none(), "another city's");
    assert!(tx.leaflet_part(one.id, LeafletId(78), (0, 10)).await.unwrap().is_none());
}

async fn closures_that_are_long_over_are_not_read(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = read(fresh).await;
    let closed = &city.catalogue.closed.closures;
    for since in closed.iter().flat_map(|closure| [closure.until, closure.until.succ_opt().unwrap()]) {
        let found = tx.catalogue(city.id, since).await.unwrap().unwrap().closed.closures;
        let left: Vec<_> = closed.iter().filter(|closure| closure.until >= since).cloned().collect();
        assert_eq!(found, left, "{since}");
    }
}
