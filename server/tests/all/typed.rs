//! Nothing typed is ever lost: whatever is pressed beside a form, and whatever happened to the session meanwhile.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client, hidden};
use crate::support::forms::{form_of, pairs, set};
use crate::support::people::KIND;
use crate::support::server::Home;

on_both_engines!(
    every_button_beside_the_details_takes_along_what_is_typed,
    what_is_typed_survives_a_hold_that_ended,
    a_full_slot_keeps_what_is_typed_in_every_direction,
    looking_for_another_time_at_the_desk_keeps_the_caller,
    an_ended_session_loses_no_form,
    a_kept_form_is_shown_to_its_owner_only,
    the_entrance_keeps_the_name_and_leads_where_one_wanted,
);

/// Where the entrance posts to.
const ENTRANCE: &str = "/staff/sign-in?cookies=expected";

type Fields = Vec<(String, String)>;

/// What a mother typed; nothing of it is in order yet.
const TYPED: [(&str, &str); 12] = [
    ("family_name", "架空"),
    ("given_name", "試験子"),
    ("family_name_kana", "かくう"),
    ("given_name_kana", ""),
    ("birth_year", "平成7"),
    ("birth_month", "13"),
    ("birth_day", "3"),
    ("phone", "090-"),
    ("email", "hanako@"),
    ("note", "一行目\n二行目"),
    ("needs", "wheelchair"),
    ("discreet", "true"),
];

fn typed(page: &str, action: &str, typed: &[(&str, &str)]) -> Fields {
    let mut fields = form_of(page, action);
    for (name, value) in typed {
        set(&mut fields, name, value);
    }
    fields
}

#[track_caller]
fn stands(page: &str, action: &str, typed: &[(&str, &str)]) {
    let fields = form_of(page, action);
    for (name, value) in typed {
        let stands = fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        assert_eq!(stands, Some(*value), "{name}");
    }
}

/// Holds the `n`th time in person and reads the form.
async fn details(browser: &Browser, client: Client, n: usize) -> String {
    let slot = client.slots("in_person").await[n].id.clone();
    browser.post("/hold", &[("slot_id", &slot), ("mode", "in_person")]).await.expect(303);
    browser.get("/details").await.expect(200).text()
}

async fn every_button_beside_the_details_takes_along_what_is_typed(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    let page = details(&browser, server.client, 5).await;
    // What is beside the form belongs to it, and Enter in a field still presses the first button: the one that books.
    for action in ["/hold/extend", "/hold/choose", "/en/hold/keep"] {
        assert!(page.contains(&format!("formaction=\"{action}\"")), "{action}");
    }
    let first = page.find("form=\"typed\"").expect("a button of the form");
    assert!(!page[page[..first].rfind("<button").expect("a button")..first].contains("formaction"), "the first books");

    let fields = typed(&page, "/confirm", &TYPED);
    assert_eq!(browser.post("/hold/extend", &pairs(&fields)).await.expect(303).location(), "/details");
    let longer = browser.get("/details").await.expect(200).text();
    stands(&longer, "/confirm", &TYPED);
    assert!(!longer.contains("formaction=\"/hold/extend\""), "once only");

    let fields = typed(&longer, "/confirm", &[("given_name", "別子")]);
    assert_eq!(browser.post("/en/hold/keep", &pairs(&fields)).await.expect(303).location(), "/en/details");
    let english = browser.get("/en/details").await.expect(200).text();
    assert!(english.contains("lang=\"en\"") && english.contains("formaction=\"/hold/keep\""));
    stands(&english, "/en/confirm", &TYPED[4..]);
    stands(&english, "/en/confirm", &[("given_name", "別子")]);

    let times = browser.post("/hold/choose", &pairs(&typed(&english, "/en/confirm", &TYPED))).await.expect(303);
    let times = times.location().to_owned();
    assert!(times.starts_with(&format!("/book/{KIND}?mode=in_person&day=20")), "{times}");
    browser.get(&times).await.expect(200);
    stands(&details(&browser, server.client, 8).await, "/confirm", &TYPED);

    // What was to mend is still said after another button.
    let again = browser.get("/en/details").await.expect(200).text();
    browser.post("/confirm", &pairs(&typed(&again, "/en/confirm", &TYPED))).await.expect(303);
    let wrong = browser.get("/details").await.expect(200).text();
    browser.post("/en/hold/keep", &pairs(&form_of(&wrong, "/confirm"))).await.expect(303);
    assert!(browser.get("/en/details").await.text().contains("id=\"errors\""));
    assert_eq!(home.db.bookings().await, 0);
}

