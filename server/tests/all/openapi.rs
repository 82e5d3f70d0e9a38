//! What the description says is required is what the handlers refuse when it is missing, and nothing else.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Client;
use crate::support::people::{KIND, wish};
use crate::support::server::Home;

use super::partner_keys::demo_key;

on_both_engines!(what_is_required_is_refused_when_it_is_missing);

/// The fields of a body, and those of them that are required.
fn body_fields(document: &Value, path: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let schema = &document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"];
    // A body that may be left out is described as one of two.
    let options = schema["oneOf"].as_array().cloned().unwrap_or_else(|| vec![schema.clone()]);
    let name = options.iter().find_map(|option| option["$ref"].as_str()).expect("a named body");
    let named = &document["components"]["schemas"][name.rsplit('/').next().expect("a name")];
    let words = |value: &Value| -> BTreeSet<String> {
        value.as_array().into_iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect()
    };
    (named["properties"].as_object().expect("fields").keys().cloned().collect(), words(&named["required"]))
}

/// The same of an address's parameters.
fn query_fields(document: &Value, path: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let parameters = document["paths"][path]["get"]["parameters"].as_array().cloned().unwrap_or_default();
    let all = parameters.iter().filter(|one| one["in"] == "query");
    let name = |one: &Value| one["name"].as_str().expect("a name").to_owned();
    (all.clone().map(name).collect(), all.filter(|one| one["required"] == true).map(name).collect())
}

/// The fields that an answer names.
fn named(answer: &crate::support::http::Answer) -> BTreeSet<String> {
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.text());
    assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{}", answer.text());
    answer.json()["fields"].as_object().expect("fields").keys().cloned().collect()
}

async fn refused_bodies(client: Client, path: &str, whole: &Value, fields: &BTreeSet<String>) -> BTreeSet<String> {
    let mut refused = BTreeSet::new();
    for field in fields {
        let mut body = whole.clone();
        body.as_object_mut().expect("an object").remove(field);
        let answer = client.post(path, &[], &body).await;
        if answer.status == 422 && named(&answer).contains(field) {
            refused.insert(field.clone());
        }
        assert!(answer.status < 500, "{field}: {}", answer.text());
    }
    refused
}

async fn what_is_required_is_refused_when_it_is_missing(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let document = client.get("/api/v1/openapi.json").await.expect(200).json();
    let slots = client.slots("video").await;

    // Somebody whose name is its own reading, so that of the names none is missed where another is there.
    let mut whole = wish(1, &slots[3].id, "video");
    for (field, text) in
        [("family_name", "しけん"), ("given_name", "はなこ"), ("family_name_kana", ""), ("given_name_kana", "")]
    {
        whole[field] = json!(text);
    }
    whole["language"] = json!("ja");
    let (fields, required) = body_fields(&document, "/api/v1/bookings");
    assert!(fields.len() >= 13, "{fields:?}");
    assert_eq!(refused_bodies(client, "/api/v1/bookings", &whole, &fields).await, required);
    // All that is missing is named at once.
    let nothing = named(&client.post("/api/v1/bookings", &[], &json!({})).await);
    assert!(required.is_subset(&nothing), "{nothing:?}");

    let token = client.booked(2, &slots[7], "video").await.token;
    for (verb, body) in [
        ("move", json!({ "slot_id": slots[9].id })),
        ("mode", json!({ "mode": "in_person" })),
        ("cancel", json!({ "reason": "x" })),
    ] {
        let (fields, required) = body_fields(&document, &format!("/api/v1/bookings/{{token}}/{verb}"));
        let path = format!("/api/v1/bookings/{token}/{verb}");
        assert_eq!(refused_bodies(client, &path, &body, &fields).await, required, "{verb}");
    }

    let bearer = format!("Bearer {}", demo_key(&home));
    let headers = [("authorization", bearer.as_str())];
    let day = slots[3].starts_at.date_naive().to_string();
    let whole = [("kind", KIND), ("mode", "video"), ("office", "central"), ("from", &day), ("days", "3")];
    let why =
        [("kind", KIND), ("mode", "video"), ("office", "central"), ("at", "2031-07-01T01:00:00Z"), ("channel", "web")];
    for (path, whole) in [("/api/v1/slots", whole), ("/api/v1/slots/why", why)] {
        let (fields, required) = query_fields(&document, path);
        assert_eq!(fields, whole.iter().map(|(name, _)| (*name).to_owned()).collect(), "{path}");
        let mut refused = BTreeSet::new();
        for field in &fields {
            let rest = whole.iter().filter(|(name, _)| name != field).map(|(name, value)| format!("{name}={value}"));
            let answer =
                client.ask("GET", &format!("{path}?{}", rest.collect::<Vec<_>>().join("&")), &headers, b"").await;
            if answer.status != 200 {
                assert_eq!(named(&answer), BTreeSet::from([field.clone()]));
                refused.insert(field.clone());
            }
        }
        assert_eq!(refused, required, "{path}");
        let wrong = client.ask("GET", &format!("{path}?mode=x&office=nowhere"), &headers, b"").await;
        assert!(named(&wrong).is_superset(&["kind", "mode", "office"].map(str::to_owned).into()), "{}", wrong.text());
    }
}
