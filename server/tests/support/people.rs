//! Invented mothers, one per number.

use serde_json::{Value, json};

/// The kind of interview most tests book: in person and video, 40 minutes and 10 to spare.
pub const KIND: &str = "notification";

/// The mail address of a mother.
pub fn email(n: usize) -> String {
    format!("haha{n}@mail.kaku.example")
}

/// Her phone.
pub fn phone(n: usize) -> String {
    format!("080-7{:03}-{:04}", n / 10_000, n % 10_000)
}

/// The body of a booking for a mother: a slot, a mode, and herself.
pub fn wish(n: usize, slot: &str, mode: &str) -> Value {
    json!({
        "slot_id": slot, "kind": KIND, "mode": mode,
        "family_name": "試験", "given_name": "花子", "family_name_kana": "しけん", "given_name_kana": "はなこ",
        "birth_date": "1995-04-03", "phone": phone(n), "email": email(n), "consent": true,
    })
}
