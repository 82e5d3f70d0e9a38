//! Coming in by the city's identity provider, through the front door: who is sent where, what is believed of what comes back, and what
//! is asked besides.

use serde_json::json;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::{STEP, cookie, hidden_or_none};
use crate::support::client::{Browser, Client, hidden};
use crate::support::openid::{Account, CLIENT, CLIENT_SECRET, Mood, OpenIdServer};
use crate::support::server::{Home, Server, Setup};
use crate::support::shaping::staff;

use super::access::found_beta;

on_both_engines!(
    a_member_links_her_account_and_comes_in_by_it,
    state_nonce_and_whatever_else_is_not_as_it_must_be_lets_nobody_in,
    what_comes_back_is_good_for_once_and_for_the_browser_that_was_sent,
    somebody_unknown_learns_whom_to_ask_and_a_name_counts_only_where_it_was_allowed,
    the_citys_second_factor_is_asked_unless_the_providers_counts,
    she_proves_again_at_the_provider_and_her_form_waits,
    two_tabs_at_the_provider_at_once_both_go_on,
    a_provider_that_is_down_leaves_the_other_ways,
    what_a_provider_says_of_itself_is_told_before_it_is_saved,
    whoever_manages_the_staff_takes_a_link_away,
    a_citys_provider_lets_nobody_into_another_city,
);

const PAGE: &str = "/staff/setup/openid";
const IN: &str = "/staff/sign-in/openid";
const BACK: &str = "/staff/sign-in/openid/callback";

/// A server that may ask providers on the loopback.
async fn served(home: &Home, ahead: i64) -> Server {
    home.serve_with(Setup { ahead, more: OpenIdServer::settings(), ..Setup::default() }).await
}

/// What an administrator types.
async fn set(client: Client, provider: &OpenIdServer, more: &[(&str, &str)]) {
    let kanri = staff(client, "kanri").await;
    let issuer = provider.issuer();
    let typed = [
        ("issuer", issuer.as_str()),
        ("client_id", CLIENT),
        ("client_password", CLIENT_SECRET),
        ("label", "架空認証"),
        ("naming", "nothing"),
    ];
    let typed = [&typed, more].concat();
    let saved = kanri.fill(PAGE, PAGE, &typed).await.expect(303);
    assert_eq!(saved.location(), format!("{PAGE}?said=openid_saved"));
}

/// A city whose staff can come in by a provider.
pub async fn begun(engine: Engine, more: &[(&str, &str)]) -> (Home, OpenIdServer, Server) {
    let home = Home::new(engine).await;
    let provider = OpenIdServer::start().await;
    let server = served(&home, 0).await;
    set(server.client, &provider, more).await;
    (home, provider, server)
}

