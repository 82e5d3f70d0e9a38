//! What the city decides: offices, rooms, kinds and their rules, leaflets, networks. Each use case checks who asks, writes, appends
//! to the audit log and ends with [`crate::Services::commit_setup`], so that every instance reads it anew.

automod::dir!(pub "src/city");
