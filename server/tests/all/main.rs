//! The server as others meet it: the real binary, over HTTP, SMTP and the command line, each scenario on both engines.
//! Needs `MENDAN_TEST_POSTGRES_URL`; see `mendan_store::testing`.
//!
//! A test takes a [`support::server::Home`] (a database, a folder and a port of its own), serves from it, and may kill the
//! server and serve again at another time. To add one: an `async fn name(engine: Engine)` whose name is a sentence, and
//! its name in the file's `on_both_engines!`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

mod access;
mod arrivals;
mod asked_again;
mod audit;
mod backups;
mod calendar_views;
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
mod doctor;
mod door;
mod drafts;
mod escapes;
mod feeds;
mod fields;
mod first_passwords;
mod founding;
mod founding_city;
mod hands;
mod holds;
mod idempotency;
mod imports;
mod inputs;
mod instances;
mod interviews;
mod large_copies;
mod large_day;
mod live;
mod mailbox;
mod meetings;
mod neighbours;
mod networks;
mod nights;
mod offered;
mod openapi;
mod openid;
mod outbox;
mod overlaps;
mod partner_keys;
mod passkeys;
mod passwords;
mod privacy;
mod proxies;
mod pseudo;
mod pseudo_founding;
mod pseudo_staff;
mod races;
mod ranges;
mod reach;
mod reassign;
mod relay;
mod release_before;
mod reminders;
mod rescue;
mod restore;
mod robots;
mod roles;
mod rules;
mod second_factor;
mod second_factor_anew;
mod secrets;
mod sessions;
mod setup_city;
mod setup_city_look;
mod setup_city_rules;
mod setup_closures;
mod setup_kinds;
mod setup_leaflets;
mod setup_lists;
mod setup_offices;
mod setup_publish;
mod setup_staff;
mod shared_commits;
mod shared_computers;
mod shares;
mod sign_ins;
mod signatures;
mod slow;
mod sprays;
mod staff_day;
mod staff_door;
mod stale_forms;
mod three;
mod times_page;
mod told;
mod two_cities;
mod typed;
mod undo;
mod ways_in;
mod why;
mod wording;
mod writing;

#[path = "../support/mod.rs"]
mod support;
