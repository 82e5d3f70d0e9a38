//! Every word that staff read is a text of a language, too: their pages in the language in which all of them stand in
//! brackets, see `pseudo`. A new page is a line in one of the lists.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client, Slot};
use crate::support::forms::{form_of, pairs, set};
use crate::support::people::{KIND, email};
use crate::support::server::{Home, Setup};
use crate::support::shaping::staff;

use super::pseudo::{check, longest_first, own_texts, shown};

on_both_engines!(every_word_that_staff_read_is_a_text_of_a_language);

/// Pages of everybody who is signed in. `{booking}` and its neighbours stand for what there is.
const PAGES: &[&str] = &[
    "/staff/account",
    "/staff/own-calendar",
    "/staff/account/codes",
    "/staff/account/passkey",
    "/staff/again",
    "/staff/forgotten",
    "/staff/hand-over",
    "/staff/forgotten?said=sent",
    "/staff/link/none",
    "/staff/setup/staff/new",
    "/staff/audit",
    "/staff/audit?about=booking&id={booking}",
    "/staff/audit/patterns",
    "/staff?date={day}",
    "/staff?date={day}&view=list",
    "/staff?date={day}&view=rooms",
    "/staff?date={day}&view=week",
    "/staff?date={day}&view=week&office=central",
    "/staff?date={day}&view=week&nurse={nurse}",
    "/staff?date={day}&view=month",
    "/staff?date={day}&mode=video&state=booked",
    "/staff?date={day}&state=noshow",
    "/staff?date={day}&booking={booking}",
    "/staff?date={day}&booking={booking}&ask=cancel",
    "/staff?date={day}&booking={booking}&ask=move",
    "/staff?date={day}&booking={booking}&ask=nurse",
    "/staff?date={day}&booking={booking}&ask=joint",
    "/staff?date={day}&booking={booking}&ask=note",
    "/staff?date={day}&booking={booking}&ask=next",
    "/staff?date={day}&booking=999999",
    "/staff?date={day}&slot={time}",
    "/staff?date={day}&why={why}",
    "/staff?date={day}&why={why}&why_at=never",
    "/staff?date={sunday}",
    "/staff/ranges",
    "/staff/ranges?whose=staff-{nurse}&from={day}&act=close&part=am",
    "/staff/ranges?whose=staff-{nurse}&from={day}&act=open",
    "/staff/ranges?whose=staff-{nurse}&from={day}&act=move&to_day={sunday}",
    "/staff/ranges?from=never&act=copy&shift=7",
    "/staff/desk",
    "/staff/desk?new=1",
    "/staff/desk?new=1&person={booking}&nurse={nurse}&mode=video",
    "/staff/desk?b={booking}",
    "/staff/desk?b={booking}&ask=cancel",
    "/staff/desk?b={booking}&correct=1",
    "/staff/bookings/{booking}/slip",
    "/staff/calls",
    "/staff/absent?staff={nurse}&date={day}",
    "/staff/drafts",
    "/staff/keys",
    "/staff/mail",
    "/staff/mail/held",
    "/staff/setup/roles",
    "/staff/setup/roles/new?from=manager",
    "/staff/setup/mailbox",
    "/staff/setup/dkim",
    "/staff/setup/openid",
    "/staff/setup/import",
    "/staff/setup/import/offices",
    "/staff/setup/import/staff",
    "/staff/setup/import/bookings",
];

