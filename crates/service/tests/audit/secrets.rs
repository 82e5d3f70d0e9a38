//! Secrets come and go: what a former one sealed is proven still, and it signs nothing any more.

use std::sync::Arc;

use mendan_service::audit::verify::{Outcome, What};
use mendan_service::secret::Secret;
use mendan_service::{Ports, Services, Settings};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use super::chain::{last, line_at, look, sealed, told, verified, wrong};
use crate::support::behind::{number, tamper};
use crate::support::doubles::{Seeded, SetClock, Silent, her_rooms};

on_both_engines!(
    lines_of_a_secret_that_is_not_listed_wait_without_a_write,
    a_new_secret_takes_the_log_over_when_it_seals_for_the_first_time,
    a_former_secret_signs_no_ends_any_more,
    after_a_rotation_the_new_secret_alone_proves_the_old_lines,
);

pub(super) const FORMER: &str = "a secret of the tests, long enough";
const NEW: &str = "another-secret-of-the-tests-long-enough";

pub(super) fn under(fresh: &Fresh, secret: &str, now: chrono::DateTime<chrono::Utc>) -> Services {
    let clock = Arc::new(SetClock::default());
    clock.set(now);
    let ports = Ports {
        store: Arc::clone(&fresh.store),
        clock,
        entropy: Arc::new(Seeded::default()),
        bell: Arc::new(Silent),
        video: Arc::new(her_rooms()),
    };
    Services::new(ports, Secret::new(secret), Settings::default())
}

async fn lines_of_a_secret_that_is_not_listed_wait_without_a_write(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let now = world.services.now();
    let new_alone = under(fresh, NEW, now);
    // Marked under the former one, and found by a server that has the new one alone.
    look(&world).await;
    under(fresh, &format!("{NEW}\n{FORMER}"), now).rotate_secret().await.unwrap();
    for _ in 0..2 {
        assert_eq!(new_alone.seal_audit().await.unwrap(), 0);
        assert_eq!(told(&new_alone).await, ["waiting"]);
        assert_eq!(number(fresh, "SELECT MAX(count) FROM alarm").await, 1);
    }
    let writing = fresh.store.begin().await.unwrap();
    assert_eq!(new_alone.seal_audit().await.unwrap(), 0, "nobody waits for her, because there is nothing to do");
    drop(writing);
    assert_eq!(verified(&new_alone, &[]).await.outcome, Outcome::Unknown);
    // Its key is kept: what somebody else wrote is no line of it.
    let id = number(fresh, "SELECT MAX(id) FROM audit").await;
    tamper(fresh, &format!("UPDATE audit SET at = at - 1 WHERE id = {id}")).await;
    assert_eq!(verified(&new_alone, &[]).await.outcome, Outcome::Tampered);
    tamper(fresh, &format!("UPDATE audit SET at = at + 1 WHERE id = {id}")).await;
    let both = under(fresh, &format!("{NEW}\n{FORMER}"), now);
    assert_eq!(both.seal_audit().await.unwrap(), 1, "listed once more it counts");
    assert!(told(&both).await.is_empty());
    assert_eq!(verified(&new_alone, &[]).await.outcome, Outcome::AsWritten);
}

async fn a_new_secret_takes_the_log_over_when_it_seals_for_the_first_time(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let now = world.services.now();
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM audit_key").await, 1, "kept before it sealed");
    assert_eq!(under(fresh, &format!("{NEW}\n{FORMER}"), now).seal_audit().await.unwrap(), 0);
    // Nobody exchanged anything by a command, and the former is off the list.
    let found = verified(&under(fresh, NEW, now), &[]).await;
    assert_eq!((wrong(&found), found.outcome), (vec![], Outcome::AsWritten));
    // A key that nobody kept sealed nothing of ours.
    let third = line_at(fresh, 3).await;
    tamper(fresh, "UPDATE audit_seal SET key_id = mac WHERE seq = 3").await;
    let found = verified(&under(fresh, NEW, now), &[]).await;
    assert_eq!((wrong(&found), found.outcome), (vec![(What::Changed, Some(third))], Outcome::Tampered));
}

async fn a_former_secret_signs_no_ends_any_more(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let now = world.services.now();
    // Ends that the former secret signed, as whoever knows it makes them.
    tamper(fresh, "CREATE TABLE old AS SELECT * FROM audit_chain").await;
    look(&world).await;
    let both = under(fresh, &format!("{NEW}\n{FORMER}"), now);
    assert_eq!(both.seal_audit().await.unwrap(), 1);
    both.rotate_secret().await.unwrap();
    let new_alone = under(fresh, NEW, now);
    assert_eq!(verified(&new_alone, &[]).await.outcome, Outcome::AsWritten);
    let last = last(fresh).await;
    tamper(
        fresh,
        &format!(
            "DELETE FROM audit WHERE id = (SELECT audit_id FROM audit_seal WHERE seq = {last}); \
             DELETE FROM audit_seal WHERE seq = {last}; DELETE FROM audit_chain; \
             INSERT INTO audit_chain SELECT * FROM old; DROP TABLE old"
        ),
    )
    .await;
    assert_eq!(wrong(&verified(&new_alone, &[]).await), [(What::EndsChanged, None)]);
}

async fn after_a_rotation_the_new_secret_alone_proves_the_old_lines(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let lines = number(fresh, "SELECT COUNT(*) FROM audit").await;
    look(&world).await;
    let now = world.services.now();
    let new_alone = under(fresh, NEW, now);
    let unknown = verified(&new_alone, &[]).await;
    assert!(unknown.proven == 0 && unknown.findings.iter().all(|finding| finding.what.is_unknown()), "{unknown:?}");
    assert_eq!(new_alone.seal_audit().await.unwrap(), 0, "it does not go on with a chain it cannot read");
    let both = under(fresh, &format!("{NEW}\n{FORMER}"), now);
    assert_eq!(both.seal_audit().await.unwrap(), 1, "marked under the former, sealed under the new one");
    both.rotate_secret().await.unwrap();
    let found = verified(&new_alone, &[]).await;
    assert_eq!((found.findings.len(), i64::try_from(found.proven).unwrap()), (0, lines + 1), "{:?}", found.findings);
    // And once more: a kept key is sealed anew with the others.
    let third = "a-third-secret-of-the-tests-long-enough";
    under(fresh, &format!("{third}\n{NEW}"), now).rotate_secret().await.unwrap();
    assert!(verified(&under(fresh, third, now), &[]).await.findings.is_empty());
}
