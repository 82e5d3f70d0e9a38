//! One-time links of members of staff, and their mail addresses.

use mendan_domain::ids::OutboxId;
use mendan_service::job::row::STAFF_MESSAGE;
use mendan_service::model::{About, Envelope, JobRow, Listed, OutboxState};
use mendan_service::staff::link::{LinkKind, StaffLink, StaffLinkId};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{City, at, begin, city, member, read};

on_both_engines!(
    a_link_is_taken_once_and_a_newer_one_takes_its_place,
    addresses_are_those_of_their_city,
    letters_are_counted_and_go_with_their_member,
);

fn link(city: &City, n: u8, kind: LinkKind) -> StaffLink {
    StaffLink {
        id: StaffLinkId(city.id.0 * 1000 + i64::from(n)),
        municipality: city.id,
        staff: city.staff[0],
        kind,
        word_hash: vec![n, u8::try_from(city.id.0).unwrap()],
        made_at: at(0),
        expires_at: at(60),
        letter: None,
    }
}

async fn a_link_is_taken_once_and_a_newer_one_takes_its_place(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    for link in [
        link(&one, 1, LinkKind::Invitation),
        link(&one, 2, LinkKind::Password),
        link(&one, 3, LinkKind::Password),
        link(&two, 4, LinkKind::Password),
    ] {
        tx.staff_link_replace(&link).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut tx = read(fresh).await;
    let newer = link(&one, 3, LinkKind::Password);
    assert_eq!(tx.staff_link(&newer.word_hash).await.unwrap(), Some(newer.clone()));
    assert_eq!(
        tx.staff_link(&link(&one, 2, LinkKind::Password).word_hash).await.unwrap(),
        None,
        "the newer one ended it"
    );
    assert_eq!(tx.staff_link_of(one.id, newer.id).await.unwrap(), Some(newer.clone()));
    assert_eq!(tx.staff_link_of(two.id, newer.id).await.unwrap(), None, "another city's");
    assert_eq!(tx.staff_links(one.id, LinkKind::Password).await.unwrap(), [(newer.clone(), None)]);
    drop(tx);
    let mut tx = begin(fresh).await;
    assert!(tx.staff_link_take(newer.id).await.unwrap());
    assert!(!tx.staff_link_take(newer.id).await.unwrap());
    assert_eq!(tx.staff_links_end(two.id, one.staff[0], None).await.unwrap(), 0, "another city's");
    assert_eq!(tx.staff_links_end(one.id, one.staff[0], Some(LinkKind::Password)).await.unwrap(), 0);
    assert_eq!(tx.staff_links_end(one.id, one.staff[0], None).await.unwrap(), 1);
    assert!(tx.staff_link(&link(&two, 4, LinkKind::Password).word_hash).await.unwrap().is_some());
}

async fn addresses_are_those_of_their_city(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let mut tx = begin(fresh).await;
    tx.staff_mail_set(one.id, one.staff[0], b"first").await.unwrap();
    tx.staff_mail_set(one.id, one.staff[0], b"second").await.unwrap();
    tx.staff_mail_set(two.id, one.staff[0], b"another city's").await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = read(fresh).await;
    assert_eq!(tx.staff_mail(one.id, one.staff[0]).await.unwrap().as_deref(), Some(&b"second"[..]));
    assert_eq!(tx.staff_mail(two.id, one.staff[0]).await.unwrap(), None);
    assert_eq!(tx.staff_mails(one.id).await.unwrap(), [(one.staff[0], b"second".to_vec())]);
    assert!(tx.staff_mails(two.id).await.unwrap().is_empty());
}

async fn letters_are_counted_and_go_with_their_member(fresh: &Fresh) {
    let one = city(&*fresh.store, 1).await;
    let new = member(1, 1099, vec![]);
    let letter = |n: i64, minute: i64| JobRow {
        id: OutboxId(n),
        municipality: one.id,
        about: About { staff: Some(new.id), ..About::default() },
        job: STAFF_MESSAGE.into(),
        payload: "{}".into(),
        envelope: Envelope { kind: "invitation".into(), ..Envelope::default() },
        dedupe_key: format!("letter {n}"),
        due_at: at(minute),
        useful_until: at(minute + 60),
        state: OutboxState::Pending,
        attempts: 0,
        stamped_at: None,
        finished_at: None,
        last_error: None,
        created_at: at(minute),
        failure: None,
        held_at: None,
        settled_at: None,
    };
    let mut tx = begin(fresh).await;
    assert!(tx.staff_insert(&new, "-").await.unwrap());
    assert_eq!(tx.password_hash(one.id, new.id).await.unwrap(), None, "she has none yet");
    tx.jobs_insert(&[letter(1, 0), letter(2, 5)]).await.unwrap();
    for (since, letters) in [(0, 2), (5, 1), (6, 0)] {
        assert_eq!(tx.letters_to_staff(one.id, new.id, "invitation", at(since)).await.unwrap(), letters);
    }
    assert_eq!(tx.letters_to_staff(one.id, new.id, "password_link", at(0)).await.unwrap(), 0);
    assert_eq!(tx.letters_to_staff(one.id, one.staff[0], "invitation", at(0)).await.unwrap(), 0);
    let invitation = StaffLink { staff: new.id, letter: Some(OutboxId(2)), ..link(&one, 1, LinkKind::Invitation) };
    tx.staff_link_replace(&invitation).await.unwrap();
    let known = tx.staff_links(one.id, LinkKind::Invitation).await.unwrap();
    assert_eq!(known, [(invitation.clone(), Some(OutboxState::Pending))]);
    tx.listed_delete(one.id, Listed::Staff(new.id)).await.unwrap();
    assert_eq!(tx.staff_link(&invitation.word_hash).await.unwrap(), None);
    tx.commit().await.unwrap();
}
