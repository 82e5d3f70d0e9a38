//! What a word can mean: everything of that sort that the city has.

use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::import::field::{Field, Sort};
use mendan_domain::language::Language;
use mendan_domain::staff::Profession;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::city::office::OFFICE_KINDS;
use mendan_service::import::meaning::ANYBODY;

use crate::i18n::staff_words;
use crate::pages::kit::words::{kind_name, mode_word, office_name, profession, role_name, status_word};

/// Value and words, in the city's order.
pub(super) fn options(catalogue: &Catalogue, sort: Sort, field: Field) -> Vec<(String, String)> {
    let pair = |value: &str, label: &str| (value.to_owned(), label.to_owned());
    match (sort, field) {
        (_, Field::Kind) => catalogue.kinds.iter().map(|kind| (kind.slug.clone(), kind_name(Some(kind)))).collect(),
        (_, Field::Office) => {
            catalogue.offices.iter().map(|office| (office.slug.clone(), office_name(Some(office)))).collect()
        }
        (_, Field::Nurse) => {
            let members = catalogue.staff.iter().map(|member| (member.id.to_string(), member.display_name.clone()));
            std::iter::once(pair(ANYBODY, staff_words().import.anybody)).chain(members).collect()
        }
        (_, Field::Mode) => Mode::ALL.map(|mode| pair(mode.as_str(), mode_word(mode))).to_vec(),
        (_, Field::State) => {
            Status::ALL.map(|status| pair(status.as_str(), status_word(status, Mode::InPerson))).to_vec()
        }
        (_, Field::Language) => Language::ALL.map(|language| pair(language.tag(), language.own_name())).to_vec(),
        (_, Field::Role) => {
            let roles = catalogue.all_roles().into_iter();
            roles.map(|role| (role.word(), role_name(catalogue, role))).collect()
        }
        (_, Field::Profession) => Profession::ALL.map(|word| pair(word.as_str(), profession(word))).to_vec(),
        (_, Field::House) => {
            let t = &staff_words().city;
            let names = [t.health_center, t.family_center, t.other_office];
            OFFICE_KINDS.into_iter().zip(names).map(|(value, label)| pair(value, label)).collect()
        }
        _ => Vec::new(),
    }
}
