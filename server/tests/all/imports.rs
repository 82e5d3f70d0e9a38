//! Bookings of a spreadsheet become bookings of the city: every doubtful row is named, all of it is written or nothing, nobody is
//! written to unless somebody says so, and the same file again changes nothing.
//!
//! Longer than other files: what is seen in a preview and what is then written are read side by side.

use std::sync::Arc;
use std::time::Duration;

use encoding_rs::SHIFT_JIS;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client, Slot, hidden};
use crate::support::forms::{form_of, pairs};
use crate::support::http::Answer;
use crate::support::server::{Home, Server};
use crate::support::shaping::{serve, staff};
use crate::support::wait::Dice;

on_both_engines!(
    a_spreadsheets_file_becomes_bookings,
    what_rows_need_is_asked_for_before_they_are_looked_at,
    half_a_file_is_never_written,
    nobody_is_booked_twice_neither_in_the_file_nor_against_what_is_there,
    the_same_file_again_changes_nothing_and_a_corrected_one_what_was_corrected,
    nobody_is_written_to_unless_somebody_says_so,
    what_was_brought_in_is_taken_back,
    a_crash_in_the_middle_leaves_all_of_a_file_or_nothing,
    only_who_sets_the_city_up_brings_in_and_sees_her_own_file_alone,
    a_file_that_has_gone_meanwhile_is_told_of_and_leads_back,
);

const PAGE: &str = "/staff/setup/import/bookings";
const MINE: &str = "SELECT COUNT(*) FROM booking WHERE phone_e164 LIKE '+8190111%'";
const HEADING: &str = "予約番号,氏名,フリガナ,生年月日,電話番号,メール,予約日時,種別,場所,担当,方法,状態,備考\r\n";

/// A row of the usual sort.
fn row(number: usize, at: &str, nurse: &str) -> String {
    format!(
        "A-{number},架空 花子,カクウ ハナコ,1995/4/3,090-1110-{number:04},hana{number}@mail.kaku.example,{at},妊娠の届出と面談,中央,{nurse},来所,,\r\n"
    )
}

fn file(rows: &[String]) -> Vec<u8> {
    format!("{HEADING}{}", rows.concat()).into_bytes()
}

/// Brings a file to its preview.
async fn brought(browser: &Browser, file: &[u8]) -> String {
    let answer = browser.upload(PAGE, &[("file", Some("予約.csv"), file)]).await.expect(303);
    assert_eq!(answer.location(), format!("{PAGE}/columns"));
    let next = browser.fill(&format!("{PAGE}/columns"), &format!("{PAGE}/columns"), &[]).await.expect(303);
    if next.location().ends_with("/words") {
        let page = format!("{PAGE}/words");
        browser.fill(&page, &page, &[]).await.expect(303);
    }
    preview(browser).await
}

async fn preview(browser: &Browser) -> String {
    browser.get(&format!("{PAGE}/preview")).await.expect(200).text()
}

/// Presses a button beside the preview, with what stands in its form; `more` is ticked besides.
async fn press(browser: &Browser, step: &str, more: &[(&str, &str)]) -> Answer {
    let page = format!("{PAGE}/preview");
    let mut fields = form_of(&preview(browser).await, &page);
    fields.push(("step".to_owned(), step.to_owned()));
    fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    browser.post(&page, &pairs(&fields)).await
}

async fn import(browser: &Browser, more: &[(&str, &str)]) -> String {
    let done = press(browser, "import", more).await.expect(303);
    assert_eq!(done.location(), format!("{PAGE}/result"));
    browser.get(done.location()).await.expect(200).text()
}

async fn begin(engine: Engine) -> (Home, Server, Browser) {
    let home = Home::new(engine).await;
    let server = serve(&home).await;
    let browser = staff(server.client, "kanri").await;
    (home, server, browser)
}

