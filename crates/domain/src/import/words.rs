//! What people write for a mode, a state, a language, a role or a profession.

use super::guess::word_key;
use crate::booking::Status;
use crate::booking::mode::Mode;
use crate::language::Language;
use crate::staff::{Profession, Role};

/// The mode that a word of another system means.
pub fn mode(word: &str) -> Option<Mode> {
    let known: [(Mode, &[&str]); 4] = [
        (Mode::InPerson, &["来所", "対面", "窓口", "来庁", "面接", "来館", "来所面談", "対面面談", "来談"]),
        (
            Mode::Video,
            &[
                "オンライン",
                "オンライン面談",
                "ビデオ",
                "ビデオ通話",
                "リモート",
                "web",
                "web面談",
                "zoom",
                "teams",
                "webex",
            ],
        ),
        (Mode::Phone, &["電話", "電話面談", "tel", "架電", "電話相談"]),
        (Mode::HomeVisit, &["訪問", "家庭訪問", "自宅訪問", "自宅", "訪問面談", "赤ちゃん訪問"]),
    ];
    find(word, &known).or_else(|| Mode::parse(&word_key(word)))
}

/// The state that a word of another system means.
pub fn state(word: &str) -> Option<Status> {
    let known: [(Status, &[&str]); 4] = [
        (Status::Booked, &["予約", "予約済", "予約済み", "予約中", "受付", "受付済", "受付済み", "確定", "予定"]),
        (
            Status::Fulfilled,
            &["済", "済み", "完了", "実施", "実施済", "実施済み", "来所", "来所済", "面談済", "面談済み", "終了"],
        ),
        (
            Status::Cancelled,
            &["取消", "取り消し", "取消し", "取消済", "取り消し済み", "キャンセル", "キャンセル済", "中止", "辞退"],
        ),
        (Status::Noshow, &["無断", "無断欠席", "無断キャンセル", "欠席", "未来所", "来所なし", "不在", "連絡なし"]),
    ];
    find(word, &known).or_else(|| Status::parse(&word_key(word)))
}

/// The language that a word of another system means.
pub fn language(word: &str) -> Option<Language> {
    let known: [(Language, &[&str]); 2] = [
        (Language::Ja, &["日本語", "日", "日本", "japanese", "jp"]),
        (Language::En, &["英語", "英", "english", "eng"]),
    ];
    find(word, &known).or_else(|| Language::parse(&word_key(word)))
}

/// The role that a word means.
pub fn role(word: &str) -> Option<Role> {
    let known: [(Role, &[&str]); 5] = [
        (Role::Administrator, &["管理者", "管理", "係長", "課長", "システム管理者"]),
        (Role::Manager, &["管理職", "部長", "統括", "DX担当", "DX推進"]),
        (Role::Auditor, &["監査", "監査担当", "監査人"]),
        (Role::Nurse, &["保健師", "助産師", "面談者", "面談担当", "面談の担当", "保健師・助産師", "看護師", "専門職"]),
        (Role::Receptionist, &["受付", "事務", "受付職員", "窓口", "電話受付"]),
    ];
    find(word, &known).or_else(|| Role::parse(&word_key(word)))
}

/// The profession that a word means.
pub fn profession(word: &str) -> Option<Profession> {
    let known: [(Profession, &[&str]); 3] = [
        (Profession::PublicHealthNurse, &["保健師", "看護師"]),
        (Profession::Midwife, &["助産師"]),
        (Profession::Clerk, &["事務", "事務職", "一般事務", "事務員", "受付"]),
    ];
    find(word, &known).or_else(|| Profession::parse(&word_key(word)))
}

/// The sort of place that a word means: `health_center`, `family_center`, `other`.
pub fn house(word: &str) -> Option<&'static str> {
    let known: [(&'static str, &[&str]); 3] = [
        ("health_center", &["保健センター", "健康センター", "保健所", "health_center"]),
        ("family_center", &["こども家庭センター", "子ども家庭センター", "子育て世代包括支援センター", "family_center"]),
        ("other", &["その他", "ほか", "other"]),
    ];
    find(word, &known)
}

fn find<T: Copy>(word: &str, known: &[(T, &[&str])]) -> Option<T> {
    let word = word_key(word);
    known.iter().find(|(_, words)| words.iter().any(|known| word_key(known) == word)).map(|(meant, _)| *meant)
}

/// Stands for a reading that nobody wrote down, while the rest of a name is looked at.
pub const SOME_KANA: &str = "カナ";

/// A name as people are called by it, without what politeness adds.
pub fn without_honorific(name: &str) -> &str {
    name.strip_suffix("さん").unwrap_or(name)
}

/// What a cell lists, one after the other.
pub fn listed(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['、', ',', '，', '/', '／', '・', ';', '\n']).map(str::trim).filter(|word| !word.is_empty())
}
