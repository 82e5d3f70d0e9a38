//! Sealed values are read in the order of their places and replaced where they still stand, whatever row they stand in.

use mendan_domain::ids::{BookingId, HoldId, MunicipalityId};
use mendan_domain::import::field::Sort;
use mendan_service::city::catalogue::Municipality;
use mendan_service::draft::repository::{WorkDraft, WorkDraftId};
use mendan_service::import::repository::{DraftRow, ImportDraftId};
use mendan_service::model::{Hold, Session, Undo};
use mendan_service::range::repository::{RangeUndo, RangeUndoId};
use mendan_service::sealed::{LinkRow, SealedColumn, SealedPlace, SealedValue};
use mendan_service::staff::factor::kind::{FactorId, FactorKind, FactorRow, ProvenBy};
use mendan_service::staff::factor::recovery::{RecoveryId, RecoveryRow};
use mendan_service::unit::{ReadUnit, WriteUnit};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::dkim;
use crate::feeds::source;
use crate::mailbox::mailbox;
use crate::openid::provider;
use crate::sample::{City, at, begin, booking, city, hold, insert};

on_both_engines!(
    every_column_is_read_in_pieces_and_replaced_value_by_value,
    a_value_that_has_changed_meanwhile_is_left_alone,
    the_ends_are_the_first_and_the_last_bookings,
    links_are_read_by_id_and_their_tokens_kept,
);

/// A city with nothing but a name.
fn other(city: &City, id: MunicipalityId) -> Municipality {
    let slug = format!("city-{}", id.0);
    Municipality { id, public_url: format!("https://{slug}.example"), slug, ..city.catalogue.municipality.clone() }
}

/// Three of everything that is sealed, in both cities.
async fn fill(tx: &mut Box<dyn WriteUnit>, city: &City) {
    for n in 0..3 {
        // Each belongs to a city of its own.
        let whose = MunicipalityId(city.id.0 * 100 + n);
        tx.municipality_insert(&other(city, whose)).await.unwrap();
        tx.mailbox_save(&mailbox(whose, 1)).await.unwrap();
        tx.openid_save(&provider(whose, 1)).await.unwrap();
    }
    for k in 0..3 {
        let mut made = booking(city, k + 1, k * 100);
        made.cancel_reason_sealed = Some(vec![1]);
        assert!(insert(tx, &made).await);
        let undo = Undo {
            booking: made.id,
            municipality: city.id,
            action: "move".into(),
            version: 1,
            until: at(10),
            hold: None,
            before_sealed: vec![1],
        };
        tx.undo_save(&undo).await.unwrap();
        let range_undo = RangeUndo {
            id: RangeUndoId(made.id.0),
            municipality: city.id,
            staff: city.staff[0],
            action: "range_close".into(),
            until: at(10),
            undone: false,
            before_sealed: vec![1],
        };
        tx.range_undo_save(&range_undo).await.unwrap();
        let kept = Hold { draft_sealed: Some(vec![1]), ..hold(city, k, k * 100, 10) };
        tx.hold_insert(&kept).await.unwrap();
        let session = Session {
            token_hash: vec![u8::try_from(city.id.0 * 10 + k).unwrap(); 32],
            municipality: city.id,
            staff: city.staff[0],
            created_at: at(0),
            seen_at: at(0),
            state_sealed: Some(vec![1]),
            proven_at: at(0),
            proven_by: ProvenBy::Password,
            browser: "Firefox (Linux)".into(),
            network: "192.0.2.0/24".into(),
            shared: false,
            first_password: false,
        };
        tx.session_insert(&session).await.unwrap();
        tx.audit_key_keep(&session.token_hash[..8], &[1]).await.unwrap();
        let key = format!("key {k}");
        tx.idempotency_claim(city.id, &key, b"hash", at(0)).await.unwrap();
        tx.idempotency_store(city.id, &key, made.id, &[1]).await.unwrap();
        let draft = DraftRow {
            id: ImportDraftId(made.id.0),
            municipality: city.id,
            staff: city.staff[0],
            sort: Sort::ALL[usize::try_from(k).unwrap()],
            sealed: vec![1],
            created_at: at(0),
        };
        tx.import_draft_save(&draft).await.unwrap();
        let begun = WorkDraft {
            id: WorkDraftId(made.id.0),
            municipality: city.id,
            staff: city.staff[0],
            form: format!("/staff/bookings/{k}/cancel"),
            place: "/staff".into(),
            sealed: vec![1],
            updated_at: at(0),
        };
        tx.work_draft_save(&begun).await.unwrap();
        let factor = FactorRow {
            id: FactorId(made.id.0),
            municipality: city.id,
            staff: city.staff[usize::try_from(k).unwrap()],
            kind: FactorKind::Totp,
            sealed: vec![1],
            mark: 0,
            made_at: at(0),
            used_at: None,
        };
        assert!(tx.factor_insert(&factor).await.unwrap());
        tx.staff_mail_set(city.id, factor.staff, &[1]).await.unwrap();
        tx.busy_save(&source(city.id, factor.staff, 1)).await.unwrap();
        tx.dkim_insert(&dkim::key(city.id, made.id.0)).await.unwrap();
        let (id, staff) = (RecoveryId(made.id.0), factor.staff);
        let code = RecoveryRow { id, municipality: city.id, staff, sealed: vec![1], used_at: None };
        tx.recovery_code_insert(&code).await.unwrap();
    }
}

