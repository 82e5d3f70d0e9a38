//! No query crosses municipalities: two cities with the same words, and every reading method asked for one of them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use mendan_domain::booking::mode::Modes;
use mendan_domain::desk::search::wanted;
use mendan_domain::ids::{BookingId, PartnerKeyId, TemplateId};
use mendan_domain::offer::closed::Closure;
use mendan_domain::offer::template::Template;
use mendan_service::city::catalogue::{Catalogue, Kind, Office};
use mendan_service::model::{Listed, NurseSlot, PartnerKey, SetupRow, StaffMember};
use mendan_service::unit::ReadUnit;
use mendan_store::on_both_engines;
use mendan_store::testing::{Engine, Fresh};

use crate::sample::{City, at, begin, booking, city, february, hold, insert, read, room, slot};

on_both_engines!(
    two_cities_with_the_same_words_never_see_each_other,
    the_other_city_cannot_be_changed,
    what_the_other_city_set_up_cannot_be_changed,
);

/// Statements that name no municipality in their conditions, each group with what keeps them inside one.
const WITHOUT: &[(&str, &[&str])] = &[
    (
        "they are of the installation: what there is, whether it is sound, its copies, its migrations, what tries whether writing works",
        &[
            "MUNICIPALITIES",
            "HOLDINGS",
            "UNSOUND_TIMES",
            "UNSOUND_STRAYS",
            "UNSOUND_TWICE",
            "UNSOUND_SEARCH",
            "TABLE_COLUMNS",
            "MIGRATIONS_APPLIED",
            "BACKUP_MARK",
            "BACKUP_MARK_FORGET",
            "PROBE",
            "PROBE_LOCK",
            "SESSION_LIMIT",
            "WAKE_OTHERS",
            "LOCKED_TABLES",
            "SERVER",
            "REPORT_OUTCOME",
            "REPORTS_UNREAD",
            "REPORTS_FORGET",
        ],
    ),
    (
        "they are of every city alike, and every row keeps its own: what is due, what is over, what is sealed, what is alarming",
        &[
            "OUTBOX_IS_DUE",
            "OUTBOX_CLAIM",
            "OUTBOX_COUNTS",
            "OUTBOX_FREE_LEASES",
            "OUTBOX_HOLD",
            "HOLDS_EXPIRED",
            "HOLDS_EXPIRED_LOCKED",
            "UNDO_OVER",
            "UNDO_FORGET",
            "RANGE_UNDO_OVER",
            "RANGE_UNDO_FORGET",
            "KEYS_OVER",
            "KEYS_END",
            "SESSIONS_OVER",
            "SESSIONS_END",
            "MESSAGES_OVER",
            "MESSAGES_END",
            "CALLS_OVER",
            "CALLS_END",
            "OFFERS_DUE",
            "OFFERS_OVER",
            "OFFERS_END",
            "ALARMS_OVER",
            "ALARMS_END",
            "ALARMS",
            "ALARM_CLEAR",
            "BOOKINGS_WITHOUT_TERMS",
            "MAILS_REFUSED",
            "OUTBOX_OF_MESSAGE",
            "JOB_STANDS",
            "LINKS_AFTER",
            "LINK_SEAL",
            "SEALED_PRIVATE",
            "SEALED_PRIVATE_LAST",
            "SEALED_REASON",
            "SEALED_NOTE",
            "SEALED_UNDO",
            "SEALED_RANGE_UNDO",
            "SEALED_DRAFT",
            "SEALED_DESK",
            "SEALED_ANSWER",
            "SEALED_MAILBOX",
            "SEALED_DKIM_KEY",
            "SEALED_OPENID",
            "SEALED_FORMER_OPENID",
            "SEALED_IMPORT",
            "SEALED_WORK",
            "SEALED_FACTOR",
            "SEALED_RECOVERY",
            "SEALED_STAFF_ADDRESS",
            "SEALED_CALENDAR_ADDRESS",
            "BUSY_DUE",
            "STEPS_OVER",
            "STEPS_END",
            "LINKS_OVER",
            "LINKS_END",
            "ATTEMPTS_OVER",
            "ATTEMPTS_END",
            "NEWS_OVER",
            "NEWS_END",
            "DRAFTS_OVER",
            "DRAFTS_END",
            "IMPORTS_OVER",
            "IMPORTS_END",
            "RESEAL_PRIVATE",
            "RESEAL_REASON",
            "RESEAL_NOTE",
            "RESEAL_UNDO",
            "RESEAL_RANGE_UNDO",
            "RESEAL_DRAFT",
            "RESEAL_DESK",
            "RESEAL_IMPORT",
            "RESEAL_WORK",
            "RESEAL_DKIM_KEY",
            "RESEAL_FACTOR",
            "RESEAL_RECOVERY",
            "RESEAL_STAFF_ADDRESS",
            "RESEAL_CALENDAR_ADDRESS",
            "SEALED_AUDIT_KEY",
            "RESEAL_AUDIT_KEY",
        ],
    ),
    (
        "the row is leased, and its lease is nobody else's",
        &["OUTBOX_RENEW", "OUTBOX_STAMP", "OUTBOX_FINISH", "OUTBOX_RETRY"],
    ),
    (
        "the person, booking, hold or member was found in the city just before, and an id is nobody else's",
        &[
            "BOOKINGS_OF_CLIENT",
            "BOOKING_BESIDE",
            "BOOKING_CLOSE_PAST",
            "BOOKING_OPEN_OF",
            "NURSE_OF_CLIENT",
            "NURSES_BEFORE",
            "CALLS_OF",
            "CALLS_REOPEN",
            "JOBS_OF",
            "OUTBOX_OF",
            "OUTBOX_SUPERSEDE",
            "OUTBOX_RESTORE",
            "SEARCH_TERMS_DELETE",
            "UNDO_DELETE",
            "HOLD",
            "HOLD_UPDATE",
            "HOLD_DELETE",
            "OFFICES_OF_STAFF",
            "STAFF_OFFICES_DELETE",
            "SESSIONS_OF_STAFF_DELETE",
            "OTHER_SESSIONS_DELETE",
            "STEPS_OF_STAFF_DELETE",
            "FACTOR_USE",
            "OPENID_LINK_USED",
            "RECOVERY_CODE_USE",
            "AUDIT_UNTAG",
        ],
    ),
    (
        "kinds, offices, nurses and places are the catalogue's, which is one city's",
        &["CANDIDATES", "TIMES_OF_KIND", "TAKE", "PASS", "FREE", "RECLAIM", "LOCK_DAY"],
    ),
    (
        "the word of the link, or the cookie it gave, finds it; before there is a city it is nobody's",
        &[
            "FOUNDING_LINK",
            "FOUNDING_SESSION",
            "FOUNDING_LINKS_BEFORE_END",
            "FOUNDING_LINK_BEGIN",
            "FOUNDING_LINK_DONE",
        ],
    ),
    (
        "a cookie's hash finds the session, and the use case compares its city",
        &[
            "SESSION_FIND",
            "SESSION_MEMBER",
            "SESSION_SEEN",
            "SESSION_UPDATE",
            "SESSION_RENEW",
            "SESSION_SHARE",
            "STEP_MEMBER",
            "STEP_TRY",
            "STEP_DELETE",
            "STAFF_LINK",
            "STAFF_LINK_TAKE",
        ],
    ),
];

