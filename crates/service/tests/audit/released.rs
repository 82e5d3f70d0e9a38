//! A break in the log that somebody has looked into is acknowledged: it is a line itself, stays reported, and what is old goes again.

use std::sync::Arc;

use chrono::Duration;
use mendan_service::Context;
use mendan_service::Keep;
use mendan_service::audit::verify::{Outcome, What};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use super::chain::{last, line_at, look, sealed, told, verify, wrong};
use crate::support::behind::{code_of, last_line, number, tamper};
use crate::support::world::World;

on_both_engines!(
    a_break_at_the_front_is_released_and_pruning_goes_on,
    a_link_that_was_changed_itself_is_pruned_and_the_next_hangs_on_what_it_should_have_been,
    links_that_are_gone_are_released_at_the_front_and_at_the_end,
    ends_that_were_changed_are_released_and_a_later_change_is_not,
    whoever_has_the_database_alone_releases_nothing,
    a_release_wants_a_reason_and_something_to_release,
);

const REASON: &str = "架空の調査: 復元の失敗。情報政策課長が認めた";

/// The operator acknowledges what is broken; its places.
async fn release(world: &World) -> Vec<(i64, i64)> {
    let context = Context::system(Arc::clone(&world.catalogue));
    world.services.audit_release(&context, REASON).await.unwrap().places
}

/// All that was written until now is old, and pruned where it may go.
async fn prune(world: &World) {
    world.set_now(world.services.now() + Keep::default().audit + Duration::seconds(1));
    world.services.sweep_old().await.unwrap();
}

async fn a_break_at_the_front_is_released_and_pruning_goes_on(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let (lines, first) = (last(fresh).await, line_at(fresh, 1).await);
    tamper(fresh, &format!("UPDATE audit SET actor_id = 77, at = at + 999999999 WHERE id = {first}")).await;
    assert_eq!(wrong(&verify(&world).await), [(What::Changed, Some(first))]);
    prune(&world).await;
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM audit_seal").await, lines, "nothing goes");
    assert_eq!(told(&world.services).await, ["tampered"]);

    assert_eq!(release(&world).await, [(1, 1)]);
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.actor_kind.as_str()), ("audit_release", "system"));
    assert_eq!((&line.detail["reason"], &line.detail["places"]), (&REASON.into(), &serde_json::json!([[1, 1]])));
    assert_eq!(line.detail["lines"][0], first.to_string());
    assert_eq!(
        (&line.detail["head"]["place"], line.detail["head"]["mac"].as_str().unwrap().len()),
        (&lines.into(), 64)
    );
    let found = verify(&world).await;
    assert_eq!((found.outcome, found.findings[0].acknowledged), (Outcome::Acknowledged, Some(world.services.now())));
    assert!(
        found.waiting == 0 && told(&world.services).await.is_empty(),
        "it is sealed, and nobody is told of it any more"
    );

    // All of it is older than its time, whatever the line says of its own.
    world.services.sweep_old().await.unwrap();
    assert_eq!(number(fresh, "SELECT MIN(seq) FROM audit_seal").await, lines + 1, "the release itself is new");
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM audit").await, 1);
    let found = verify(&world).await;
    assert_eq!((wrong(&found), found.outcome), (vec![], Outcome::Acknowledged), "it is reported still");
    assert_eq!(found.released[0].places, [(1, 1)]);
    // The log goes on, and what comes after is found as before.
    look(&world).await;
    world.services.seal_audit().await.unwrap();
    let next = line_at(fresh, lines + 2).await;
    tamper(fresh, &format!("UPDATE audit SET actor_id = 77 WHERE id = {next}")).await;
    let found = verify(&world).await;
    assert_eq!((wrong(&found), found.outcome), (vec![(What::Changed, Some(next))], Outcome::Tampered));
}

async fn a_link_that_was_changed_itself_is_pruned_and_the_next_hangs_on_what_it_should_have_been(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let (begun, lines) = (world.services.now(), last(fresh).await);
    // One that is young stands behind it.
    world.set_now(begun + Duration::hours(2));
    look(&world).await;
    world.services.seal_audit().await.unwrap();
    tamper(fresh, &format!("UPDATE audit_seal SET mac = detail_mac WHERE seq = {lines}")).await;
    assert_eq!(release(&world).await, [(lines, lines)]);
    world.set_now(begun + Keep::default().audit + Duration::seconds(1));
    world.services.sweep_old().await.unwrap();
    assert_eq!(number(fresh, "SELECT MIN(seq) FROM audit_seal").await, lines + 1);
    assert!(wrong(&verify(&world).await).is_empty());
}

