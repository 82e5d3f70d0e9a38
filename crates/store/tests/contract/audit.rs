//! The chain of the log as it is kept: links in order with their lines, ends that begin once, and each city's own.

use chrono::DateTime;
use mendan_domain::ids::{AuditId, MunicipalityId, StaffId};
use mendan_service::audit::chain::{Chain, Seal};
use mendan_service::audit::read::{About, Listing};
use mendan_service::model::AuditLine;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::sample::{at, begin, city, read};

on_both_engines!(
    a_line_waits_until_it_is_sealed_and_stands_with_its_link,
    a_chain_begins_once_and_is_saved_anew,
    what_goes_from_the_front_goes_with_its_lines_and_no_further,
    a_part_of_the_log_is_of_its_city_its_time_and_its_actions,
);

fn line(municipality: MunicipalityId, id: i64) -> AuditLine {
    AuditLine {
        id: AuditId(id),
        municipality,
        at: at(id),
        actor_kind: "staff",
        actor: Some(StaffId(1)),
        partner: None,
        action: if id % 2 == 0 { "view" } else { "sign_in_failed" }.into(),
        subject_kind: "staff",
        subject: 7,
        network: Some("203.0.113.0/24".into()),
        detail: format!("{{\"n\":{id}}}"),
        tag: "mark".into(),
    }
}

fn seal(municipality: MunicipalityId, seq: i64, id: i64) -> Seal {
    let mac = vec![u8::try_from(seq).unwrap(); 32];
    let (detail_mac, key) = (vec![1; 32], vec![2; 8]);
    Seal { municipality, seq, line: AuditId(id), sealed_at: at(100), detail_mac, key, mac }
}

fn chain(municipality: MunicipalityId) -> Chain {
    Chain {
        municipality,
        first: 1,
        base: Vec::new(),
        last: 0,
        head: Vec::new(),
        begun_at: at(0),
        unmarked_until: at(10),
        pruned_before: None,
        broken_at: None,
        released: None,
        key: vec![2; 8],
        mac: vec![3; 32],
    }
}