/// She is in by her password and links her account; her browser.
async fn linked(client: Client, provider: &OpenIdServer, (login, subject): (&str, &'static str)) -> Browser {
    let browser = staff(client, login).await;
    let back = provider.there_and_back(&browser, ("/staff/account/openid", &[]), &Account::of(subject)).await;
    assert_eq!(back.expect(303).location(), "/staff/account?said=openid_linked");
    browser
}

async fn sessions(home: &Home) -> i64 {
    home.db.count("SELECT COUNT(*) FROM session").await
}

async fn a_member_links_her_account_and_comes_in_by_it(engine: Engine) {
    let (home, provider, server) = begun(engine, &[]).await;
    let client = server.client;
    let hers = linked(client, &provider, ("hokenshi", "a")).await;
    let page = hers.get("/staff/account").await.expect(200).text();
    assert!(page.contains("架空認証でのログイン") && page.contains("結び付けをやめる"), "{page}");
    let browser = Browser::new(client);
    let entrance = browser.get("/staff/sign-in?next=%2Fstaff%2Fcalls").await.expect(200).text();
    assert!(entrance.contains("架空認証でログイン") && entrance.contains("type=\"password\""), "{entrance}");
    let led = browser.fill("/staff/sign-in?next=%2Fstaff%2Fcalls", &format!("{IN}?cookies=expected"), &[]).await;
    // It is a page of ours that leads there: a form's answer that did would be stopped.
    let led = led.expect(200);
    assert!(led.text().contains("架空認証の画面へ") && led.header("location").is_none(), "{}", led.text());
    let sent = provider.sent(&led);
    assert_eq!(sent.value("redirect_uri"), format!("{}{BACK}", home.public_url()));
    assert_eq!((sent.value("client_id"), sent.value("response_type")), (CLIENT, "code"));
    assert_eq!((sent.value("code_challenge_method"), sent.value("scope")), ("S256", "openid profile email"));
    assert!(
        sent.value("state").len() >= 43 && sent.value("nonce").len() >= 43 && sent.value("code_challenge").len() == 43
    );
    assert!(sent.maybe("prompt").is_none() && sent.maybe("client_secret").is_none());
    // Neither what is secret nor what waits stands in the database.
    let strange = [("kept", "made-up"), ("next", "https://evil.example")];
    Browser::new(client).post(IN, &strange).await.expect(200);
    let rows = home.db.lines("openid_attempt", "1 = 1").await.concat();
    assert!(!rows.contains("made-up") && !rows.contains("evil"), "{rows}");
    assert!(!rows.contains(sent.value("state")) && !rows.contains(sent.value("nonce")), "{rows}");
    let back = browser.get(&provider.leads_back(&sent, &Account::of("a"))).await.expect(303);
    assert_eq!(back.location(), "/staff/calls", "where she was going");
    let session = back.headers.iter().find(|(name, line)| name == "set-cookie" && line.starts_with("mendan_session="));
    let (_, line) = session.expect("a session");
    assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax"), "{line}");
    browser.get("/staff").await.expect(200);
    let lines = "SELECT COUNT(*) FROM audit WHERE action = 'sign_in' AND detail LIKE '%\"openid\"%'";
    assert_eq!(home.db.count(lines).await, 1);
    assert!(!home.log().contains("code-1") && !home.log().contains(sent.value("state")), "{}", home.log());
    // She signs out, here and there.
    let out = browser.post("/staff/sign-out", &[]).await.expect(200);
    let there = out.header("refresh").expect("a place");
    assert!(there.starts_with(&format!("0;url={}/out?client_id={CLIENT}&", provider.issuer())), "{there}");
    assert!(there.contains("post_logout_redirect_uri=") && cookie(&browser, "mendan_session").is_none());
    // Whoever came in by password signs out here alone.
    let other = staff(client, "uketsuke").await;
    assert_eq!(other.post("/staff/sign-out", &[]).await.expect(303).location(), "/staff/sign-in?said=out");
    // Unlinked, it lets nobody in any more.
    let unlinked = hers.post("/staff/account/openid/remove", &[]).await.expect(303);
    assert_eq!(unlinked.location(), "/staff/account?said=openid_unlinked");
    hers.get("/staff").await.expect(200);
    let refused = provider.there_and_back(&browser, (IN, &[]), &Account::of("a")).await.expect(401).text();
    assert!(refused.contains("結び付いていません"), "{refused}");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM openid_attempt").await, 1, "hers are taken");
}

async fn state_nonce_and_whatever_else_is_not_as_it_must_be_lets_nobody_in(engine: Engine) {
    let (home, provider, server) = begun(engine, &[]).await;
    let client = server.client;
    linked(client, &provider, ("hokenshi", "a")).await;
    let before = sessions(&home).await;
    let browser = Browser::new(client);
    for mood in Mood::WRONG {
        provider.is(mood);
        let refused = provider.there_and_back(&browser, (IN, &[]), &Account::of("a")).await;
        assert_eq!(refused.status, 401, "{mood:?}: {}", refused.text());
        let text = refused.text();
        assert!(text.contains("確かめられなかった") && text.contains("type=\"password\""), "{mood:?}: {text}");
        assert!(cookie(&browser, "mendan_session").is_none(), "{mood:?}");
    }
    provider.is(Mood::Well);
    // Another state, none at all, one that we made for nobody.
    let page = browser.post(IN, &[]).await.expect(200);
    let sent = provider.sent(&page);
    let (code, issuer) = (provider.code(&sent, &Account::of("a")), provider.issuer());
    for state in ["", "of-somebody-else", sent.value("nonce")] {
        let refused = browser.get(&format!("{BACK}?code={code}&state={state}&iss={issuer}")).await.expect(401).text();
        assert!(refused.contains("時間がたったか"), "{refused}");
    }
    // Sent by another provider (RFC 9207), or by one that does not say which it is though it says that it does.
    for named in ["", "&iss=https://id.other.example"] {
        let page = browser.post(IN, &[]).await.expect(200);
        let sent = provider.sent(&page);
        let code = provider.code(&sent, &Account::of("a"));
        let refused = browser.get(&format!("{BACK}?code={code}&state={}{named}", sent.value("state"))).await;
        assert!(refused.expect(401).text().contains("確かめられなかった"), "{named:?}");
    }
    // A code that is none, and one that was used by somebody else.
    let page = browser.post(IN, &[]).await.expect(200);
    let state = provider.sent(&page).value("state").to_owned();
    browser.get(&format!("{BACK}?code=of-nobody&state={state}&iss={issuer}")).await.expect(401);
    // She did not sign in there.
    let page = browser.post(IN, &[("next", "/staff/calls")]).await.expect(200);
    let state = provider.sent(&page).value("state").to_owned();
    let denied =
        browser.get(&format!("{BACK}?error=access_denied&state={state}&iss={issuer}")).await.expect(401).text();
    assert!(denied.contains("途中でやめたか") && hidden(&denied, "next") == "/staff/calls", "{denied}");
    assert_eq!(sessions(&home).await, before);
    let lines = home.db.count("SELECT COUNT(*) FROM audit WHERE action = 'openid_failed'").await;
    assert_eq!(usize::try_from(lines).unwrap(), Mood::WRONG.len() + 4, "what was really brought back");
    // All is well.
    assert_eq!(provider.there_and_back(&browser, (IN, &[]), &Account::of("a")).await.expect(303).location(), "/staff");
}

async fn what_comes_back_is_good_for_once_and_for_the_browser_that_was_sent(engine: Engine) {
    let (home, provider, server) = begun(engine, &[]).await;
    let client = server.client;
    linked(client, &provider, ("hokenshi", "a")).await;
    let (browser, other) = (Browser::new(client), Browser::new(client));
    let sent = provider.sent(&browser.post(IN, &[]).await.expect(200));
    let back = provider.leads_back(&sent, &Account::of("a"));
    // Somebody has the address, and a cookie of her own or none.
    let before = sessions(&home).await;
    other.get(&back).await.expect(401);
    other.post(IN, &[]).await.expect(200);
    other.get(&back).await.expect(401);
    assert_eq!(sessions(&home).await, before);
    // In the browser that was sent it is still good, once: also where many of its windows ask at the same time.
    let asked = futures::future::join_all((0..6).map(|_| browser.get(&back))).await;
    let mut statuses: Vec<u16> = asked.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 401, 401, 401, 401, 401]);
    assert_eq!(sessions(&home).await, before + 1);
    // Ten minutes.
    let sent = provider.sent(&browser.post(IN, &[]).await.expect(200));
    let cookies = browser.cookies.lock().unwrap().clone();
    server.kill();
    let server = served(&home, 11 * 60).await;
    provider.is_ahead(11 * 60);
    let browser = Browser::new(server.client);
    *browser.cookies.lock().unwrap() = cookies;
    let late = browser.get(&provider.leads_back(&sent, &Account::of("a"))).await.expect(401).text();
    assert!(late.contains("時間がたったか"), "{late}");
}

