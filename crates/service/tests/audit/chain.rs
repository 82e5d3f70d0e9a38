//! The chain of the log: whatever somebody does who has the database and not the secret, it is found, and it is said where.

use chrono::Duration;
use mendan_domain::ids::{AuditId, made_at};
use mendan_service::Services;
use mendan_service::audit::verify::{Head, Outcome, Verified, What};
use mendan_service::calendar::day::DayQuery;
use mendan_service::city::found::NewCity;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use super::secrets::{FORMER, under};
use crate::support::behind::{number, tamper};
use crate::support::build::{self, Number, first_day};
use crate::support::usual;
use crate::support::world::World;

on_both_engines!(
    what_was_sealed_is_proven_and_nothing_else_is_written,
    a_line_that_was_changed_is_found_alone,
    an_erased_detail_is_no_fault_and_a_changed_one_is,
    a_line_that_was_removed_is_found_with_its_time,
    whoever_removes_links_as_well_is_found_by_the_gap,
    the_end_cannot_be_cut_off,
    everything_cannot_be_removed,
    a_line_that_the_product_did_not_write_is_found_before_and_after_sealing,
    a_line_changed_before_it_was_sealed_is_never_sealed,
    the_ends_of_the_chain_cannot_be_written_by_somebody_else,
    an_end_that_was_noted_proves_that_nothing_was_put_back,
    a_chain_begins_with_its_city_and_no_second_time,
    more_findings_than_are_named_count_still,
    lines_of_the_release_before_are_sealed_when_the_chain_begins_and_not_later,
    two_instances_seal_every_line_once,
    what_commits_late_is_sealed_late,
);

/// A city with a log of some ten lines, sealed.
pub(super) async fn sealed(fresh: &Fresh) -> World {
    let mut world = usual::city(fresh).await;
    for day in 1..=4 {
        let _ = world.booked_at(usual::A_DAY * day).await;
    }
    world.services.seal_audit().await.unwrap();
    world
}

/// Somebody looks at a day: one line more.
pub(super) async fn look(world: &World) {
    let day = DayQuery { date: first_day(&world.town), office: None, staff: None };
    drop(world.services.day(&world.desk().permit().unwrap(), day).await.unwrap());
}

pub(super) async fn verify(world: &World) -> Verified {
    verified(&world.services, &[]).await
}

pub(super) async fn verified(services: &Services, heads: &[Head]) -> Verified {
    let mut all = services.verify_audit(heads).await.unwrap();
    assert_eq!(all.len(), 1, "one city");
    all.remove(0)
}

/// What is wrong, and with which line.
pub(super) fn wrong(found: &Verified) -> Vec<(What, Option<AuditId>)> {
    found.findings.iter().map(|finding| (finding.what, finding.line)).collect()
}

/// The line at that place of the chain.
pub(super) async fn line_at(fresh: &Fresh, seq: i64) -> AuditId {
    AuditId(number(fresh, &format!("SELECT audit_id FROM audit_seal WHERE seq = {seq}")).await)
}

pub(super) async fn last(fresh: &Fresh) -> i64 {
    number(fresh, "SELECT MAX(seq) FROM audit_seal").await
}

async fn what_was_sealed_is_proven_and_nothing_else_is_written(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let lines = number(fresh, "SELECT COUNT(*) FROM audit").await;
    let found = verify(&world).await;
    assert!(found.findings.is_empty(), "{:?}", found.findings);
    assert_eq!((i64::try_from(found.proven).unwrap(), found.waiting, found.erased), (lines, 0, 0));
    assert_eq!(found.head.map(|(seq, _)| seq), Some(lines));
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM audit WHERE tag IS NOT NULL").await, 0);
    // Somebody else writes all the while: nobody waits for her, because nothing is due.
    let writing = fresh.store.begin().await.unwrap();
    assert_eq!(world.services.seal_audit().await.unwrap(), 0);
    drop(writing);
    // A line that waits is the product's own.
    look(&world).await;
    let found = verify(&world).await;
    assert_eq!((found.findings.len(), found.waiting), (0, 1));
}

