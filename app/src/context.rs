//! What a request brings to its page. The server provides it as Leptos context; pages take it with [`request`].

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use leptos::prelude::{expect_context, use_context};
use mendan_domain::fault::Fault;
use mendan_domain::ids::BookingId;
use mendan_domain::language::Language;
use mendan_domain::offer::PublicSlot;
use mendan_domain::staff::Permission;
pub use mendan_service::SignedIn;
use mendan_service::booking::hold::Draft;
use mendan_service::booking::repository::NextInterview;
use mendan_service::city::catalogue::Catalogue;
use mendan_service::draft::repository::{WorkDraft, WorkDraftId};
use mendan_service::forms::Fields;
use mendan_service::model::Alarm;
use mendan_service::staff::factor::step::HalfWay;
use mendan_service::{Context, FieldError, Refusal, Services};
use serde::{Deserialize, Serialize};

use crate::access;

/// One request, as pages see it.
#[derive(Clone)]
pub struct Request {
    /// The use cases.
    pub services: Services,
    /// The city and the asker.
    pub context: Context,
    /// Language of the page, from the address's prefix.
    pub language: Language,
    /// The path without the language prefix, always beginning with `/`.
    pub path: String,
    /// The browser's hold cookie.
    pub browser: Option<String>,
    /// Who is signed in.
    pub staff: Option<Arc<SignedIn>>,
    /// Several use this computer.
    pub shared: bool,
    /// The city's address, when the page was opened at another one: cookies and links may not work here.
    pub right_address: Option<String>,
    /// What an administrator must know and mend; empty for everybody else.
    pub alarms: Arc<[Alarm]>,
    /// How many are on the call list, for the staff's bar.
    pub calls: i64,
    /// Her next interview of today, for the staff's bar; none for whoever holds none, or sees no bookings.
    pub next: Option<Arc<NextInterview>>,
    /// How much others changed of her day that she has not said that she has seen, for the staff's bar.
    pub news: usize,
    /// Forms of hers that are half filled, the latest first; of nobody else's.
    pub drafts: Arc<[WorkDraft]>,
    /// The one of them that stands in `form` again.
    pub restored: Option<WorkDraftId>,
    /// Whoever is at this browser wants no keys of one letter.
    pub keys_off: bool,
    /// The demo city: `/dev/mailbox` exists.
    pub demo: bool,
    /// What a POST wants shown instead of the page of this address.
    pub outcome: Option<Arc<Outcome>>,
    /// A form that was refused, or is to be confirmed: its page shows it again.
    pub form: Option<Arc<RefusedForm>>,
}

/// A posted form that comes back: everything as typed, with what is to mend.
#[derive(Clone, Default)]
pub struct RefusedForm {
    /// As typed.
    pub values: Fields,
    /// What is to mend.
    pub errors: Vec<FieldError>,
}

mendan_service::masked_debug!(RefusedForm { errors });

/// A form that comes back is its fields.
impl Deref for RefusedForm {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        &self.values
    }
}

impl RefusedForm {
    /// What says that the row has changed since the form was made.
    pub const CHANGED: FieldError = FieldError::new("version", Fault::Changed);

    /// Whether it was refused because the row has changed since it was made.
    pub fn is_changed(&self) -> bool {
        self.errors.contains(&Self::CHANGED)
    }

    /// What is wrong with that field.
    pub fn error(&self, name: &str) -> Option<Fault> {
        self.errors.iter().find(|error| error.field == name).map(|error| error.code)
    }
}

impl Request {
    /// What the city offers.
    pub fn catalogue(&self) -> &Catalogue {
        &self.context.catalogue
    }

    /// Whether whoever is signed in may open that page of the staff's.
    pub fn opens(&self, path: &str) -> bool {
        access::opens(path, |permission| self.context.may(permission))
    }

    /// Whether she handles bookings of others: pages show nobody what she may not.
    pub fn books(&self) -> bool {
        self.context.may(Permission::BookForOthers)
    }

    /// What she had typed into the form that is posted there ([`WorkDraft::form`]). What cannot be read is none: the log knows.
    pub fn half_filled(&self, form: &str) -> Option<(&WorkDraft, Fields)> {
        let draft = self.drafts.iter().find(|draft| draft.form == form)?;
        Some((draft, self.services.draft_fields(draft).ok()?))
    }

    /// The desk's memory: what this very POST could not keep, or what the session has.
    pub fn desk_state(&self) -> Result<DeskState, Refusal> {
        if let Some(Outcome::Desk { state, .. }) = self.outcome.as_deref() {
            return Ok(state.as_ref().clone());
        }
        let Some(staff) = &self.staff else { return Ok(DeskState::default()) };
        Ok(self.services.desk_state(&self.context.signed_in()?, &staff.session)?.unwrap_or_default())
    }
}

