//! What somebody can do with the page that she has in front of her, as its forms give it, and what is answered.

use super::client::Browser;
use super::forms::{Form, forms_of, pairs, set};
use super::wait::Dice;

/// What an act that was not done is told with.
const REFUSED: [&str; 19] = [
    "changed",
    "taken",
    "refused",
    "already",
    "late",
    "impossible",
    "missing",
    "busy",
    "full",
    "same",
    "mode_same",
    "over",
    "colleague_busy",
    "time_changed",
    "gone",
    "beside",
    "none",
    "range_over",
    "range_written",
];

/// One of them, ready to be posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Where to.
    pub action: String,
    /// `move`, `cancel` …
    pub verb: String,
    /// The booking and its version, as her page showed them; none: it is about times.
    pub about: Option<(i64, i64)>,
    /// What is posted.
    pub fields: Vec<(String, String)>,
}

/// What became of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// It is said to be done.
    pub done: bool,
    /// Where it leads to; empty: it is answered at once.
    pub place: String,
    /// The word that tells of it.
    pub said: String,
}

/// Everything a page offers: of each form one button, by chance.
pub fn acts_of(page: &str, dice: &mut Dice) -> Vec<Act> {
    forms_of(page).into_iter().filter_map(|form| act(form, dice)).collect()
}

fn act(form: Form, dice: &mut Dice) -> Option<Act> {
    let (verb, about) = meant(&form)?;
    let Form { action, mut fields, buttons, .. } = form;
    if let Some((name, value)) = pick(&buttons, dice) {
        fields.retain(|(known, _)| buttons.iter().all(|(button, _)| button != known));
        fields.push((name.clone(), value.clone()));
    }
    let number = dice.below(1_000_000_000);
    match verb.as_str() {
        // Each is another one, so that it is seen which has lasted.
        "note" => set(&mut fields, "staff_note", &format!("架空のメモ{number}")),
        "cancel" => set(&mut fields, "reason", "架空の都合"),
        "range" => set(&mut fields, "reason", "架空の会議"),
        "time" if fields.iter().any(|(name, _)| name == "reason") && number.is_multiple_of(2) => {
            set(&mut fields, "reason", "架空の研修");
        }
        _ => {}
    }
    Some(Act { action, verb, about, fields })
}

/// What a form does and to what; none: nothing of this.
fn meant(form: &Form) -> Option<(String, Option<(i64, i64)>)> {
    let field = |name: &str| form.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let number = |name: &str| field(name).and_then(|value| value.parse::<i64>().ok());
    let alone = form.fields.iter().filter(|(name, _)| name == "b").count() == 1;
    let parts: Vec<&str> = form.action.split('/').skip(1).collect();
    let (verb, about) = match parts.as_slice() {
        ["staff", "bookings", id, verb] => (*verb, Some((id.parse().ok()?, number("version")?))),
        ["staff", "rescue", _, verb @ ("hand" | "offer" | "withdraw" | "take")] if alone => {
            let id = number("b")?;
            (*verb, Some((id, number(&format!("version_{id}"))?)))
        }
        ["staff", "slots", _] => ("time", None),
        ["staff", "ranges"] if field("digest").is_some() => ("range", None),
        ["staff", "ranges", "undo"] => ("range_undo", None),
        _ => return None,
    };
    Some((verb.to_owned(), about))
}

/// One of them, if there is any.
pub fn pick<'a, T>(all: &'a [T], dice: &mut Dice) -> Option<&'a T> {
    let count = u64::try_from(all.len()).expect("a short list");
    (count > 0).then(|| usize::try_from(dice.below(count)).expect("a short list")).and_then(|index| all.get(index))
}

impl Act {
    /// What a field says; empty: it is not there.
    pub fn said(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// Posts it. Whatever is no longer so is answered with a word, never with a failure.
    pub async fn post(&self, browser: &Browser) -> Answered {
        let answer = browser.post(&self.action, &pairs(&self.fields)).await;
        let place = answer.location().split('#').next().unwrap_or_default().to_owned();
        if answer.status != 303 {
            assert!([404, 409, 422].contains(&answer.status), "{self:?}: {} {}", answer.status, answer.text());
            return Answered { done: false, place, said: answer.status.to_string() };
        }
        let said = place.split(['?', '&']).find_map(|part| part.strip_prefix("said=")).unwrap_or_default().to_owned();
        let done = self.words_of_done().contains(&said.as_str());
        // Who cannot be booked for again as she stands is shown at the desk.
        let at_desk = self.verb == "next" && place.starts_with("/staff/desk?new=1");
        assert!(done || at_desk || REFUSED.contains(&said.as_str()), "{self:?} leads to {place}");
        Answered { done, place, said }
    }

    fn words_of_done(&self) -> &'static [&'static str] {
        match self.verb.as_str() {
            "mark" => &["marked"],
            "move" | "take" => &["moved"],
            "mode" => &["mode"],
            "cancel" => &["cancelled"],
            "undo" => &["undone"],
            "note" => &["noted"],
            "joint" => &["joint"],
            "reassign" => &["reassigned"],
            "follow-up" => &["called", "followed"],
            "next" => &["booked"],
            "hand" => &["handed"],
            "offer" => &["offered"],
            "withdraw" => &["withdrawn"],
            "time" => &["opened", "closed"],
            "range" => &["range_opened", "range_closed"],
            "range_undo" => &["range_undone"],
            _ => &[],
        }
    }

    /// What the log calls it.
    pub fn action_in_log(&self) -> &str {
        match self.verb.as_str() {
            "take" => "move",
            "mode" => "change_mode",
            "follow-up" => "follow_up",
            "hand" => "reassign",
            "offer" => "offer_times",
            "withdraw" => "offer_withdraw",
            verb => verb,
        }
    }
}