async fn a_spreadsheets_file_becomes_bookings(engine: Engine) {
    let (home, server, browser) = begin(engine).await;
    // CP932, a title, half-width kana, era dates, full-width digits, numbers without their 0, quotes with a line break, empty columns,
    // empty rows, words of another system.
    let text = "面談予約一覧,,,,,,,,,,\r\n\r\n\
        No.,妊婦氏名,ﾌﾘｶﾞﾅ,生年月日,携帯,予約日,時刻,種別,会場,担当保健師,方法,備考,,\r\n\
        1,架空　花子,ｶｸｳ ﾊﾅｺ,H7.4.3,9011100001,R13.6.10,１０：００,8か月面談,中央保健センター,見本ふたば,対面,\"足が悪い\r\n\"\"2階\"\"は困る\",,\r\n\
        ,,,,,,,,,,,,,\r\n\
        2,見本 さくら,みほん さくら,平成5年8月17日,090-1110-0002,2031/6/10,午後1時30分,8か月面談,北部,,電話,,,\r\n\
        3,例示 美空,ﾚｲｼﾞ ﾐｿﾗ,19920305,'09011100003,2031年5月12日(月),9:00,8か月面談,中央,仮名,来所,,,\r\n\
        4,仮名 日和,カメイ ヒヨリ,1990/2/30,090-1110-0004,あした,9:00,8か月面談,中央,,来所,,,\r\n";
    let answer = browser.upload(PAGE, &[("file", Some("予約.csv"), &SHIFT_JIS.encode(text).0)]).await.expect(303);
    let columns = browser.get(answer.location()).await.expect(200).text();
    assert!(columns.contains("4行、12列を読みました(Shift_JIS)"), "{columns}");
    let next = browser.fill(&format!("{PAGE}/columns"), &format!("{PAGE}/columns"), &[]).await.expect(303);
    assert_eq!(next.location(), format!("{PAGE}/words"), "words that mean nothing yet are asked");
    let words = browser.get(next.location()).await.expect(200).text();
    for word in ["8か月面談", "仮名"] {
        assert!(
            words
                .contains(&format!("name=\"from_{}\" value=\"{word}\"", if word == "仮名" { "nurse" } else { "kind" })),
            "{words}"
        );
    }
    let nurse = home.db.count("SELECT id FROM staff WHERE login = 'hokenshi5'").await.to_string();
    let said =
        [("from_kind", "8か月面談"), ("to_kind", "eighth-month"), ("from_nurse", "仮名"), ("to_nurse", nurse.as_str())];
    browser.post(&format!("{PAGE}/words"), &said).await.expect(303);
    let text = preview(&browser).await;
    for shown in [
        "<th role=\"rowheader\" scope=\"row\">4行目</th>",
        "先頭の0が消えているようです。0を補って 09011100001 として取り込みます",
        "「1990/2/30」",
        "「あした」を日付や時刻として読めません",
        "9行目",
    ] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    assert_eq!(home.db.count(MINE).await, 0, "nothing is written before the button");

    press(&browser, "leave", &[]).await.expect(303);
    let refused = press(&browser, "import", &[]).await.expect(422).text();
    assert!(refused.contains("確かめるところのある行を見て"), "{refused}");
    assert_eq!(home.db.count(MINE).await, 0);
    let result = import(&browser, &[("doubts", "true")]).await;
    assert!(result.contains("取り込みました") && result.contains("案内メールは送っていません"), "{result}");
    assert_eq!(home.db.count(MINE).await, 3);
    assert_eq!(
        home.db
            .count("SELECT COUNT(*) FROM booking WHERE phone_e164 = '+819011100003' AND status = 'fulfilled' AND open")
            .await,
        0
    );
    home.db.check().await;

    // What is done with bookings is done with these.
    let found = browser.post("/staff/desk/search", &[("q", "かくう 0001")]).await.expect(303);
    let desk = browser.get(found.location()).await.expect(200).text();
    assert!(desk.contains("架空 花子") && desk.contains("6月10日"), "{desk}");
    let id = home.db.count("SELECT id FROM booking WHERE phone_e164 = '+819011100001'").await;
    let day = browser.get(&format!("/staff?date=2031-06-10&booking={id}")).await.expect(200).text();
    assert!(day.contains("足が悪い") && day.contains("見本 ふたば"), "{day}");
    let fields = [("version", "0"), ("reason", "")];
    browser.post(&format!("/staff/bookings/{id}/cancel"), &fields).await.expect(303);
    assert_eq!(
        home.db.count(&format!("SELECT COUNT(*) FROM booking WHERE id = {id} AND status = 'cancelled'")).await,
        1
    );
    let told = home.db.rows::<(String,)>("SELECT detail FROM audit WHERE action = 'import'").await;
    assert_eq!(told.len(), 1);
    assert!(!told[0].0.contains("架空") && told[0].0.contains("\"new\":3"), "{told:?}");
    drop(server);
}

