//! Keep a time for a browser while its person types. Made only by POST, one per browser, extended once. Choosing another time
//! begins the minutes anew, but not the hour in which whoever keeps times has to have booked.

use chrono::{DateTime, Duration, Utc};
use mendan_domain::booking::mode::Mode;
use mendan_domain::date::join_fields;
use mendan_domain::fault::Fault;
use mendan_domain::ids::HoldId;
use mendan_domain::offer::slot::SlotId;
use serde::{Deserialize, Serialize};

use crate::booking::claim::Wanted;
use crate::booking::person::PersonForm;
use crate::error::{FieldError, Refusal};
use crate::forms::Fields;
use crate::model::{Hold, Owner};
use crate::ports::StoreError;
use crate::sealed::SealedPlace;
use crate::secret::sha256;
use crate::services::{By, Context, Recorded, Resident, Services, Settings, Writer};
use crate::unit::WriteUnit;

/// What she typed so far and what was wrong with it. Sealed on the hold, wiped with it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Raw values.
    pub person: PersonForm,
    /// The three birth date fields as typed.
    pub birth: [String; 3],
    /// The three due date fields as typed.
    pub due: [String; 3],
    /// Field and code.
    pub errors: Vec<(String, Fault)>,
}

crate::masked_debug!(Draft { errors });

impl Draft {
    /// From the fields of a form about a person; `language` is that of the page it stood on.
    pub fn typed(fields: &Fields, language: &str) -> Self {
        let birth = ["birth_year", "birth_month", "birth_day"].map(|name| fields.owned(name));
        let due = ["due_year", "due_month", "due_day"].map(|name| fields.owned(name));
        let person = PersonForm {
            family_name: fields.owned("family_name"),
            given_name: fields.owned("given_name"),
            family_name_kana: fields.owned("family_name_kana"),
            given_name_kana: fields.owned("given_name_kana"),
            birth_date: fields.some("birth_date").map_or_else(|| join_fields(&birth), str::to_owned),
            phone: fields.owned("phone"),
            // The button beside the question sends what it proposes.
            email: fields.some("email_meant").unwrap_or(fields.text("email")).to_owned(),
            email_asked: Some(fields.owned("email_asked")),
            due_date: fields.some("due_date").map_or_else(|| join_fields(&due), str::to_owned),
            language: fields.some("language").unwrap_or(language).to_owned(),
            needs: fields.all_owned("needs"),
            note: fields.owned("note"),
            contact_window: fields.owned("contact_window"),
            discreet: fields.ticked("discreet"),
            consent: fields.ticked("consent"),
            consent_seen: fields.owned("consent_seen"),
        };
        Self { person, birth, due, errors: Vec::new() }
    }
}

/// The form that a hold was rendered into. A browser has one hold, but may show forms of several: what a form asks for is done
/// to its own hold or to none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct HoldForm {
    /// The hold's key; empty: not posted.
    pub key: String,
    /// Its slot; empty: not posted.
    pub slot_id: String,
}

crate::masked_debug!(HoldForm { slot_id });

impl HoldForm {
    /// From the fields of any form that a hold was rendered into.
    pub fn typed(fields: &Fields) -> Self {
        Self { key: fields.owned("form_key"), slot_id: fields.owned("slot_id") }
    }

    /// Whether it was rendered from that hold. A program that names neither means the one the browser has.
    pub fn is_of(&self, hold: &Hold) -> bool {
        let slot = SlotId { office: hold.office, kind: hold.kind, starts_at: hold.starts_at };
        match (self.key.as_str(), self.slot_id.as_str()) {
            ("", "") => true,
            ("", slot_id) => SlotId::parse(slot_id) == Some(slot),
            (key, _) => key == hold.form_key,
        }
    }
}

/// A time is kept for a browser; nobody has booked it.
const NOBODYS_ACT: Recorded = Recorded::not_needed("a hold is nobody's act yet");

impl Services {
    /// Keeps a time for a browser; what it kept before is freed if, and only if, the new time is got.
    /// Returns the browser's new cookie and the hold.
    pub async fn hold(
        &self,
        context: &By<Resident>,
        browser: Option<&str>,
        slot_id: &str,
        mode: &str,
        draft: Option<Draft>,
    ) -> Result<(String, Hold), Refusal> {
        let draft = draft.as_ref();
        self.write(|writer| async move { writer.hold_once(context, browser, slot_id, mode, draft).await }).await
    }
}