async fn what_is_typed_survives_a_hold_that_ended(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    for action in ["/hold/extend", "/hold/choose", "/hold/keep"] {
        let browser = Browser::new(server.client);
        let page = details(&browser, server.client, 5).await;
        home.db.execute("UPDATE hold SET expires_at = expires_at - 4000").await;
        let answer = browser.post(action, &pairs(&typed(&page, "/confirm", &TYPED))).await.expect(303);
        assert!(answer.location().starts_with(if action == "/hold/choose" { "/book/" } else { "/details" }));
        stands(&browser.get("/details").await.expect(200).text(), "/confirm", &TYPED);
        browser.post("/hold/release", &[]).await.expect(303);
    }
}

async fn a_full_slot_keeps_what_is_typed_in_every_direction(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    let slots = server.client.slots("in_person").await;
    let slot = slots.iter().find(|slot| slot.free == 1).expect("a time with one place").clone();
    browser.post("/hold", &[("slot_id", &slot.id), ("mode", "in_person")]).await.expect(303);
    let page = browser.get("/details").await.expect(200).text();
    home.db.execute("UPDATE hold SET expires_at = expires_at - 4000").await;
    server.client.booked(3, &slot, "in_person").await;

    let taken = browser.post("/hold/extend", &pairs(&typed(&page, "/confirm", &TYPED))).await.expect(409).text();
    stands(&taken, "/hold", &[("family_name", "架空"), ("birth_month", "13"), ("email", "hanako@")]);
    let fields = form_of(&taken, "/hold");
    let times = browser.post("/hold/choose", &pairs(&fields)).await.expect(303);
    assert!(times.location().starts_with(&format!("/book/{KIND}?")), "{}", times.location());
    stands(&browser.get("/details").await.expect(200).text(), "/confirm", &TYPED);
    // And into the other language.
    let browser = Browser::new(server.client);
    assert_eq!(browser.post("/en/hold/keep", &pairs(&fields)).await.expect(303).location(), "/en/details");
    stands(&browser.get("/en/details").await.expect(200).text(), "/en/confirm", &TYPED);
}

const BOOK: &str = "/staff/desk/book";
const CHOOSE: &str = "/staff/desk/choose";

/// What the caller said so far.
const CALLER: [(&str, &str); 6] = [
    ("family_name", "架空"),
    ("birth_date", "S70.4.3"),
    ("phone", "0901"),
    ("email", "a@"),
    ("note", "折り返しの電話を"),
    ("language", "en"),
];

