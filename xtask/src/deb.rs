//! The Debian package.

use crate::{
    build, paths, setup,
    sh::{self, Result},
};

/// `make deb`: release binary and site, packed with units, configuration and the operators' guide.
pub fn run(arguments: &[String]) -> Result {
    setup::for_deb()?;
    for unit in ["mendan.service", "mendan-backup.service", "mendan-backup-failed.service"] {
        let mut look = sh::cmd("systemd-analyze");
        look.args(["security", "--offline=true", "--no-pager", "--threshold=20"]);
        sh::run(look.arg(paths::root().join("packaging/debian").join(unit)))?;
    }
    build::run(arguments)?;
    let output = paths::root().join("target/debian/mendan.deb");
    let mut pack = paths::cargo();
    pack.args(["deb", "--package", "mendan", "--no-build", "--output"]).arg(&output);
    sh::run(&mut pack)?;
    println!("Built target/debian/mendan.deb.");
    Ok(())
}
