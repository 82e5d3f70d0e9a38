//! Who may come to which route: the table that the router was made with, asked by everybody there is.

use std::collections::BTreeSet;

use mendan::http::rule::Rule;
use mendan_domain::staff::permission::Permission;
use mendan_domain::staff::{OwnRole, Role, RoleId};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::http::Answer;
use crate::support::routes::{path, patterns, rules};
use crate::support::server::Home;
use crate::support::shaping::{colleague, staff};

use super::access::found_beta;
use super::partner_keys::demo_key;
use super::roles::{give, make};

on_both_engines!(
    each_route_lets_in_whom_its_rule_names_and_nobody_else,
    the_way_out_is_on_every_page_of_whoever_is_signed_in,
);

#[test]
fn every_route_of_the_router_has_a_rule() {
    let (rules, patterns) = (rules(), patterns());
    let ruled: BTreeSet<&str> = rules.iter().map(|(_, pattern, _)| pattern).collect();
    let without: Vec<&String> = patterns.iter().filter(|pattern| !ruled.contains(pattern.as_str())).collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn nothing_of_the_staffs_is_anybodys_but_the_entrance() {
    for (method, pattern, rule) in rules().iter().filter(|(_, pattern, _)| pattern.starts_with("/staff")) {
        let open = ["sign-in", "sign-out", "hand-over", "link", "forgotten"];
        let open = open.into_iter().any(|entrance| is_below(pattern, &format!("/staff/{entrance}")));
        assert_eq!(rule == Rule::Anyone, open, "{method} {pattern}");
        let own =
            ["/staff/password", "/staff/account", "/staff/again", "/staff/drafts", "/staff/keys", "/staff/ranges/undo"]
                .into_iter()
                .any(|own| is_below(pattern, own));
        assert_eq!(rule == Rule::SignedIn, own, "{method} {pattern}");
    }
}

fn is_below(pattern: &str, page: &str) -> bool {
    pattern.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Exports, permissions, secrets: whoever finds a screen open does none of it.
#[test]
fn what_is_dangerous_asks_again_who_it_is() {
    let rules = rules();
    let asking: Vec<String> = rules.proven_lately().map(|(method, pattern)| format!("{method} {pattern}")).collect();
    assert_eq!(
        asking,
        [
            "POST /staff/account/address",
            "POST /staff/account/codes",
            "GET /staff/account/factor",
            "POST /staff/account/factor",
            "POST /staff/account/factor/{id}/remove",
            "POST /staff/account/news",
            "POST /staff/account/not-shared",
            "POST /staff/account/openid",
            "POST /staff/account/openid/remove",
            "GET /staff/account/passkey",
            "POST /staff/account/passkey",
            "POST /staff/audit/export",
            "GET /staff/own-calendar",
            "POST /staff/own-calendar/feed",
            "POST /staff/own-calendar/feed/end",
            "GET /staff/password",
            "POST /staff/password",
            "GET /staff/setup/begin/place",
            "POST /staff/setup/begin/place",
            "POST /staff/setup/city/{section}",
            "POST /staff/setup/city/{section}/undo",
            "POST /staff/setup/delete/{list}/{id}",
            "GET /staff/setup/dkim",
            "POST /staff/setup/dkim",
            "POST /staff/setup/dkim/{id}/begin",
            "POST /staff/setup/dkim/{id}/delete",
            "POST /staff/setup/dkim/{id}/end",
            "POST /staff/setup/import/{sort}/preview",
            "POST /staff/setup/import/{sort}/undo",
            "POST /staff/setup/keys",
            "POST /staff/setup/keys/{id}/revoke",
            "GET /staff/setup/mailbox",
            "POST /staff/setup/mailbox",
            "POST /staff/setup/mailbox/remove",
            "POST /staff/setup/mailbox/try",
            "GET /staff/setup/openid",
            "POST /staff/setup/openid",
            "POST /staff/setup/openid/remove",
            "POST /staff/setup/openid/try",
            "POST /staff/setup/openid/undo",
            "POST /staff/setup/roles/new",
            "POST /staff/setup/roles/{id}",
            "POST /staff/setup/roles/{id}/delete",
            "GET /staff/setup/staff/new",
            "POST /staff/setup/staff/new",
            "GET /staff/setup/staff/{id}",
            "POST /staff/setup/staff/{id}",
            "POST /staff/setup/staff/{id}/disabled",
            "POST /staff/setup/staff/{id}/factors",
            "POST /staff/setup/staff/{id}/invite",
            "POST /staff/setup/staff/{id}/openid",
            "POST /staff/setup/staff/{id}/password",
            "POST /staff/setup/staff/{id}/sessions",
            "POST /staff/setup/staff/{id}/withdraw",
        ]
    );
    // Who may come in, by whatever way: nothing of it is done at a screen that was found open. (Interviews are handed on in the open.)
    let powers = [Permission::ManageStaff, Permission::ManagePartners].map(Rule::Staff);
    for (method, pattern, _) in rules.iter().filter(|(method, _, rule)| *method == "POST" && powers.contains(rule)) {
        let asks = asking.contains(&format!("{method} {pattern}"));
        assert!(asks || pattern == "/staff/setup/staff/{id}/hand-on", "{method} {pattern}");
    }
    // Nobody is asked again who is not signed in at all.
    for (method, pattern) in rules.proven_lately() {
        let rule = rules.iter().find(|(known, at, _)| *known == method && *at == pattern).map(|(_, _, rule)| rule);
        assert!(
            matches!(rule, Some(Rule::Staff(_) | Rule::StaffWithOne(_) | Rule::SignedIn)),
            "{method} {pattern}: {rule:?}"
        );
    }
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Asker {
    Nobody,
    Staff(Role),
    Partner,
    /// An administrator of another city, with the cookie of that one.
    Foreigner,
}

/// What the door says.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    ComeIn,
    /// To the entrance.
    SignIn,
    NoRight,
    NoKey,
}

/// What it has to say.
fn wanted(rule: Rule, asker: Asker) -> Said {
    match (rule, asker) {
        (Rule::Anyone, _) | (Rule::Partner, Asker::Partner) | (Rule::SignedIn, Asker::Staff(_)) => Said::ComeIn,
        (Rule::Partner, _) => Said::NoKey,
        (Rule::Staff(permission), Asker::Staff(role)) if role.may(permission) => Said::ComeIn,
        (Rule::StaffWithOne(all), Asker::Staff(role)) if all.iter().any(|one| role.may(*one)) => Said::ComeIn,
        (Rule::Staff(_) | Rule::StaffWithOne(_), Asker::Staff(_)) => Said::NoRight,
        (Rule::SignedIn | Rule::Staff(_) | Rule::StaffWithOne(_), _) => Said::SignIn,
    }
}

/// What it said. Whether it was the door that refused, and no handler that found nothing, is counted.
fn said(answer: &Answer, refused_by_rule: bool) -> Said {
    let text = answer.text();
    // Whoever asks for the second step without the first is led there, too, as everybody is.
    let led = answer.location().starts_with("/staff/sign-in") && !answer.location().contains("said=step");
    match answer.status {
        303 if led && !answer.location().contains("said=out") => Said::SignIn,
        // Where everybody comes in, she is led to what is hers.
        303 if refused_by_rule && answer.location().starts_with("/staff/") => Said::NoRight,
        401 if text.contains("name=\"kept\"") => Said::SignIn,
        401 if text.contains("\"unauthorized\"") => Said::NoKey,
        403 if refused_by_rule && text.contains("だけがひらけます") => Said::NoRight,
        404 if refused_by_rule && text.contains("権限がありません") => Said::NoRight,
        _ => {
            assert!(!refused_by_rule, "{}: {text}", answer.status);
            Said::ComeIn
        }
    }
}

async fn refused_so_far(client: Client) -> u64 {
    let figures = client.get("/metrics").await.expect(200).text();
    let line = figures.lines().find_map(|line| line.strip_prefix("mendan_refused_by_rule_total "));
    line.map_or(0, |number| number.parse().expect("a number"))
}

async fn each_route_lets_in_whom_its_rule_names_and_nobody_else(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let token = server.client.booked(1, &server.client.slots("video").await[3], "video").await.token;
    server.kill();
    found_beta(&home).await;
    let server = home.serve().await;
    let client = server.client;
    let booking = home.db.count("SELECT MIN(id) FROM booking WHERE status = 'booked'").await;
    let bearer = format!("Bearer {}", demo_key(&home));

    let mut askers = vec![(Asker::Nobody, Vec::new()), (Asker::Partner, vec![("authorization", bearer.clone())])];
    let logins = ["uketsuke", "hokenshi", "kanri", "hokenshi2", "hokenshi3"];
    let roles = [Role::Receptionist, Role::Nurse, Role::Administrator, Role::Manager, Role::Auditor];
    assert_eq!(roles.len(), Role::ALL.len(), "every ready role asks");
    for (login, role) in logins.into_iter().zip(roles) {
        let given = format!("UPDATE staff SET role = '{}' WHERE login = '{login}'", role.as_str());
        home.db.execute(&given).await;
        let browser = match role {
            Role::Manager | Role::Auditor => colleague(&home, client, login).await,
            _ => staff(client, login).await,
        };
        askers.push((Asker::Staff(role), vec![("cookie", browser.cookie_line())]));
    }
    // One of the city's own, which is like no ready one.
    let rights = [Permission::ViewBookings, Permission::ManagePartners];
    let kanri = staff(client, "kanri").await;
    let id = make(&home, &kanri, "見る人", &["view_bookings", "manage_partners"]).await;
    give(&home, &kanri, "hokenshi4", &format!("own-{id}")).await;
    let own = Role::Own(OwnRole { id: RoleId(id), rights: rights.into_iter().collect() });
    let cookie = colleague(&home, client, "hokenshi4").await.cookie_line();
    askers.push((Asker::Staff(own), vec![("cookie", cookie)]));
    let abroad = Browser::new(client);
    abroad.sign_in("kanri").await;
    let cookie = abroad.cookie_line();
    askers.push((Asker::Foreigner, vec![("cookie", cookie), ("host", "beta.example:8080".to_owned())]));

    let table = rules();
    // Who has gone out is nobody afterwards.
    let ends = ["/staff/sign-out", "/staff/hand-over"];
    let (last, first): (Vec<_>, Vec<_>) = table.iter().partition(|(_, pattern, _)| ends.contains(pattern));
    let mut counted = refused_so_far(client).await;
    for (method, pattern, rule) in first.into_iter().chain(last) {
        let path = path(&home, pattern, booking, &token).await;
        for (asker, headers) in &askers {
            let mut headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            headers.push(("accept", "text/html"));
            headers.extend((method == "POST").then_some(("content-type", "application/x-www-form-urlencoded")));
            let answer = client.ask(method, &path, &headers, b"").await;
            let now = refused_so_far(client).await;
            let said = said(&answer, now > counted);
            counted = now;
            let told = answer.text();
            assert_eq!(said, wanted(rule, *asker), "{asker:?} {method} {path}: {} {told}", answer.status);
            assert!(answer.status < 500, "{asker:?} {method} {path}: {} {told}", answer.status);
        }
    }
}

async fn the_way_out_is_on_every_page_of_whoever_is_signed_in(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let booking = home.db.count("SELECT MIN(id) FROM booking WHERE status = 'booked'").await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let mut pages = 0;
    for (_, pattern, rule) in rules().iter().filter(|(method, ..)| *method == "GET") {
        // A slip is a sheet of paper.
        if !matches!(rule, Rule::Staff(_) | Rule::SignedIn) || pattern.ends_with("/slip") {
            continue;
        }
        let answer = browser.get(&path(&home, pattern, booking, "").await).await;
        if answer.status == 200 && answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            assert!(answer.text().contains("action=\"/staff/sign-out\""), "{pattern}: {}", answer.text());
            pages += 1;
        }
    }
    assert!(pages > 30, "{pages}");
}
