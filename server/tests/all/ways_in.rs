//! Invitations and forgotten passwords, through the front door: links by mail that are good once, and answers that tell nobody who is there.

use std::process::Stdio;

use futures::future::join_all;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::{STEP, by_password, cookie, register, with_app};
use crate::support::client::{Browser, Client};
use crate::support::forms::{form_of, pairs, set};
use crate::support::mail::Mail;
use crate::support::server::{Home, Server, Setup};
use crate::support::two_cities::found;
use crate::support::wait::until;

use super::staff_door::two_doors;

on_both_engines!(
    an_invited_nurse_sets_her_password_and_an_app_and_is_in,
    a_link_is_used_once_also_by_many_at_once,
    an_invitation_is_sent_anew_withdrawn_and_ends_with_a_stop,
    a_link_that_opens_nothing_reads_alike_whatever_it_was,
    a_forgotten_password_is_answered_alike_for_everybody,
    another_password_asks_for_her_factor_and_ends_her_sessions,
    who_asks_for_many_links_waits,
    links_lead_to_the_staffs_own_door,
    a_link_of_one_city_opens_nothing_in_another,
    the_machine_prints_a_link,
);

const NEW: &str = "/staff/setup/staff/new";
const NURSE: &str = "shinjin@mail.example.jp";
const HERS: &str = "ながい ながい 合言葉です よ";
const FORGOTTEN: &str = "/staff/forgotten";

/// She invites a nurse.
async fn invites(kanri: &Browser, login: &str, name: &str, address: &str) {
    let mut fields = form_of(&kanri.get(NEW).await.expect(200).text(), NEW);
    for (field, value) in [("login", login), ("display_name", name), ("offices", "north"), ("email", address)] {
        set(&mut fields, field, value);
    }
    let answer = kanri.post(NEW, &pairs(&fields)).await.expect(303);
    assert_eq!(answer.location(), "/staff/setup/staff?said=invited");
}

/// The usual city, and a browser in which that member is in.
async fn served(engine: Engine, login: &str) -> (Home, Server, Browser) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in(login).await;
    (home, server, browser)
}

/// The same with its administrator, and the path of an invitation that nobody has used.
async fn with_invited(engine: Engine) -> (Home, Server, Browser, String) {
    let (home, server, kanri) = served(engine, "kanri").await;
    invites(&kanri, "shinjin", "新顔 いちか", NURSE).await;
    let page = link(&home, NURSE, &[]).await;
    (home, server, kanri, page)
}

/// The n-th mail to that address.
async fn mail(home: &Home, address: &str, n: usize) -> Mail {
    let mut mails = until("a mail", async || Some(home.mails_to(address)).filter(|mails| mails.len() > n)).await;
    mails.sort_by_key(|mail| link_of(mail).is_none());
    mails.pop().expect("it is there")
}

fn link_of(mail: &Mail) -> Option<String> {
    mail.links().into_iter().find(|link| link.contains("/staff/link/"))
}

/// The path of the only link that was mailed to that address and is in none of those before.
async fn link(home: &Home, address: &str, before: &[String]) -> String {
    until("a link", async || {
        let links = home.mails_to(address).iter().filter_map(link_of).collect::<Vec<_>>();
        let path = |link: &String| format!("/staff/link/{}", link.rsplit_once('/').expect("a link").1);
        links.iter().map(path).find(|path| !before.contains(path))
    })
    .await
}

const fn typed(password: &str) -> [(&str, &str); 2] {
    [("password", password), ("password_again", password)]
}

async fn sign_in(client: Client, login: &str, password: &str) -> (u16, Browser) {
    let browser = Browser::new(client);
    let answer = browser.post("/staff/sign-in", &[("login", login), ("password", password)]).await;
    (answer.status, browser)
}

