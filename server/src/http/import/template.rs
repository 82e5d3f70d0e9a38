//! `GET /staff/setup/import/{sort}/template.csv`: the headings, and one invented row.

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use mendan_app::heading;
use mendan_domain::import::field::{Field, Sort};
use mendan_domain::import::table::Encoding;
use mendan_domain::import::write::write;

use crate::http::problem::Problem;
use crate::state::AppState;

/// The file, as spreadsheets open it.
pub async fn template(State(_): State<AppState>, Path(sort): Path<String>, RawQuery(query): RawQuery) -> Response {
    let Some(sort) = Sort::parse(&sort) else { return Problem::not_found().into_response() };
    let cp932 = query.is_some_and(|query| query.split('&').any(|pair| pair == "encoding=cp932"));
    let (encoding, charset) = if cp932 { (Encoding::Cp932, "Shift_JIS") } else { (Encoding::Utf8, "UTF-8") };
    let fields =
        sort.fields().iter().filter_map(|field| Some((heading(sort, *field).to_owned(), example(sort, *field)?)));
    let (headings, cells): (Vec<String>, Vec<String>) = fields.map(|(name, cell)| (name, cell.to_owned())).unzip();
    let Ok(octets) = write(&[headings, cells], encoding) else { return Problem::not_found().into_response() };
    let headers = [
        (CONTENT_TYPE, format!("text/csv; charset={charset}")),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{}.csv\"", sort.as_str())),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, octets).into_response()
}

/// What stands in the invented row; fields that are another way of writing others are left out.
const fn example(sort: Sort, field: Field) -> Option<&'static str> {
    Some(match (sort, field) {
        (Sort::Offices, Field::Name) => "架空保健センター",
        (Sort::Offices, Field::Phone) => "042-000-0190",
        (Sort::Offices, Field::Email) => "center@mail.kaku.example",
        (Sort::Staff, Field::Name) => "架空 まなみ",
        (Sort::Staff, Field::Office) => "中央、北部",
        (_, Field::Number) => "A-0001",
        (_, Field::Name) => "架空 花子",
        (_, Field::Kana) => "カクウ ハナコ",
        (_, Field::Birth) => "1995/4/3",
        (_, Field::Phone) => "090-0000-5678",
        (_, Field::Email) => "hanako@mail.kaku.example",
        (_, Field::Date) => "2030/4/3",
        (_, Field::Time) => "10:00",
        (_, Field::Kind) => "妊娠の届出と面談",
        (_, Field::Office) => "中央保健センター",
        (Sort::Staff, Field::Video) | (_, Field::Nurse | Field::Note | Field::Due | Field::State) => "",
        (_, Field::Mode) => "来所",
        (_, Field::Language) => "日本語",
        (_, Field::Login) => "manami",
        (_, Field::Role) => "面談の担当",
        (_, Field::Profession) => "保健師",
        (_, Field::Slug) => "kaku",
        (_, Field::House) => "保健センター",
        (_, Field::English) => "Kaku Health Centre",
        (_, Field::Address) => "架空市中央1-2-3",
        (_, Field::Floor) => "2階",
        (_, Field::Access) => "架空駅から歩いて6分",
        (_, Field::Room) => "相談室1",
        (_, Field::Places) => "1",
        (_, Field::Family | Field::Given | Field::FamilyKana | Field::GivenKana | Field::Video) => return None,
    })
}