/// All of a column, two at a time.
async fn all(tx: &mut dyn ReadUnit, column: SealedColumn) -> Vec<SealedValue> {
    let mut values: Vec<SealedValue> = Vec::new();
    loop {
        let after = values.last().map(|value| value.place.clone());
        let more = tx.sealed_after(column, after.as_ref(), 2).await.unwrap();
        assert!(more.len() <= 2);
        if more.is_empty() {
            return values;
        }
        values.extend(more);
    }
}

async fn every_column_is_read_in_pieces_and_replaced_value_by_value(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    for city in [&one, &two] {
        fill(&mut tx, city).await;
    }
    // What has nothing sealed is not among them.
    tx.idempotency_claim(one.id, "unanswered", b"hash", at(0)).await.unwrap();
    tx.hold_insert(&Hold { draft_sealed: None, ..hold(&one, 9, 900, 10) }).await.unwrap();
    for column in SealedColumn::ALL {
        let values = all(&mut *tx, column).await;
        assert_eq!(values.len(), 6, "{column:?}");
        for value in &values {
            assert_eq!(value.place.purpose(), column.purpose());
            assert!(tx.sealed_replace(value, b"new").await.unwrap(), "{column:?} {}", value.place);
        }
        let renewed = all(&mut *tx, column).await;
        assert!(renewed.iter().all(|value| value.sealed == b"new"), "{column:?}");
        let places = |values: &[SealedValue]| values.iter().map(|value| value.place.clone()).collect::<Vec<_>>();
        assert_eq!(places(&renewed), places(&values), "{column:?}");
    }
    // Nothing else of the rows is touched.
    let read = tx.booking(one.id, BookingId(100_001)).await.unwrap().unwrap();
    assert_eq!((read.private_sealed.as_slice(), read.version), (b"new".as_slice(), 0));
    assert_eq!(read.cancel_reason_sealed.as_deref(), Some(b"new".as_slice()));
}

async fn a_value_that_has_changed_meanwhile_is_left_alone(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    fill(&mut tx, &city).await;
    for column in SealedColumn::ALL {
        let value = all(&mut *tx, column).await.remove(0);
        let stale = SealedValue { sealed: b"before".to_vec(), ..value.clone() };
        assert!(!tx.sealed_replace(&stale, b"new").await.unwrap(), "{column:?}");
        assert_eq!(all(&mut *tx, column).await.remove(0).sealed, value.sealed);
    }
    let nowhere = SealedValue { place: SealedPlace::Draft(HoldId(77)), sealed: vec![1] };
    assert!(!tx.sealed_replace(&nowhere, b"new").await.unwrap());
}

async fn the_ends_are_the_first_and_the_last_bookings(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    assert!(tx.sealed_ends().await.unwrap().is_empty());
    for k in 0..14 {
        assert!(insert(&mut tx, &booking(&city, k + 1, k * 100)).await);
    }
    let ends: Vec<SealedPlace> = tx.sealed_ends().await.unwrap().into_iter().map(|value| value.place).collect();
    let wanted = (1..=5).chain(10..=14).map(|k| SealedPlace::Private(BookingId(100_000 + k)));
    assert_eq!(ends, wanted.collect::<Vec<_>>());
    tx.mailbox_save(&mailbox(city.id, 1)).await.unwrap();
    let ends: Vec<SealedPlace> = tx.sealed_ends().await.unwrap().into_iter().map(|value| value.place).collect();
    assert_eq!(ends.last(), Some(&SealedPlace::Mailbox(city.id)), "a city without a booking has a password, too");
}

async fn links_are_read_by_id_and_their_tokens_kept(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    for k in 0..3 {
        let mut made = booking(&city, k + 1, k * 100);
        made.token_sealed = None;
        assert!(insert(&mut tx, &made).await);
    }
    let first = tx.links_after(BookingId(0), 2).await.unwrap();
    assert_eq!(first.iter().map(|link| link.booking.0).collect::<Vec<_>>(), [100_001, 100_002]);
    let rest = tx.links_after(first[1].booking, 2).await.unwrap();
    assert_eq!((rest.len(), rest[0].token_version, rest[0].token_sealed.as_ref()), (1, 1, None));
    assert!(tx.link_seal(&rest[0], b"token").await.unwrap());
    let other = LinkRow { token_hash: vec![9], ..first[0].clone() };
    assert!(!tx.link_seal(&other, b"token").await.unwrap(), "its link is another by now");
    let kept = tx.booking(city.id, rest[0].booking).await.unwrap().unwrap();
    assert_eq!((kept.token_sealed.as_deref(), kept.version), (Some(b"token".as_slice()), 0));
    assert_eq!(tx.booking(city.id, first[0].booking).await.unwrap().unwrap().token_sealed, None);
}
