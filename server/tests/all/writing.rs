//! Words and writing of real people, through the pages: without scripts, in both languages, and at the desk.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client, Slot, hidden};
use crate::support::forms::{form_of, pairs, set};
use crate::support::people::{KIND, phone, wish};
use crate::support::server::Home;

on_both_engines!(
    what_is_right_but_oddly_written_is_booked,
    what_is_to_mend_is_said_in_her_words_and_all_at_once,
    kana_is_asked_with_its_way_out,
    a_slip_in_the_mail_domain_is_asked_about_once,
    a_due_date_is_never_dropped,
    the_desk_finds_callers_by_what_they_say,
    the_desk_asks_before_it_books_two_interviews_at_one_time,
    sign_in_names_do_not_mind_case_and_width,
);

type Fields = Vec<(String, String)>;

/// A mother with her form open; `number` makes her another one.
async fn form(client: Client, slot: &Slot, prefix: &str, number: usize) -> (Browser, Fields) {
    let browser = Browser::new(client);
    browser.post(&format!("{prefix}/hold"), &[("slot_id", &slot.id), ("mode", "video")]).await.expect(303);
    let page = browser.get(&format!("{prefix}/details")).await.expect(200).text();
    let mut fields = form_of(&page, &format!("{prefix}/confirm"));
    for (name, value) in [
        ("family_name", "試験"),
        ("given_name", "花子"),
        ("family_name_kana", "シケン"),
        ("given_name_kana", "ハナコ"),
        ("birth_year", "1995"),
        ("birth_month", "4"),
        ("birth_day", "3"),
        ("phone", &phone(number)),
        ("consent", "true"),
    ] {
        set(&mut fields, name, value);
    }
    (browser, fields)
}

/// Sends the form; the page it comes back as, or nothing when it booked.
async fn send(browser: &Browser, prefix: &str, fields: &Fields) -> Option<String> {
    let answer = browser.post(&format!("{prefix}/confirm"), &pairs(fields)).await.expect(303);
    if answer.location().starts_with("/b/") {
        return None;
    }
    assert_eq!(answer.location(), format!("{prefix}/details#errors"));
    Some(browser.get(&format!("{prefix}/details")).await.expect(200).text())
}

fn with(fields: &Fields, more: &[(&str, &str)]) -> Fields {
    let mut fields = fields.clone();
    for (name, value) in more {
        set(&mut fields, name, value);
    }
    fields
}

async fn what_is_right_but_oddly_written_is_booked(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let cases: [&[(&str, &str)]; 9] = [
        &[("phone", "\u{202D}090-1234-5678\u{202C}"), ("email", "\u{202A}haha@mail.kaku.example\u{202C}")],
        &[("birth_year", "95")],
        &[("birth_year", "平7")],
        &[("birth_year", "Ｈ７"), ("birth_month", "４\u{200E}")],
        &[("birth_year", "H7.4.3"), ("birth_month", ""), ("birth_day", "")],
        &[("family_name", ""), ("given_name", "スハルティ"), ("family_name_kana", ""), ("given_name_kana", "")],
        &[("family_name", "Suharti"), ("given_name", ""), ("family_name_kana", ""), ("given_name_kana", "")],
        &[
            ("family_name", "グエン"),
            ("given_name", "マリア・テレサ"),
            ("family_name_kana", ""),
            ("given_name_kana", ""),
        ],
        &[("given_name_kana", "ジャン＝ポール")],
    ];
    for (number, case) in cases.into_iter().enumerate() {
        let prefix = if number % 2 == 0 { "" } else { "/en" };
        let (browser, fields) = form(server.client, &slots[number * 2], prefix, number).await;
        assert_eq!(send(&browser, prefix, &with(&fields, case)).await, None, "{case:?}");
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM booking WHERE birth_date = '1995-04-03'").await, 9);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM booking WHERE phone_e164 = '+819012345678'").await, 1);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM booking WHERE email = 'haha@mail.kaku.example'").await, 1);

    // One name looks right wherever staff read it.
    let staff = Browser::new(server.client);
    staff.sign_in("uketsuke").await;
    staff.post("/staff/desk/search", &[("q", "すはる")]).await.expect(303);
    let desk = staff.get("/staff/desk").await.expect(200).text();
    assert!(
        desk.contains("<strong>スハルティ") && !desk.contains("スハルティ (") && !desk.contains("  さん"),
        "{desk}"
    );
    home.db.check().await;
}