async fn somebody_unknown_learns_whom_to_ask_and_a_name_counts_only_where_it_was_allowed(engine: Engine) {
    let (home, provider, server) = begun(engine, &[]).await;
    let client = server.client;
    let browser = Browser::new(client);
    let named = |subject, name: &str| Account::of(subject).with("preferred_username", json!(name));
    let refused = provider.there_and_back(&browser, (IN, &[]), &named("a", "hokenshi")).await.expect(401).text();
    assert!(refused.contains("職員を管理する人に頼んでください") && !refused.contains("hokenshi"), "{refused}");
    let last = "SELECT detail FROM audit ORDER BY id DESC LIMIT 1";
    let (detail,) = home.db.rows::<(String,)>(last).await.remove(0);
    assert!(detail.contains("unknown") && !detail.contains("hokenshi"), "{detail}");
    set(client, &provider, &[("naming", "preferred_username"), ("domain", "city.example.jp")]).await;
    for name in ["nobody", "hokenshi@other.example", ""] {
        provider.there_and_back(&browser, (IN, &[]), &named("a", name)).await.expect(401);
    }
    let back = provider.there_and_back(&browser, (IN, &[]), &named("a", "Hokenshi@city.example.jp")).await;
    assert_eq!(back.expect(303).location(), "/staff");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM openid_link").await, 1);
    // Somebody else who has got the name since is nobody here.
    provider.there_and_back(&Browser::new(client), (IN, &[]), &named("b", "hokenshi")).await.expect(401);
    // Whoever is stopped is not let in.
    home.db.execute("UPDATE staff SET disabled = TRUE, version = version + 1 WHERE login = 'hokenshi'").await;
    home.db.execute("UPDATE municipality SET setup_version = setup_version + 1").await;
    provider.there_and_back(&Browser::new(client), (IN, &[]), &named("a", "hokenshi")).await.expect(401);
}