async fn looking_for_another_time_at_the_desk_keeps_the_caller(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("uketsuke").await;
    let page = browser.get("/staff/desk?new=1").await.expect(200).text();
    let press = async |fields: &Fields, seek: &str| {
        let fields = [pairs(fields), vec![("seek", seek)]].concat();
        let place = browser.post(CHOOSE, &fields).await.expect(303).location().to_owned();
        assert!(!place.contains("0901") && place.starts_with("/staff/desk?new=1&again=1"), "{place}");
        browser.get(&place).await.expect(200).text()
    };
    let first = hidden(&page, "day");
    let mut page = page;
    let fields = typed(&page, BOOK, &CALLER);
    for seek in ["mode=phone", "office=hokubu", "office=", "mode=in_person"] {
        page = press(&typed(&page, BOOK, &CALLER), seek).await;
        stands(&page, BOOK, &CALLER);
    }
    // Later, the next day, the next week: the values are those of the page's own buttons.
    let button = |page: &str, word: &str| {
        let end = page.find(word).unwrap_or_else(|| panic!("no {word}"));
        let tag = &page[page[..end].rfind("<button").expect("a button")..end];
        tag.split("value=\"").nth(1).expect("a value").split('"').next().expect("its end").to_owned()
    };
    for word in ["もっと後の時間", "翌日から", "翌週から"] {
        page = press(&form_of(&page, BOOK), &button(&page, word)).await;
        stands(&page, BOOK, &CALLER);
    }
    let week = hidden(&page, "day");
    assert!(week > first, "{week} is later than {first}");
    // Any day at once.
    let mut dated = form_of(&page, BOOK);
    let day = server.client.slots("in_person").await.last().expect("a time").starts_at.date_naive().to_string();
    set(&mut dated, "day", &day);
    let page = press(&dated, "day").await;
    assert_eq!(hidden(&page, "day"), day);
    stands(&page, BOOK, &CALLER);

    // Enter in the date's field asks for that day, and does not book another one.
    let mut asked = form_of(&page, BOOK);
    set(&mut asked, "slot_id", &hidden(&page, "slot_id"));
    set(&mut asked, "day", &first);
    let place = browser.post(BOOK, &pairs(&asked)).await.expect(303).location().to_owned();
    let page = browser.get(&place).await.expect(200).text();
    stands(&page, BOOK, &CALLER);
    assert!(!page.contains("id=\"errors\""), "asked for a day, nothing is wrong yet");
    // What was to mend stays said while another time is looked for.
    let refused = browser.post(BOOK, &pairs(&fields)).await.expect(303).location().to_owned();
    let page = browser.get(refused.split('#').next().unwrap()).await.expect(200).text();
    assert!(page.contains("birth_date-error"));
    let page = press(&form_of(&page, BOOK), "mode=phone").await;
    assert!(page.contains("birth_date-error") && !page.contains("slot_id-error"));
    // A new booking begins empty.
    stands(&browser.get("/staff/desk?new=1").await.text(), BOOK, &[("family_name", "")]);
}

/// Posts with a session that has ended, signs in with what came back, and reads the page it leads to.
async fn through_the_entrance(browser: &Browser, path: &str, fields: &Fields) -> (String, String) {
    let out = browser.post(path, &pairs(fields)).await.expect(401).text();
    assert!(out.contains("しばらく操作がなかったため"), "{out}");
    assert_eq!(out.contains("入力した内容は残っています"), !fields.is_empty(), "{path}: {out}");
    for (name, value) in fields.iter().filter(|(_, value)| value.len() > 7) {
        assert!(!out.contains(value.as_str()), "{name} stands on the entrance");
    }
    let mut form = form_of(&out, ENTRANCE);
    set(&mut form, "login", "kanri");
    set(&mut form, "password", "mistyped");
    let again = browser.post("/staff/sign-in", &pairs(&form)).await.expect(401).text();
    let mut form = form_of(&again, ENTRANCE);
    set(&mut form, "password", "mendan-demo-kanri");
    let place = browser.post("/staff/sign-in", &pairs(&form)).await.expect(303).location().to_owned();
    let page = browser.get(place.split('#').next().unwrap()).await.expect(200).text();
    assert!(page.contains("まだ何も変わっていません"), "{place}: {page}");
    assert_eq!(page.contains("入力した内容は残っています"), !fields.is_empty(), "{place}: {page}");
    (place, page)
}

async fn end_sessions(home: &Home) {
    home.db.execute("UPDATE session SET created_at = created_at - 60000").await;
}

