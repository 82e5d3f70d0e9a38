//! The site: what the server sends beside pages.
//!
//! The heavy part (wasm-bindgen, compression) is the second binary of this package, `src/bin/site`.

use crate::{
    build::SITE_TOOL,
    paths, setup,
    sh::{self, Result},
    wasm,
};
use std::path::PathBuf;

/// `cargo xtask site [--dev]`.
pub fn run(args: &[String]) -> Result {
    let release = !args.iter().any(|arg| arg == "--dev");
    setup::for_site(release)?;
    build(release).map(|_| ())
}

/// Builds the site and says where: small in `target/site`, or quick in `target/site-dev`.
pub fn build(release: bool) -> Result<PathBuf> {
    let (profile, name) = if release { ("wasm-release", "site") } else { ("wasm-dev", "site-dev") };
    sh::run(wasm::cargo("build")?.args(["--profile", profile]))?;

    let out = paths::target().join(name);
    let built = paths::target().join("wasm").join(wasm::TARGET).join(profile).join("mendan_frontend.wasm");
    let mut tool = paths::cargo();
    tool.args(["run", "--quiet", "--bin", "site"]).args(SITE_TOOL).arg("--");
    tool.arg(built).arg(&out);
    if release {
        tool.arg(setup::wasm_opt());
    }
    sh::run(&mut tool)?;
    paths::link(name)?;
    Ok(out)
}