async fn links_that_are_gone_are_released_at_the_front_and_at_the_end(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let lines = last(fresh).await;
    let cut = |from: i64, to: i64| {
        format!(
            "DELETE FROM audit WHERE id IN (SELECT audit_id FROM audit_seal WHERE seq BETWEEN {from} AND {to}); \
             DELETE FROM audit_seal WHERE seq BETWEEN {from} AND {to}"
        )
    };
    tamper(fresh, &cut(1, 2)).await;
    tamper(fresh, &cut(lines, lines)).await;
    // Behind what is gone one link cannot be proven: at the end it is the one that comes next.
    assert_eq!(release(&world).await, [(1, 3), (lines, lines + 1)]);
    let found = verify(&world).await;
    assert!(found.findings.iter().all(|finding| finding.acknowledged.is_some()), "{:?}", found.findings);
    assert_eq!(found.outcome, Outcome::Acknowledged);
    look(&world).await;
    world.services.seal_audit().await.unwrap();
    assert_eq!(verify(&world).await.outcome, Outcome::Acknowledged);
    prune(&world).await;
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM audit_seal").await, 0, "all of it was old");
    look(&world).await;
    world.services.seal_audit().await.unwrap();
    let found = verify(&world).await;
    assert_eq!((wrong(&found), found.proven), (vec![], 1));
}

async fn ends_that_were_changed_are_released_and_a_later_change_is_not(fresh: &Fresh) {
    let world = sealed(fresh).await;
    tamper(fresh, "UPDATE audit_chain SET begun_at = begun_at - 60").await;
    assert_eq!(wrong(&verify(&world).await), [(What::EndsChanged, None)]);
    assert!(release(&world).await.is_empty());
    let found = verify(&world).await;
    assert_eq!((found.findings.len(), found.outcome), (1, Outcome::Acknowledged));
    tamper(fresh, "UPDATE audit_chain SET begun_at = begun_at - 60").await;
    assert_eq!(verify(&world).await.outcome, Outcome::Tampered);
    look(&world).await;
    world.services.seal_audit().await.unwrap();
    assert_eq!(verify(&world).await.outcome, Outcome::Tampered, "what was acknowledged counts no more");
}

async fn whoever_has_the_database_alone_releases_nothing(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let first = line_at(fresh, 1).await;
    tamper(fresh, &format!("UPDATE audit SET actor_id = 77 WHERE id = {first}")).await;
    let all = "[{\"at\":\"2031-01-01T00:00:00Z\",\"places\":[[1,1]]}]";
    tamper(fresh, &format!("UPDATE audit_chain SET released = '{all}'")).await;
    assert_eq!(verify(&world).await.outcome, Outcome::Tampered);
    let lines = number(fresh, "SELECT COUNT(*) FROM audit_seal").await;
    prune(&world).await;
    assert!(number(fresh, "SELECT COUNT(*) FROM audit_seal").await >= lines, "nothing goes");
    look(&world).await;
    world.services.seal_audit().await.unwrap();
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM audit_chain WHERE released IS NOT NULL").await, 0);
    let found = verify(&world).await;
    assert!(found.findings.iter().all(|finding| finding.acknowledged.is_none()), "{:?}", found.findings);
}

async fn a_release_wants_a_reason_and_something_to_release(fresh: &Fresh) {
    let world = sealed(fresh).await;
    let lines = number(fresh, "SELECT COUNT(*) FROM audit").await;
    let context = Context::system(Arc::clone(&world.catalogue));
    assert_eq!(code_of(fresh, world.services.audit_release(&context, "  ")).await, "invalid");
    assert_eq!(code_of(fresh, world.services.audit_release(&context, &"あ".repeat(501))).await, "invalid");
    assert!(world.services.audit_release(&context, REASON).await.unwrap().is_empty());
    assert_eq!(number(fresh, "SELECT COUNT(*) FROM audit").await, lines, "no line for nothing");
    // What was released is released.
    let first = line_at(fresh, 1).await;
    tamper(fresh, &format!("DELETE FROM audit WHERE id = {first}")).await;
    assert_eq!(release(&world).await, [(1, 1)]);
    assert!(release(&world).await.is_empty());
}
