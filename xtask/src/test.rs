//! `make test`: everything.

use crate::{
    build::{self, ALL_BUT_BROWSER, SITE_TOOL},
    deny,
    e2e::Town,
    instants, lint, paths,
    postgres::Postgres,
    setup,
    sh::{self, Result},
    site,
    steps::Steps,
};
use std::process::Command;

/// The HTTP suite at a further instant: on one engine, without the crowds, and a share of it. Two instants of the six
/// together see all of it.
const SHARES: usize = 3;

/// Lints first, for they fail fastest. What cannot be built ends it; of what is built everything runs, also after a
/// failure, and all failures stand at the end.
pub fn run(_: &[String]) -> Result {
    let mut steps = Steps::default();
    steps.step("set-up", || setup::all(&[]))?;
    steps.check("lint", || lint::run(&[]));
    steps.check("deny", || deny::run(&[]));
    steps.step("build the tests", || sh::run(nextest(&ALL_BUT_BROWSER).arg("--no-run")))?;
    let server = steps.step("build the server", build::debug_server)?;
    let postgres = steps.step("start PostgreSQL", Postgres::start)?;
    // What must not compile: calls of use cases by those who may not.
    steps.check("examples of the service", || sh::run(paths::cargo().args(["test", "--doc", "-p", "mendan-service"])));
    steps.check("unit, contract and HTTP tests", || tests(&postgres, &mut runner(&ALL_BUT_BROWSER)));
    for (turn, instant) in instants::ALL.into_iter().enumerate() {
        let share = format!("hash:{}/{SHARES}", turn % SHARES + 1);
        steps.check(&format!("HTTP tests at {instant}"), || {
            tests(&postgres, at(instant, "on_sqlite").args(["--partition", &share]))
        });
    }
    steps.check("tests of the site's tool", || tests(&postgres, &mut runner(&SITE_TOOL)));
    let site = steps.step("build the site", || site::build(true))?;
    let usual = Town::new(&server, &site);
    steps.check("browser tests", || usual.browse("tests", &[]));
    let friday = Town { instant: instants::FRIDAY_CLOSED, postgres: Some(&postgres), ..usual };
    steps.check("browser tests on PostgreSQL, a Friday evening", || friday.browse("tests", &["--shard=1/3".into()]));
    let year_end = Town { instant: instants::YEAR_END, ..usual };
    steps.check("browser tests on 28 December", || year_end.browse("tests", &["--shard=2/3".into()]));
    steps.outcome()
}

/// `cargo xtask instants`: all of the HTTP suite at all instants, on both engines.
pub fn instants(_: &[String]) -> Result {
    let mut steps = Steps::default();
    steps.step("set-up", || setup::all(&[]))?;
    let postgres = steps.step("start PostgreSQL", Postgres::start)?;
    for instant in instants::ALL {
        steps.check(&format!("HTTP tests at {instant}"), || tests(&postgres, &mut at(instant, "on_")));
    }
    steps.outcome()
}

/// The HTTP suite at that instant, without the crowds.
fn at(instant: &str, engine: &str) -> Command {
    let mut tests = runner(&ALL_BUT_BROWSER);
    let filter = format!("binary(all) & test({engine}) - group(crowd)");
    tests.env("MENDAN_TEST_INSTANT", instant).args(["-E", &filter]);
    tests
}

fn tests(postgres: &Postgres, tests: &mut Command) -> Result {
    tests.env("MENDAN_TEST_POSTGRES_URL", &postgres.url).env("MENDAN_TEST_PYTHON", setup::python());
    sh::run_tests(tests, |line| line.trim_start().starts_with("Summary ["))
}

/// The tests that try something random, as often as a night allows.
const RANDOM: &str = "(binary(all) & (test(crashes::) | test(races::) | test(crowds::) | test(three::) | test(large_copies::))) | (binary(contract) & test(races::)) \
                      | (binary(use_cases) & (test(booking::once) | test(/^offer::(kept|offered|refused)/)))";

/// `cargo xtask torture`: crashes, races, crowds, three at one hour and the properties of the store, for long.
pub fn torture(_: &[String]) -> Result {
    setup::all(&[])?;
    let postgres = Postgres::start()?;
    let mut tests = paths::cargo();
    tests.args(["nextest", "run", "--profile", "torture", "--no-capture"]).args(ALL_BUT_BROWSER).args(["-E", RANDOM]);
    tests.env("MENDAN_TEST_POSTGRES_URL", &postgres.url).env("MENDAN_TEST_PYTHON", setup::python());
    tests.env("MENDAN_TORTURE", "1").env("PROPTEST_CASES", "2000");
    sh::run(&mut tests)
}

fn runner(selection: &[&str]) -> Command {
    let mut command = nextest(selection);
    command.arg("--no-fail-fast");
    command
}

fn nextest(selection: &[&str]) -> Command {
    let mut command = paths::cargo();
    command.args(["nextest", "run"]).args(selection);
    command
}