/// Two cities with four lines each, of which the first three are sealed.
async fn two(fresh: &Fresh) -> [MunicipalityId; 2] {
    let cities = [city(&*fresh.store, 1).await.id, city(&*fresh.store, 2).await.id];
    let mut tx = begin(fresh).await;
    for (city, first) in cities.into_iter().zip([10, 20]) {
        for n in 0..4 {
            tx.audit_insert(&line(city, first + n)).await.unwrap();
        }
        for n in 0..3 {
            tx.audit_seal_insert(&seal(city, n + 1, first + n)).await.unwrap();
            tx.audit_untag(AuditId(first + n)).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    cities
}

async fn a_line_waits_until_it_is_sealed_and_stands_with_its_link(fresh: &Fresh) {
    let [one, two] = two(fresh).await;
    let mut tx = read(fresh).await;
    for (city, first) in [(one, 10), (two, 20)] {
        let waiting = tx.audit_waiting(city, AuditId(0), 10).await.unwrap();
        assert_eq!(waiting.iter().map(|line| line.id.0).collect::<Vec<_>>(), [first + 3]);
        assert_eq!(waiting[0].tag.as_deref(), Some("mark"));
        assert!(tx.audit_waiting(city, AuditId(first + 3), 10).await.unwrap().is_empty());
        // Two lines at a time: what is sealed costs a page, and no more.
        let mut pages = Vec::new();
        let mut after = AuditId(0);
        while let Some((last, lines)) = tx.audit_unsealed(city, after, 2).await.unwrap() {
            pages.push((last.0, lines.iter().map(|line| line.id.0).collect::<Vec<_>>()));
            after = last;
        }
        assert_eq!(pages, [(first + 1, vec![]), (first + 3, vec![first + 3])]);
        let sealed = tx.audit_sealed(city, 1, 1).await.unwrap();
        let (link, there) = &sealed[0];
        assert_eq!((sealed.len(), link), (1, &seal(city, 2, first + 1)));
        let there = there.as_ref().unwrap();
        assert_eq!((there.id.0, there.at, there.tag.as_deref()), (first + 1, at(first + 1), None));
        assert_eq!((there.network.as_deref(), there.actor), (Some("203.0.113.0/24"), Some(1)));
        assert_eq!(tx.audit_last_seal(city).await.unwrap(), Some(seal(city, 3, first + 2)));
    }
    drop(tx);
    // A second link of the same place, or for the same line, is none.
    for twice in [seal(one, 3, 13), seal(one, 4, 12)] {
        assert!(begin(fresh).await.audit_seal_insert(&twice).await.is_err());
    }
}

async fn a_chain_begins_once_and_is_saved_anew(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await.id;
    let mut tx = begin(fresh).await;
    assert_eq!(tx.audit_chain(city).await.unwrap(), None);
    assert!(tx.audit_chain_begin(&chain(city)).await.unwrap());
    assert!(!tx.audit_chain_begin(&Chain { last: 9, ..chain(city) }).await.unwrap());
    assert_eq!(tx.audit_chain(city).await.unwrap(), Some(chain(city)));
    let changed = Chain {
        first: 4,
        base: vec![5; 32],
        last: 8,
        head: vec![6; 32],
        pruned_before: Some(at(50)),
        broken_at: Some(at(60)),
        released: Some("[]".to_owned()),
        mac: vec![7; 32],
        ..chain(city)
    };
    tx.audit_chain_save(&changed).await.unwrap();
    tx.audit_key_keep(b"eight by", b"sealed").await.unwrap();
    tx.audit_key_keep(b"eight by", b"another").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(read(fresh).await.audit_chain(city).await.unwrap(), Some(changed));
}

async fn what_goes_from_the_front_goes_with_its_lines_and_no_further(fresh: &Fresh) {
    let [one, two] = two(fresh).await;
    let mut tx = begin(fresh).await;
    // A link that somebody put in front of the first takes no line along.
    tx.audit_seal_insert(&seal(one, 0, 13)).await.unwrap();
    assert_eq!(tx.audit_prune(one, (1, 3)).await.unwrap(), 2);
    tx.commit().await.unwrap();
    let mut tx = read(fresh).await;
    let left = tx.audit_sealed(one, -1, 10).await.unwrap();
    let left: Vec<_> = left.iter().map(|(seal, line)| (seal.seq, line.is_some())).collect();
    assert_eq!(left, [(0, true), (3, true)]);
    assert_eq!(tx.audit_sealed(two, 0, 10).await.unwrap().len(), 3, "nothing of another city");
}

async fn a_part_of_the_log_is_of_its_city_its_time_and_its_actions(fresh: &Fresh) {
    let [one, two] = two(fresh).await;
    let all = Listing {
        about: About::All,
        from: DateTime::UNIX_EPOCH,
        until: at(1000),
        actions: String::new(),
        before: AuditId(i64::MAX),
        most: 10,
    };
    let mut tx = read(fresh).await;
    let mut ids = async |city, wanted: Listing| {
        let lines = tx.audit_listed(city, &wanted).await.unwrap();
        lines.into_iter().map(|told| told.line.id.0).collect::<Vec<_>>()
    };
    assert_eq!(ids(one, all.clone()).await, [13, 12, 11, 10]);
    assert_eq!(ids(two, Listing { before: AuditId(23), most: 2, ..all.clone() }).await, [22, 21]);
    assert_eq!(ids(one, Listing { from: at(11), until: at(13), ..all.clone() }).await, [12, 11]);
    assert_eq!(ids(one, Listing { actions: ",view,book,".into(), ..all.clone() }).await, [12, 10]);
    assert_eq!(ids(one, Listing { actions: ",vie,".into(), ..all.clone() }).await, [0; 0]);
    assert_eq!(ids(one, Listing { about: About::Member(StaffId(7)), ..all.clone() }).await, [13, 12, 11, 10]);
    assert_eq!(ids(one, Listing { about: About::Member(StaffId(8)), ..all }).await, [0; 0]);
    let failures = tx.audit_failures(one, (at(0), at(1000)), 10).await.unwrap();
    assert_eq!(failures.iter().map(|failure| failure.at).collect::<Vec<_>>(), [at(13), at(11)]);
    let rates = tx.audit_rates(one, (at(0), at(1000))).await.unwrap();
    assert_eq!(rates.iter().map(|rate| (rate.staff, rate.views)).fold(0, |sum, (_, views)| sum + views), 2);
}
