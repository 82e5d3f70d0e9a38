//! Speaks to a server: raw, as a program (API), and as a browser with cookies and forms.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Mutex;

use chrono::{DateTime, FixedOffset};
use serde::Deserialize;
use serde_json::{Value, json};

use super::forms::{form_of, pairs, set};
use super::http::{self, Answer};
use super::people::{KIND, wish};

/// A public slot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Slot {
    /// Opaque.
    pub id: String,
    /// Office slug.
    pub office: String,
    /// Start.
    pub starts_at: DateTime<FixedOffset>,
    /// Bookings it can still take.
    pub free: usize,
}

/// A booking as the API tells it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Booked {
    /// 4-4.
    pub reference: String,
    /// The link's secret.
    pub token: String,
    /// The link.
    pub manage_url: String,
    /// State.
    pub status: String,
    /// How.
    pub mode: String,
    /// Office slug.
    pub office: String,
    /// Start.
    pub starts_at: DateTime<FixedOffset>,
    /// RFC 5545.
    pub sequence: i64,
}

impl Booked {
    /// Whether it stands at that slot.
    pub fn is_at(&self, slot: &Slot) -> bool {
        self.starts_at == slot.starts_at && self.office == slot.office
    }
}

impl Answer {
    /// The booking it tells of.
    #[track_caller]
    pub fn booking(&self) -> Booked {
        serde_json::from_value(self.json())
            .unwrap_or_else(|error| panic!("no booking ({error}): {} {}", self.status, self.text()))
    }
}

/// A program.
#[derive(Debug, Clone, Copy)]
pub struct Client {
    /// The server.
    pub address: SocketAddr,
}

impl Client {
    /// One request; the connection may fail.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> io::Result<Answer> {
        http::send(self.address, method, path, headers, body).await
    }

    /// One request that is answered.
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let answer = self.send(method, path, headers, body).await;
        answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"").await
    }

    /// POST of JSON.
    pub async fn post(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let headers = [&[("content-type", "application/json")], headers].concat();
        self.ask("POST", path, &headers, body.to_string().as_bytes()).await
    }

    /// Free slots of the usual kind, from now on, as far as they are published.
    pub async fn slots(&self, mode: &str) -> Vec<Slot> {
        self.slots_of(&format!("kind={KIND}&mode={mode}&days=50")).await
    }

    /// Free slots of a query.
    pub async fn slots_of(&self, query: &str) -> Vec<Slot> {
        let answer = self.get(&format!("/api/v1/slots?{query}")).await.expect(200);
        serde_json::from_value(answer.json()["slots"].clone()).expect("slots")
    }

    /// How many bookings a slot can still take.
    pub async fn free(&self, slot: &Slot, mode: &str) -> usize {
        self.slots(mode).await.iter().find(|known| known.id == slot.id).map_or(0, |known| known.free)
    }

    /// Books for a mother under a key.
    pub async fn try_book(&self, n: usize, slot: &str, mode: &str, key: &str) -> io::Result<Answer> {
        let headers = [("content-type", "application/json"), ("idempotency-key", key)];
        self.send("POST", "/api/v1/bookings", &headers, wish(n, slot, mode).to_string().as_bytes()).await
    }

    /// The same, answered.
    pub async fn book(&self, n: usize, slot: &Slot, mode: &str) -> Answer {
        self.try_book(n, &slot.id, mode, &format!("key-of-{n}")).await.expect("an answer")
    }

    /// The same, successful.
    pub async fn booked(&self, n: usize, slot: &Slot, mode: &str) -> Booked {
        self.book(n, slot, mode).await.expect(201).booking()
    }

    /// Reads a booking.
    pub async fn read(&self, token: &str) -> Answer {
        self.get(&format!("/api/v1/bookings/{token}")).await
    }

    /// Moves a booking.
    pub async fn move_to(&self, token: &str, slot: &Slot) -> Answer {
        self.post(&format!("/api/v1/bookings/{token}/move"), &[], &json!({ "slot_id": slot.id })).await
    }

    /// Changes a booking's mode.
    pub async fn change_mode(&self, token: &str, mode: &str) -> Answer {
        self.post(&format!("/api/v1/bookings/{token}/mode"), &[], &json!({ "mode": mode })).await
    }

    /// Calls a booking off.
    pub async fn cancel(&self, token: &str) -> Answer {
        self.post(&format!("/api/v1/bookings/{token}/cancel"), &[], &json!({})).await
    }
}

/// A browser without scripts: cookies and forms.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    /// The city's host, where it is not the server's address.
    host: Option<String>,
    /// What the server set.
    pub cookies: Mutex<BTreeMap<String, String>>,
}

impl Browser {
    /// A fresh one.
    pub fn new(client: Client) -> Self {
        Self { client, host: None, cookies: Mutex::default() }
    }

    /// A fresh one that asks for that `host[:port]`.
    pub fn at(client: Client, host: &str) -> Self {
        Self { host: Some(host.to_owned()), ..Self::new(client) }
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"").await
    }

    /// Sends a form as a page of ours would.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let origin = format!("http://{}", self.host.clone().unwrap_or_else(|| self.client.address.to_string()));
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", &origin),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send("POST", path, &headers, body.as_bytes()).await
    }

    /// Fills the form of a page that posts to `action` and sends it, as somebody would who has the page in front of her.
    pub async fn fill(&self, page: &str, action: &str, typed: &[(&str, &str)]) -> Answer {
        let mut fields = form_of(&self.get(page).await.expect(200).text(), action);
        for (name, value) in typed {
            set(&mut fields, name, value);
        }
        self.post(action, &pairs(&fields)).await
    }

    /// Sends a form with files: name, name of the file if it is one, octets.
    pub async fn upload(&self, path: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (name, file, octets) in parts {
            let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
            let head = format!("--b0undary\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
            body.extend([head.as_bytes(), octets, b"\r\n"].concat());
        }
        body.extend(b"--b0undary--\r\n");
        let headers = [("content-type", "multipart/form-data; boundary=b0undary"), ("sec-fetch-site", "same-origin")];
        self.send("POST", path, &headers, &body).await
    }

    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let cookies = self.cookie_line();
        let mut headers = headers.to_vec();
        headers.extend(self.host.as_deref().map(|host| ("host", host)));
        if !cookies.is_empty() {
            headers.push(("cookie", &cookies));
        }
        let answer = self.client.ask(method, path, &headers, body).await;
        let mut jar = self.cookies.lock().unwrap();
        for (_, line) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            if let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) {
                let gone = value.is_empty() || line.contains("Max-Age=0");
                if gone {
                    jar.remove(name)
                } else {
                    jar.insert(name.to_owned(), value.to_owned())
                };
            }
        }
        answer
    }

    /// The `Cookie` header.
    pub fn cookie_line(&self) -> String {
        let jar = self.cookies.lock().unwrap();
        jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// Signs in as a demo member of staff.
    pub async fn sign_in(&self, login: &str) {
        let password = format!("mendan-demo-{login}");
        let answer = self.post("/staff/sign-in", &[("login", login), ("password", &password)]).await.expect(303);
        assert_eq!(answer.location(), "/staff");
    }
}

/// The value of a hidden field of a page.
pub fn hidden(page: &str, name: &str) -> String {
    let field = page.split("<input").find(|tag| tag.contains(&format!("name=\"{name}\"")));
    let value = field.and_then(|tag| tag.split("value=\"").nth(1)).and_then(|rest| rest.split('"').next());
    value.unwrap_or_else(|| panic!("the page has no field {name}")).to_owned()
}