async fn what_rows_need_is_asked_for_before_they_are_looked_at(engine: Engine) {
    let (_home, _server, browser) = begin(engine).await;
    let text = "氏名,フリガナ,生年月日,電話番号,予約日時,種別,場所\r\n\
        架空 花子,カクウ ハナコ,1995/4/3,090-1110-0001,2031/6/10 10:00,妊娠の届出と面談,中央\r\n";
    let columns = format!("{PAGE}/columns");
    browser.upload(PAGE, &[("file", Some("予約.csv"), text.as_bytes())]).await.expect(303);
    let again = browser.fill(&columns, &columns, &[("source", "予約台帳")]).await.expect(422).text();
    assert!(
        again.contains("方法の列を選ぶか、「空のとき」を決めてください") && !again.contains("場所の列を選ぶか"),
        "{again}"
    );
    assert!(again.contains("予約台帳"), "what was typed stays");
    let next = browser.fill(&columns, &columns, &[("fixed_mode", "in_person")]).await.expect(303);
    assert_eq!(next.location(), format!("{PAGE}/preview"));
    // What is left out is not there already.
    let page = format!("{PAGE}/preview");
    browser.post(&page, &[("shown", "2"), ("out", "2"), ("step", "check")]).await.expect(303);
    let nothing = preview(&browser).await;
    assert!(nothing.contains("外した行を取り込むには") && !nothing.contains("もうすべて入っています"), "{nothing}");
}

async fn half_a_file_is_never_written(engine: Engine) {
    let (home, server, browser) = begin(engine).await;
    let wrong = row(2, "2031/6/10 11:30", "だれか").replace("1995/4/3", "");
    brought(&browser, &file(&[row(1, "2031/6/10 9:00", ""), wrong, row(3, "2031/6/10 13:00", "")])).await;
    let text = preview(&browser).await;
    assert!(
        text.contains("3行目") && text.contains("生年月日: 空です") && text.contains("「だれか」が何か分かりません"),
        "{text}"
    );
    assert!(text.contains("すべて外す") && !text.contains("value=\"import\""));
    // Nobody can press what is not there.
    let refused = press(&browser, "import", &[]).await.expect(422).text();
    assert!(refused.contains("すべて外す"), "{refused}");
    assert_eq!(home.db.count(MINE).await, 0);

    // What was shown is no more: somebody took a time of it meanwhile.
    press(&browser, "leave", &[]).await.expect(303);
    let old = hidden(&preview(&browser).await, "digest");
    take_at_nine(server.client).await;
    let refused = browser
        .post(&format!("{PAGE}/preview"), &[("digest", &old), ("remind", "true"), ("step", "import"), ("out", "3")])
        .await
        .expect(422)
        .text();
    assert!(refused.contains("見ているあいだに内容が変わりました"), "{refused}");
    assert_eq!(home.db.count(MINE).await, 0);
    import(&browser, &[("doubts", "true")]).await;
    assert_eq!(home.db.count(MINE).await, 2);
    home.db.check().await;
}

/// A mother takes the time of whoever would have been found for nine o'clock.
async fn take_at_nine(client: Client) {
    let slots = client.slots_of("kind=notification&mode=in_person&office=central&from=2031-06-10&days=1").await;
    let nine = |slot: &&Slot| slot.starts_at.format("%H:%M").to_string() == "09:00";
    client.booked(7, slots.iter().find(nine).expect("a time at nine"), "in_person").await;
}