/// What pages say of what was just done.
const DONE: [(&str, &str); 8] = [
    ("/staff/own-calendar?", "made ended read forgotten"),
    ("/staff/setup/staff?", "added invited withdrawn disabled reset factors_taken"),
    (
        "/staff/account?",
        "factor passkey removed recovered unseen address address_asked ended ended_others shared not_shared anothers again \
         again_password again_file again_nothing openid_linked openid_unlinked openid_over openid_denied openid_down \
         openid_wrong openid_unknown openid_taken openid_not_enough news",
    ),
    (
        "/staff/desk?b={booking}",
        "moved booked mode corrected reassigned cancelled undone changed marked taken already refused full reason same \
         correct_same colleague_busy mode_same over time_changed late impossible missing busy again gone opened closed \
         noted joint called followed beside consent seen",
    ),
    (
        "/staff/ranges?",
        "range_closed range_opened range_moved range_copied range_undone range_over range_written again",
    ),
    ("/staff/calls?", "talked absent later changed again choose"),
    ("/staff/mail?", "resent settled nothing impossible released dropped again"),
    ("/staff?date={day}&booking={booking}", "undone opened"),
];

/// Names of people and of what the city wrote itself.
const NAMES: [&str; 9] = [
    "SELECT display_name FROM staff",
    "SELECT login FROM staff",
    "SELECT name FROM room",
    "SELECT family_name FROM booking",
    "SELECT given_name FROM booking",
    "SELECT family_kana FROM booking",
    "SELECT given_kana FROM booking",
    "SELECT reference FROM booking",
    "SELECT reason FROM closure",
];

/// What there is, by the names that the lists use.
struct There {
    day: String,
    sunday: String,
    booking: i64,
    time: i64,
    why: String,
    nurse: i64,
}

impl There {
    async fn read(home: &Home, slot: &Slot, booking: i64) -> Self {
        let day = slot.starts_at.date_naive();
        let first = async |sql: String| home.db.count(&sql).await;
        let nurse = first(format!("SELECT staff_id FROM booking WHERE id = {booking}")).await;
        let from = slot.starts_at.timestamp();
        let midnight = from - (from + 9 * 3600).rem_euclid(86_400);
        let time = first(format!(
            "SELECT MIN(id) FROM slot WHERE starts_at >= {midnight} AND starts_at < {midnight} + 86400 AND NOT EXISTS (
                SELECT 1 FROM booking b WHERE b.staff_id = slot.staff_id AND b.starts_at < slot.ends_at AND b.ends_at > slot.starts_at
             )"
        ))
        .await;
        let sunday = day.succ_opt().into_iter().flat_map(|next| next.iter_days()).find(|day| {
            use chrono::Datelike as _;
            day.weekday() == chrono::Weekday::Sun
        });
        Self {
            day: day.to_string(),
            sunday: sunday.expect("a Sunday").to_string(),
            booking,
            time,
            why: format!("{nurse}.{}.{}", from + 3 * 3600, slot.office),
            nurse,
        }
    }

    /// The address of a page of the lists.
    fn address(&self, page: &str) -> String {
        page.replace("{day}", &self.day)
            .replace("{sunday}", &self.sunday)
            .replace("{booking}", &self.booking.to_string())
            .replace("{time}", &self.time.to_string())
            .replace("{why}", &self.why)
            .replace("{nurse}", &self.nurse.to_string())
    }
}

/// What stands on the pages and is nobody's text.
async fn own(home: &Home) -> Vec<String> {
    let mut own = own_texts(home).await;
    for sql in NAMES {
        own.extend(home.db.rows::<(String,)>(sql).await.into_iter().map(|(name,)| name));
    }
    let references: Vec<String> = own
        .iter()
        .filter(|text| text.len() == 8 && text.is_ascii())
        .map(|text| format!("{}-{}", &text[..4], &text[4..]))
        .collect();
    own.extend(references);
    own.retain(|text| !text.trim().is_empty());
    longest_first(&mut own);
    own
}

