//! Invented people, obviously so: their family names mean "fictional", "sample", "example" …

use chrono::{Duration, NaiveDate};
use mendan_service::model::Contact;

const FAMILIES: [(&str, &str); 10] = [
    ("架空", "カクウ"),
    ("見本", "ミホン"),
    ("例示", "レイジ"),
    ("仮名", "カメイ"),
    ("模擬", "モギ"),
    ("想定", "ソウテイ"),
    ("試作", "シサク"),
    ("練習", "レンシュウ"),
    ("空想", "クウソウ"),
    ("標本", "ヒョウホン"),
];
const GIVEN: [(&str, &str); 15] = [
    ("花子", "ハナコ"),
    ("春", "ハル"),
    ("さくら", "サクラ"),
    ("美空", "ミソラ"),
    ("あおい", "アオイ"),
    ("千夏", "チナツ"),
    ("ひまり", "ヒマリ"),
    ("紅葉", "モミジ"),
    ("小雪", "コユキ"),
    ("つばき", "ツバキ"),
    ("すみれ", "スミレ"),
    ("若葉", "ワカバ"),
    ("日和", "ヒヨリ"),
    ("いずみ", "イズミ"),
    ("夕子", "ユウコ"),
];

/// The person of that number: always the same.
pub fn person(number: usize) -> Contact {
    let (family, family_kana) = FAMILIES[number % FAMILIES.len()];
    let (given, given_kana) = GIVEN[(number * 7 + number / FAMILIES.len()) % GIVEN.len()];
    let last4 = format!("{:04}", (number * 37 + 5678) % 10_000);
    let days = i64::try_from(number * 67 % 6_200).unwrap_or(0);
    let first = NaiveDate::from_ymd_opt(1985, 4, 3).unwrap_or_default();
    Contact {
        family_name: family.into(),
        given_name: given.into(),
        family_kana: family_kana.into(),
        given_kana: given_kana.into(),
        phone_typed: format!("090-0000-{last4}"),
        phone_e164: format!("+81900000{last4}"),
        phone_last4: last4,
        // Every fourth has none: the phone is enough.
        email: (number % 4 != 3).then(|| format!("sample{number}@mail.kaku.example")),
        birth_date: first + Duration::days(days),
    }
}