/// The desk's memory between requests: kept sealed on the session, because searches must not stand in addresses.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DeskState {
    /// What was typed into the search.
    pub query: String,
    /// A new booking that was refused, as typed.
    pub draft: Option<Draft>,
    /// The idempotency key of that form, while nobody knows what became of it.
    pub form_key: Option<String>,
    /// A set-up form that was posted after the session had ended, or that waited for her to prove again that it is her: its page shows
    /// it again.
    pub kept: Option<KeptForm>,
    /// Those that waited before it, of other tabs, the latest first.
    pub others: Vec<KeptForm>,
    /// Why the chosen time cannot be had, one sentence.
    pub why: Option<String>,
    /// Why that booking was to be cancelled, as typed, when it was refused.
    pub reason: Option<(BookingId, String)>,
    /// What was asked of a booking that somebody else had changed meanwhile.
    pub wanted: Option<Wanted>,
}

mendan_service::masked_debug!(DeskState {});

/// So many forms wait for one session: they are read with it at each request.
const MOST_KEPT: usize = 4;

impl DeskState {
    /// What waits now, beside what waited already: of several tabs that were asked at once who it is, none takes the place of another.
    #[must_use]
    pub fn beside(self, known: Self) -> Self {
        let mut before: Vec<KeptForm> = known.kept.into_iter().chain(known.others).collect();
        let kept = match self.kept {
            Some(kept) => {
                // Sent twice it waits once.
                let number = before.iter().find(|one| one.page == kept.page && one.values == kept.values);
                let number = number.map(|one| one.number);
                let of_page = before.iter().filter(|one| one.page == kept.page).map(|one| one.number + 1).max();
                let number = number.or(of_page).unwrap_or_default();
                before.retain(|one| one.page != kept.page || one.number != number);
                Some(KeptForm { number, ..kept })
            }
            None => (!before.is_empty()).then(|| before.remove(0)),
        };
        before.truncate(MOST_KEPT - 1);
        Self {
            query: if self.query.is_empty() { known.query } else { self.query },
            draft: self.draft.or(known.draft),
            form_key: self.form_key.or(known.form_key),
            why: self.why.or(known.why),
            reason: self.reason.or(known.reason),
            wanted: self.wanted.or(known.wanted),
            kept,
            others: before,
        }
    }

    /// The form that waits for that page under that number.
    pub fn kept_at(self, page: &str, number: u32) -> Option<KeptForm> {
        self.kept.into_iter().chain(self.others).find(|one| one.page == page && one.number == number)
    }
}

/// What was to be done with a booking, and was not: somebody else was first. Its page shows both.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The booking.
    pub booking: BookingId,
    /// The last word of the path it was posted to: `move`, `mode`, `cancel` …
    pub act: String,
    /// As posted, without what belongs to the page it came from.
    pub values: Fields,
    /// When, in seconds since 1970.
    pub at: i64,
}

mendan_service::masked_debug!(Wanted { booking, act, at });

/// A form that waited for its owner to sign in again.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptForm {
    /// The path of the page that has it.
    pub page: String,
    /// As typed.
    pub values: Fields,
    /// Which of those of its page, from 0: two tabs may have had the same one.
    #[serde(default)]
    pub number: u32,
}

mendan_service::masked_debug!(KeptForm { page });

/// What a POST that did not lead anywhere else shows, with its status code.
#[derive(Clone)]
pub enum Outcome {
    /// 409: somebody was faster. With what she typed, so that an alternative keeps it.
    Taken {
        /// The nearest free times.
        alternatives: Vec<PublicSlot>,
        /// The mode she wanted.
        mode: String,
        /// What she typed, if she had come to that.
        draft: Option<Box<Draft>>,
        /// Where an alternative is posted to (`/hold`, `/b/…/move`).
        action: String,
        /// The version of the booking her page showed; empty where there is none yet.
        version: String,
    },
    /// 422: a form to mend whose time the browser no longer keeps, because it keeps another one.
    Details {
        /// The form's own key.
        form_key: String,
        /// Its slot.
        slot_id: String,
        /// Its mode.
        mode: String,
        /// What she typed, with what is to mend.
        draft: Box<Draft>,
    },
    /// 409: the browser keeps another time than the form was of; this one is offered again.
    NotHeld {
        /// The form's slot.
        slot_id: String,
        /// Its mode.
        mode: String,
    },
    /// 409: it is no longer what the asker saw.
    Changed,
    /// 409: one open booking per kind; the link went to the registered address, if there is one.
    AlreadyBooked,
    /// 409: after the cut-off.
    TooLate,
    /// 409: the state does not allow it.
    NotPossible,
    /// 404.
    NotFound,
    /// 403: a page that only staff with one of those permissions open.
    NotHers(Vec<Permission>),
    /// 422 without a page of its own.
    Invalid,
    /// 403: a foreign origin.
    ForeignOrigin,
    /// 400: the browser keeps no cookies; nothing is held.
    NoCookies,
    /// 405: the address is one that only its own page's button uses.
    WrongMethod,
    /// 429.
    TooMany,
    /// 503: try again in a moment.
    Busy,
    /// 500.
    Fault,
    /// 503: the desk's own page at `place`, with what was typed: the store is too busy to keep it for a redirect.
    Desk {
        /// Path and query.
        place: String,
        /// What would have been kept.
        state: Box<DeskState>,
    },
}