async fn an_ended_session_loses_no_form(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let office = home.db.count("SELECT MIN(id) FROM office").await;
    let kind = home.db.count("SELECT MIN(id) FROM interview_kind").await;
    let booking = home.db.count("SELECT MIN(id) FROM booking WHERE status = 'booked'").await;
    let before = home.db.fingerprint().await;

    let page = browser.get("/staff/desk?new=1").await.expect(200).text();
    let fields = typed(&page, BOOK, &CALLER);
    end_sessions(&home).await;
    let (_, page) = through_the_entrance(&browser, BOOK, &fields).await;
    stands(&page, BOOK, &CALLER);

    let forms = [
        (
            "/staff/setup/offices/new".to_owned(),
            vec![("name_ja", "架空の新しいセンター"), ("room_name", "相談室いろは")],
        ),
        (format!("/staff/setup/offices/{office}"), vec![("access_ja", "架空駅から歩いて三分です")]),
        (format!("/staff/setup/kinds/{kind}"), vec![("name_ja", "架空の面談の名前"), ("minutes", "many")]),
        ("/staff/setup/kinds/new".to_owned(), vec![("name_ja", "架空の面談の名前")]),
        ("/staff/setup/staff/new".to_owned(), vec![("display_name", "架空 職員子")]),
        ("/staff/setup/templates/new".to_owned(), vec![("name", "架空のひな型の名前")]),
        ("/staff/setup/closures".to_owned(), vec![("reason", "架空の設備の点検")]),
        ("/staff/setup/keys".to_owned(), vec![("name", "架空の連携の先")]),
    ];
    for (path, words) in &forms {
        let page = browser.get(path).await.expect(200).text();
        let fields = typed(&page, path, words);
        end_sessions(&home).await;
        let (place, page) = through_the_entrance(&browser, path, &fields).await;
        assert!(place.starts_with(path.as_str()), "{place}");
        stands(&page, path, words);
    }

    // The correction of a person is typed, too.
    let (page, path) = (format!("/staff/desk?b={booking}&correct=1"), format!("/staff/bookings/{booking}/correct"));
    let words = [("family_name", "架空"), ("given_name", "訂正子"), ("phone", "090-0000-7777")];
    let fields = typed(&browser.get(&page).await.expect(200).text(), &path, &words);
    end_sessions(&home).await;
    let (_, page) = through_the_entrance(&browser, &path, &fields).await;
    stands(&page, &path, &words);

    // What has nothing typed leads back to its page.
    for (path, place) in [
        ("/staff/calls/1", "/staff/calls?said=again_nothing"),
        ("/staff/mail/resend", "/staff/mail?said=again_nothing"),
        ("/staff/mail/held/drop", "/staff/mail/held?said=again_nothing"),
        ("/staff/password", "/staff/password?said=again_nothing"),
    ] {
        end_sessions(&home).await;
        assert_eq!(through_the_entrance(&browser, path, &Vec::new()).await.0, place);
    }

    let cancel = format!("/staff/bookings/{booking}/cancel");
    for back in ["desk", "date=2026-12-01&view=list"] {
        end_sessions(&home).await;
        let fields = vec![("back".to_owned(), back.to_owned()), ("reason".to_owned(), "架空の事情です".to_owned())];
        let out = browser.post(&cancel, &pairs(&fields)).await.expect(401).text();
        let mut form = form_of(&out, ENTRANCE);
        set(&mut form, "login", "kanri");
        set(&mut form, "password", "mendan-demo-kanri");
        let place = browser.post("/staff/sign-in", &pairs(&form)).await.expect(303).location().to_owned();
        assert!(place.contains(&format!("b={booking}")) && place.contains("ask=cancel"), "{place}");
        if back == "desk" {
            let page = browser.get(&place).await.expect(200).text();
            assert_eq!(hidden(&page, "reason"), "架空の事情です");
        }
    }
    // The list of an import comes in parts.
    end_sessions(&home).await;
    let list = "2031/1/1,元日\n2031/2/3,架空の祝日".as_bytes();
    let parts: [(&str, Option<&str>, &[u8]); 2] = [("list", None, list), ("step", None, b"save")];
    let out = browser.upload("/staff/setup/holidays/import", &parts).await.expect(401).text();
    let mut form = form_of(&out, ENTRANCE);
    set(&mut form, "login", "kanri");
    set(&mut form, "password", "mendan-demo-kanri");
    let place = browser.post("/staff/sign-in", &pairs(&form)).await.expect(303).location().to_owned();
    assert!(browser.get(&place).await.expect(200).text().contains("2031/2/3,架空の祝日"));

    let after = home.db.fingerprint().await;
    for (table, print) in before.iter().filter(|(table, _)| *table != "audit") {
        assert_eq!(after.get(table), Some(print), "{table}: shown again, not done");
    }
}

