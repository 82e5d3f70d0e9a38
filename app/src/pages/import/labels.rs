//! What the parts of a table are called.

use mendan_domain::import::field::{Field, Sort};
use mendan_domain::import::table::Encoding;

use crate::i18n::staff_words;

/// What a sort of rows is called.
pub(super) fn name(sort: Sort) -> &'static str {
    let t = &staff_words().import;
    match sort {
        Sort::Offices => t.offices,
        Sort::Staff => t.staff,
        Sort::Bookings => t.bookings,
    }
}

/// What it is about.
pub(super) fn about(sort: Sort) -> &'static str {
    let t = &staff_words().import;
    match sort {
        Sort::Offices => t.offices_about,
        Sort::Staff => t.staff_about,
        Sort::Bookings => t.bookings_about,
    }
}

/// The name of a field, as the sample file has it.
pub fn heading(sort: Sort, field: Field) -> &'static str {
    let t = &staff_words().import;
    match field {
        Field::Number => t.field_number,
        Field::Name => match sort {
            Sort::Offices => t.field_name_offices,
            Sort::Staff => t.field_name_staff,
            Sort::Bookings => t.field_name,
        },
        Field::Family => t.field_family,
        Field::Given => t.field_given,
        Field::Kana => t.field_kana,
        Field::FamilyKana => t.field_family_kana,
        Field::GivenKana => t.field_given_kana,
        Field::Birth => t.field_birth,
        Field::Phone => t.field_phone,
        Field::Email => t.field_email,
        Field::Date => t.field_date,
        Field::Time => t.field_time,
        Field::Kind => t.field_kind,
        Field::Office => t.field_office,
        Field::Nurse => t.field_nurse,
        Field::Mode => t.field_mode,
        Field::State => t.field_state,
        Field::Due => t.field_due,
        Field::Language => t.field_language,
        Field::Note => t.field_note,
        Field::Login => t.field_login,
        Field::Role => t.field_role,
        Field::Profession => t.field_profession,
        Field::Video => t.field_video,
        Field::Slug => t.field_slug,
        Field::House => t.field_house,
        Field::English => t.field_english,
        Field::Address => t.field_address,
        Field::Floor => t.field_floor,
        Field::Access => t.field_access,
        Field::Room => t.field_room,
        Field::Places => t.field_places,
    }
}

/// How the letters of a file are written.
pub(super) fn encoding(encoding: Encoding) -> &'static str {
    let t = &staff_words().import;
    match encoding {
        Encoding::Utf8 => t.encoding_utf8,
        Encoding::Cp932 => t.encoding_cp932,
        Encoding::Utf16 => t.encoding_utf16,
    }
}