async fn the_citys_second_factor_is_asked_unless_the_providers_counts(engine: Engine) {
    let (_home, provider, server) = begun(engine, &[("second", "mfa")]).await;
    let client = server.client;
    linked(client, &provider, ("hokenshi", "a")).await;
    let kanri = staff(client, "kanri").await;
    let page = "/staff/setup/city/factor";
    kanri.fill(page, page, &[("factor_required", "true")]).await.expect(303);
    let plain = Browser::new(client);
    let fields = [("next", "/staff/calls")];
    let asked = provider.there_and_back(&plain, (IN, &fields), &Account::of("a")).await.expect(303);
    assert_eq!(asked.location(), format!("{STEP}?next=%2Fstaff%2Fcalls"));
    assert!(cookie(&plain, "mendan_session").is_none() && cookie(&plain, "mendan_step").is_some());
    plain.get("/staff").await.expect(303);
    let second = Account::of("a").with("amr", json!(["pwd", "mfa"]));
    let browser = Browser::new(client);
    assert_eq!(provider.there_and_back(&browser, (IN, &[]), &second).await.expect(303).location(), "/staff");
    browser.get("/staff").await.expect(200);
}

async fn she_proves_again_at_the_provider_and_her_form_waits(engine: Engine) {
    let (home, provider, server) = begun(engine, &[]).await;
    let client = server.client;
    let browser = linked(client, &provider, ("kanri", "a")).await;
    home.db.execute("UPDATE session SET proven_at = proven_at - 960").await;
    let asked = browser.post("/staff/setup/keys", &[("name", "待つアプリ")]).await.expect(401).text();
    assert!(asked.contains("架空認証で確かめる") && asked.contains("action=\"/staff/again/openid\""), "{asked}");
    let kept = hidden(&asked, "kept");
    let again = ("/staff/again/openid", &[("kept", kept.as_str())][..]);
    // She is still signed in there, and has not shown anew who she is.
    let long_ago = Account { shown: Some(3600), ..Account::of("a") };
    let back = provider.there_and_back(&browser, again, &long_ago).await.expect(422).text();
    assert!(back.contains("確かめられなかった") && hidden(&back, "kept") == kept, "{back}");
    let silent = Account { shown: None, ..Account::of("a") };
    provider.there_and_back(&browser, again, &silent).await.expect(422);
    // Somebody else signs in there.
    provider.there_and_back(&browser, again, &Account::of("b")).await.expect(422);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM partner_key WHERE name = '待つアプリ'").await, 0);
    let page = browser.post("/staff/again/openid", &[("kept", &kept)]).await.expect(200);
    let sent = provider.sent(&page);
    assert_eq!((sent.value("prompt"), sent.value("max_age")), ("login", "0"));
    let before = cookie(&browser, "mendan_session");
    let back = browser.get(&provider.leads_back(&sent, &Account::of("a"))).await.expect(303);
    assert_ne!(cookie(&browser, "mendan_session"), before, "another cookie");
    let form = browser.get(back.location()).await.expect(200).text();
    assert!(form.contains("value=\"待つアプリ\""), "{form}");
    // Somebody who has signed in by another session meanwhile is asked anew.
    home.db.execute("UPDATE session SET proven_at = proven_at - 960").await;
    let sent = provider.sent(&browser.post("/staff/again/openid", &[]).await.expect(200));
    browser.sign_in("uketsuke").await;
    browser.get(&provider.leads_back(&sent, &Account::of("a"))).await.expect(422);
}