/// Whether a statement is about one city by its own words, or makes a row.
fn names_its_city(text: &str) -> bool {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let own = words.contains("FROM municipality WHERE id = $1") || words.starts_with("UPDATE municipality SET");
    words.starts_with("INSERT") || own || words.contains("municipality_id = $")
}

#[test]
fn no_statement_is_without_its_city_or_a_reason() {
    let excused: Vec<&str> = WITHOUT.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let all = [Engine::Sqlite, Engine::Postgres].into_iter().flat_map(Engine::statements);
    let without: BTreeSet<&str> = all.filter(|(_, text)| !names_its_city(text)).map(|(name, _)| name).collect();
    assert!(without.len() > 60, "the statements are elsewhere now: {without:?}");
    let unexcused: Vec<&&str> = without.iter().filter(|name| !excused.contains(name)).collect();
    assert!(unexcused.is_empty(), "add the municipality, or say above what else keeps these inside one: {unexcused:?}");
    let needless: Vec<&&str> = excused.iter().filter(|name| !without.contains(**name)).collect();
    assert!(needless.is_empty(), "these need no excuse, or are no more: {needless:?}");
}

fn template(city: &City) -> Template {
    Template { id: TemplateId(city.id.0), staff: None, ..crate::setup::template(city, 0) }
}

fn partner(city: &City) -> PartnerKey {
    PartnerKey {
        id: PartnerKeyId(city.id.0),
        municipality: city.id,
        name: "アプリ".into(),
        key_hash: city.id.0.to_be_bytes().to_vec(),
        created_at: at(0),
        revoked_at: None,
    }
}

