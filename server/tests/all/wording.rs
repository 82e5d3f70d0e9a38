//! One word for one thing, and times as people write them, on every page of everybody.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::people::KIND;
use crate::support::server::{Home, Setup};
use crate::support::shaping::staff;

on_both_engines!(every_page_has_the_same_words, the_next_interview_says_whose_it_is);

/// Words that stood beside their better ones; the city's own texts have none of them either.
const OTHER_WORDS: [&str; 12] = [
    "来ず",
    "会場",
    "とじる",
    "わけは",
    "わけを",
    "持ちもの",
    "の決まり",
    "S7.4.3",
    "Change how",
    "something to mind",
    " AM",
    " PM",
];

/// What a page shows: without tags, scripts and styles.
fn shown(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<').skip(1) {
        let Some((tag, rest)) = part.split_once('>') else { continue };
        if !tag.starts_with("script") && !tag.starts_with("style") {
            text.push_str(rest);
            // What a tag parts is apart.
            text.push(if tag.starts_with(['!', '/']) { '\0' } else { '\n' });
        }
    }
    text.replace('\0', "")
}

/// A time with a zero before its hour, `09:00`.
fn padded(text: &str) -> Option<&str> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let is = |at: usize, what: fn(char) -> bool| letters.get(at).is_some_and(|(_, letter)| what(*letter));
    let digit: fn(char) -> bool = |letter| letter.is_ascii_digit();
    let found = (0..letters.len()).find(|at| {
        let alone = *at == 0 || !is(at - 1, |letter| letter.is_ascii_digit() || letter == ':');
        alone
            && is(*at, |letter| letter == '0')
            && is(at + 1, digit)
            && is(at + 2, |letter| letter == ':')
            && is(at + 3, digit)
    });
    found.map(|at| &text[letters[at].0..letters[(at + 5).min(letters.len() - 1)].0])
}

async fn check(browser: &Browser, page: &str) {
    let text = shown(&browser.get(page).await.expect(200).text());
    assert!(text.chars().count() > 100, "{page}: {text}");
    for word in OTHER_WORDS {
        // A reference may begin with PM, too.
        let goes_on = |rest: &str| word.starts_with(' ') && rest.starts_with(|next: char| next.is_ascii_alphanumeric());
        assert!(text.split(word).skip(1).all(goes_on), "{page}: {word}");
    }
    // The stopwatch of the desk is none.
    assert_eq!(padded(&text.replace("00:00", "")), None, "{page}");
}

async fn every_page_has_the_same_words(engine: Engine) {
    assert_eq!(padded("10:09:00 から 9:00、109:00"), None);
    assert_eq!(padded("から 09:05 まで"), Some("09:05"));
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot = server.client.slots("video").await.into_iter().nth(40).expect("a time");
    let token = server.client.booked(1, &slot, "video").await.token;
    let day = slot.starts_at.date_naive();
    let resident = Browser::new(server.client);
    let book = format!("/book/{KIND}?day={day}");
    let own = format!("/b/{token}");
    resident.get(&book).await.expect(200);
    resident.post("/hold", &[("slot_id", &slot.id), ("mode", "phone")]).await;
    let changes = ["/move", "/mode", "/cancel"].map(|change| format!("{own}{change}"));
    for page in ["/", "/en", &book, &format!("/en{book}"), "/details", &own, &format!("{own}?lang=en")]
        .into_iter()
        .chain(changes.iter().map(String::as_str))
    {
        check(&resident, page).await;
    }

    let kanri = staff(server.client, "kanri").await;
    let id = async |table: &str| home.db.count(&format!("SELECT MIN(id) FROM {table}")).await;
    let (office, kind, member, template, booking) =
        (id("office").await, id("interview_kind").await, id("staff").await, id("template").await, id("booking").await);
    let pages = [
        format!("/staff?date={day}"),
        format!("/staff?date={day}&view=list"),
        format!("/staff?date={day}&booking={booking}"),
        "/staff/desk".to_owned(),
        "/staff/desk?new=1".to_owned(),
        format!("/staff/desk?b={booking}"),
        format!("/staff/desk?b={booking}&correct=1"),
        format!("/staff/bookings/{booking}/slip"),
        "/staff/calls".to_owned(),
        "/staff/drafts".to_owned(),
        "/staff/keys".to_owned(),
        "/staff/mail".to_owned(),
        "/staff/password".to_owned(),
        "/staff/account".to_owned(),
        "/staff/account/factor".to_owned(),
        "/staff/setup".to_owned(),
        format!("/staff/setup/offices/{office}"),
        format!("/staff/setup/kinds/{kind}"),
        format!("/staff/setup/staff/{member}"),
        format!("/staff/setup/templates/{template}"),
        "/staff/setup/closures".to_owned(),
        "/staff/setup/holidays".to_owned(),
        "/staff/setup/publish".to_owned(),
        "/staff/setup/keys".to_owned(),
        "/staff/setup/networks".to_owned(),
        "/staff/audit".to_owned(),
        format!("/staff/audit?about=booking&id={booking}"),
        "/staff/audit/patterns".to_owned(),
    ];
    for page in &pages {
        check(&kanri, page).await;
    }
}

async fn the_next_interview_says_whose_it_is(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slot = server.client.slots("video").await.into_iter().nth(40).expect("a time");
    server.client.booked(1, &slot, "video").await;
    server.kill();
    let server = home.serve_with(Setup::at(&(slot.starts_at - chrono::Duration::minutes(5)))).await;
    let page = staff(server.client, "uketsuke").await.get("/staff").await.expect(200).text();
    let next =
        page.split("aria-label=\"次の面談\"").nth(1).expect("what comes next").split("</section>").next().unwrap();
    let nurses = home.db.rows::<(String,)>("SELECT display_name FROM staff WHERE role = 'nurse'").await;
    assert!(nurses.iter().any(|(nurse,)| next.contains(&format!("担当 {nurse}"))), "{next}");
}
