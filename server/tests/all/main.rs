//! The server as others meet it: the real binary, over HTTP, SMTP and the command line, each scenario on both engines.
//! Needs `MENDAN_TEST_POSTGRES_URL`; see `mendan_store::testing`.
//!
//! A test takes a [`support::server::Home`] (a database, a folder and a port of its own), serves from it, and may kill the
//! server and serve again at another time. To add one: an `async fn name(engine: Engine)` whose name is a sentence, and
//! its name in the file's `on_both_engines!`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

mod access;
mod backups;
mod calendars;
mod calls;
mod changed;
mod city_rules;
mod commands;
mod correct;
mod cost;
mod crashes;
mod crowds;
mod demo_end;
mod disk;
mod door;
mod escapes;
mod holds;
mod idempotency;
mod inputs;
mod instances;
mod large_day;
mod meetings;
mod networks;
mod openapi;
mod outbox;
mod overlaps;
mod partner_keys;
mod passwords;
mod privacy;
mod pseudo;
mod pseudo_staff;
mod races;
mod reassign;
mod relay;
mod release_before;
mod reminders;
mod restore;
mod robots;
mod rules;
mod secrets;
mod setup_closures;
mod setup_kinds;
mod setup_leaflets;
mod setup_lists;
mod setup_offices;
mod setup_publish;
mod setup_staff;
mod shared_commits;
mod shares;
mod sign_ins;
mod slow;
mod staff_day;
mod stale_forms;
mod times_page;
mod told;
mod typed;
mod undo;
mod why;
mod wording;
mod writing;

#[path = "../support/mod.rs"]
mod support;
