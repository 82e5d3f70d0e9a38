//! The mail servers of cities: each its own, none seen by another, and whose letters are hastened.

use mendan_domain::ids::MunicipalityId;
use mendan_service::message::relay::MailboxRow;
use mendan_service::model::{Failure, OutboxRow};
use mendan_service::unit::WriteUnit;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::outbox::with_messages;
use crate::sample::{at, begin, city, read};

on_both_engines!(a_citys_mail_server_is_its_own_and_written_over, what_waits_is_hastened_by_the_server_it_waits_for,);

pub(crate) fn mailbox(city: MunicipalityId, version: i64) -> MailboxRow {
    MailboxRow { municipality: city, relay_sealed: Some(vec![1]), version, changed_at: at(version), changed_by: None }
}

async fn a_citys_mail_server_is_its_own_and_written_over(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    assert_eq!(tx.mailbox(one.id).await.unwrap(), None);
    tx.mailbox_save(&mailbox(one.id, 1)).await.unwrap();
    assert_eq!(tx.mailbox(one.id).await.unwrap(), Some(mailbox(one.id, 1)));
    assert_eq!(tx.mailbox(two.id).await.unwrap(), None);
    let gone = MailboxRow { relay_sealed: None, changed_by: Some(one.staff[0]), ..mailbox(one.id, 2) };
    tx.mailbox_save(&gone).await.unwrap();
    tx.mailbox_save(&mailbox(two.id, 7)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = read(fresh).await;
    assert_eq!(tx.mailbox(one.id).await.unwrap(), Some(gone), "the version stays when the server is taken away");
    assert_eq!(tx.mailbox(two.id).await.unwrap(), Some(mailbox(two.id, 7)));
}

/// All of it was refused, and waits for a minute.
async fn refused(tx: &mut dyn WriteUnit, rows: &[OutboxRow]) {
    assert_eq!(tx.outbox_claim(1, at(1), at(9), 9).await.unwrap().rows.len(), rows.len());
    for row in rows {
        assert!(tx.outbox_retry(1, row.id, at(60), (Some(Failure::Relay), "504")).await.unwrap());
    }
}

async fn what_waits_is_hastened_by_the_server_it_waits_for(fresh: &Fresh) {
    let (mine, rows) = with_messages(fresh, &[0, 0]).await;
    let other = city(&*fresh.store, 2).await;
    let mut tx = begin(fresh).await;
    refused(tx.as_mut(), &rows).await;
    assert_eq!(tx.outbox_hasten(Some(other.id), at(1)).await.unwrap(), 0, "another city's server");
    assert_eq!(tx.outbox_hasten(Some(mine.id), at(1)).await.unwrap(), 2);
    refused(tx.as_mut(), &rows).await;
    tx.mailbox_save(&mailbox(mine.id, 1)).await.unwrap();
    assert_eq!(tx.outbox_hasten(None, at(1)).await.unwrap(), 0, "it has a server of its own");
    tx.mailbox_save(&MailboxRow { relay_sealed: None, ..mailbox(mine.id, 2) }).await.unwrap();
    assert_eq!(tx.outbox_hasten(None, at(1)).await.unwrap(), 2);
}