async fn what_is_to_mend_is_said_in_her_words_and_all_at_once(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot = server.client.slots("video").await[3].clone();
    for (prefix, cases) in [
        (
            "",
            [
                (["birth_year", "7"], "生まれた年を、西暦4けたか元号で入れてください"),
                (["birth_month", ""], "生年月日の月も入れてください"),
                (["birth_day", "31"], "そのような日は、こよみにありません。生年月日の年、月、日をたしかめてください"),
                (["birth_year", "むかし"], "生年月日を、1995年4月3日 や 平成7年4月3日 のように入れてください"),
            ],
        ),
        (
            "/en",
            [
                (["birth_year", "7"], "Please enter the year of your birth with four digits"),
                (["birth_month", ""], "Date of birth: please enter the month, too"),
                (["birth_day", "31"], "There is no such day in the calendar."),
                (["birth_year", "long ago"], "Please enter your date of birth with numbers"),
            ],
        ),
    ] {
        let (browser, fields) = form(server.client, &slot, prefix, 1).await;
        for ([name, typed], sentence) in cases {
            let page = send(&browser, prefix, &with(&fields, &[(name, typed)])).await.expect("the form again");
            assert!(page.matches(sentence).count() >= 2, "beside the field and on top: {sentence}: {page}");
            assert_eq!(hidden(&page, name), typed, "what was typed stays");
        }
        browser.post("/hold/release", &[("kind", KIND)]).await.expect(303);
    }
    // Nothing at all: one name is asked for, with its reading, beside everything else.
    let (browser, fields) = form(server.client, &slot, "", 1).await;
    let names = [
        "family_name",
        "given_name",
        "family_name_kana",
        "given_name_kana",
        "birth_year",
        "birth_month",
        "birth_day",
        "phone",
    ];
    let empty: Vec<(&str, &str)> = names.iter().map(|name| (*name, "")).collect();
    let page = send(&browser, "", &with(&fields, &empty)).await.expect("the form again");
    for sentence in [
        "姓を入れてください。お名前がひとつだけの方は",
        "姓のふりがなを入れてください",
        "電話番号を入れてください",
        "4か所を直してください",
    ] {
        assert!(page.contains(sentence), "{sentence}: {page}");
    }
    assert!(
        !page.contains("名を入れてください。お名前が") || page.matches(">名を入れてください").count() == 0,
        "once: {page}"
    );
    assert_eq!(home.db.bookings().await, 0);
}

async fn kana_is_asked_with_its_way_out(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot = server.client.slots("video").await[3].clone();
    let wang = [
        ("family_name", "王"),
        ("given_name", "小红"),
        ("family_name_kana", ""),
        ("given_name_kana", ""),
        ("phone", ""),
    ];
    for (prefix, beside, asked, phone_asked) in [
        (
            "",
            "アルファベットやカタカナのお名前なら、なくてかまいません",
            "アルファベットのお名前なら、なくてかまいません",
            "電話番号を入れてください",
        ),
        (
            "/en",
            "write your name in the alphabet and leave this empty",
            "or write the name in the alphabet",
            "Please enter your phone number",
        ),
    ] {
        let (browser, fields) = form(server.client, &slot, prefix, 1).await;
        let page = browser.get(&format!("{prefix}/details")).await.expect(200).text();
        assert!(page.contains(beside), "{page}");
        let page = send(&browser, prefix, &with(&fields, &wang)).await.expect("the form again");
        assert!(page.matches(asked).count() >= 4, "both parts, beside and on top: {page}");
        assert!(page.contains(phone_asked), "in the same round: {page}");
        browser.post("/hold/release", &[("kind", KIND)]).await.expect(303);
    }
    let (browser, fields) = form(server.client, &slot, "/en", 1).await;
    let wang = [("family_name", "Wang"), ("given_name", "Xiaohong"), ("family_name_kana", ""), ("given_name_kana", "")];
    assert_eq!(send(&browser, "/en", &with(&fields, &wang)).await, None);
}