impl Writer {
    async fn hold_once(
        &self,
        context: &Context,
        browser: Option<&str>,
        slot_id: &str,
        mode: &str,
        draft: Option<&Draft>,
    ) -> Result<(String, Hold), Refusal> {
        let slot =
            SlotId::parse(slot_id).ok_or_else(|| Refusal::Invalid(vec![FieldError::new("slot_id", Fault::Invalid)]))?;
        let mut tx = self.begin().await?;
        let context = &self.of_this_moment(tx.as_mut(), context).await?;
        let catalogue = &context.catalogue;
        let kind = catalogue.kind(slot.kind).ok_or(Refusal::NotFound)?;
        let office = catalogue.office(slot.office).ok_or(Refusal::NotFound)?;
        let mode = Mode::parse(mode).filter(|mode| kind.modes.has(*mode));
        let mode = mode.ok_or_else(|| Refusal::Invalid(vec![FieldError::new("mode", Fault::Invalid)]))?;
        let old = self.live_hold_in(tx.as_mut(), context, browser).await?;
        if let Some(mut same) = old.clone().filter(|hold| {
            (hold.office, hold.kind, hold.starts_at, hold.mode) == (office.id, kind.id, slot.starts_at, mode)
        }) {
            // A second tap: the time is hers already, and not for longer than before.
            if draft.is_some() {
                same.draft_sealed = self.sealed_draft(same.id, draft)?;
                tx.hold_update(&same).await?;
                tx.commit(NOBODYS_ACT).await?;
            }
            return Ok((browser.unwrap_or_default().to_owned(), same));
        }
        let draft = match (draft, &old) {
            (None, Some(old)) => self.draft_of(old)?,
            (draft, _) => draft.cloned(),
        };
        // The new time is taken before the old one is freed, under the old hold's id: two browsers that swap never wait
        // for each other.
        let id = old.as_ref().map_or_else(|| HoldId(self.new_id()), |hold| hold.id);
        let wanted = Wanted::new(kind, office, slot.starts_at, mode, context.group());
        let old_claim = old.as_ref().map(|hold| &hold.claim);
        let claimed = self.take(tx.as_mut(), catalogue, &wanted, Owner::Hold(id), old_claim).await?;
        let taken = match claimed.map_err(Refusal::unavailable) {
            Ok(taken) => taken,
            Err(Refusal::SlotTaken { reasons, .. }) => {
                drop(tx);
                if old.is_none()
                    && browser.is_some()
                    && self.hold_of(&context.as_resident(), browser.unwrap_or_default()).await.is_ok()
                {
                    // Her own second tap was faster: the next try finds that hold.
                    return Err(Refusal::Busy(StoreError::Busy("the browser's other request was faster".into())));
                }
                let alternatives = self.nearest(context, kind, Some(mode), slot.starts_at, 3).await?;
                return Err(Refusal::SlotTaken { alternatives, reasons });
            }
            Err(other) => return Err(other),
        };
        let browser = browser.map_or_else(|| self.new_token(), str::to_owned);
        let chain_since = old.as_ref().map_or_else(|| self.now(), |hold| hold.chain_since);
        let hold = Hold {
            id,
            municipality: context.municipality(),
            browser_hash: sha256(browser.as_bytes()),
            kind: kind.id,
            office: office.id,
            claim: taken.claim,
            mode,
            starts_at: slot.starts_at,
            ends_at: taken.ends_at,
            chain_since,
            expires_at: self.kept_until(chain_since),
            extended: false,
            form_key: self.new_token(),
            draft_sealed: self.sealed_draft(id, draft.as_ref())?,
        };
        if old.is_some() {
            tx.hold_delete(id).await?;
        }
        tx.hold_insert(&hold).await?;
        tx.commit(NOBODYS_ACT).await?;
        Ok((browser, hold))
    }
}

impl Services {
    /// The browser's hold while it lasts. One that has expired is dropped: its time may be somebody else's by now.
    async fn live_hold_in(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        browser: Option<&str>,
    ) -> Result<Option<Hold>, Refusal> {
        let Some(browser) = browser else { return Ok(None) };
        let hold = tx.hold_of_browser(context.municipality(), &sha256(browser.as_bytes())).await?;
        if let Some(expired) = hold.as_ref().filter(|hold| hold.expires_at <= self.now()) {
            tx.release(&expired.claim, Owner::Hold(expired.id)).await?;
            tx.hold_delete(expired.id).await?;
            return Ok(None);
        }
        Ok(hold)
    }

