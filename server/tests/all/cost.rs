//! What a request asks the database, counted from the statements that the server logs.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::server::{Home, Setup};
use crate::support::shaping::staff;
use crate::support::wait::until_true;

on_both_engines!(a_request_of_staff_asks_once_who_she_is_and_reads_no_catalogue);

/// The log has every statement, without its values.
fn told() -> Setup {
    Setup { more: vec![("MENDAN_LOG", "info,sqlx::query=debug".to_owned())], ..Setup::default() }
}

/// How often the log says that, behind so many octets.
fn count(home: &Home, from: usize, text: &str) -> usize {
    home.log()[from..].matches(text).count()
}

async fn a_request_of_staff_asks_once_who_she_is_and_reads_no_catalogue(engine: Engine) {
    const WHO: &str = "FROM session JOIN staff";
    const CATALOGUE: [&str; 3] = ["FROM interview_kind WHERE", "FROM closure WHERE", "FROM staff WHERE"];
    let home = Home::new(engine).await;
    let server = home.serve_with(told()).await;
    let kanri = staff(server.client, "kanri").await;
    kanri.get("/staff/password").await.expect(200);
    let from = home.log().len();
    for _ in 0..20 {
        kanri.get("/staff/password").await.expect(200);
    }
    until_true("every statement to be logged", async || count(&home, from, WHO) >= 20).await;
    assert_eq!(count(&home, from, WHO), 20);
    for text in CATALOGUE {
        assert_eq!(count(&home, from, text), 0, "{text}");
    }
}
