//! Who may come to which route: the table that the router was made with, asked by everybody there is.

use std::collections::BTreeSet;

use mendan::http::rule::Rule;
use mendan_domain::staff::Role;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::http::Answer;
use crate::support::routes::{path, patterns, rules};
use crate::support::server::Home;

use super::access::found_beta;
use super::partner_keys::demo_key;

on_both_engines!(each_route_lets_in_whom_its_rule_names_and_nobody_else);

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
        let open = ["/staff/sign-in", "/staff/sign-out"].contains(&pattern);
        assert_eq!(rule == Rule::Anyone, open, "{method} {pattern}");
        assert_eq!(rule == Rule::SignedIn, pattern == "/staff/password", "{method} {pattern}");
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
        (Rule::Staff(_), Asker::Staff(_)) => Said::NoRight,
        (Rule::SignedIn | Rule::Staff(_), _) => Said::SignIn,
    }
}

/// What it said. Whether it was the door that refused, and no handler that found nothing, is counted.
fn said(answer: &Answer, refused_by_rule: bool) -> Said {
    let text = answer.text();
    let led = answer.location().starts_with("/staff/sign-in");
    match answer.status {
        303 if led && !answer.location().contains("said=out") => Said::SignIn,
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
    for (login, role) in [("uketsuke", Role::Receptionist), ("hokenshi", Role::Nurse), ("kanri", Role::Administrator)] {
        let browser = Browser::new(client);
        browser.sign_in(login).await;
        askers.push((Asker::Staff(role), vec![("cookie", browser.cookie_line())]));
    }
    let abroad = Browser::new(client);
    abroad.sign_in("kanri").await;
    let cookie = abroad.cookie_line();
    askers.push((Asker::Foreigner, vec![("cookie", cookie), ("host", "beta.example:8080".to_owned())]));

    let table = rules();
    // Who has gone out is nobody afterwards.
    let (last, first): (Vec<_>, Vec<_>) = table.iter().partition(|(_, pattern, _)| *pattern == "/staff/sign-out");
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
