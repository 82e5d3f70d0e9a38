//! Licences, banned crates, sources. Advisories need a server of their own: `cargo deny check advisories` by hand.

use crate::{
    setup,
    sh::{self, Result},
};

/// Checks `deny.toml`.
pub fn run(_: &[String]) -> Result {
    setup::for_deny()?;
    let check = ["check", "--hide-inclusion-graph", "licenses", "bans", "sources"];
    sh::run(sh::cmd(setup::cargo_deny()).args(check))
}
