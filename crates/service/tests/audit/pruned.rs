//! The log goes from its oldest end in its time, and only what is proven goes; whoever wrote into it is told of.

use chrono::Duration;
use mendan_service::Keep;
use mendan_service::audit::verify::{Outcome, What};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use super::chain::{last, line_at, look, sealed, told, verify, wrong};
use crate::support::behind::{number, tamper};

on_both_engines!(
    what_is_pruned_in_its_time_leaves_the_rest_proven,
    pruning_hides_nothing_that_was_done_at_the_front,
    administrators_are_told_for_a_month_that_somebody_wrote_into_the_log,
);

async fn what_is_pruned_in_its_time_leaves_the_rest_proven(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let (begun, old) = (world.services.now(), last(fresh).await);
    world.set_now(begun + Duration::hours(2));
    look(&world).await;
    world.services.seal_audit().await.unwrap();
    let noted = verify(&world).await.head.unwrap();
    world.set_now(begun + Keep::default().audit);
    world.services.sweep_old().await.unwrap();
    assert_eq!(verify(&world).await.pruned_before, None, "not before its time");
    world.set_now(begun + Keep::default().audit + Duration::seconds(1));
    world.services.sweep_old().await.unwrap();
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM audit").await, 1);
    let found = verify(&world).await;
    assert_eq!((found.findings.len(), found.proven), (0, 1), "{:?}", found.findings);
    assert_eq!((found.head.clone(), found.pruned_before), (Some(noted), Some(begun + Duration::seconds(1))));
    // More than was to go is found still.
    tamper(fresh, &format!("DELETE FROM audit; DELETE FROM audit_seal WHERE seq = {old} + 1")).await;
    assert_eq!(wrong(&verify(&world).await), [(What::LinksRemoved, None)]);
}

async fn pruning_hides_nothing_that_was_done_at_the_front(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let (begun, lines) = (world.services.now(), number(fresh, "SELECT COUNT(*) FROM audit_seal").await);
    // A line at the front is given an age at which it would go.
    let (first, third) = (line_at(fresh, 1).await, line_at(fresh, 3).await);
    tamper(fresh, &format!("UPDATE audit SET at = at - 999999999 WHERE id = {first}")).await;
    world.services.sweep_old().await.unwrap();
    assert_eq!(wrong(&verify(&world).await), [(What::Changed, Some(first))]);
    assert_eq!(told(&world.services).await, ["tampered"]);
    tamper(fresh, &format!("UPDATE audit SET at = at + 999999999 WHERE id = {first}")).await;
    // Past their time what is in front of a line that is gone goes, and nothing else.
    tamper(fresh, &format!("DELETE FROM audit WHERE id = {third}")).await;
    world.set_now(begun + Keep::default().audit + Duration::seconds(1));
    for _ in 0..2 {
        world.services.sweep_old().await.unwrap();
        assert_eq!(number(fresh, "SELECT COUNT(*) FROM audit_seal").await, lines - 2);
        assert_eq!(wrong(&verify(&world).await), [(What::Removed, Some(third))]);
    }
    // Nor does it go where the links of the front are gone, too.
    tamper(fresh, "DELETE FROM audit_seal WHERE seq = 3").await;
    world.services.sweep_old().await.unwrap();
    let found = verify(&world).await;
    assert_eq!((found.findings[0].what, found.findings[0].links), (What::LinksRemoved, Some((3, 3))));
}

async fn administrators_are_told_for_a_month_that_somebody_wrote_into_the_log(fresh: &Fresh) {
    let world = sealed(fresh).await;
    assert!(told(&world.services).await.is_empty());
    tamper(fresh, "UPDATE audit_chain SET last_seq = last_seq - 1").await;
    look(&world).await;
    world.services.seal_audit().await.unwrap();
    assert_eq!(told(&world.services).await, ["tampered"]);
    let found = world.services.now();
    world.set_now(found + Duration::days(30));
    world.services.sweep_old().await.unwrap();
    assert_eq!(told(&world.services).await, ["tampered"]);
    world.set_now(found + Duration::days(30) + Duration::seconds(1));
    world.services.sweep_old().await.unwrap();
    assert!(told(&world.services).await.is_empty());
    assert_eq!(verify(&world).await.outcome, Outcome::Tampered, "it is known still");
    // A line that the product did not write.
    look(&world).await;
    tamper(fresh, "UPDATE audit SET actor_id = 5 WHERE id = (SELECT MAX(id) FROM audit)").await;
    world.services.seal_audit().await.unwrap();
    assert_eq!(told(&world.services).await, ["tampered"]);
}