/// A member of the demo registers an address.
async fn registers(home: &Home, browser: &Browser, address: &str) {
    let asked = browser.fill("/staff/account", "/staff/account/address", &[("email", address)]).await.expect(303);
    assert_eq!(asked.location(), "/staff/account?said=address_asked");
    let confirm = link(home, address, &[]).await;
    assert!(browser.get(&confirm).await.expect(200).text().contains("メールアドレスを登録する"));
    assert!(!browser.get("/staff/account").await.expect(200).text().contains("を登録しています"), "not by looking");
    assert_eq!(browser.post(&confirm, &[]).await.expect(303).location(), "/staff/account?said=address");
    let page = browser.get("/staff/account").await.expect(200).text();
    assert!(page.contains(&format!("{address} を登録しています")), "{page}");
}

async fn an_invited_nurse_sets_her_password_and_an_app_and_is_in(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let kanri = Browser::new(client);
    with_app(&kanri, client, "kanri").await;
    let policy = "/staff/setup/city/factor";
    kanri.fill(policy, policy, &[("factor_required", "true")]).await.expect(303);
    let mut fields = form_of(&kanri.get(NEW).await.expect(200).text(), NEW);
    set(&mut fields, "email", "no address");
    let wrong = kanri.post(NEW, &pairs(&fields)).await.expect(422).text();
    assert!(wrong.contains("href=\"#email\"") && wrong.contains("value=\"no address\""), "{wrong}");
    assert!(!wrong.contains("href=\"#password\""), "no password is asked of whoever is invited: {wrong}");
    invites(&kanri, "shinjin", "新顔 いちか", NURSE).await;
    let page = link(&home, NURSE, &[]).await;
    let mail = mail(&home, NURSE, 0).await;
    assert!(
        mail.subject.contains("招待") && mail.text.contains("shinjin") && mail.text.contains("一度だけ"),
        "{}",
        mail.text
    );
    assert!(mail.calendars.is_empty() && !mail.raw.contains("新顔"), "{}", mail.raw);
    let listed = until("the list", async || {
        let page = kanri.get("/staff/setup/staff").await.expect(200).text();
        page.contains("招待中").then_some(page)
    })
    .await;
    assert!(listed.contains("新顔 いちか"));
    // Nobody comes in by looking, nor without a password of hers.
    for password in ["", "-"] {
        assert_eq!(sign_in(client, "shinjin", password).await.0, 401);
    }
    let hers = Browser::new(client);
    let shown = hers.get(&page).await.expect(200);
    assert_eq!(
        (shown.header("referrer-policy"), shown.header("cache-control")),
        (Some("same-origin"), Some("no-store"))
    );
    let text = shown.text();
    assert!(text.contains("架空市") && text.contains("新顔 いちか") && text.contains("shinjin"), "{text}");
    let weak = [("password", "shinjin-shinjin-shinjin"), ("password_again", "another")];
    let wrong = hers.post(&page, &weak).await.expect(422).text();
    assert!(wrong.contains("href=\"#password\"") && wrong.contains("href=\"#password_again\""), "{wrong}");
    assert!(!wrong.contains("shinjin-shinjin") && wrong.contains("新顔 いちか"), "{wrong}");
    let step = hers.post(&page, &typed(HERS)).await.expect(303);
    assert_eq!(step.location(), STEP);
    assert!(hers.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"), "not yet");
    let (on, mut app, codes) = register(&hers, client, step.location()).await;
    assert_eq!((on.location(), codes.len()), ("/staff", 10));
    hers.get("/staff").await.expect(200);
    hers.get(&page).await.expect(404);
    hers.post(&page, &typed("もう一つの ながい 合言葉です")).await.expect(404);
    // She comes back as everybody does.
    let (status, again) = sign_in(client, "shinjin", HERS).await;
    assert_eq!(status, 303);
    let code = app.code(client).await;
    assert_eq!(again.post(STEP, &[("code", &code)]).await.expect(303).location(), "/staff");
    let account = again.get("/staff/account").await.expect(200).text();
    assert!(account.contains(&format!("{NURSE} を登録しています")), "{account}");
    let word = page.rsplit_once('/').expect("a word").1;
    assert!(!home.log().contains(&word[..20]) && !home.log().contains("shinjin@"), "the log says too much");
    let told = "SELECT COUNT(*) FROM audit WHERE action IN ('staff_invite', 'staff_invited_in')";
    assert_eq!(home.db.count(told).await, 2);
}

async fn a_link_is_used_once_also_by_many_at_once(engine: Engine) {
    let (home, server, _, page) = with_invited(engine).await;
    // Beside a server on SQLite there is no other.
    let beside = match engine {
        Engine::Sqlite => None,
        Engine::Postgres => Some(home.serve_beside(&Setup::default()).await),
    };
    let other = beside.as_ref().map_or(server.client, |beside| beside.client);
    let browsers: Vec<Browser> = (0..6).map(|n| Browser::new(if n % 2 == 0 { server.client } else { other })).collect();
    let fields = typed(HERS);
    let answers = join_all(browsers.iter().map(|browser| browser.post(&page, &fields))).await;
    let mut status: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    status.sort_unstable();
    assert_eq!(status, [303, 404, 404, 404, 404, 404]);
    let within = browsers.iter().filter(|browser| cookie(browser, "mendan_session").is_some()).count();
    assert_eq!(within, 1);
}

async fn an_invitation_is_sent_anew_withdrawn_and_ends_with_a_stop(engine: Engine) {
    let (home, server, kanri, first) = with_invited(engine).await;
    let client = server.client;
    let id = home.db.count("SELECT id FROM staff WHERE login = 'shinjin'").await;
    let member = format!("/staff/setup/staff/{id}");
    let page = kanri.get(&member).await.expect(200).text();
    assert!(page.contains("招待") && page.contains(&format!("value=\"{NURSE}\"")), "{page}");
    let other = "shinjin2@mail.example.jp";
    let invite = format!("{member}/invite");
    let wrong = kanri.fill(&member, &invite, &[("email", "shinjin")]).await.expect(422).text();
    assert!(wrong.contains("href=\"#email\"") && wrong.contains("value=\"shinjin\""), "{wrong}");
    let stale = form_of(&kanri.get(&member).await.expect(200).text(), &invite);
    kanri.fill(&member, &invite, &[("email", other)]).await.expect(303);
    kanri.post(&invite, &pairs(&stale)).await.expect(409);
    let second = link(&home, other, &[]).await;
    client.get(&first).await.expect(404);
    client.get(&second).await.expect(200);
    kanri.fill(&member, &format!("{member}/withdraw"), &[]).await.expect(303);
    client.get(&second).await.expect(404);
    kanri.fill(&member, &invite, &[("email", NURSE)]).await.expect(303);
    let third = link(&home, NURSE, std::slice::from_ref(&first)).await;
    client.get(&third).await.expect(200);
    kanri.fill(&member, &format!("{member}/disabled"), &[("disabled", "true")]).await.expect(303);
    client.get(&third).await.expect(404);
    assert_eq!(Browser::new(client).post(&third, &typed(HERS)).await.status, 404);
    // Reception invites nobody.
    let reception = Browser::new(client);
    reception.sign_in("uketsuke").await;
    reception.post(&invite, &[("email", NURSE)]).await.expect(404);
}

async fn a_link_that_opens_nothing_reads_alike_whatever_it_was(engine: Engine) {
    let (home, server, kanri, used) = with_invited(engine).await;
    let client = server.client;
    Browser::new(client).post(&used, &typed(HERS)).await.expect(303);
    invites(&kanri, "furui", "新顔 にいな", "furui@mail.example.jp").await;
    let over = link(&home, "furui@mail.example.jp", &[]).await;
    home.db.execute("UPDATE staff_link SET expires_at = made_at").await;
    let unknown = format!("/staff/link/{}", "A".repeat(43));
    let mut said = Vec::new();
    for path in [&used, &over, &unknown] {
        let word = path.rsplit_once('/').expect("a word").1;
        for answer in [client.get(path).await, Browser::new(client).post(path, &typed(HERS)).await] {
            assert_eq!(answer.status, 404, "{path}");
            let text = answer.text();
            assert!(text.contains("このリンクは使えません") && text.contains("招待のメールをもう一度"), "{text}");
            assert!(!text.contains("新顔") && !text.contains(word), "{text}");
            said.push(main_of(&text));
        }
    }
    assert!(said.iter().all(|page| *page == said[0]));
    // What mail programs stick to a link falls off.
    assert_eq!(client.get(&format!("{unknown}.")).await.expect(303).location(), unknown);
}

/// What a page says; around it stands what is another each time.
fn main_of(page: &str) -> String {
    let main = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next());
    main.expect("a page").to_owned()
}

