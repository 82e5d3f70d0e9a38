//! Nobody is offered what the server refuses her: whatever a member may, each link of each page that she comes to opens, and each form
//! is hers to send.

use std::collections::BTreeMap;

use mendan::http::routes::Rules;
use mendan::http::rule::Rule;
use mendan_domain::staff::{Permission, Rights, Role};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::forms::{forms_of, links_of};
use crate::support::routes;
use crate::support::server::Home;
use crate::support::shaping::staff;

on_both_engines!(no_page_offers_what_the_server_refuses);

/// Pages of one pattern that are looked at: those of one day or one entry are like those of another.
const EACH: usize = 1;

/// The most exact pattern of those that stand for a path.
fn pattern<'a>(rules: &'a Rules, method: &str, path: &str) -> Option<(&'a str, Rule)> {
    let fits = |pattern: &str| {
        let (asked, known): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), pattern.split('/').collect());
        asked.len() == known.len()
            && asked.iter().zip(known).all(|(part, known)| known.starts_with('{') || *part == known)
    };
    let all = rules.iter().filter(|(verb, pattern, _)| *verb == method && fits(pattern));
    all.map(|(_, pattern, rule)| (pattern, rule)).min_by_key(|(pattern, _)| pattern.matches('{').count())
}

fn lets_in(rule: Rule, rights: Rights) -> bool {
    match rule {
        Rule::Anyone | Rule::SignedIn => true,
        Rule::Partner => false,
        Rule::Staff(permission) => rights.has(permission),
        Rule::StaffWithOne(all) => all.iter().any(|permission| rights.has(*permission)),
    }
}

/// What is wrong with what she is offered, from where she comes in.
async fn refused(browser: &Browser, rules: &Rules, rights: Rights) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let entered = browser.get("/staff").await;
    let first = if entered.status == 303 { entered.location().to_owned() } else { "/staff".to_owned() };
    let mut waiting = vec![(first, String::from("the way in")), ("/staff/account".to_owned(), "the bar".to_owned())];
    while let Some((path, from)) = waiting.pop() {
        let bare = path.split('?').next().unwrap_or_default();
        let Some((known, rule)) = pattern(rules, "GET", bare) else { continue };
        if !lets_in(rule, rights) {
            wrong.push(format!("{from} leads to {path}"));
            continue;
        }
        // Pages that an address makes another page of are looked at each.
        let asked: Vec<&str> = path.split(['?', '&']).skip(1).filter_map(|pair| pair.split('=').next()).collect();
        let times = seen.entry(format!("{known} {asked:?}")).or_default();
        *times += 1;
        if *times > EACH {
            continue;
        }
        let answer = browser.get(&path).await;
        if answer.status >= 400 {
            wrong.push(format!("{from} leads to {path}, which answers {}", answer.status));
            continue;
        }
        let text = answer.text();
        for form in forms_of(&text).into_iter().filter(|form| form.action.starts_with("/staff")) {
            let bare = form.action.split('?').next().unwrap_or_default();
            if !pattern(rules, "POST", bare).is_some_and(|(_, rule)| lets_in(rule, rights)) {
                wrong.push(format!("{path} has a form to {}", form.action));
            }
        }
        let links = links_of(&text).into_iter().filter(|link| link.starts_with("/staff") && !link.contains("said="));
        waiting.extend(links.map(|link| (link, path.clone())));
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

async fn no_page_offers_what_the_server_refuses(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let rules = routes::rules();
    let she = staff(server.client, "kanri").await;
    // Somebody is to be called, and somebody leaves, so that pages have something to offer.
    let closed = [("whose", "city"), ("from", "2031-06-12"), ("reason", "点検"), ("step", "save")];
    she.post("/staff/setup/closures", &closed).await.expect(303);
    home.db.execute("UPDATE staff SET disabled = TRUE WHERE login = 'hokenshi2'").await;
    let role = "INSERT INTO role (id, municipality_id, name, permissions) SELECT 77, id, '試しの係', 'view_bookings' FROM municipality; \
                UPDATE staff SET role = 'own', role_id = 77 WHERE login = 'kanri'";
    home.db.execute(role).await;
    let one = |permission: Permission| [permission].into_iter().collect::<Rights>();
    let alone = Permission::ALL.iter().map(|permission| one(*permission));
    let seeing = Permission::ALL.iter().map(|permission| [Permission::ViewBookings, *permission].into_iter().collect());
    // What most pages speak of besides their own.
    let spoken_of = [Permission::ViewBookings, Permission::BookForOthers, Permission::ManageSetup];
    let lacking = spoken_of.into_iter().map(|permission| Rights::every().without(one(permission)));
    let ready = Role::ALL.into_iter().map(Role::rights);
    let mut wrong = Vec::new();
    for rights in alone.chain(seeing).chain(lacking).chain(ready) {
        let now = format!("UPDATE role SET permissions = '{}' WHERE id = 77", rights.words());
        home.db.execute(&now).await;
        let refused = refused(&she, &rules, rights).await;
        wrong.extend(refused.into_iter().map(|what| format!("{}: {what}", rights.words())));
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