    /// Gives the browser's hold back, if it is the one the form is of. Returns whether it was.
    pub async fn release_hold(&self, context: &By<Resident>, browser: &str, form: &HoldForm) -> Result<bool, Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let hold = writer.live_hold_in(tx.as_mut(), context, Some(browser)).await?;
            let own = hold.as_ref().is_none_or(|hold| form.is_of(hold));
            if let Some(hold) = hold.filter(|hold| form.is_of(hold)) {
                tx.release(&hold.claim, Owner::Hold(hold.id)).await?;
                tx.hold_delete(hold.id).await?;
            }
            tx.commit(NOBODYS_ACT).await?;
            Ok(own)
        })
        .await
    }

    /// The browser's hold, unless it has expired.
    pub async fn hold_of(&self, context: &By<Resident>, browser: &str) -> Result<Hold, Refusal> {
        let mut tx = self.store().read().await?;
        let hold = tx.hold_of_browser(context.municipality(), &sha256(browser.as_bytes())).await?;
        hold.filter(|hold| hold.expires_at > self.now()).ok_or(Refusal::NotFound)
    }

    /// The browser's last hold, expired or not: where somebody whose time has gone was looking. `NotFound` once it has
    /// been swept.
    pub async fn last_hold_of(&self, context: &By<Resident>, browser: &str) -> Result<Hold, Refusal> {
        let mut tx = self.store().read().await?;
        tx.hold_of_browser(context.municipality(), &sha256(browser.as_bytes())).await?.ok_or(Refusal::NotFound)
    }

    /// What was typed into a hold.
    pub fn draft_of(&self, hold: &Hold) -> Result<Option<Draft>, Refusal> {
        let sealed = hold.draft_sealed.as_deref();
        sealed.map(|sealed| self.open(&SealedPlace::Draft(hold.id), sealed)).transpose()
    }

    /// How long a time that is taken now is kept.
    fn kept_until(&self, chain_since: DateTime<Utc>) -> DateTime<Utc> {
        let Settings { hold_minutes, hold_chain_minutes, .. } = *self.settings();
        let chain_ends = chain_since + Duration::minutes(hold_chain_minutes);
        (self.now() + Duration::minutes(hold_minutes)).min(chain_ends)
    }

    fn sealed_draft(&self, id: HoldId, draft: Option<&Draft>) -> Result<Option<Vec<u8>>, Refusal> {
        draft.map(|draft| self.seal(&SealedPlace::Draft(id), draft)).transpose()
    }

    /// Lengthens the hold once by its whole length from now.
    pub async fn extend_hold(&self, context: &By<Resident>, browser: &str, form: &HoldForm) -> Result<Hold, Refusal> {
        let extend = |hold: &mut Hold| {
            if hold.extended {
                return Err(Refusal::NotPossible);
            }
            hold.extended = true;
            // Late in the hour there is nothing to lengthen, and nothing is made shorter.
            hold.expires_at = hold.expires_at.max(self.kept_until(hold.chain_since));
            Ok(())
        };
        self.write(|writer| async move { writer.change_hold(context, browser, form, extend).await }).await
    }

    /// Keeps what she typed and what was wrong with it; `Changed` when the browser keeps another time by now.
    pub async fn save_draft(
        &self,
        context: &By<Resident>,
        browser: &str,
        form: &HoldForm,
        draft: &Draft,
    ) -> Result<Hold, Refusal> {
        let keep = |hold: &mut Hold| {
            hold.draft_sealed = self.sealed_draft(hold.id, Some(draft))?;
            Ok(())
        };
        self.write(|writer| async move { writer.change_hold(context, browser, form, keep).await }).await
    }
}

impl Writer {
    async fn change_hold(
        &self,
        context: &Context,
        browser: &str,
        form: &HoldForm,
        change: impl Fn(&mut Hold) -> Result<(), Refusal> + Send,
    ) -> Result<Hold, Refusal> {
        let mut tx = self.begin().await?;
        let hold = tx.hold_of_browser(context.municipality(), &sha256(browser.as_bytes())).await?;
        let mut hold = hold.filter(|hold| hold.expires_at > self.now()).ok_or(Refusal::NotFound)?;
        if !form.is_of(&hold) {
            return Err(Refusal::Changed);
        }
        change(&mut hold)?;
        tx.hold_update(&hold).await?;
        tx.commit(NOBODYS_ACT).await?;
        Ok(hold)
    }
}