async fn fill(fresh: &Fresh, n: i64) -> City {
    let city = city(&*fresh.store, n).await;
    let mut tx = begin(fresh).await;
    assert!(insert(&mut tx, &booking(&city, 1, 60)).await);
    tx.hold_insert(&hold(&city, 1, 200, 1000)).await.unwrap();
    tx.slots_insert(city.id, &[slot(&city, 1, 0, 0, 60), slot(&city, 2, 0, 0, 200), slot(&city, 3, 1, 0, 60)])
        .await
        .unwrap();
    tx.template_save(city.id, &template(&city)).await.unwrap();
    tx.partner_key_save(&partner(&city)).await.unwrap();
    assert_eq!(tx.idempotency_claim(city.id, "key", &n.to_be_bytes(), at(0)).await.unwrap(), None);
    tx.commit().await.unwrap();
    city
}

async fn two_cities_with_the_same_words_never_see_each_other(fresh: &Fresh) {
    let (one, two) = (fill(fresh, 1).await, fill(fresh, 2).await);
    for (mine, other) in [(&one, &two), (&two, &one)] {
        let mut tx = read(fresh).await;
        let expected = booking(mine, 1, 60);
        let (contact, only) = (&expected.contact, std::slice::from_ref(&expected));
        assert_eq!(tx.catalogue(mine.id, NaiveDate::default()).await.unwrap().unwrap(), mine.catalogue);

        let (from, until) = (at(-10_000), at(10_000));
        assert_eq!(tx.bookings_between(mine.id, from, until).await.unwrap(), only);
        for typed in ["やまだ", "山田", "hanako", &contact.phone_last4, "1998-02-28", "hanako@example.jp"] {
            let wanted = wanted(typed, february(1));
            assert_eq!(
                tx.bookings_found(mine.id, &wanted, at(0), (10, None)).await.unwrap(),
                (only.to_vec(), 1),
                "{typed}"
            );
        }
        let email = contact.email.as_deref().unwrap();
        let mailbox = mendan_domain::person::email::mailbox(email);
        assert_eq!(tx.mailbox_use(mine.id, &mailbox, from).await.unwrap().bookings, 1);
        assert!(tx.coming_places(mine.id, from).await.unwrap() <= 3);
        assert_eq!(tx.booking(other.id, expected.id).await.unwrap(), None);
        assert_eq!(tx.booking_by_token(other.id, &expected.token_hash).await.unwrap(), None);

        let slots = tx.slots_between(mine.id, from, until).await.unwrap();
        assert!(slots.len() == 3 && slots.iter().all(|slot| mine.staff.contains(&slot.staff)));
        assert_eq!(tx.slot_of(other.id, slots[0].id).await.unwrap(), None);
        let standing = tx.standing((mine.id, Some(mine.kinds[0])), (from, until), at(0), None).await.unwrap();
        let places = standing.taken.iter().map(|taken| (taken.staff, taken.place)).collect::<Vec<_>>();
        assert_eq!((standing.slots_version, places), (1, vec![(mine.staff[0], Some((mine.rooms[0], 0))); 2]));
        let others = tx.standing((mine.id, Some(other.kinds[0])), (from, until), at(0), None).await.unwrap();
        assert_eq!(others.slots_version, 0);
        assert_eq!(tx.times_of_kind(mine.kinds[0], mine.offices[0], from).await.unwrap().len(), 3);
        assert_eq!(tx.times_of_kind(other.kinds[0], mine.offices[0], from).await.unwrap(), []);
        assert_eq!(tx.candidates(mine.kinds[0], mine.offices[0], at(60)).await.unwrap().len(), 2);
        assert_eq!(tx.candidates(mine.kinds[0], other.offices[0], at(60)).await.unwrap(), []);

        let held = hold(mine, 1, 200, 1000);
        assert_eq!(tx.holds_between(mine.id, from, until, at(0)).await.unwrap(), std::slice::from_ref(&held));
        assert_eq!(tx.hold_of_browser(mine.id, &held.browser_hash).await.unwrap().as_ref(), Some(&held));
        let answer = tx.idempotency_find(mine.id, "key").await.unwrap().unwrap();
        assert_eq!(answer.request_hash, mine.id.0.to_be_bytes());
        let member = tx.staff_by_login(mine.id, "nurse-21").await.unwrap().unwrap();
        assert_eq!(member, mine.catalogue.staff[0]);

        assert_eq!(tx.templates(mine.id).await.unwrap(), [template(mine)]);
        let partner = partner(mine);
        assert_eq!(tx.partner_key_find(mine.id, &partner.key_hash).await.unwrap().as_ref(), Some(&partner));
        assert_eq!(tx.partner_key_find(other.id, &partner.key_hash).await.unwrap(), None);
        assert_eq!(tx.partner_keys(mine.id).await.unwrap(), [partner]);
    }
}

