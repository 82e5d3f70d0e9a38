//! What messages and calendar files call things, in the booking's language and, if she wishes, neutrally.

use mendan_app::to_read::to_read;
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_service::city::catalogue::{Catalogue, KindTexts, Link, MunicipalityTexts};
use mendan_service::message::told::Told;
use mendan_service::model::Booking;
use mendan_words::{Message, words};
use url::Url;

/// The words of one booking.
pub(crate) struct Words<'a> {
    booking: &'a Booking,
    catalogue: &'a Catalogue,
    /// The city's words.
    pub(crate) city: MunicipalityTexts,
    /// Its names, number and place.
    pub(crate) told: Told,
}

impl<'a> Words<'a> {
    /// The words of that booking.
    pub(crate) fn of(booking: &'a Booking, catalogue: &'a Catalogue) -> Self {
        let city = catalogue.municipality.words(booking.language);
        Self { booking, catalogue, city, told: Told::of(catalogue, booking, booking.language) }
    }

    /// What her language says in messages.
    pub(crate) fn texts(&self) -> &'static Message {
        &words(self.booking.language).message
    }

    /// 「妊娠の届出と面談」, or 「予約」 if discreet, called off or unknown.
    pub(crate) fn summary(&self) -> String {
        self.kind().unwrap_or_else(|| self.texts().appointment.to_owned())
    }

    /// The kind's name; none if discreet. None either once it is called off: she may have lost the child.
    pub(crate) fn kind(&self) -> Option<String> {
        let silent = self.booking.discreet || self.booking.status == Status::Cancelled;
        let kind = self.catalogue.kind(self.booking.kind).filter(|_| !silent)?;
        Some(kind.words(self.booking.language).name).filter(|name| !name.is_empty())
    }

    /// The office's own name.
    pub(crate) fn office(&self) -> Option<String> {
        self.catalogue.office(self.booking.office).map(|office| office.words(self.booking.language).name)
    }

    /// How, in one word.
    pub(crate) fn mode(&self) -> &'static str {
        let t = self.texts();
        match self.booking.mode {
            Mode::InPerson => t.mode_in_person,
            Mode::Video => t.mode_video,
            Mode::Phone => t.mode_phone,
            Mode::HomeVisit => t.mode_home_visit,
        }
    }

    /// The meeting link of a video booking, as a proper web address.
    pub(crate) fn join_url(&self) -> Option<String> {
        let link = self.booking.join_url.as_deref().filter(|_| self.booking.mode == Mode::Video)?;
        Url::parse(link).ok().filter(|url| matches!(url.scheme(), "https" | "http")).map(String::from)
    }

    /// How the list of things is headed: what to bring, or what to have at hand where she goes nowhere.
    pub(crate) fn bring_heading(&self) -> &'static str {
        let t = self.texts();
        if self.booking.mode == Mode::InPerson { t.bring } else { t.have_ready }
    }

    /// What to bring or have at hand; nothing if discreet, since a 母子健康手帳 tells everything.
    pub(crate) fn bring(&self) -> Vec<String> {
        self.kind_texts().map(|kind| kind.things(self.booking.mode).to_vec()).unwrap_or_default()
    }

    /// What the kind says of this way of talking; nothing if discreet.
    pub(crate) fn note(&self) -> String {
        self.kind_texts().and_then(|kind| kind.note(self.booking.mode).map(str::to_owned)).unwrap_or_default()
    }

    fn kind_texts(&self) -> Option<KindTexts> {
        let kind = self.catalogue.kind(self.booking.kind).filter(|_| !self.booking.discreet)?;
        Some(kind.words(self.booking.language))
    }

    /// What to read beforehand; nothing if discreet.
    pub(crate) fn links(&self) -> Vec<Link> {
        if self.booking.discreet {
            return Vec::new();
        }
        let Booking { kind, language, .. } = *self.booking;
        to_read(self.catalogue, kind, language, &self.catalogue.municipality.public_url)
    }

    /// What calendars show as the place.
    pub(crate) fn location(&self) -> String {
        match self.booking.mode {
            Mode::InPerson => self.told.place().join(" "),
            Mode::Video => self.join_url().unwrap_or_else(|| self.mode().to_owned()),
            Mode::Phone | Mode::HomeVisit => self.mode().to_owned(),
        }
    }
}