async fn a_line_that_was_changed_is_found_alone(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let id = line_at(fresh, 3).await;
    let changes = [
        "actor_id = 77",
        "actor_kind = 'system'",
        "action = 'view'",
        "at = at - 60",
        "subject_id = subject_id + 1",
        "network = '192.0.2.0/24'",
    ];
    for change in changes {
        let undo = "UPDATE audit SET actor_kind = was.actor_kind, actor_id = was.actor_id, action = was.action, at = was.at, \
                    subject_id = was.subject_id, network = was.network FROM was WHERE audit.id = was.id; DROP TABLE was";
        tamper(fresh, &format!("CREATE TABLE was AS SELECT * FROM audit WHERE id = {id}")).await;
        tamper(fresh, &format!("UPDATE audit SET {change} WHERE id = {id}")).await;
        let found = verify(&world).await;
        assert_eq!(wrong(&found), [(What::Changed, Some(id))], "{change}");
        assert_eq!(found.findings[0].links, Some((3, 3)));
        tamper(fresh, undo).await;
        assert!(verify(&world).await.findings.is_empty(), "{change} undone");
    }
    // Its link instead: it alone, and not the one behind it.
    tamper(fresh, "UPDATE audit_seal SET sealed_at = sealed_at + 1 WHERE seq = 3").await;
    assert_eq!(wrong(&verify(&world).await), [(What::Changed, Some(id))]);
}

async fn an_erased_detail_is_no_fault_and_a_changed_one_is(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let (erased, changed) = (line_at(fresh, 2).await, line_at(fresh, 4).await);
    tamper(fresh, &format!("UPDATE audit SET detail = '' WHERE id = {erased}")).await;
    let found = verify(&world).await;
    assert_eq!((found.findings.len(), found.erased), (0, 1));
    tamper(fresh, &format!("UPDATE audit SET detail = '{{}} ' WHERE id = {changed}")).await;
    assert_eq!(wrong(&verify(&world).await), [(What::DetailChanged, Some(changed))]);
}

async fn a_line_that_was_removed_is_found_with_its_time(fresh: &Fresh) {
    let world = sealed(fresh).await;
    for seq in [1, 3, last(fresh).await] {
        let id = line_at(fresh, seq).await;
        tamper(fresh, &format!("DELETE FROM audit WHERE id = {id}")).await;
        let found = verify(&world).await;
        let finding = found.findings.iter().find(|finding| finding.line == Some(id)).unwrap();
        assert_eq!(finding.what, What::Removed);
        assert_eq!(finding.at.map(|at| at.timestamp_millis()), Some(made_at(id.0)), "by its id");
    }
    assert_eq!(verify(&world).await.findings.len(), 3);
}

async fn whoever_removes_links_as_well_is_found_by_the_gap(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let behind = line_at(fresh, 5).await;
    tamper(
        fresh,
        "DELETE FROM audit WHERE id IN (SELECT audit_id FROM audit_seal WHERE seq IN (3, 4)); \
         DELETE FROM audit_seal WHERE seq IN (3, 4)",
    )
    .await;
    let found = verify(&world).await;
    assert_eq!(wrong(&found), [(What::LinksRemoved, None), (What::Unproven, Some(behind))]);
    assert_eq!(found.findings[0].links, Some((3, 4)));
    // Counted anew, so that no place is missing: they do not hang together.
    tamper(fresh, "UPDATE audit_seal SET seq = seq - 2 WHERE seq = 5").await;
    assert!(wrong(&verify(&world).await).contains(&(What::Changed, Some(behind))));
}

