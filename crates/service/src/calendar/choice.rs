//! How a member of staff last chose to see the calendar: which view, and what of it. It is kept for her, not for the browser, so that
//! she finds it again at every computer.

use mendan_domain::booking::mode::Mode;

use crate::calendar::narrowed::Shown;
use crate::error::Refusal;
use crate::services::{By, Recorded, Services, Staff};

/// What is kept of an address, in this order.
const NAMES: [&str; 6] = ["view", "office", "nurse", "kind", "mode", "state"];
/// The ways to see it besides the usual one, the day, of which nothing has to be kept.
const VIEWS: [&str; 4] = ["rooms", "week", "month", "list"];
/// Longer than any slug or id.
const LONGEST: usize = 64;

const HERS_ALONE: Recorded = Recorded::not_needed("how somebody looks at the calendar concerns nobody else");

/// A choice: slugs, ids and words of ours, and nothing else, whatever stood in the address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalendarChoice(Vec<(&'static str, String)>);

impl CalendarChoice {
    /// What of an address is a choice.
    pub fn of<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let pairs: Vec<_> = pairs.collect();
        let last = |name: &'static str| {
            let value = pairs.iter().rev().find(|(key, _)| *key == name).map(|(_, value)| *value)?;
            fits(name, value).then(|| (name, value.to_owned()))
        };
        Self(NAMES.into_iter().filter_map(last).collect())
    }

    /// As an address has it; empty: the day, and all of it.
    pub fn query(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    fn parse(text: &str) -> Self {
        Self::of(text.split('&').filter_map(|pair| pair.split_once('=')))
    }
}

/// Whether a value can stand there: a slug is made of letters, digits, `-`, `_` and `.`.
fn fits(name: &str, value: &str) -> bool {
    let slug = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    match name {
        "view" => VIEWS.contains(&value),
        "nurse" => !value.is_empty() && value.len() <= LONGEST && value.chars().all(|c| c.is_ascii_digit()),
        "mode" => Mode::parse(value).is_some(),
        "state" => Shown::parse(value).is_some(),
        _ => !value.is_empty() && value.len() <= LONGEST && value.chars().all(slug),
    }
}

impl Services {
    /// What she chose last; empty where she never did.
    pub async fn calendar_choice(&self, context: &By<Staff>) -> Result<CalendarChoice, Refusal> {
        let mut tx = self.store().look().await?;
        let kept = tx.calendar_choice(context.municipality(), context.who().id()).await?;
        Ok(kept.as_deref().map(CalendarChoice::parse).unwrap_or_default())
    }

    /// Keeps what she chose.
    pub async fn calendar_choose(&self, context: &By<Staff>, choice: &CalendarChoice) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            tx.calendar_choose(context.municipality(), context.who().id(), &choice.query()).await?;
            Ok(tx.commit(HERS_ALONE).await?)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::CalendarChoice;

    fn kept(query: &str) -> String {
        CalendarChoice::parse(query).query()
    }

    #[test]
    fn only_slugs_ids_and_words_of_ours_are_kept() {
        let all = "view=week&office=chuo-2&nurse=12&kind=notification&mode=video&state=booked";
        assert_eq!(kept(all), all);
        assert_eq!(kept("state=free&date=2031-06-03&view=month&booking=7&said=moved"), "view=month&state=free");
        assert_eq!(kept("view=day&office=chuo"), "office=chuo", "the day is the usual");
        for none in
            ["", "view=day", "view=year", "nurse=x", "mode=fax", "state=gone", "office=山田", "kind=a b", "office="]
        {
            assert_eq!(kept(none), "", "{none}");
        }
        assert_eq!(kept(&format!("office={}", "a".repeat(65))), "");
        assert_eq!(kept("view=week&view=list"), "view=list", "the last counts");
    }
}
