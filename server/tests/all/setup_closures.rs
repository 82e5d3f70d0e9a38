//! Days that are closed: what they touch is said first, holidays are the rule's until the city says otherwise.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, hidden};
use crate::support::http::Answer;
use crate::support::server::Home;
use crate::support::shaping::{serve, staff};

on_both_engines!(
    a_closure_says_what_it_touches_before_it_is_written,
    a_nurse_enters_her_own_absence_only,
    holidays_follow_the_rule_until_the_city_decides,
    a_list_of_holidays_is_shown_before_it_is_noted,
);

const CLOSURES: &str = "/staff/setup/closures";
const HOLIDAYS: &str = "/staff/setup/holidays";

async fn a_closure_says_what_it_touches_before_it_is_written(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let browser = staff(server.client, "kanri").await;
    let slots = server.client.slots("video").await;
    let slot = slots.into_iter().find(|slot| slot.starts_at.format("%m-%d").to_string() == "06-17").expect("a time");
    let booking = server.client.booked(1, &slot, "video").await;
    let (from, until) = (slot.starts_at.format("%H:%M").to_string(), "17:00");
    let office = home.db.count(&format!("SELECT id FROM office WHERE slug = '{}'", slot.office)).await;
    let whose = format!("office-{office}");
    let start = slot.starts_at.timestamp();
    let count = "SELECT COUNT(*) FROM booking WHERE status = 'booked'";
    let inside = format!("{count} AND office_id = {office} AND starts_at >= {start} AND starts_at < {start} + 28800");
    let touched = home.db.count(&inside).await;

    let wrong =
        [("whose", whose.as_str()), ("from", "6/17"), ("hours_from", "13:00"), ("hours_until", ""), ("reason", "")];
    let again = browser.post(CLOSURES, &wrong).await.expect(422).text();
    assert!(again.contains("3か所を直してください") && hidden(&again, "hours_from") == "13:00");

    let closure = [
        ("whose", whose.as_str()),
        ("from", "2031-06-17"),
        ("hours_from", from.as_str()),
        ("hours_until", until),
        ("reason", "避難訓練"),
    ];
    let text = browser.post(CLOSURES, &closure).await.expect(200).text();
    assert!(text.contains(&format!("予約が{touched}件あります。予約はそのまま残ります。連絡が必要です。")), "{text}");
    assert!(text.contains("/staff?date=2031-06-17") && hidden(&text, "reason") == "避難訓練");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM closure").await, 0, "looked at only");

    let saved = browser.post(CLOSURES, &[closure.as_slice(), &[("step", "save")]].concat()).await.expect(303);
    let text = browser.get(saved.location()).await.expect(200).text();
    assert!(text.contains("保存しました") && text.contains(&format!("予約が{touched}件あります")));
    assert_eq!(server.client.read(&booking.token).await.expect(200).booking().status, "booked");
    let left = server.client.slots("video").await;
    assert!(left.iter().all(|other| other.office != slot.office
        || other.starts_at < slot.starts_at
        || other.starts_at.date_naive() != slot.starts_at.date_naive()));
    assert!(browser.get(CLOSURES).await.expect(200).text().contains("避難訓練"));
}

async fn a_nurse_enters_her_own_absence_only(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let nurse = staff(server.client, "hokenshi").await;
    let own = nurse.get(CLOSURES).await.expect(200).text();
    let whose = hidden(&own, "whose");
    let absence = |whose: &str| {
        let fields = [("whose", whose), ("from", "2031-06-17"), ("reason", "研修"), ("step", "save")];
        fields.map(|(name, value)| (name, value.to_owned()))
    };
    let post = async |browser: &Browser, whose: &str| -> Answer {
        let fields = absence(whose);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post(CLOSURES, &fields).await
    };
    post(&nurse, &whose).await.expect(303);
    post(&nurse, "city").await.expect(404);
    post(&nurse, "staff-1").await.expect(422);
    let other = home.db.count("SELECT id FROM staff WHERE login = 'hokenshi2'").await;
    post(&nurse, &format!("staff-{other}")).await.expect(404);
    let administrator = staff(server.client, "kanri").await;
    post(&administrator, "city").await.expect(303);
    let city = home.db.count("SELECT MAX(id) FROM closure").await;
    nurse.get(&format!("{CLOSURES}/{city}")).await.expect(404);
    nurse.post(&format!("{CLOSURES}/{city}/delete"), &[]).await.expect(404);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM closure").await, 2);
}

/// Whether anything can be booked on that day.
async fn open(browser: &crate::support::client::Client, day: &str) -> bool {
    !browser.slots_of(&format!("kind=notification&from={day}&days=1")).await.is_empty()
}