async fn a_forgotten_password_is_answered_alike_for_everybody(engine: Engine) {
    let (home, server, hers) = served(engine, "hokenshi").await;
    let client = server.client;
    registers(&home, &hers, "hokenshi@mail.example.jp").await;
    let entrance = client.get("/staff/sign-in").await.expect(200).text();
    assert!(entrance.contains("href=\"/staff/forgotten\"") && entrance.contains("パスワードを忘れた"), "{entrance}");
    let empty = Browser::new(client).post(FORGOTTEN, &[("who", " ")]).await.expect(422).text();
    assert!(empty.contains("href=\"#who\""), "{empty}");
    let mut said = Vec::new();
    for who in ["hokenshi", "hokenshi@mail.example.jp", "uketsuke", "nobody", "nobody@mail.example.jp", "' OR 1=1 --"] {
        let browser = Browser::new(client);
        let answer = browser.post(FORGOTTEN, &[("who", who)]).await.expect(303);
        assert_eq!(answer.location(), "/staff/forgotten?said=sent", "{who}");
        let page = browser.get(answer.location()).await.expect(200).text();
        said.push(main_of(&page));
    }
    assert!(said.iter().all(|page| *page == said[0]) && said[0].contains("受け付けました"), "{}", said[0]);
    // Every one of them is a job; what came of it is one letter, or two within the second.
    let left = "SELECT COUNT(*) FROM outbox WHERE job = 'password_link' AND state IN ('pending', 'leased')";
    until("the jobs", async || (home.db.count(left).await == 0).then_some(())).await;
    assert_eq!(home.db.count("SELECT COUNT(*) FROM outbox WHERE job = 'password_link' AND state = 'sent'").await, 6);
    let letters = home.db.count("SELECT COUNT(*) FROM outbox WHERE kind = 'password_link'").await;
    assert!((1..=2).contains(&letters), "{letters}");
    assert_eq!(
        home.db.count("SELECT COUNT(*) FROM outbox WHERE job = 'password_link' AND detail LIKE '%nobody%'").await,
        0
    );
    assert!(!home.log().contains("hokenshi@") && !home.log().contains("nobody"), "{}", home.log());
}