async fn nobody_is_booked_twice_neither_in_the_file_nor_against_what_is_there(engine: Engine) {
    let (home, _server, browser) = begin(engine).await;
    let rows = [
        row(1, "2031/6/10 16:00", "見本 ふたば"),
        row(2, "2031/6/10 16:20", "見本 ふたば"),
        row(3, "2031/6/10 16:00", ""),
    ];
    let text = brought(&browser, &file(&rows)).await;
    assert!(
        text.contains("同じ担当の同じ時間が、3行目にもあります")
            && text.contains("同じ担当の同じ時間が、2行目にもあります"),
        "{text}"
    );
    press(&browser, "check", &[("out", "3")]).await.expect(303);
    let text = preview(&browser).await;
    assert!(!text.contains("同じ担当の同じ時間") && text.contains("2件を取り込む"), "{text}");
    import(&browser, &[]).await;
    assert_eq!(home.db.count(MINE).await, 2);
    let nurses = home.db.count("SELECT COUNT(DISTINCT staff_id) FROM booking WHERE phone_e164 LIKE '+8190111%'").await;
    assert_eq!(nurses, 2, "whoever has time is not who has none");

    let text = brought(&browser, &file(&[row(4, "2031/6/10 16:10", "見本 ふたば")])).await;
    assert!(text.contains("担当には、この時間に別の予約(") && text.contains("2行目"), "{text}");
    let hers = row(5, "2031/6/12 9:00", "").replace("090-1110-0005", "090-1110-0001");
    let text = brought(&browser, &file(&[hers])).await;
    assert!(text.contains("この人には、この種類の予約が") && text.contains("もうあります"), "{text}");
    // A day on which nothing is held is asked about; a Sunday's time that nobody published is only told.
    let text = brought(&browser, &file(&[row(6, "2031/7/21 9:00", ""), row(7, "2031/6/15 7:00", "")])).await;
    assert!(
        text.contains("この日は休みです(海の日)") && text.contains("公開していない時間の予約が2件あります"),
        "{text}"
    );
    home.db.check().await;
}

async fn the_same_file_again_changes_nothing_and_a_corrected_one_what_was_corrected(engine: Engine) {
    let (home, _server, browser) = begin(engine).await;
    let rows = [row(1, "2031/6/10 16:00", "見本 ふたば"), row(2, "2031/6/11 16:00", ""), row(3, "2031/6/12 16:00", "")];
    brought(&browser, &file(&rows)).await;
    import(&browser, &[]).await;
    let before = home.db.fingerprint().await;
    let text = brought(&browser, &file(&rows)).await;
    assert!(text.contains("もうすべて入っています") && !text.contains("value=\"import\""), "{text}");
    let after = home.db.fingerprint().await;
    for table in ["booking", "occupied", "outbox", "import_key", "client"] {
        assert_eq!(before.get(table), after.get(table), "{table}");
    }

    // One was corrected in the file; another was marked here since, and stays as it is.
    let id = home.db.count("SELECT id FROM booking WHERE phone_e164 = '+819011100002'").await;
    home.db.execute(&format!("UPDATE booking SET version = version + 1 WHERE id = {id}")).await;
    let corrected = [row(1, "2031/6/10 17:00", "見本 ふたば"), row(2, "2031/6/11 17:00", ""), rows[2].clone()];
    let text = brought(&browser, &file(&corrected)).await;
    assert!(text.contains("取り込んだあとMendanで変わりました") && text.contains("1件を取り込む"), "{text}");
    import(&browser, &[]).await;
    assert_eq!(home.db.count(MINE).await, 3);
    let at = async |phone: &str| {
        home.db.count(&format!("SELECT starts_at FROM booking WHERE phone_e164 = '{phone}' AND sequence = 1")).await
    };
    let five = chrono::DateTime::parse_from_rfc3339("2031-06-10T17:00:00+09:00").expect("an instant").timestamp();
    assert_eq!(at("+819011100001").await, five);
    let moved = "SELECT COUNT(*) FROM booking WHERE phone_e164 = '+819011100002' AND sequence = 0";
    assert_eq!(home.db.count(moved).await, 1);
    let reminders = "SELECT COUNT(*) FROM outbox WHERE recipient = 'hana1@mail.kaku.example' AND state = 'pending'";
    assert_eq!(
        home.db.count(reminders).await,
        2,
        "a week before and a day before; what waited spoke of the former time"
    );
    home.db.check().await;

    // An interview becomes no other one.
    let other = row(1, "2031/6/10 17:00", "見本 ふたば").replace("妊娠の届出と面談", "産後の相談");
    let text = brought(&browser, &file(&[other])).await;
    assert!(text.contains("面談の種類が、前に取り込んだときと違います"), "{text}");
    assert!(!text.contains("value=\"import\""), "{text}");
}

