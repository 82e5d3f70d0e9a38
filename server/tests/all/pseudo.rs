//! Every word that residents read comes from `locales/`: the server speaks the language in which all of them stand in brackets
//! (`mendan_words::pseudo`), and what is not in brackets was forgotten. The city's own texts are its data.

use serde_json::Value;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::forms::{form_of, pairs, set};
use crate::support::people::{KIND, email, phone};
use crate::support::server::{Home, Setup};

on_both_engines!(every_word_that_residents_read_is_a_text_of_a_language);

/// Attributes that are read or heard, and those that islands show later.
const HEARD: [&str; 10] = [
    "aria-label=\"",
    "alt=\"",
    "title=\"",
    "placeholder=\"",
    "data-rest=\"",
    "data-soon=\"",
    "data-over=\"",
    "data-done=\"",
    "data-say=\"",
    "data-does=\"",
];

/// What is no text: programs, looks, and the letters on the keyboard.
const SILENT: [&str; 3] = ["script", "style", "kbd"];

/// Whatever a page shows or says: its texts one after the other, then its attributes.
pub(super) fn shown(html: &str) -> String {
    let (mut text, mut heard, mut silent) = (String::new(), String::new(), false);
    for part in html.split('<').skip(1) {
        let Some((tag, rest)) = part.split_once('>') else { continue };
        silent = SILENT.iter().any(|name| tag.starts_with(name)) || (silent && !tag.starts_with('/'));
        if !silent {
            text.push_str(rest);
        }
        for name in HEARD {
            let value = tag.split_once(name).and_then(|(_, rest)| rest.split_once('"'));
            heard.extend(value.map(|(value, _)| format!("\n{value}")));
        }
    }
    plain(&(text + &heard))
}

fn plain(html: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")]
        .iter()
        .fold(html.to_owned(), |text, (escaped, letter)| text.replace(escaped, letter))
}

/// What is in no brackets.
fn outside(text: &str) -> String {
    let (mut out, mut depth) = (String::new(), 0);
    for letter in text.chars() {
        match letter {
            '［' => depth += 1,
            '］' => depth -= 1,
            letter if depth == 0 => out.push(letter),
            _ => {}
        }
    }
    assert_eq!(depth, 0, "a bracket too few: {text}");
    out
}

/// Every text of the city, the longest first: names, places, what to bring.
pub(super) async fn own_texts(home: &Home) -> Vec<String> {
    let sql =
        "SELECT texts FROM municipality UNION ALL SELECT texts FROM office UNION ALL SELECT texts FROM interview_kind";
    let mut all: Vec<String> = ["日本語", "English"].map(str::to_owned).to_vec();
    for (texts,) in home.db.rows::<(String,)>(sql).await {
        gather(&serde_json::from_str(&texts).expect("JSON"), &mut all);
    }
    let labels = "SELECT label_ja, label_en FROM leaflet";
    all.extend(home.db.rows::<(String, String)>(labels).await.into_iter().flat_map(|(ja, en)| [ja, en]));
    all.retain(|text| !text.trim().is_empty());
    longest_first(&mut all);
    all
}

/// A name may be a part of another.
pub(super) fn longest_first(all: &mut Vec<String>) {
    all.sort_by_key(|text| std::cmp::Reverse(text.len()));
    all.dedup();
}

fn gather(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) => all.extend(text.lines().map(|line| line.trim().to_owned())),
        Value::Array(values) => values.iter().for_each(|value| gather(value, all)),
        Value::Object(values) => values.values().for_each(|value| gather(value, all)),
        _ => {}
    }
}

/// Fails with what is neither in brackets nor the city's, nor an address.
pub(super) fn check(what: &str, text: &str, own: &[String]) {
    assert!(text.contains('［'), "{what} does not speak it: {text}");
    let mut rest = outside(text);
    for own in own {
        rest = rest.replace(own.as_str(), " ");
    }
    let forgotten: Vec<&str> = rest
        .split_whitespace()
        .filter(|word| !word.contains("://") && !word.contains('@') && word.chars().any(char::is_alphabetic))
        .collect();
    assert!(forgotten.is_empty(), "{what}: {forgotten:?}");
}

async fn every_word_that_residents_read_is_a_text_of_a_language(engine: Engine) {
    assert_eq!(outside("a［b［c］d］e"), "ae");
    let home = Home::new(engine).await;
    let setup = Setup { more: vec![("MENDAN_TEST_PSEUDO", "1".to_owned())], ..Setup::default() };
    let server = home.serve_with(setup).await;
    let mut own = own_texts(&home).await;
    let slots = server.client.slots("video").await;
    for (n, prefix) in ["", "/en"].into_iter().enumerate() {
        let resident = Browser::new(server.client);
        let pages = ["/", &format!("/book/{KIND}"), &format!("/book/{KIND}?mode=video"), "/book/none", "/details"];
        for page in pages {
            let address = format!("{prefix}{page}");
            let address = if address == "/" { "/" } else { address.trim_end_matches('/') };
            check(address, &shown(&resident.get(address).await.text()), &own);
        }
        let slot = &slots[20 + n];
        resident.post(&format!("{prefix}/hold"), &[("slot_id", &slot.id), ("mode", "video")]).await.expect(303);
        let (details, confirm) = (format!("{prefix}/details"), format!("{prefix}/confirm"));
        let page = resident.get(&details).await.expect(200).text();
        check(&details, &shown(&page), &own);
        let mut fields = form_of(&page, &confirm);
        resident.post(&confirm, &pairs(&fields)).await.expect(303);
        let refused = resident.get(&details).await.expect(200).text();
        check("what is to be put right", &shown(&refused), &own);
        let (phone, email) = (phone(n + 1), email(n + 1));
        let typed = [
            ("family_name", "試験"),
            ("given_name", "花子"),
            ("family_name_kana", "しけん"),
            ("given_name_kana", "はなこ"),
            ("birth_year", "1995"),
            ("birth_month", "4"),
            ("birth_day", "3"),
            ("phone", &phone),
            ("email", &email),
            ("consent", "true"),
        ];
        for (name, value) in typed {
            set(&mut fields, name, value);
        }
        let done = resident.post(&confirm, &pairs(&fields)).await.expect(303).location().to_owned();
        let booking = done.split('?').next().expect("a path").to_owned();
        let sql = format!("SELECT reference FROM booking WHERE email = '{email}'");
        let reference = home.db.rows::<(String,)>(&sql).await[0].0.clone();
        own.extend([format!("{}-{}", &reference[..4], &reference[4..]), reference]);
        for more in ["", "/move", "/mode", "/cancel"] {
            let address = format!("{booking}{more}");
            check(&address, &shown(&resident.get(&address).await.expect(200).text()), &own);
        }
        home.db.message(&email, "confirmation", 0, "sent").await;
        resident.fill(&format!("{booking}/cancel"), &format!("{booking}/cancel"), &[]).await.expect(303);
        check("called off", &shown(&resident.get(&booking).await.expect(200).text()), &own);
        home.db.message(&email, "cancellation", 1, "sent").await;
        for mail in home.mails_to(&email) {
            check("subject", &mail.subject, &own);
            check("text", &mail.text, &own);
            check("html", &shown(&mail.html), &own);
            let file = mail.calendars[0].file.replace("\r\n ", "").replace("\\n", "\n").replace('\\', "");
            let described = file.split_once("DESCRIPTION:").expect("a description").1;
            check("calendar", described.split("\r\n").next().expect("a line"), &own);
        }
    }
}