async fn a_kept_form_is_shown_to_its_owner_only(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let page = browser.get("/staff/desk?new=1").await.expect(200).text();
    let fields = typed(&page, BOOK, &CALLER);
    end_sessions(&home).await;
    let out = browser.post(BOOK, &pairs(&fields)).await.expect(401).text();
    let sign_in = async |login: &str, kept: &str| {
        let browser = Browser::new(server.client);
        let password = format!("mendan-demo-{login}");
        let fields = [("login", login), ("password", password.as_str()), ("kept", kept)];
        let place = browser.post("/staff/sign-in", &fields).await.expect(303).location().to_owned();
        (browser, place)
    };
    let kept = hidden(&out, "kept");
    let (other, place) = sign_in("uketsuke", &kept).await;
    assert_eq!(place, "/staff?said=anothers", "a colleague");
    stands(&other.get("/staff/desk?new=1&again=1").await.text(), BOOK, &[("family_name", "")]);
    let mut forged = kept.clone();
    forged.replace_range(40..41, if &kept[40..41] == "A" { "B" } else { "A" });
    for broken in ["", "x", forged.as_str()] {
        assert_eq!(sign_in("kanri", broken).await.1, "/staff");
    }
    let (hers, place) = sign_in("kanri", &kept).await;
    stands(&hers.get(&place).await.expect(200).text(), BOOK, &CALLER);
}

async fn the_entrance_keeps_the_name_and_leads_where_one_wanted(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    let wanted = "/staff?date=2026-12-01&office=hokubu&view=list";
    let entrance = browser.get(&format!("{wanted}&said=moved")).await.expect(303).location().to_owned();
    assert!(entrance.starts_with("/staff/sign-in?next="), "{entrance}");
    let page = browser.get(&entrance).await.expect(200).text();
    let mut form = form_of(&page, ENTRANCE);
    set(&mut form, "login", "hokenshi");
    set(&mut form, "password", "mistyped");
    let wrong = browser.post("/staff/sign-in", &pairs(&form)).await.expect(401);
    assert_eq!(wrong.header("set-cookie"), None);
    let wrong = wrong.text();
    assert!(wrong.contains("合いません") && !wrong.contains("mistyped"));
    let mut form = form_of(&wrong, ENTRANCE);
    assert_eq!(hidden(&wrong, "login"), "hokenshi", "the name stays");
    set(&mut form, "password", "mendan-demo-hokenshi");
    assert_eq!(browser.post("/staff/sign-in", &pairs(&form)).await.expect(303).location(), wanted);

    for foreign in
        ["https://evil.example/", "//evil.example", "/staff//evil.example", "/staff/../b/x", "/b/x", "\\evil"]
    {
        let fields = [("login", "hokenshi"), ("password", "mendan-demo-hokenshi"), ("next", foreign)];
        let answer = Browser::new(server.client).post("/staff/sign-in", &fields).await.expect(303);
        assert_eq!(answer.location(), "/staff", "{foreign}");
    }
    // Nobody's session, nothing typed: said as it is.
    let stranger = Browser::new(server.client);
    let out = stranger.post("/staff/desk/search", &[("q", "かくう")]).await.expect(401).text();
    assert!(out.contains("ログインしてください。入力した内容は残っています。") && !out.contains("かくう"));
}
