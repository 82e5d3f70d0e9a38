//! Two ways to the same file. Readers ask through sqlx, each on a thread of its own, so that a long search holds nobody up. The one
//! writer is asked in place: its statements are short and come one after the other, and handing each to another thread and back cost
//! more than the statements themselves. What may wait for the disk or for another process is done aside ([`direct`]).

mod connection;
mod direct;
mod failure;
mod query;
mod row;

pub(crate) use connection::{Connection, all, commit, one, run, script};
pub(crate) use direct::{Direct, Options};
pub(crate) use failure::{Failure, is_unique};
pub(crate) use query::{Query, sql};
pub(crate) use row::{Read, Row};
