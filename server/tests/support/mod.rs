//! What every test needs: a server of its own, a client, a mail server, and a look behind the scenes.

pub mod act;
pub mod app;
#[path = "../../../crates/service/tests/support/authenticator.rs"]
pub mod authenticator;
pub mod client;
pub mod clock;
pub mod cluster;
pub mod database;
pub mod disk;
pub mod dns_server;
pub mod events;
pub mod forms;
pub mod founding;
pub mod front;
pub mod http;
pub mod invariants;
pub mod journal;
pub mod mail;
pub mod meeting_server;
pub mod openid;
pub mod passkey;
pub mod people;
pub mod pooler;
pub mod prepared;
pub mod proxies;
pub mod readers;
pub mod release_before;
pub mod routes;
pub mod screen;
pub mod server;
pub mod shaping;
pub mod smtp_server;
pub mod two_cities;
pub mod wait;

pub use mendan_store::testing::Engine;

/// Makes two tests of each `async fn name(engine: Engine)`: `name::on_sqlite` and `name::on_postgres`.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[test]
            fn on_sqlite() {
                $crate::support::run(super::$name($crate::support::Engine::Sqlite));
            }
            #[test]
            fn on_postgres() {
                $crate::support::run(super::$name($crate::support::Engine::Postgres));
            }
        }
    )*};
}

/// Runs a test in a runtime of its own.
pub fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(test);
}
