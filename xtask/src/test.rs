//! `make test`: everything.

use crate::{
    build::{self, ALL_BUT_BROWSER, SITE_TOOL},
    deny, e2e, lint, paths,
    postgres::Postgres,
    setup,
    sh::{self, Result},
    site,
    steps::Steps,
};
use std::process::Command;

/// Lints first, for they fail fastest; stops at the first failure.
pub fn run(_: &[String]) -> Result {
    let mut steps = Steps::default();
    steps.step("set-up", || setup::all(&[]))?;
    steps.step("lint", || lint::run(&[]))?;
    steps.step("deny", || deny::run(&[]))?;
    steps.step("build the tests", || sh::run(runner(&ALL_BUT_BROWSER).arg("--no-run")))?;
    let postgres = steps.step("start PostgreSQL", Postgres::start)?;
    steps.step("unit, contract and HTTP tests", || {
        let mut tests = runner(&ALL_BUT_BROWSER);
        tests.env("MENDAN_TEST_POSTGRES_URL", &postgres.url).env("MENDAN_TEST_PYTHON", setup::python());
        sh::run(&mut tests)
    })?;
    drop(postgres);
    let server = steps.step("build the server", build::debug_server)?;
    let site = steps.step("build the site", || {
        sh::run(&mut runner(&SITE_TOOL))?;
        site::build(true)
    })?;
    steps.step("browser tests", || e2e::browse("tests", &server, &site, &[]))
}

/// nextest if it is there.
fn runner(selection: &[&str]) -> Command {
    let mut command = paths::cargo();
    let nextest = sh::works(&mut sh::line("cargo nextest --version"));
    command.args(if nextest { &["nextest", "run"][..] } else { &["test"] }).args(selection);
    command
}