async fn the_end_cannot_be_cut_off(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let last = last(fresh).await;
    let line = line_at(fresh, last).await;
    tamper(fresh, &format!("DELETE FROM audit WHERE id = {line}; DELETE FROM audit_seal WHERE seq = {last}")).await;
    let found = verify(&world).await;
    assert_eq!((found.findings[0].what, found.findings[0].links), (What::LinksRemoved, Some((last, last))));
    // The chain goes on, and it is known still.
    look(&world).await;
    assert_eq!(world.services.seal_audit().await.unwrap(), 1);
    let found = verify(&world).await;
    assert_eq!((found.findings[0].what, found.findings[0].links), (What::LinksRemoved, Some((last, last))));
}

async fn everything_cannot_be_removed(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let last = last(fresh).await;
    tamper(fresh, "DELETE FROM audit").await;
    assert_eq!(verify(&world).await.findings.len(), usize::try_from(last).unwrap());
    tamper(fresh, "DELETE FROM audit_seal").await;
    let found = verify(&world).await;
    assert_eq!((found.findings.len(), found.findings[0].links), (1, Some((1, last))));
    tamper(fresh, "DELETE FROM audit_chain").await;
    assert_eq!(wrong(&verify(&world).await), [(What::Everything, None)]);
}

async fn a_line_that_the_product_did_not_write_is_found_before_and_after_sealing(fresh: &Fresh) {
    let world = sealed(fresh).await;
    // Past the time in which lines of another release may come.
    world.set_now(world.services.now() + Duration::hours(1));
    let (former, copied) = (line_at(fresh, 2).await.0, line_at(fresh, 3).await.0);
    let insert = |id: i64, tag: &str| {
        format!(
            "INSERT INTO audit (id, municipality_id, at, actor_kind, action, subject_kind, subject_id, detail, tag) \
             SELECT {id}, municipality_id, at, 'system', 'view', 'day', 1, '{{}}', {tag} FROM audit WHERE id = {copied}"
        )
    };
    let forged = "'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'";
    let made = [(former + 1, "NULL"), (former + 2, "''"), (former + 3, "'made up'"), (former + 4, forged)];
    for (id, tag) in made {
        tamper(fresh, &insert(id, tag)).await;
    }
    let expected: Vec<_> = made.iter().map(|(id, _)| (What::Inserted, Some(AuditId(*id)))).collect();
    let before = verify(&world).await;
    // The key of the last one is nobody's: it cannot be looked at, and is not sealed either.
    assert_eq!(wrong(&before)[..3], expected[..3]);
    assert_eq!(wrong(&before)[3], (What::UnknownKey, Some(AuditId(former + 4))));
    assert_eq!(world.services.seal_audit().await.unwrap(), 0, "none of them is sealed");
    assert_eq!(wrong(&verify(&world).await), wrong(&before));
}

async fn a_line_changed_before_it_was_sealed_is_never_sealed(fresh: &Fresh) {
    let world = sealed(fresh).await;
    look(&world).await;
    let id = AuditId(number(fresh, "SELECT MAX(id) FROM audit").await);
    tamper(fresh, &format!("UPDATE audit SET actor_id = 5 WHERE id = {id}")).await;
    assert_eq!(wrong(&verify(&world).await), [(What::Inserted, Some(id))]);
    assert_eq!(world.services.seal_audit().await.unwrap(), 0);
    assert_eq!(wrong(&verify(&world).await), [(What::Inserted, Some(id))]);
}

async fn the_ends_of_the_chain_cannot_be_written_by_somebody_else(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let last = last(fresh).await;
    // The last line goes, and the chain is told to end before it.
    tamper(
        fresh,
        &format!(
            "DELETE FROM audit WHERE id = (SELECT audit_id FROM audit_seal WHERE seq = {last}); \
             DELETE FROM audit_seal WHERE seq = {last}; \
             UPDATE audit_chain SET last_seq = {last} - 1, head = (SELECT mac FROM audit_seal WHERE seq = {last} - 1)"
        ),
    )
    .await;
    assert_eq!(wrong(&verify(&world).await), [(What::EndsChanged, None)]);
    // The product does not sign what it did not write: it is known for good, and the chain goes on.
    look(&world).await;
    assert_eq!(world.services.seal_audit().await.unwrap(), 1);
    let found = verify(&world).await;
    assert_eq!(wrong(&found), [(What::EndsChanged, None)]);
    assert_eq!(found.findings[0].at.map(|at| at.timestamp()), Some(world.services.now().timestamp()));
    // Without the row it begins no second time.
    tamper(fresh, "DELETE FROM audit_chain").await;
    assert!(wrong(&verify(&world).await).contains(&(What::EndsRemoved, None)));
    look(&world).await;
    assert_eq!(world.services.seal_audit().await.unwrap(), 1);
    assert_eq!(wrong(&verify(&world).await), [(What::EndsChanged, None)]);
}

