//! What both engines do alike. The files of this folder are compiled twice, once inside `sqlite` and once inside `postgres`, each of
//! which says what its `Db`, its `ENGINE` and its errors are. Every area has its folder; each of its files implements one repository.

mod audit;
mod booking;
mod calendar;
mod call;
mod city;
mod desk;
mod draft;
mod feed;
mod founding;
mod import;
mod job;
mod message;
mod offer;
mod partner;
mod range;
mod rescue;
pub(crate) mod row;
mod staff;
pub(crate) mod unit;
pub(crate) mod upkeep;
mod video;

use super::{Connection, Db, ENGINE, Looked, Snapshot, WRITES_ALONE, classify, commit, driver, is_doubted};

pub(crate) use booking::terms::fill;