async fn two_tabs_at_the_provider_at_once_both_go_on(engine: Engine) {
    let (home, provider, server) = begun(engine, &[]).await;
    let browser = linked(server.client, &provider, ("kanri", "a")).await;
    home.db.execute("UPDATE session SET proven_at = proven_at - 960").await;
    let (mut sent, names) = (Vec::new(), ["待つアプリ一", "待つアプリ二"]);
    for name in names {
        let asked = browser.post("/staff/setup/keys", &[("name", name)]).await.expect(401).text();
        let kept = hidden(&asked, "kept");
        sent.push(provider.sent(&browser.post("/staff/again/openid", &[("kept", &kept)]).await.expect(200)));
    }
    let mut places = Vec::new();
    for sent in &sent {
        let back = browser.get(&provider.leads_back(sent, &Account::of("a"))).await.expect(303);
        places.push(back.location().to_owned());
    }
    for (name, place) in names.iter().zip(&places) {
        let page = browser.get(place).await.expect(200).text();
        assert!(page.contains(&format!("value=\"{name}\"")), "{place}: {page}");
    }
}

async fn a_provider_that_is_down_leaves_the_other_ways(engine: Engine) {
    let (home, provider, server) = begun(engine, &[]).await;
    let client = server.client;
    let browser = linked(client, &provider, ("hokenshi", "a")).await;
    let waiting = Browser::new(client);
    let sent = provider.sent(&waiting.post(IN, &[]).await.expect(200));
    provider.is(Mood::Down);
    let down = browser.post(IN, &[("next", "/staff/calls")]).await.expect(503).text();
    assert!(down.contains("認証基盤につながりません") && hidden(&down, "next") == "/staff/calls", "{down}");
    waiting.get(&provider.leads_back(&sent, &Account::of("a"))).await.expect(503);
    let linking = browser.post("/staff/account/openid", &[]).await.expect(303);
    assert_eq!(linking.location(), "/staff/account?said=openid_down");
    // Nobody is kept in by a provider that cannot sign her out.
    assert_eq!(browser.post("/staff/sign-out", &[]).await.expect(303).location(), "/staff/sign-in?said=out");
    Browser::new(client).sign_in("hokenshi").await;
    provider.is(Mood::Leading);
    browser.post(IN, &[]).await.expect(503);
    // Where the operator does not allow its network it is not asked, whatever is set.
    server.kill();
    let server = home.serve().await;
    provider.is(Mood::Well);
    Browser::new(server.client).post(IN, &[]).await.expect(503);
    // The entrance of a city without one says nothing of it.
    home.db.execute("UPDATE openid SET provider_sealed = NULL, version = version + 1").await;
    let entrance = Browser::new(server.client).get("/staff/sign-in").await.expect(200).text();
    assert!(!entrance.contains(IN) && hidden_or_none(&entrance, "next").is_empty(), "{entrance}");
}