async fn an_end_that_was_noted_proves_that_nothing_was_put_back(fresh: &Fresh) {
    let world = sealed(fresh).await;
    tamper(fresh, "CREATE TABLE old AS SELECT * FROM audit_chain").await;
    look(&world).await;
    world.services.seal_audit().await.unwrap();
    let found = verify(&world).await;
    let (seq, mac) = found.head.unwrap();
    let head: Head = format!("{}:{seq}:{mac}", found.city).parse().unwrap();
    assert!(verified(&world.services, std::slice::from_ref(&head)).await.findings.is_empty());
    // The whole of it is put back to before the last line.
    tamper(
        fresh,
        &format!(
            "DELETE FROM audit WHERE id = (SELECT audit_id FROM audit_seal WHERE seq = {seq}); \
             DELETE FROM audit_seal WHERE seq = {seq}; DELETE FROM audit_chain; \
             INSERT INTO audit_chain SELECT * FROM old; DROP TABLE old"
        ),
    )
    .await;
    assert!(verify(&world).await.findings.is_empty(), "by itself it cannot know");
    assert_eq!(wrong(&verified(&world.services, &[head]).await), [(What::NotThatHead, None)]);
    assert!("1:x:y".parse::<Head>().is_err() && "1:2".parse::<Head>().is_err());
}

async fn lines_of_the_release_before_are_sealed_when_the_chain_begins_and_not_later(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let _ = world.booked_at(usual::A_DAY).await;
    // As the migration leaves what was there.
    tamper(fresh, "UPDATE audit SET tag = ''").await;
    assert_eq!(wrong(&verify(&world).await), [(What::NotBegun, None)]);
    let lines = number(fresh, "SELECT COUNT(*) FROM audit").await;
    assert_eq!(i64::try_from(world.services.seal_audit().await.unwrap()).unwrap(), lines);
    let found = verify(&world).await;
    assert_eq!((found.findings.len(), i64::try_from(found.proven).unwrap()), (0, lines));
    // An instance of that release still writes for some minutes.
    let late = |id: &str| {
        format!(
            "INSERT INTO audit (id, municipality_id, at, actor_kind, action, subject_kind, subject_id, detail) \
             SELECT MAX(id) + {id}, MAX(municipality_id), MAX(at), 'system', 'view', 'day', 1, '{{}}' FROM audit"
        )
    };
    world.set_now(world.services.now() + Duration::minutes(9));
    tamper(fresh, &late("1")).await;
    assert_eq!(world.services.seal_audit().await.unwrap(), 1);
    world.set_now(world.services.now() + Duration::minutes(2));
    tamper(fresh, &late("2")).await;
    assert_eq!(world.services.seal_audit().await.unwrap(), 0);
    assert_eq!(verify(&world).await.findings.len(), 1);
}

async fn two_instances_seal_every_line_once(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    for day in 1..=3 {
        let _ = world.booked_at(usual::A_DAY * day).await;
    }
    let other = under(fresh, FORMER, world.services.now());
    let (one, two) = tokio::join!(world.services.seal_audit(), other.seal_audit());
    let lines = number(fresh, "SELECT COUNT(*) FROM audit").await;
    assert_eq!(i64::try_from(one.unwrap() + two.unwrap()).unwrap(), lines);
    assert!(verify(&world).await.findings.is_empty());
}

