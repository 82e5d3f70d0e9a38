//! What the city decides: offices, rooms, kinds and their rules, leaflets, networks. Each use case checks who asks, writes, appends
//! to the audit log and ends with [`crate::Services::commit_setup`], so that every instance reads it anew.

pub(crate) mod address;
pub(crate) mod begin;
pub mod catalogue;
pub(crate) mod check;
pub mod found;
pub mod kind;
pub mod kind_form;
pub mod kind_set;
pub mod leaflet;
pub mod listed;
pub mod network;
pub mod office;
pub mod repository;
