//! The page of times says what is so, and says it for eye and ear.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Duration, FixedOffset};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::people::KIND;
use crate::support::server::{Home, Setup};

on_both_engines!(
    a_working_day_after_its_last_time_is_over_and_not_closed,
    an_online_time_is_one_row_wherever_its_nurses_are,
    a_day_is_named_in_full_and_places_by_their_addresses,
    nothing_of_the_scripts_is_asked_for_before_they_run,
);

/// The link of a day in the strip.
fn day_link<'a>(page: &'a str, day: &str) -> &'a str {
    let at = page.find(&format!("<time datetime=\"{day}\"")).unwrap_or_else(|| panic!("{day} is not in the strip"));
    let begin = page[..at].rfind("<a").expect("its link");
    &page[begin..begin + page[begin..].find("</a>").expect("its end")]
}

async fn a_working_day_after_its_last_time_is_over_and_not_closed(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    // The second day, so that the clock goes forward; its last time is long over at 18:30.
    let starts: Vec<_> = server.client.slots("in_person").await.into_iter().map(|slot| slot.starts_at).collect();
    let first = starts[0].date_naive();
    let at = starts.iter().find(|at| at.date_naive() > first).expect("a later day");
    let evening = at.date_naive().and_hms_opt(18, 30, 0).expect("an evening");
    server.kill();
    let evening = evening.and_local_timezone(FixedOffset::east_opt(9 * 3600).expect("Japan")).unwrap();
    let server = home.serve_with(Setup::at(&evening)).await;
    let day = at.date_naive().to_string();
    let page = server.client.get(&format!("/book/{KIND}?mode=in_person&day={day}")).await.expect(200).text();
    let link = day_link(&page, &day);
    assert!(link.contains("終了") && !link.contains("休み"), "{link}");
    assert!(page.contains("今日の受付は終わりました"), "{page}");
    // A closed day is still a closed one.
    let sunday =
        (1..=7).map(|n| at.date_naive() + Duration::days(n)).find(|day| day.weekday().num_days_from_sunday() == 0);
    let sunday = sunday.expect("a Sunday").to_string();
    let page = server.client.get(&format!("/book/{KIND}?mode=in_person&day={sunday}")).await.expect(200).text();
    assert!(day_link(&page, &sunday).contains("休み"));
}

/// Starts of the rows of the page, and their places.
fn rows(page: &str) -> Vec<(String, String)> {
    let part = |row: &str, before: &str, after: &str| {
        row.split(before).nth(1).and_then(|rest| rest.split(after).next()).unwrap_or_default().to_owned()
    };
    let rows = page.split("name=\"slot_id\"").skip(1);
    rows.map(|row| (part(row, "datetime=\"", "\""), part(row, "class=\"slot-place\">", "<"))).collect()
}

async fn an_online_time_is_one_row_wherever_its_nurses_are(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let shared = slots.windows(2).find(|pair| pair[0].starts_at == pair[1].starts_at).expect("a time of two places");
    let day = shared[0].starts_at.date_naive();
    let page = server.client.get(&format!("/book/{KIND}?mode=video&day={day}")).await.expect(200).text();
    let shown = rows(&page);
    let starts: BTreeSet<_> = shown.iter().map(|(at, _)| at.clone()).collect();
    assert_eq!(starts.len(), shown.len(), "a time stands twice: {shown:?}");
    assert!(shown.iter().all(|(_, place)| place == "どの場所の保健師でも"), "{shown:?}");
    let offered: BTreeSet<_> =
        slots.iter().filter(|slot| slot.starts_at.date_naive() == day).map(|slot| slot.starts_at).collect();
    assert_eq!(starts.len(), offered.len(), "every time is there");
    // Where she has to come, each place has its row.
    let page = server.client.get(&format!("/book/{KIND}?mode=in_person&day={day}")).await.expect(200).text();
    assert!(rows(&page).iter().all(|(_, place)| place != "どの場所の保健師でも"));
}

async fn a_day_is_named_in_full_and_places_by_their_addresses(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let day = server.client.slots("in_person").await[0].starts_at.date_naive();
    let page = server.client.get(&format!("/book/{KIND}?mode=in_person&day={day}")).await.expect(200).text();
    let link = day_link(&page, &day.to_string());
    let week =
        ["日", "月", "火", "水", "木", "金", "土"][usize::try_from(day.weekday().num_days_from_sunday()).unwrap()];
    let name = format!("{}月{}日 {week}曜日 ", day.month(), day.day());
    assert!(link.contains(&format!("<span class=\"said\">{name}")), "{link}");
    let place = &rows(&page)[0].1;
    let places = page.split("id=\"places\"").nth(1).expect("where the places are");
    assert!(places.contains(place.as_str()) && places.contains("架空市"), "{places}");
    let english = server.client.get(&format!("/en/book/{KIND}?mode=in_person&day={day}")).await.expect(200).text();
    assert!(day_link(&english, &day.to_string()).contains(&day.format("%A %-d %B").to_string()));
}

async fn nothing_of_the_scripts_is_asked_for_before_they_run(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("in_person").await;
    let token = server.client.booked(1, &slots[3], "in_person").await.token;
    for path in [format!("/b/{token}"), format!("/b/{token}/mode")] {
        let page = server.client.get(&path).await.expect(200).text();
        assert!(!page.contains("modulepreload") && !page.contains("rel=\"preload\""), "{path}");
        assert_eq!(page.matches("rel=\"icon\"").count(), 1, "{path}");
    }
    let page = server.client.get(&format!("/b/{token}")).await.text();
    assert!(page.contains("<script type=\"module\" nonce=\""), "the islands still wake");
}