async fn what_a_provider_says_of_itself_is_told_before_it_is_saved(engine: Engine) {
    let home = Home::new(engine).await;
    let provider = OpenIdServer::start().await;
    let server = served(&home, 0).await;
    let kanri = staff(server.client, "kanri").await;
    let page = kanri.get(PAGE).await.expect(200).text();
    assert!(page.contains(&format!("{}{BACK}", home.public_url())), "what is to be registered: {page}");
    let looked = async |issuer: &str, secret: &str| {
        let typed = [
            ("issuer", issuer),
            ("client_id", CLIENT),
            ("client_password", secret),
            ("label", "架空認証"),
            ("naming", "nothing"),
            ("version", "0"),
        ];
        kanri.post(&format!("{PAGE}/try"), &typed).await
    };
    let issuer = provider.issuer();
    for (mood, said) in [
        (Mood::Down, "設定(/.well-known/openid-configuration)がありません"),
        (Mood::Leading, "設定(/.well-known/openid-configuration)がありません"),
        (Mood::Renamed, "ほかの発行者を名乗っています"),
        (Mood::Well, "つながりました"),
    ] {
        provider.is(mood);
        let text = looked(&issuer, CLIENT_SECRET).await.expect(200).text();
        assert!(text.contains(said) && text.contains("まだ保存していません"), "{mood:?}: {text}");
        assert!(!text.contains(CLIENT_SECRET), "the secret does not come back");
    }
    let shown = looked(&issuer, CLIENT_SECRET).await.expect(200).text();
    assert!(shown.contains(&format!("{issuer}/in")) && shown.contains(&format!("{issuer}/out")), "{shown}");
    // Neither a network that nobody has allowed nor a place without encryption.
    let inside = looked("https://10.255.255.1", CLIENT_SECRET).await.expect(200).text();
    assert!(inside.contains("MENDAN_OPENID_NETWORKS"), "{inside}");
    let plain = looked("http://id.example", CLIENT_SECRET).await.expect(422).text();
    assert!(
        plain.contains("https:// で始まる発行者のアドレス") && plain.contains("value=\"http://id.example\""),
        "{plain}"
    );
    looked(&issuer, "").await.expect(422);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM openid").await, 0);
    // It is saved without the secret being typed once more.
    let tried = hidden(&shown, "tried_password");
    let typed = [
        ("issuer", issuer.as_str()),
        ("client_id", CLIENT),
        ("client_password", ""),
        ("tried_password", &tried),
        ("label", "架空認証"),
        ("naming", "nothing"),
        ("version", "0"),
    ];
    kanri.post(PAGE, &typed).await.expect(303);
    let page = kanri.get(PAGE).await.expect(200).text();
    assert!(
        page.contains(&issuer) && !page.contains(CLIENT_SECRET) && page.contains("空けておくと、いまの値"),
        "{page}"
    );
    kanri.post(&format!("{PAGE}/remove"), &[("version", "0")]).await.expect(409);
    kanri.fill(PAGE, &format!("{PAGE}/remove"), &[]).await.expect(303);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM openid WHERE provider_sealed IS NOT NULL").await, 0);
    // For a day that is undone at a button, with the secret; a page from before does nothing.
    kanri.post(&format!("{PAGE}/undo"), &[("version", "1")]).await.expect(409);
    let undone = kanri.fill(PAGE, &format!("{PAGE}/undo"), &[]).await.expect(303);
    let page = kanri.get(undone.location()).await.expect(200).text();
    assert!(page.contains("変更をもどしました") && page.contains(&issuer) && !page.contains(CLIENT_SECRET), "{page}");
    assert!(!page.contains(&format!("{PAGE}/undo")), "before that there was none");
}

async fn whoever_manages_the_staff_takes_a_link_away(engine: Engine) {
    let (home, provider, server) = begun(engine, &[]).await;
    let client = server.client;
    let browser = linked(client, &provider, ("hokenshi", "a")).await;
    let other = staff(client, "uketsuke").await;
    let taken = provider.there_and_back(&other, ("/staff/account/openid", &[]), &Account::of("a")).await.expect(303);
    assert_eq!(taken.location(), "/staff/account?said=openid_taken");
    assert!(other.get(taken.location()).await.expect(200).text().contains("ほかの職員に結び付いています"));
    let id = home.db.count("SELECT id FROM staff WHERE login = 'hokenshi'").await;
    let kanri = staff(client, "kanri").await;
    let (page, action) = (format!("/staff/setup/staff/{id}"), format!("/staff/setup/staff/{id}/openid"));
    assert_eq!(kanri.fill(&page, &action, &[]).await.expect(303).location(), "/staff/setup/staff?said=openid_taken");
    assert!(!kanri.get(&page).await.expect(200).text().contains(&action), "there is none any more");
    browser.get("/staff").await.expect(303);
    provider.there_and_back(&Browser::new(client), (IN, &[]), &Account::of("a")).await.expect(401);
}

async fn a_citys_provider_lets_nobody_into_another_city(engine: Engine) {
    let (home, provider, server) = begun(engine, &[]).await;
    linked(server.client, &provider, ("hokenshi", "a")).await;
    server.kill();
    found_beta(&home).await;
    let server = served(&home, 0).await;
    let (here, there) = (Browser::new(server.client), Browser::at(server.client, "beta.example:8080"));
    assert!(!there.get("/staff/sign-in").await.expect(200).text().contains(IN), "it has none");
    there.post(IN, &[]).await.expect(404);
    let sent = provider.sent(&here.post(IN, &[]).await.expect(200));
    let cookies = here.cookies.lock().unwrap().clone();
    *there.cookies.lock().unwrap() = cookies;
    there.get(&provider.leads_back(&sent, &Account::of("a"))).await.expect(401);
    assert_eq!(here.get(&provider.leads_back(&sent, &Account::of("a"))).await.expect(303).location(), "/staff");
}