/// What administrators are told of the log.
pub(super) async fn told(services: &Services) -> Vec<String> {
    let alarms = services.alarms().await.unwrap();
    alarms.into_iter().filter(|alarm| alarm.code == "audit_log").map(|alarm| alarm.subject).collect()
}

async fn a_chain_begins_with_its_city_and_no_second_time(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let municipality = build::municipality(Number(2));
    let city = municipality.id;
    let new = NewCity { municipality, offices: Vec::new(), kinds: Vec::new(), staff: Vec::new() };
    world.services.found(&new).await.unwrap();
    let of_it = async || {
        let all = world.services.verify_audit(&[]).await.unwrap();
        all.into_iter().find(|found| found.city == city).unwrap()
    };
    let found = of_it().await;
    assert_eq!((wrong(&found), found.begun_at, found.waiting), (vec![], Some(world.services.now()), 1));
    // A line without a mark is none of a release before: that never knew the city.
    tamper(fresh, &format!("UPDATE audit SET tag = '' WHERE municipality_id = {city}")).await;
    assert_eq!(world.services.seal_audit().await.unwrap(), 0);
    assert_eq!(of_it().await.findings[0].what, What::Inserted);
    // All of it is taken away, as if nothing had ever been.
    for table in ["audit_seal", "audit_chain", "audit"] {
        tamper(fresh, &format!("DELETE FROM {table}")).await;
    }
    assert_eq!(wrong(&of_it().await), [(What::Everything, None)]);
    look(&world).await;
    assert_eq!(world.services.seal_audit().await.unwrap(), 1);
    let all = world.services.verify_audit(&[]).await.unwrap();
    let broken = all.iter().find(|found| found.city != city).unwrap();
    assert_eq!(wrong(broken), [(What::EndsChanged, None)]);
    assert_eq!(broken.findings[0].at, Some(world.services.now()));
    assert_eq!(broken.outcome, Outcome::Tampered);
}

async fn more_findings_than_are_named_count_still(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let many = |from: i64, most: i64, tag: &str| {
        format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {most}) \
             INSERT INTO audit (id, municipality_id, at, actor_kind, action, subject_kind, subject_id, detail, tag) \
             SELECT newest.id + {from} + i, newest.municipality_id, newest.at, 'system', 'view', 'day', 1, '{{}}', '{tag}' \
             FROM n, (SELECT * FROM audit ORDER BY id DESC LIMIT 1) AS newest"
        )
    };
    tamper(fresh, &many(0, 300, &"A".repeat(54))).await;
    let found = verify(&world).await;
    assert_eq!((found.findings.len(), found.more, found.outcome), (200, 100, Outcome::Unknown));
    tamper(fresh, &many(300, 1, "made up")).await;
    let found = verify(&world).await;
    assert!(found.findings.iter().all(|finding| finding.what == What::UnknownKey), "the other is not named");
    assert_eq!((found.more, found.outcome), (101, Outcome::Tampered));
}

/// As [`usual::city`] has it.
async fn what_commits_late_is_sealed_late(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let (last_line, seq) = (number(fresh, "SELECT MAX(id) FROM audit").await, last(fresh).await);
    // Written first, under an older id; the other line was sealed meanwhile.
    look(&world).await;
    tamper(
        fresh,
        &format!(
            "CREATE TABLE late AS SELECT * FROM audit WHERE id > {last_line}; DELETE FROM audit WHERE id > {last_line}"
        ),
    )
    .await;
    look(&world).await;
    assert_eq!(world.services.seal_audit().await.unwrap(), 1);
    tamper(fresh, "INSERT INTO audit SELECT * FROM late; DROP TABLE late").await;
    assert_eq!(world.services.seal_audit().await.unwrap(), 1);
    assert!(line_at(fresh, seq + 2).await < line_at(fresh, seq + 1).await);
    assert!(verify(&world).await.findings.is_empty());
}