async fn nobody_is_written_to_unless_somebody_says_so(engine: Engine) {
    let (home, _server, browser) = begin(engine).await;
    brought(&browser, &file(&[row(1, "2031/6/10 16:00", "")])).await;
    import(&browser, &[]).await;
    let of = async |kind: &str| {
        home.db.count(&format!("SELECT COUNT(*) FROM outbox WHERE kind {kind} AND recipient LIKE 'hana%'")).await
    };
    assert_eq!((of("= 'confirmation'").await, of("LIKE 'reminder%'").await), (0, 2));
    brought(&browser, &file(&[row(2, "2031/6/11 16:00", "")])).await;
    import(&browser, &[("tell", "true")]).await;
    assert_eq!((of("= 'confirmation'").await, of("LIKE 'reminder%'").await), (1, 4));
    // A day that is over tells nobody anything.
    brought(&browser, &file(&[row(3, "2031/5/12 16:00", "")])).await;
    import(&browser, &[("tell", "true")]).await;
    assert_eq!((of("= 'confirmation'").await, of("LIKE 'reminder%'").await), (1, 4));
}

async fn what_was_brought_in_is_taken_back(engine: Engine) {
    let (home, _server, browser) = begin(engine).await;
    let clients = home.db.count("SELECT COUNT(*) FROM client").await;
    brought(&browser, &file(&[row(1, "2031/6/10 16:00", ""), row(2, "2031/6/11 16:00", "")])).await;
    let result = import(&browser, &[]).await;
    assert!(result.contains("消せないものもあります"), "{result}");
    // As if the import had taken some seconds.
    home.db.execute("UPDATE client SET created_at = created_at - 7 WHERE phone_e164 = '+819011100001'").await;
    let id = home.db.count("SELECT id FROM booking WHERE phone_e164 = '+819011100002'").await;
    browser.post(&format!("/staff/bookings/{id}/cancel"), &[("version", "0"), ("reason", "")]).await.expect(303);
    browser.post(&format!("{PAGE}/undo"), &[]).await.expect(303);
    let result = browser.get(&format!("{PAGE}/result")).await.expect(200).text();
    assert!(result.contains("1件を消しました") && result.contains("1件は、変えられているか"), "{result}");
    assert_eq!(home.db.count(MINE).await, 1, "what somebody changed since stays");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM client").await, clients + 1);
    home.db.check().await;
    browser.post(&format!("{PAGE}/undo"), &[]).await.expect(303);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM audit WHERE action = 'import_undo'").await, 1);
}

async fn only_who_sets_the_city_up_brings_in_and_sees_her_own_file_alone(engine: Engine) {
    let (home, server, browser) = begin(engine).await;
    for login in ["hokenshi", "uketsuke"] {
        let other = staff(server.client, login).await;
        other.get(PAGE).await.expect(403);
        let refused = other.upload(PAGE, &[("file", Some("a.csv"), &file(&[row(1, "2031/6/10 16:00", "")]))]).await;
        refused.expect(404);
        other.post(&format!("{PAGE}/preview"), &[("step", "import")]).await.expect(404);
    }
    brought(&browser, &file(&[row(1, "2031/6/10 16:00", "")])).await;
    let sealed = home.db.rows::<(Vec<u8>,)>("SELECT sealed FROM import_draft").await;
    assert!(!String::from_utf8_lossy(&sealed[0].0).contains("架空"));
    // Another administrator.
    home.db.execute("UPDATE staff SET role = 'administrator' WHERE login = 'uketsuke'").await;
    let other = staff(server.client, "uketsuke").await;
    other.get(&format!("{PAGE}/preview")).await.expect(410);
    let list = other.get("/staff/setup/import").await.expect(200).text();
    assert!(!list.contains("途中です"), "{list}");
    assert!(browser.get("/staff/setup/import").await.expect(200).text().contains("途中です"));
    browser.post(&format!("{PAGE}/stop"), &[]).await.expect(303);
    browser.get(&format!("{PAGE}/preview")).await.expect(410);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM import_draft").await, 0);

    // What is no table is refused in words.
    for (octets, said) in [
        (b"PK\x03\x04".as_slice(), "表計算のファイルのままです"),
        (b"a,b\n1,\"2\n3,4\n", "2行目の「&quot;」が閉じていません"),
        (b"", "ファイルを選ぶか、表を貼りつけてください"),
    ] {
        let text = browser.upload(PAGE, &[("file", Some("a.csv"), octets)]).await.expect(422).text();
        assert!(text.contains(said) || text.contains(&said.replace("&quot;", "\"")), "{said}: {text}");
    }
    for (path, begin) in [("template.csv", "\u{FEFF}予約番号,氏名"), ("template.csv?encoding=cp932", "")] {
        let sample = browser.get(&format!("{PAGE}/{path}")).await.expect(200);
        assert!(begin.is_empty() || sample.text().starts_with(begin), "{}", sample.text());
    }
}

