//! Jobs: what is done later and outside of any request. One queue has them all; a message is one kind of job.
//!
//! A row says what it concerns, of which kind it is and what that kind has to know (its payload). A [`worker::Worker`] leases what
//! is due and hands each row to its [`kind::Handler`]. To add a kind: a file that implements [`kind::JobKind`], in the area whose
//! work it is, and its line in the server's list (`server/src/jobs/kinds.rs`).

automod::dir!(pub "src/job");
