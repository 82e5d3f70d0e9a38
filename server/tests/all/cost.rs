//! What a request asks the database, counted from the statements that the server logs.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::clock::now;
use crate::support::server::{Home, Setup};
use crate::support::shaping::staff;
use crate::support::wait::until_true;

on_both_engines!(
    a_request_of_staff_asks_once_who_she_is_and_reads_no_catalogue,
    closing_a_time_has_the_times_of_its_kind_read_anew_and_no_others,
);

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

async fn closing_a_time_has_the_times_of_its_kind_read_anew_and_no_others(engine: Engine) {
    const TIMES: &str = "FROM slot WHERE kind_id = ";
    let home = Home::new(engine).await;
    let server = home.serve_with(told()).await;
    let kinds: Vec<(i64, String)> = home.db.rows("SELECT id, slug FROM interview_kind WHERE active ORDER BY id").await;
    let [(first, _), (second, _), ..] = kinds.as_slice() else { panic!("two kinds") };
    // A time of the first kind alone, and one of the second.
    let soon = now() + 5 * 86_400;
    let times = "SELECT MIN(id) FROM slot WHERE open AND starts_at";
    let one = home.db.count(&format!("{times} > {soon} AND kind_id = {first}")).await;
    let of = format!(
        "(SELECT staff_id FROM slot WHERE id = {one}) AND starts_at = (SELECT starts_at FROM slot WHERE id = {one})"
    );
    home.db.execute(&format!("DELETE FROM slot WHERE id <> {one} AND staff_id = {of}")).await;
    let other = home.db.count(&format!("{times} > {soon} AND kind_id = {second}")).await;

    let list = async || {
        for (_, kind) in &kinds {
            server.client.get(&format!("/api/v1/slots?kind={kind}")).await.expect(200);
        }
    };
    let offices = usize::try_from(home.db.count("SELECT COUNT(*) FROM office").await).expect("a number");
    let kanri = staff(server.client, "kanri").await;
    let close = async |id: i64| {
        kanri.post(&format!("/staff/slots/{id}"), &[("open", "false"), ("was", "open")]).await.expect(303);
        assert_eq!(home.db.count(&format!("SELECT COUNT(*) FROM slot WHERE id = {id} AND NOT open")).await, 1);
    };
    list().await;
    until_true("every kind's times to be read", async || count(&home, 0, TIMES) >= offices * kinds.len()).await;
    let from = home.log().len();
    list().await;
    assert_eq!(count(&home, from, TIMES), 0, "what is kept is not read again");
    close(one).await;
    list().await;
    until_true("the times of its kind to be read", async || count(&home, from, TIMES) >= offices).await;
    assert_eq!(count(&home, from, TIMES), offices, "of one kind, at each office");
    let from = home.log().len();
    close(other).await;
    list().await;
    assert!(count(&home, from, TIMES) >= offices, "she offers the second kind then, and perhaps others");
}