/// Three times the server is killed at some moment of an import; then the same file is brought in to its end.
async fn a_crash_in_the_middle_leaves_all_of_a_file_or_nothing(engine: Engine) {
    const ROWS: usize = 150;
    let home = Home::new(engine).await;
    let mut dice = Dice::new();
    let rows: Vec<String> = (0..ROWS)
        .map(|n| row(n, &format!("2031/{}/{} {}:00", 8 + n / 100, 1 + n % 20, 9 + n % 100 / 20), ""))
        .collect();
    let mut server = serve(&home).await;
    for _ in 0..3 {
        let browser = Arc::new(staff(server.client, "kanri").await);
        if !brought(&browser, &file(&rows)).await.contains("value=\"import\"") {
            break;
        }
        let pressing = Arc::clone(&browser);
        let pressed = tokio::spawn(async move {
            let text = preview(&pressing).await;
            let fields =
                [("digest", hidden(&text, "digest")), ("step", "import".to_owned()), ("doubts", "true".to_owned())];
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            pressing.post(&format!("{PAGE}/preview"), &fields).await.status
        });
        tokio::time::sleep(Duration::from_millis(dice.below(900))).await; // the random moment itself
        server.kill();
        let answered = pressed.await.is_ok_and(|status| status == 303);
        server = serve(&home).await;
        let there = home.db.count(MINE).await;
        assert!(there == 0 || there == 150, "{there} of {ROWS}");
        assert!(!answered || there == 150, "it was told, and is not there");
        home.db.check().await;
    }
    let browser = staff(server.client, "kanri").await;
    if brought(&browser, &file(&rows)).await.contains("value=\"import\"") {
        import(&browser, &[("doubts", "true")]).await;
    }
    assert_eq!(home.db.count(MINE).await, 150);
    home.db.check().await;
}

async fn a_file_that_has_gone_meanwhile_is_told_of_and_leads_back(engine: Engine) {
    let (home, _server, browser) = begin(engine).await;
    brought(&browser, &file(&[row(1, "2031/6/10 16:00", "")])).await;
    let page = format!("{PAGE}/preview");
    let left_open = form_of(&preview(&browser).await, &page);
    // As time does after a day.
    home.db.execute("DELETE FROM import_draft").await;
    let mut told = Vec::new();
    for step in ["/columns", "/words", "/preview", "/result"] {
        told.push(browser.get(&format!("{PAGE}{step}")).await);
    }
    told.push(browser.post(&page, &[pairs(&left_open), vec![("step", "import")]].concat()).await);
    told.push(browser.post(&format!("{PAGE}/columns"), &[]).await);
    told.push(browser.post(&format!("{PAGE}/words"), &[]).await);
    for answer in told {
        let text = answer.expect(410).text();
        assert!(text.contains("ファイルは、もうありません") && text.contains("もう一度ファイルを選んで"), "{text}");
        assert!(text.contains(&format!("href=\"{PAGE}\"")), "{text}");
    }
    browser.get("/staff/setup/import/nothing/preview").await.expect(404);
    assert_eq!(home.db.count(MINE).await, 0);
    // One that was brought in leads to its result.
    brought(&browser, &file(&[row(1, "2031/6/10 16:00", "")])).await;
    import(&browser, &[]).await;
    let text = browser.get(&page).await.expect(200).text();
    assert!(text.contains("もう取り込みました") && text.contains(&format!("href=\"{PAGE}/result\"")), "{text}");
    browser.post(&page, &[("step", "import")]).await.expect(409);
    assert_eq!(home.db.count(MINE).await, 1);
}