async fn a_slip_in_the_mail_domain_is_asked_about_once(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let typed = [("email", "hanako@gmail.con"), ("birth_month", "")];

    // Asked together with the rest; one tap takes what was meant.
    let (browser, fields) = form(server.client, &slots[3], "", 1).await;
    let page = send(&browser, "", &with(&fields, &typed)).await.expect("the form again");
    assert!(
        page.contains("gmail.com ではありませんか") && page.contains("hanako@gmail.com に直して予約する"),
        "{page}"
    );
    assert!(page.contains("生年月日の月も入れてください"), "in the same round: {page}");
    let again = form_of(&page, "/confirm");
    let taken = with(&again, &[("birth_month", "4"), ("consent", "true"), ("email_meant", "hanako@gmail.com")]);
    assert_eq!(send(&browser, "", &taken).await, None);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM booking WHERE email = 'hanako@gmail.com'").await, 1);

    // Whoever insists keeps it; another slip is another question.
    let (browser, fields) = form(server.client, &slots[6], "/en", 2).await;
    let page = send(&browser, "/en", &with(&fields, &typed[..1])).await.expect("the form again");
    assert!(page.contains("Did you mean gmail.com?") && page.contains("Change to hanako@gmail.com and book"), "{page}");
    assert!(page.contains("Please check 1 thing"), "a question, nothing wrong");
    let again = with(&form_of(&page, "/en/confirm"), &[("consent", "true")]);
    let other =
        send(&browser, "/en", &with(&again, &[("email", "hanako@docomo.ne.jo")])).await.expect("another question");
    assert!(other.contains("Did you mean docomo.ne.jp?"), "{other}");
    let again = with(&form_of(&page, "/en/confirm"), &[("consent", "true")]);
    assert_eq!(send(&browser, "/en", &again).await, None);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM booking WHERE email = 'hanako@gmail.con'").await, 1);

    // Enter in a field never takes the suggestion: the first button of the form sends it as it is.
    let form = page.split("action=\"/en/confirm\"").nth(1).expect("the form");
    let first = form.split("<button").nth(1).and_then(|tag| tag.split('>').next()).expect("a button");
    assert!(!first.contains("email_meant"), "{first}");
}

async fn a_due_date_is_never_dropped(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let slot = &slots[3];
    let day = |days: i64| (slot.starts_at + chrono::Duration::days(days)).date_naive();
    let (late, soon) = (day(-56), day(90));
    let era = format!("R{}", soon.format("%Y").to_string().parse::<i32>().unwrap() - 2018);
    let due = |year: String, month: String, number: String| {
        vec![("due_year", year), ("due_month", month), ("due_day", number)]
    };
    let part = |date: chrono::NaiveDate, format: &str| date.format(format).to_string();

    let (browser, fields) = form(server.client, slot, "", 1).await;
    for (typed, sentence) in [
        (due(part(soon, "%Y"), part(soon, "%-m"), String::new()), "出産予定日の日も入れてください"),
        (due(String::new(), part(soon, "%-m"), part(soon, "%-d")), "出産予定日の年も入れてください"),
        (due(part(soon, "%Y"), String::new(), String::new()), "出産予定日の月と日も入れてください"),
        (due(part(late, "%Y"), part(late, "%-m"), part(late, "%-d")), "出産予定日が、面談の日より前です。"),
    ] {
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = send(&browser, "", &with(&fields, &typed)).await.expect("the form again");
        assert!(page.matches(sentence).count() >= 2, "{typed:?}: {page}");
    }
    // A whole date in the field of the year is one.
    let whole = format!("{era}.{}", part(soon, "%-m.%-d"));
    assert_eq!(send(&browser, "", &with(&fields, &[("due_year", &whole)])).await, None);
    let staff = Browser::new(server.client);
    staff.sign_in("uketsuke").await;
    let id = home.db.count("SELECT MAX(id) FROM booking").await;
    let page = staff.get(&format!("/staff?date={}&booking={id}", slot.starts_at.date_naive())).await.expect(200).text();
    assert!(page.contains(&format!("予定日 {}", part(soon, "%Y年%-m月%-d日"))), "the nurse sees it: {page}");
}

/// The names the desk shows for a search.
async fn found(staff: &Browser, typed: &str) -> String {
    staff.post("/staff/desk/search", &[("q", typed)]).await.expect(303);
    staff.get("/staff/desk").await.expect(200).text()
}