async fn another_password_asks_for_her_factor_and_ends_her_sessions(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (hers, address) = (Browser::new(client), "hokenshi@mail.example.jp");
    let (mut app, _) = with_app(&hers, client, "hokenshi").await;
    registers(&home, &hers, address).await;
    let confirm = link(&home, address, &[]).await;
    let thief = Browser::new(client);
    thief.post(FORGOTTEN, &[("who", "hokenshi")]).await.expect(303);
    let page = link(&home, address, &[confirm]).await;
    // She is in all the while, and her password is what it was.
    hers.get("/staff").await.expect(200);
    assert_eq!(by_password(&Browser::new(client), "hokenshi").await.expect(303).location(), STEP);
    let text = thief.get(&page).await.expect(200).text();
    assert!(text.contains("パスワードを決め直す"), "{text}");
    assert_eq!(thief.post(&page, &typed(HERS)).await.expect(303).location(), STEP, "a mailbox alone is not enough");
    assert!(thief.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"));
    assert!(hers.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"), "her sessions ended");
    let code = app.code(client).await;
    thief.post(STEP, &[("code", &code)]).await.expect(303);
    thief.get("/staff").await.expect(200);
    assert_eq!(by_password(&Browser::new(client), "hokenshi").await.status, 401);
    until("a notice", async || {
        home.mails_to(address).iter().any(|mail| mail.subject.contains("パスワードが変わりました")).then_some(())
    })
    .await;
}

async fn who_asks_for_many_links_waits(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve_with(Setup { shield: true, ..Setup::default() }).await;
    let browser = Browser::new(server.client);
    let mut last = 303;
    for n in 0..40 {
        let answer = browser.post(FORGOTTEN, &[("who", &format!("name{n}"))]).await;
        last = answer.status;
        if last == 429 {
            let told = answer.header("retry-after").and_then(|wait| wait.parse::<u64>().ok());
            assert!(n >= 20 && told.is_some_and(|wait| wait > 2), "{n}: {told:?}");
            let text = answer.text();
            assert!(text.contains("少し待ってから") && text.contains(&format!("value=\"name{n}\"")), "{text}");
            break;
        }
        assert_eq!(last, 303, "{n}");
    }
    assert_eq!(last, 429);
    // Signing in waits for nothing of it.
    browser.sign_in("uketsuke").await;
}

async fn links_lead_to_the_staffs_own_door(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, staff) = two_doors(&home, &[]).await;
    let kanri = Browser::new(staff);
    kanri.sign_in("kanri").await;
    invites(&kanri, "shinjin", "新顔 いちか", NURSE).await;
    let mail = mail(&home, NURSE, 0).await;
    let url = link_of(&mail).expect("a link");
    assert!(url.starts_with(&format!("http://{}/staff/link/", staff.address)), "{url}");
    let page = link(&home, NURSE, &[]).await;
    assert!(
        !server.client.get(&page).await.expect(404).text().contains("このリンクは使えません"),
        "nothing is there at the public door"
    );
    server.client.get(FORGOTTEN).await.expect(404);
    let hers = Browser::new(staff);
    hers.get(&page).await.expect(200);
    assert_eq!(hers.post(&page, &typed(HERS)).await.expect(303).location(), "/staff");
}

async fn a_link_of_one_city_opens_nothing_in_another(engine: Engine) {
    let home = Home::new(engine).await;
    let (server, first, second) = found(&home).await;
    let client = server.client;
    let kanri = first.staff(client, "kanri").await;
    invites(&kanri, "shinjin", "新顔 いちか", NURSE).await;
    let page = link(&home, NURSE, &[]).await;
    let (abroad, hers) = (second.browser(client), first.browser(client));
    assert!(abroad.get(&page).await.expect(404).text().contains("このリンクは使えません"));
    abroad.post(&page, &typed(HERS)).await.expect(404);
    assert!(cookie(&abroad, "mendan_session").is_none());
    hers.get(&page).await.expect(200);
    hers.post(&page, &typed(HERS)).await.expect(303);
}

async fn the_machine_prints_a_link(engine: Engine) {
    let (home, server, inside) = served(engine, "kanri").await;
    let client = server.client;
    let arguments = ["staff", "reset", "--link", "kanri"];
    let said = home.command(&Setup::default(), &arguments).stdin(Stdio::null()).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let told = String::from_utf8(said.stdout).unwrap();
    assert!(!told.contains("password="), "{told}");
    let url = told.split("link=").nth(1).expect("a link").trim();
    assert!(url.starts_with(&home.public_url()), "{url}");
    let page = url.strip_prefix(&home.public_url()).expect("ours");
    assert!(inside.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"), "her sessions end");
    assert_eq!(by_password(&Browser::new(client), "kanri").await.status, 401, "and so does her password");
    let hers = Browser::new(client);
    hers.get(page).await.expect(200);
    assert_eq!(hers.post(page, &typed(HERS)).await.expect(303).location(), "/staff");
    hers.get(page).await.expect(404);
    assert_eq!(sign_in(client, "kanri", HERS).await.0, 303);
}