impl std::fmt::Debug for Outcome {
    /// Addresses hold tokens, forms hold what was typed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Outcome(..)")
    }
}

/// The request of the page being rendered.
pub fn request() -> Request {
    expect_context::<Request>()
}

/// Where a page writes its status code; the server reads it once the page is rendered. 0 means nobody wrote.
#[derive(Debug, Clone, Default)]
pub struct StatusSlot(Arc<AtomicU16>);

impl StatusSlot {
    /// What the page wrote, if it did.
    pub fn get(&self) -> Option<u16> {
        Some(self.0.load(Ordering::Relaxed)).filter(|code| *code != 0)
    }
}

/// Sets the status code of the page being rendered. The first one wins: a page inside an outcome adds nothing.
pub fn set_status(code: u16) {
    if let Some(StatusSlot(slot)) = use_context::<StatusSlot>() {
        // Somebody wrote before: that one stands.
        let _ = slot.compare_exchange(0, code, Ordering::Relaxed, Ordering::Relaxed);
    }
}

/// What is known only between password and session, and right after codes were made: the server provides it as context.
#[derive(Clone, Default)]
pub struct Threshold {
    /// Who has shown her password, and what is asked of her now.
    pub half_way: Option<Arc<HalfWay>>,
    /// Codes for her paper, shown this once.
    pub codes: Vec<String>,
    /// Where she is led by our page itself.
    pub leaving: Option<Leaving>,
}

mendan_service::masked_debug!(Threshold {});

/// A page that leads to the identity provider.
#[derive(Clone)]
pub struct Leaving {
    /// The address there.
    pub address: String,
    /// What the provider is called.
    pub label: String,
    /// To sign out there; else to sign in.
    pub out: bool,
}

mendan_service::masked_debug!(Leaving { label, out });

/// What `/dev/mailbox` shows (demo only). The server reads the files and provides this as context.
#[derive(Debug, Clone, Default)]
pub struct Mailbox {
    /// All mails, the latest first.
    pub list: Vec<MailSummary>,
    /// The mail of this address; none on `/dev/mailbox`, or when there is no such file.
    pub open: Option<MailView>,
}

/// A line of the mailbox.
#[derive(Clone, Default)]
pub struct MailSummary {
    /// File name, the last part of its address.
    pub file: String,
    /// Decoded subject.
    pub subject: String,
    /// Recipient.
    pub to: String,
    /// When it was written, as text.
    pub at: String,
}

mendan_service::masked_debug!(MailSummary { at });

/// One mail, taken apart.
#[derive(Clone, Default)]
pub struct MailView {
    /// Its line.
    pub summary: MailSummary,
    /// Sender.
    pub from: String,
    /// The plain text part.
    pub text: String,
    /// Whether `/dev/mailbox/{file}/html` has something.
    pub has_html: bool,
    /// Whether `/dev/mailbox/{file}/calendar.ics` has something.
    pub has_calendar: bool,
}

mendan_service::masked_debug!(MailView { has_html, has_calendar });

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(page: &str, name: &str) -> DeskState {
        let values = Fields::of([("name", name.to_owned())]);
        DeskState { kept: Some(KeptForm { page: page.to_owned(), values, number: 0 }), ..DeskState::default() }
    }

    fn name(state: &DeskState, page: &str, number: u32) -> Option<String> {
        state.clone().kept_at(page, number).map(|kept| kept.values.text("name").to_owned())
    }

    #[test]
    fn forms_of_several_tabs_wait_each_for_its_own() {
        let keys = "/staff/setup/keys";
        let one = waits(keys, "one").beside(DeskState { query: "か".to_owned(), ..DeskState::default() });
        let two = waits("/staff/setup/roles/new", "role").beside(one);
        let three = waits(keys, "two").beside(two);
        assert_eq!(three.query, "か", "what was searched stays");
        let all = [(keys, 0, "one"), (keys, 1, "two"), ("/staff/setup/roles/new", 0, "role")];
        for (page, number, waiting) in all {
            assert_eq!(name(&three, page, number).as_deref(), Some(waiting), "{page} {number}");
        }
        // Sent twice it waits once, under its number; a button beside which nothing was typed changes nothing.
        let again = waits(keys, "one").beside(three);
        assert_eq!(again.kept.as_ref().map(|kept| kept.number), Some(0));
        assert_eq!(again.others.len(), 2);
        let pressed = DeskState::default().beside(again);
        assert_eq!((name(&pressed, keys, 1).as_deref(), pressed.others.len()), (Some("two"), 2));
        // So many, and the oldest goes.
        let many = (0..9).fold(pressed, |known, n| waits(&format!("/staff/{n}"), "x").beside(known));
        assert_eq!((many.others.len(), name(&many, keys, 1)), (MOST_KEPT - 1, None));
    }
}
