//! Packages of the system.

use crate::sh::{self, Result};
use std::sync::Once;

/// Something that comes with packages of the system.
pub struct Need {
    /// Debian's names.
    pub packages: &'static [&'static str],
    /// Whether it is there, however it came.
    pub met: fn() -> bool,
}

/// Installs what is not there; asks for root only then.
pub fn install(needs: &[Need]) -> Result {
    let missing: Vec<&str> =
        needs.iter().filter(|need| !(need.met)()).flat_map(|need| need.packages).copied().collect();
    if missing.is_empty() { Ok(()) } else { apt(&missing) }
}

/// Installs packages, after a single update of the lists.
pub fn apt(packages: &[&str]) -> Result {
    static UPDATED: Once = Once::new();
    let names = packages.join(" ");
    if !sh::found("apt-get") {
        return Err(format!("please install {names} (Debian's names): there is no apt-get here").into());
    }
    println!("Installing {names}.");
    let apt = |words: &str| {
        let sudo = if is_root() { "" } else { "sudo " };
        let mut command = sh::line(&format!(
            "{sudo}env DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 --option=Dpkg::Use-Pty=0 {words}"
        ));
        sh::run(&mut command)
    };
    let mut updated = Ok(());
    UPDATED.call_once(|| updated = apt("update"));
    updated?;
    apt(&format!("install --yes --no-install-recommends {names}"))
}

/// Whether we are root.
pub fn is_root() -> bool {
    sh::output(sh::cmd("id").arg("-u")).is_ok_and(|id| id == "0")
}