async fn the_other_city_cannot_be_changed(fresh: &Fresh) {
    let (one, two) = (fill(fresh, 1).await, fill(fresh, 2).await);
    let mut tx = begin(fresh).await;
    let mut booking = booking(&one, 1, 60);
    (booking.municipality, booking.version) = (two.id, 1);
    assert!(!tx.booking_update(&booking).await.unwrap());
    assert_eq!(tx.slots_set_open(two.id, one.staff[0], at(60), false).await.unwrap(), 0);
    let changed = NurseSlot { modes: Modes::from_bits(1), ..slot(&one, 1, 0, 0, 60) };
    assert_eq!(tx.slots_change(two.id, &[changed]).await.unwrap(), 0);
    assert_eq!(tx.slots_delete(two.id, &[slot(&one, 1, 0, 0, 60).id]).await.unwrap(), 0);
    let slots = tx.slots_between(one.id, at(60), at(61)).await.unwrap();
    assert_eq!(slots, [slot(&one, 1, 0, 0, 60), slot(&one, 3, 1, 0, 60)]);
    let mut member = one.catalogue.staff[0].clone();
    (member.municipality, member.disabled) = (two.id, true);
    tx.staff_update(&member).await.unwrap();
    tx.idempotency_store(two.id, "key", BookingId(1), b"two").await.unwrap();
    assert!(!tx.staff_by_login(one.id, "nurse-21").await.unwrap().unwrap().disabled);
    assert_eq!(tx.idempotency_find(one.id, "key").await.unwrap().unwrap().answer_sealed, None);
    // The same phone and birth date are two persons in two cities.
    let contact = &booking.contact;
    for city in [&one, &two] {
        let known = crate::sample::booking(city, 1, 60).client;
        let id =
            tx.client_upsert(city.id, &contact.phone_e164, contact.birth_date, mendan_domain::ids::ClientId(1), at(0));
        assert_eq!(id.await.unwrap(), known);
    }
}

/// Everything a city set up.
async fn set_up(tx: &mut dyn ReadUnit, city: &City) -> (Catalogue, Vec<Template>, Vec<PartnerKey>) {
    let catalogue = tx.catalogue(city.id, NaiveDate::default()).await.unwrap().unwrap();
    (catalogue, tx.templates(city.id).await.unwrap(), tx.partner_keys(city.id).await.unwrap())
}

async fn what_the_other_city_set_up_cannot_be_changed(fresh: &Fresh) {
    let (one, two) = (fill(fresh, 1).await, fill(fresh, 2).await);
    let mut tx = begin(fresh).await;
    let mut before = (set_up(&mut *tx, &one).await, set_up(&mut *tx, &two).await);
    let Catalogue { offices, kinds, staff, closed, .. } = &one.catalogue;

    let office = Office { active: false, rooms: vec![room(1099, 1), room(1011, 9)], ..offices[0].clone() };
    tx.office_update(two.id, &office).await.unwrap();
    let own = Office { rooms: vec![room(1011, 9)], ..two.catalogue.offices[0].clone() };
    tx.office_update(two.id, &own).await.unwrap();
    // Its own office was written, if to no effect.
    before.1.0.versions = [(SetupRow::Office(own.id), 1)].into_iter().collect();
    tx.kind_update(two.id, &Kind { active: false, ..kinds[0].clone() }).await.unwrap();
    tx.staff_update(&StaffMember { municipality: two.id, offices: vec![], ..staff[0].clone() }).await.unwrap();
    for closure in &closed.closures {
        tx.closure_save(two.id, &Closure { reason: "他市".into(), ..closure.clone() }).await.unwrap();
        assert!(!tx.closure_delete(two.id, closure.id).await.unwrap());
    }
    tx.template_save(two.id, &Template { name: "他市".into(), ..template(&one) }).await.unwrap();
    assert!(!tx.template_delete(two.id, template(&one).id).await.unwrap());
    let revoked = PartnerKey { municipality: two.id, revoked_at: Some(at(1)), ..partner(&one) };
    tx.partner_key_save(&revoked).await.unwrap();
    for listed in [Listed::Office(offices[0].id), Listed::Kind(kinds[0].id), Listed::Staff(staff[0].id)] {
        assert!(tx.listed_used(one.id, listed).await.unwrap() && !tx.listed_used(two.id, listed).await.unwrap());
        tx.listed_place(two.id, listed, 99).await.unwrap();
        tx.listed_delete(two.id, listed).await.unwrap();
    }
    assert_eq!((set_up(&mut *tx, &one).await, set_up(&mut *tx, &two).await), before);

    // Days and switches are each city's own.
    tx.holiday_save(two.id, february(11), Some("他市の日")).await.unwrap();
    tx.holiday_forget(two.id, february(12)).await.unwrap();
    tx.year_end_set(two.id, true).await.unwrap();
    tx.setup_changed(two.id).await.unwrap();
    assert_eq!(set_up(&mut *tx, &one).await, before.0);
}
