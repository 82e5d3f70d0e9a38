//! A date in three text fields, era or western: no calendar to scroll back thirty years in.

use leptos::prelude::*;
use mendan_domain::language::Language;
use mendan_words::words;

use super::field::{Hints, Optional, described_by, field_class};

/// Names of a date's inputs. Ids are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateInput {
    /// Of the group: hint and error have ids beginning with it.
    pub name: &'static str,
    /// Of year, month and day.
    pub parts: [&'static str; 3],
    /// `autocomplete` of year, month and day.
    pub autocomplete: [&'static str; 3],
}

/// Her birth date.
pub const BIRTH: DateInput = DateInput {
    name: "birth",
    parts: ["birth_year", "birth_month", "birth_day"],
    autocomplete: ["bday-year", "bday-month", "bday-day"],
};

/// The due date.
pub const DUE: DateInput =
    DateInput { name: "due", parts: ["due_year", "due_month", "due_day"], autocomplete: ["off", "off", "off"] };

impl DateInput {
    /// Id of the input that an error is most likely about.
    pub fn to_mend(self, typed: &[String; 3]) -> &'static str {
        let [year, month, day] = self.parts;
        let ascii =
            |c: char| if matches!(c, '０'..='９') { char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c) } else { c };
        let number = |text: &str| text.trim().chars().map(ascii).collect::<String>().parse::<u32>().ok();
        match typed {
            [y, ..] if y.trim().is_empty() => year,
            // All of it in the first field.
            [_, m, d] if m.trim().is_empty() && d.trim().is_empty() && number(&typed[0]).is_none() => year,
            [_, m, _] if !number(m).is_some_and(|m| (1..=12).contains(&m)) => month,
            [_, _, d] if !number(d).is_some_and(|d| (1..=31).contains(&d)) => day,
            _ => year,
        }
    }
}

/// The three fields.
#[component]
pub fn DateField(
    /// The page's language.
    language: Language,
    /// Names.
    input: DateInput,
    /// Its legend.
    #[prop(into)]
    legend: String,
    /// What stands in them.
    typed: [String; 3],
    /// A hint.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What to mend.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// May stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let t = &words(language).dates;
    let invalid = error.is_some();
    let described = described_by(input.name, hint.is_some(), invalid);
    let [year, month, day] = input.parts;
    let [in_year, in_month, in_day] = input.autocomplete;
    let [y, m, d] = typed;
    let part = move |name, label, value, autocomplete, class, inputmode| {
        view! {
            <div>
                <label for=name>{label}</label>
                <input class=class id=name name=name type="text" value=value autocomplete=autocomplete inputmode=inputmode
                    aria-invalid=invalid.then_some("true")/>
            </div>
        }
    };
    let number = Some("numeric");
    view! {
        <fieldset class=field_class(invalid) aria-describedby=described>
            <legend>{legend}{optional.then(|| view! { <Optional language/> })}</legend>
            <Hints name=input.name hint error/>
            <div class="date3">
                {part(year, t.field_year, y, in_year, "input input--year", None)}
                {part(month, t.field_month, m, in_month, "input input--short", number)}
                {part(day, t.field_day, d, in_day, "input input--short", number)}
            </div>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_leads_to_the_part_that_is_wrong() {
        let typed = |y: &str, m: &str, d: &str| [y.to_owned(), m.to_owned(), d.to_owned()];
        assert_eq!(BIRTH.to_mend(&typed("1995", "14", "3")), "birth_month");
        assert_eq!(BIRTH.to_mend(&typed("", "", "")), "birth_year");
        assert_eq!(BIRTH.to_mend(&typed("1995", "2", "30")), "birth_year");
        assert_eq!(BIRTH.to_mend(&typed("1995", "2", "")), "birth_day");
        assert_eq!(BIRTH.to_mend(&typed("７", "５", "６")), "birth_year");
        assert_eq!(BIRTH.to_mend(&typed("7.5.6", "", "")), "birth_year");
    }
}
