//! Every word of the first set-up is a text of a language, too: its pages in the language in which all of them stand in brackets, see
//! `pseudo`.

use mendan_service::city::kind_set::kind_sets;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::{register, without_key};
use crate::support::client::Browser;
use crate::support::forms::{form_of, pairs};
use crate::support::founding::{ADMINISTRATOR, PASSWORD, city, link, pairs as fields, real};
use crate::support::server::{Home, Setup};

use super::pseudo::{check, longest_first, own_texts, shown};

on_both_engines!(every_word_of_the_first_set_up_is_a_text_of_a_language);

async fn own(home: &Home) -> Vec<String> {
    let mut own = own_texts(home).await;
    own.extend(["mendan city invite", "想定 係長", "見本 ひとみ"].map(str::to_owned));
    for set in kind_sets().expect("sets") {
        own.extend([set.name, set.about]);
        own.extend(set.kinds.into_iter().flat_map(|kind| kind.texts.0.into_values().map(|words| words.name)));
    }
    own.retain(|text| !text.is_empty());
    longest_first(&mut own);
    own
}

async fn every_word_of_the_first_set_up_is_a_text_of_a_language(engine: Engine) {
    let home = Home::new(engine).await;
    let mut more = real().more;
    more.push(("MENDAN_TEST_PSEUDO", "1".to_owned()));
    let server = home.serve_with(Setup { more, ..Setup::default() }).await;
    let (link, browser, stranger) = (link(&home), Browser::new(server.client), Browser::new(server.client));
    let own_now = own(&home).await;
    let read = async |browser: &Browser, path: &str| check(path, &shown(&browser.get(path).await.text()), &own_now);
    for path in ["/", "/en", &link, "/setup/unknown", "/setup/city"] {
        read(&stranger, path).await;
    }
    browser.post(&link, &[]).await.expect(303);
    read(&stranger, &link).await;
    read(&browser, "/setup/city").await;
    let wrong = browser.post("/setup/city", &[("public_url", "x"), ("mail_from", "x")]).await.expect(422).text();
    check("a city to mend", &shown(&wrong), &own_now);
    browser.post("/setup/city", &fields(&city(&home))).await.expect(303);
    let own_now = own(&home).await;
    let read = async |browser: &Browser, path: &str| check(path, &shown(&browser.get(path).await.text()), &own_now);
    read(&browser, "/setup/administrator").await;
    let wrong = browser.post("/setup/administrator", &[]).await.expect(422).text();
    check("an administrator to mend", &shown(&wrong), &own_now);
    let step = browser.post("/setup/administrator", &ADMINISTRATOR).await.expect(303).location().to_owned();
    check("an app to register", &shown(&without_key(&browser.get(&step).await.expect(200).text())), &own_now);
    let wrong = browser.post("/staff/sign-in/factor/new", &[("code", "1")]).await.expect(422).text();
    check("an app to register anew", &shown(&without_key(&wrong)), &own_now);
    let (_, _, codes) = register(&browser, server.client, &step).await;
    assert!(!codes.is_empty());
    read(&browser, &link).await;
    for path in ["", "/begin", "/begin/place", "/begin/kinds", "/begin/times", "/begin/trial"] {
        read(&browser, &format!("/staff/setup{path}")).await;
    }
    let place = "/staff/setup/begin/place";
    let wrong = browser.fill(place, place, &[("room_name", "")]).await.expect(422).text();
    check("a place to mend", &shown(&wrong), &own_now);
    let typed = [
        ("office_name", "中央"),
        ("office_address", "みのり市中央1-2-3"),
        ("nurse_name", "見本 ひとみ"),
        ("login", "hitomi"),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
    ];
    browser.fill(place, place, &typed).await.expect(303);
    browser.post("/staff/setup/begin/kinds", &[("set", "mothers")]).await.expect(303);
    let times = "/staff/setup/begin/times";
    let own_now = own(&home).await;
    let read = async |path: &str| check(path, &shown(&browser.get(path).await.text()), &own_now);
    let week = form_of(&browser.get(times).await.expect(200).text(), times);
    read(times).await;
    browser.post(times, &pairs(&week)).await.expect(303);
    read(times).await;
    let preview = form_of(&browser.get(times).await.expect(200).text(), times);
    browser.post(times, &pairs(&preview)).await.expect(303);
    for path in [times, place, "/staff/setup/begin/kinds", "/staff/setup/begin?said=published"] {
        read(path).await;
    }
}
