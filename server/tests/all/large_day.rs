//! The day of a large city: forty nurses, and still a page that can be read.

use chrono::{Datelike as _, NaiveDate, Weekday};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Slot;
use crate::support::clock::now;
use crate::support::server::Home;
use crate::support::shaping::{colleague, staff};

on_both_engines!(a_day_of_forty_nurses_is_short_and_nobody_stands_alone);

/// Nurses besides the demo's.
const MORE: i64 = 33;
/// The list of such a day, in octets.
const LIST: usize = 280_000;

/// Nurses who work exactly as one of the demo's does, and one who has no times that day.
async fn hire(home: &Home, day: NaiveDate) {
    for nurse in 1..=MORE {
        let sql = format!(
            "INSERT INTO staff (id, municipality_id, login, login_key, display_name, role, profession, password_hash, \
               disabled, position, modes, joint) \
             SELECT {nurse}, municipality_id, 'many{nurse}', 'many{nurse}', '多数 {nurse}子', role, profession, \
               password_hash, disabled, {nurse} + 100, modes, joint FROM staff WHERE login = 'hokenshi3'; \
             INSERT INTO staff_office (staff_id, office_id) SELECT {nurse}, office_id FROM staff_office AS o \
               JOIN staff AS s ON s.id = o.staff_id WHERE s.login = 'hokenshi3'; \
             INSERT INTO slot (id, municipality_id, office_id, kind_id, staff_id, starts_at, ends_at, modes, open, planned) \
             SELECT {nurse} * 1000 + ROW_NUMBER() OVER (ORDER BY t.id), t.municipality_id, t.office_id, t.kind_id, {nurse}, \
               t.starts_at, t.ends_at, t.modes, t.open, t.planned FROM slot AS t JOIN staff AS s ON s.id = t.staff_id \
               WHERE s.login = 'hokenshi3' AND {nurse} < {MORE} AND t.starts_at BETWEEN {from} AND {from} + 86399",
            from = day.and_hms_opt(0, 0, 0).expect("midnight").and_utc().timestamp() - 9 * 3600,
        );
        home.db.execute(&sql).await;
    }
    home.db
        .execute(
            "UPDATE municipality SET setup_version = setup_version + 1; \
             UPDATE interview_kind SET slots_version = slots_version + 1",
        )
        .await;
}

async fn a_day_of_forty_nurses_is_short_and_nobody_stands_alone(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    // Not a Saturday: few work then.
    let ahead =
        |slot: &&Slot| slot.starts_at.timestamp() > now() + 3 * 86_400 && slot.starts_at.weekday() != Weekday::Sat;
    let day = slots.iter().find(ahead).expect("a free time").starts_at.date_naive();
    server.kill();
    hire(&home, day).await;

    let server = home.serve().await;
    let mut booked = 0;
    for slot in server.client.slots("video").await.iter().filter(|slot| slot.starts_at.date_naive() == day) {
        for _ in 0..slot.free.min(12) {
            booked += 1;
            server.client.booked(booked, slot, "video").await;
        }
    }
    assert!(booked > 50, "{booked}");
    let browser = staff(server.client, "kanri").await;

    let grid = browser.get(&format!("/staff?date={day}")).await.expect(200).text();
    let rows: Vec<usize> =
        grid.split("class=\"daygrid\"").skip(1).map(|row| row.matches("class=\"nurse\"").count()).collect();
    assert!(rows.iter().sum::<usize>() >= 40, "{rows:?}");
    // Nobody stands alone in a row, and none is wider than a screen.
    assert!(rows.iter().all(|row| (2..=8).contains(row)), "{rows:?}");

    // More columns than one row has are reached by name, and whoever looks stands first.
    assert!(grid.contains("class=\"more jump\"") && grid.contains("href=\"#n"), "a way to each column");
    let hers =
        colleague(&home, server.client, "many1").await.get(&format!("/staff?date={day}")).await.expect(200).text();
    let first = hers.split("class=\"nurse\"").nth(1).expect("a column");
    assert!(first.contains(">わたし</strong>"), "{first}");
    // The other views of such a day are no heavier.
    for view in ["rooms", "week", "month"] {
        let page = browser.get(&format!("/staff?date={day}&view={view}")).await.expect(200).text();
        assert!(page.len() < LIST, "{view}: {} octets", page.len());
    }

    let list = browser.get(&format!("/staff?date={day}&view=list")).await.expect(200).text();
    assert!(list.matches("<table").count() >= 40 && list.len() < LIST, "{} octets", list.len());
    // What stands between two interviews is one row, whatever it is.
    let lines: Vec<&str> = list.split("<tr role=\"row\"").collect();
    let quiet = |line: &&str| line.contains("class=\"quiet\"");
    assert!(lines.windows(2).all(|pair| !(quiet(&pair[0]) && quiet(&pair[1]) && !pair[0].contains("</table>"))));

    // Where one office is asked for, who has no times that day is named in one line and can be unfolded.
    let office = slots.iter().find(ahead).expect("a free time").office.clone();
    let folded = browser.get(&format!("/staff?date={day}&office={office}")).await.expect(200).text();
    let columns = folded.split("id=\"grid\"").nth(1).expect("the columns");
    let (shown, away) = columns.split_once("<details class=\"more away\"").expect("somebody is away");
    assert!(away.contains(&format!("多数 {MORE}子")) && !shown.contains(&format!("多数 {MORE}子")));
}