/// Two bookings, one of them on a day that is closed afterwards.
async fn prepared(home: &Home, client: Client, kanri: &Browser) -> There {
    let slots = client.slots("video").await;
    let slot = &slots[40];
    client.booked(1, slot, "video").await;
    let id = home.db.count(&format!("SELECT id FROM booking WHERE email = '{}'", email(1))).await;
    let closed = slots.iter().find(|other| other.starts_at.date_naive() > slot.starts_at.date_naive()).expect("a time");
    client.booked(2, closed, "video").await;
    let day = closed.starts_at.date_naive().to_string();
    let office = home.db.count(&format!("SELECT id FROM office WHERE slug = '{}'", closed.office)).await;
    let whose = format!("office-{office}");
    let closure = [("whose", whose.as_str()), ("from", day.as_str()), ("reason", "架空の点検"), ("step", "save")];
    kanri.post("/staff/setup/closures", &closure).await.expect(303);
    There::read(home, slot, id).await
}

async fn every_word_that_staff_read_is_a_text_of_a_language(engine: Engine) {
    let home = Home::new(engine).await;
    let setup = Setup { more: vec![("MENDAN_TEST_PSEUDO", "1".to_owned())], ..Setup::default() };
    let server = home.serve_with(setup).await;
    let kanri = staff(server.client, "kanri").await;
    let there = prepared(&home, server.client, &kanri).await;
    let own = own(&home).await;
    let read = async |what: &str, page: &str| check(what, &shown(page), &own);
    for page in PAGES {
        let address = there.address(page);
        let shown = kanri.get(&address).await.text();
        let opens = ["{time}", "{why}"].iter().any(|one| page.contains(one));
        assert!(!opens || shown.contains("id=\"panel\""), "{address} opens nothing");
        read(&address, &shown).await;
    }
    for (page, words) in DONE {
        for word in words.split_whitespace() {
            let address = format!("{}&said={word}", there.address(page)).replace("?&", "?");
            read(&address, &kanri.get(&address).await.text()).await;
        }
    }
    for typed in ["試験", "nobody-at-all"] {
        kanri.post("/staff/desk/search", &[("q", typed)]).await.expect(303);
        let found = kanri.get("/staff/desk").await.expect(200).text().replace("nobody-at-all", "");
        read(&format!("a search for {typed}"), &found).await;
    }
    what_is_to_be_put_right(&kanri, &own).await;
    what_can_be_done(&kanri, &there, &own).await;
    what_is_brought_in(&kanri, &own).await;
    what_an_absence_meets(&kanri, &there, &own).await;
}

/// Everybody whom the absence of a nurse meets, before and after what can be done at once, with all that is said of it.
async fn what_an_absence_meets(kanri: &Browser, there: &There, own: &[String]) {
    const SAID: &str = "absent handed handed_some offered offered_some none withdrawn moved talked undone undone_some changed taken late \
                        impossible missing busy again";
    let page = there.address("/staff/absent?staff={nurse}&date={day}");
    let done = kanri.fill(&page, "/staff/absent", &[]).await.expect(303).location().to_owned();
    let place = done.split('?').next().expect("a page");
    for word in SAID.split_whitespace() {
        let address = format!("{place}?said={word}");
        check(&address, &shown(&kanri.get(&address).await.text()), own);
    }
    for act in ["offer", "hand"] {
        let action = format!("{place}/{act}");
        let text = kanri.get(place).await.expect(200).text();
        if text.contains(&format!("action=\"{action}\"")) {
            let done = kanri.fill(place, &action, &[]).await.expect(303).location().to_owned();
            check(&action, &shown(&kanri.get(&done).await.expect(200).text()), own);
        }
    }
    let back = kanri.fill(place, &format!("{place}/back"), &[]).await.expect(303).location().to_owned();
    check(&back, &shown(&kanri.get(&back).await.expect(200).text()), own);
}