async fn holidays_follow_the_rule_until_the_city_decides(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let browser = staff(server.client, "kanri").await;
    let text = browser.get(&format!("{HOLIDAYS}?year=2031")).await.expect(200).text();
    assert!(text.contains("2031年7月21日(月)") && text.contains("海の日") && text.contains("この祝日は開ける"));

    assert!(open(&server.client, "2031-06-18").await);
    let day = [("day", "2031-06-18"), ("name", "市民の日"), ("choice", "holiday"), ("year", "2031")];
    let seen = async || home.db.count("SELECT holidays_version FROM municipality").await.to_string();
    let saved = browser.post(HOLIDAYS, &[day.as_slice(), &[("version", &seen().await)]].concat()).await.expect(303);
    assert!(browser.get(saved.location()).await.expect(200).text().contains("市が加えた祝日「市民の日」"));
    assert!(!open(&server.client, "2031-06-18").await);
    let rule = [("day", "2031-06-18"), ("choice", "rule"), ("year", "2031"), ("version", &seen().await)];
    browser.post(HOLIDAYS, &rule).await.expect(303);
    assert!(open(&server.client, "2031-06-18").await);

    let open_it = [("day", "2031-07-21"), ("choice", "open"), ("year", "2031"), ("version", &seen().await)];
    browser.post(HOLIDAYS, &open_it).await.expect(303);
    let page = browser.get("/staff/setup/publish?month=2031-07").await.expect(200).text();
    assert!(page.contains("7月21日(月)") && !page.contains("祝日(海の日)"));
    let nameless = [("day", "2031-06-19"), ("name", " "), ("choice", "holiday"), ("year", "2031")];
    assert!(browser.post(HOLIDAYS, &nameless).await.expect(422).text().contains("2031-06-19"));

    let closed = "SELECT COUNT(*) FROM municipality WHERE year_end_closed";
    assert_eq!(home.db.count(closed).await, 1);
    browser.post(&format!("{HOLIDAYS}/year-end"), &[("closed", "false"), ("version", &seen().await)]).await.expect(303);
    assert_eq!(home.db.count(closed).await, 0);
    assert!(browser.get(HOLIDAYS).await.expect(200).text().contains("年末年始を休みにする"));
}

/// Posts a list, as a file or pasted.
async fn upload(browser: &Browser, step: &str, (name, octets): (&str, &[u8])) -> Answer {
    let file = (name == "file").then_some("syukujitsu.csv");
    let parts = [("version", None, b"0".as_slice()), ("step", None, step.as_bytes()), (name, file, octets)];
    browser.upload(&format!("{HOLIDAYS}/import"), &parts).await
}

async fn a_list_of_holidays_is_shown_before_it_is_noted(engine: Engine) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let browser = staff(server.client, "kanri").await;
    let noted = "SELECT COUNT(*) FROM holiday";
    // 「元日」 in CP932, as the file is published; all other days of that year are no holidays any more.
    let file = b"2032/1/1,\x8c\xb3\x93\xfa\r\n2032/6/1,\x8c\xb3\x93\xfa\r\n";
    let shown = upload(&browser, "check", ("file", file)).await.expect(200).text();
    assert!(shown.contains("2032年6月1日(火)") && shown.contains("祝日になります(元日)"), "{shown}");
    assert!(shown.contains("2032/6/1,元日") && shown.contains("このちがいを保存する"));
    assert_eq!(home.db.count(noted).await, 0);
    let wrong = upload(&browser, "check", ("list", "2032/1/1,元日\n2032/2/30,謎".as_bytes())).await;
    let wrong = wrong.expect(422).text();
    assert!(wrong.contains("2行目が読めません") && wrong.contains("2032/2/30,謎"));
    // A file is told apart line by line as well, with what is wrong with it.
    for (file, said) in [
        ("2032/1/1,元日\n2032/2/30,謎\n", "2行目が読めません。日付が読めないか、こよみにない日です。"),
        ("2032/1/1,元日\n\n2032/1/12\n", "3行目が読めません。日付と名前のあいだに、コンマがありません。"),
        ("2032/1/1,\n", "1行目が読めません。祝日の名前がありません。"),
        ("国民の祝日・休日月日,国民の祝日・休日名称\n", "祝日が、ひとつもありません。"),
    ] {
        let wrong = upload(&browser, "check", ("file", file.as_bytes())).await.expect(422).text();
        assert!(wrong.contains(said) && wrong.contains("ファイルに、読めない行があります。"), "{file}: {wrong}");
    }
    let torn = upload(&browser, "check", ("file", b"2032/1/1,\x8c\xb3\x93\xfa\r\n2032/6/1,\xff\xff\r\n")).await;
    assert!(torn.expect(422).text().contains("2行目が読めません。文字が、UTF-8 でも Shift_JIS でも読めません。"));
    let list = "2032/1/1,元日\n2032/6/1,元日\n".as_bytes();
    upload(&browser, "save", ("list", list)).await.expect(303);
    assert_eq!(home.db.count(&format!("{noted} WHERE day = '2032-06-01' AND name = '元日'")).await, 1);
    let same = upload(&browser, "check", ("list", list)).await.expect(200).text();
    assert!(same.contains("ちがいはありません"));
    let reception = staff(server.client, "uketsuke").await;
    upload(&reception, "save", ("list", list)).await.expect(404);
}