async fn the_desk_finds_callers_by_what_they_say(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let mut fields = wish(1, &slots[3].id, "video");
    for (name, value) in [
        ("family_name", "髙橋"),
        ("given_name", "ゆり子"),
        ("family_name_kana", "タカハシ"),
        ("given_name_kana", "ユリコ"),
        ("phone", "03-8765-4321"),
        ("birth_date", "1995-05-06"),
        ("email", "yuriko@mail.kaku.example"),
    ] {
        fields[name] = value.into();
    }
    let booked = server.client.post("/api/v1/bookings", &[], &fields).await.expect(201).booking();
    let staff = Browser::new(server.client);
    staff.sign_in("uketsuke").await;
    let (half, last) = booked.reference.split_once('-').expect("grouped");
    for typed in [
        "8765-4321",
        "4321",
        "ゆりこ",
        "ゆり子 高橋",
        "高橋さん",
        "takahashi",
        "yuriko takahashi",
        "yuriko@mail.kaku.example",
        half,
        last,
        "7.5.6",
        "H7.5.6",
        "高橋 7.5.6",
        "/4321",
        "\u{202D}03-8765-4321\u{202C}",
    ] {
        let page = found(&staff, typed).await;
        assert!(page.contains("髙橋 ゆり子"), "{typed}: {page}");
    }
    assert_eq!(
        hidden(&found(&staff, "/4321").await, "q"),
        "4321",
        "the key that leads to the search is not part of it"
    );
    let nobody = found(&staff, "架空たろう").await;
    assert!(nobody.contains("に合う人はいません"), "{nobody}");
}

async fn the_desk_asks_before_it_books_two_interviews_at_one_time(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let others = server.client.slots_of("kind=eighth-month&mode=video&days=50").await;
    // Times of two nurses, so that both bookings find one.
    let pair = |slot: &Slot| {
        let other = others.iter().find(|other| other.starts_at == slot.starts_at && other.free >= 2)?;
        (slot.free >= 2).then(|| (slot.clone(), other.clone()))
    };
    let pairs: Vec<(Slot, Slot)> = slots.iter().filter_map(pair).collect();
    let (first, second) = pairs.first().expect("two kinds at one time");
    let staff = Browser::new(server.client);
    staff.sign_in("uketsuke").await;
    let book = async |kind: &str, slot: &Slot, more: &[(&str, &str)]| {
        let page = staff.get(&format!("/staff/desk?new=1&kind={kind}&mode=video")).await.expect(200).text();
        let key = hidden(&page, "form_key");
        let phone = phone(1);
        let mut fields = vec![
            ("form_key", key.as_str()),
            ("kind", kind),
            ("mode", "video"),
            ("slot_id", &slot.id),
            ("channel", "phone"),
            ("family_name", "試験"),
            ("given_name", "花子"),
            ("family_name_kana", "シケン"),
            ("given_name_kana", "ハナコ"),
            ("birth_date", "H7.4.3"),
            ("phone", &phone),
            ("consent", "true"),
        ];
        fields.extend(more);
        staff.post("/staff/desk/book", &fields).await.expect(303)
    };
    assert!(book(KIND, first, &[]).await.location().contains("&said=booked"));
    let asked = book("eighth-month", second, &[]).await;
    assert!(asked.location().contains("#errors"), "{}", asked.location());
    let page = staff.get(asked.location().split('#').next().unwrap()).await.expect(200).text();
    assert!(page.contains("同じ時間に、この方のほかの予約があります"), "{page}");
    assert_eq!(hidden(&page, "beside"), second.id);
    assert!(book("eighth-month", second, &[("beside", &second.id)]).await.location().contains("&said=booked"));

    // A resident is told nothing: a number and a birth date must not tell when somebody has a booking.
    let later = pairs.iter().find(|(slot, _)| slot.starts_at != first.starts_at);
    let (first, second) = later.expect("another time of two kinds");
    let mut twice = wish(2, &first.id, "video");
    server.client.post("/api/v1/bookings", &[], &twice).await.expect(201);
    twice["kind"] = "eighth-month".into();
    twice["slot_id"] = second.id.clone().into();
    server.client.post("/api/v1/bookings", &[], &twice).await.expect(201);
    home.db.check().await;
}

async fn sign_in_names_do_not_mind_case_and_width(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    for login in ["Hokenshi", "ｈｏｋｅｎｓｈｉ", " HOKENSHI\u{3000}", "\u{FEFF}hokenshi"] {
        let browser = Browser::new(server.client);
        let fields = [("login", login), ("password", "mendan-demo-hokenshi")];
        assert_eq!(browser.post("/staff/sign-in", &fields).await.expect(303).location(), "/staff", "{login}");
    }
    let add = |login: &str| home.run(&["staff", "add", login, "--role", "receptionist", "--name", "試験 係"]);
    assert!(add("Tanaka").status.success());
    for login in ["tanaka", "TANAKA", "ｔａｎａｋａ"] {
        assert!(!add(login).status.success(), "{login} and Tanaka cannot both exist");
    }
    assert_eq!(home.db.count("SELECT COUNT(*) FROM staff WHERE login_key = 'tanaka'").await, 1);
}