/// A booking of the desk with nothing in it, and one with everything wrong.
async fn what_is_to_be_put_right(kanri: &Browser, own: &[String]) {
    let wrong = [
        ("birth_date", "never"),
        ("phone", "1"),
        ("email", "hanako@gmail.con"),
        ("due_date", "2027.2.30"),
        ("needs", "none"),
    ];
    for typed in [&[][..], &wrong] {
        let page = kanri.get(&format!("/staff/desk?new=1&kind={KIND}")).await.expect(200).text();
        let mut fields = form_of(&page, "/staff/desk/book");
        for (name, value) in typed {
            set(&mut fields, name, value);
        }
        let back = kanri.post("/staff/desk/book", &pairs(&fields)).await.expect(303).location().to_owned();
        let page = kanri.get(&back).await.expect(200).text();
        assert!(page.contains("field-error"), "{page}");
        check("what is to be put right", &shown(&page), own);
    }
}

/// A booking is marked, moved to another way, and called off; each time its panel says what became of it.
async fn what_can_be_done(kanri: &Browser, there: &There, own: &[String]) {
    let panel = there.address("/staff?date={day}&booking={booking}");
    let acts = [
        (panel.clone(), "mode", vec![("mode", "phone")]),
        (format!("{panel}&ask=cancel"), "cancel", vec![("reason", "")]),
    ];
    for (page, act, typed) in acts {
        let action = format!("/staff/bookings/{}/{act}", there.booking);
        let done = kanri.fill(&page, &action, &typed).await.expect(303).location().to_owned();
        check(&done, &shown(&kanri.get(&done).await.expect(200).text()), own);
        check(act, &shown(&kanri.get(&panel).await.expect(200).text()), own);
        let list = there.address("/staff?date={day}&view=list");
        check(act, &shown(&kanri.get(&list).await.expect(200).text()), own);
    }
}

/// A file from its columns to what came of it, with rows that are wrong and doubtful in every way that a file alone can be.
async fn what_is_brought_in(kanri: &Browser, own: &[String]) {
    const PAGE: &str = "/staff/setup/import/bookings";
    let cells = [
        [
            "A1",
            "模擬 花",
            "ﾓｷﾞ ﾊﾅ",
            "1995/4/3",
            "9011100001",
            "2099/7/21 9:00",
            "notification",
            "central",
            "hokenshi",
            "来所",
        ],
        ["A2", "模擬 空", "", "1995/2/30", "電話なし", "いつか", "notification", "どこか", "だれか", "手紙"],
        [
            "A3",
            "模擬 雪",
            "モギ ユキ",
            "1995/4/3",
            "090-1110-0003",
            "2031/1/7 9:00",
            "notification",
            "central",
            "",
            "訪問",
        ],
        [
            "A1",
            "模擬 月",
            "モギ ツキ",
            "1995/4/3",
            "090-1110-0004",
            "2031/1/7 9:00",
            "notification",
            "central",
            "",
            "電話",
        ],
    ];
    let rows: String = cells.iter().map(|row| row.join(",") + ",はみ出し\n").collect();
    let heading = "番号,氏名,フリガナ,生年月日,電話,予約日時,種別,場所,担当,方法";
    let file = format!("{heading}\n{rows}");
    let mut own: Vec<String> = own.to_vec();
    own.extend(cells.iter().flatten().map(|cell| (*cell).to_owned()));
    own.extend(heading.split(',').map(str::to_owned));
    own.extend(["1995-02-30", "09011100001", "ﾓｷﾞ ﾊﾅ"].map(str::to_owned));
    longest_first(&mut own);
    kanri.upload(PAGE, &[("file", Some("a.csv"), b"PK\x03\x04")]).await.expect(422);
    kanri.upload(PAGE, &[("file", Some("a.csv"), file.as_bytes())]).await.expect(303);
    for step in ["columns", "words", "preview"] {
        let page = kanri.get(&format!("{PAGE}/{step}")).await.expect(200).text();
        check(step, &shown(&page), &own);
    }
    let preview = format!("{PAGE}/preview");
    kanri.post(&preview, &[("step", "leave"), ("shown", "")]).await.expect(303);
    check("left out", &shown(&kanri.get(&preview).await.expect(200).text()), &own);
}
