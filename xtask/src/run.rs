//! `make run`: from a fresh clone to the demo city.

use crate::{
    build, setup,
    sh::{self, Result},
    site,
};
use std::os::unix::process::CommandExt;

/// Builds quickly rather than small, then becomes the server.
pub fn run(args: &[String]) -> Result {
    setup::for_site(false)?;
    let site = site::build(false)?;
    let mut server = sh::cmd(build::debug_server()?);
    for (name, value) in [("MENDAN_DEMO", "1".into()), ("MENDAN_SITE_ROOT", site)] {
        if std::env::var_os(name).is_none() {
            server.env(name, value);
        }
    }
    // Only returns when the server cannot be started.
    Err(server.arg("serve").args(args).exec().into())
}
