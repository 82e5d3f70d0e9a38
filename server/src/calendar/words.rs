//! What messages and calendar files call things, in the booking's language and, if she wishes, neutrally.

use mendan_domain::language::Language;
use mendan_domain::mode::Mode;
use mendan_service::catalogue::{Catalogue, Link, MunicipalityTexts, Office, OfficeTexts};
use mendan_service::model::Booking;
use url::Url;

/// The words of one booking.
pub(crate) struct Words<'a> {
    booking: &'a Booking,
    catalogue: &'a Catalogue,
    /// The city's words.
    pub(crate) city: MunicipalityTexts,
    /// The office's words.
    pub(crate) office: OfficeTexts,
}

impl<'a> Words<'a> {
    /// The words of that booking.
    pub(crate) fn of(booking: &'a Booking, catalogue: &'a Catalogue) -> Self {
        let city = catalogue.municipality.words(booking.language);
        let office = catalogue.office(booking.office).map(|office| office.words(booking.language)).unwrap_or_default();
        Self { booking, catalogue, city, office }
    }

    fn is_japanese(&self) -> bool {
        self.booking.language == Language::Ja
    }

    /// 「妊娠の届出と面談」, or 「予約」 if discreet or unknown.
    pub(crate) fn summary(&self) -> String {
        self.kind().unwrap_or_else(|| if self.is_japanese() { "予約" } else { "Appointment" }.to_owned())
    }

    /// The kind's name; none if discreet.
    pub(crate) fn kind(&self) -> Option<String> {
        let kind = self.catalogue.kind(self.booking.kind).filter(|_| !self.booking.discreet)?;
        Some(kind.words(self.booking.language).name).filter(|name| !name.is_empty())
    }

    /// Who invites: the office; if discreet the city, since offices are named after what they do.
    pub(crate) fn organizer(&self) -> String {
        let neutral = self.booking.discreet || self.office.name.is_empty();
        if neutral { self.city.name.clone() } else { self.office.name.clone() }
    }

    /// The sender of mails: city and office; if discreet the city alone.
    pub(crate) fn sender(&self) -> String {
        let (city, office) = (self.city.name.as_str(), self.organizer());
        if office.starts_with(city) { office } else { format!("{city} {office}") }
    }

    /// How, in one word.
    pub(crate) fn mode(&self) -> &'static str {
        match (self.booking.mode, self.is_japanese()) {
            (Mode::InPerson, true) => "来所",
            (Mode::InPerson, false) => "In person",
            (Mode::Video, true) => "オンライン",
            (Mode::Video, false) => "Online (video call)",
            (Mode::Phone, true) => "電話",
            (Mode::Phone, false) => "Phone",
            (Mode::HomeVisit, true) => "ご自宅への訪問",
            (Mode::HomeVisit, false) => "Home visit",
        }
    }

    /// The meeting link of a video booking, as a proper web address.
    pub(crate) fn join_url(&self) -> Option<String> {
        let link = self.booking.join_url.as_deref().filter(|_| self.booking.mode == Mode::Video)?;
        Url::parse(link).ok().filter(|url| matches!(url.scheme(), "https" | "http")).map(String::from)
    }

    /// What is asked of both sides in a video call.
    pub(crate) fn no_recording(&self) -> &'static str {
        if self.is_japanese() {
            "録音・録画はご遠慮ください。"
        } else {
            "Please do not record sound or pictures."
        }
    }

    /// How the list of things is headed: what to bring, or what to have at hand where she goes nowhere.
    pub(crate) fn bring_heading(&self) -> &'static str {
        match (self.booking.mode == Mode::InPerson, self.is_japanese()) {
            (true, true) => "持ちもの",
            (true, false) => "Please bring",
            (false, true) => "ご用意いただくもの",
            (false, false) => "Please have ready",
        }
    }

    /// What to bring or have at hand; nothing if discreet, since a 母子健康手帳 tells everything.
    pub(crate) fn bring(&self) -> Vec<String> {
        let kind = self.catalogue.kind(self.booking.kind).filter(|_| !self.booking.discreet);
        kind.map(|kind| kind.words(self.booking.language).bring).unwrap_or_default()
    }

    /// What to read beforehand; nothing if discreet.
    pub(crate) fn links(&self) -> Vec<Link> {
        if self.booking.discreet {
            return Vec::new();
        }
        let Booking { kind, language, .. } = *self.booking;
        self.catalogue.to_read(kind, language, &self.catalogue.municipality.public_url)
    }

    /// Office, floor and address in one line each; if discreet the address alone.
    pub(crate) fn place(&self) -> Vec<String> {
        let OfficeTexts { name, address, floor, .. } = &self.office;
        if self.booking.discreet && !address.is_empty() {
            return vec![address.clone()];
        }
        let house = [name.as_str(), floor.as_str()].into_iter().filter(|word| !word.is_empty());
        let lines = [house.collect::<Vec<_>>().join(" "), address.clone()];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    /// What calendars show as the place.
    pub(crate) fn location(&self) -> String {
        match self.booking.mode {
            Mode::InPerson => self.place().join(" "),
            Mode::Video => self.join_url().unwrap_or_else(|| self.mode().to_owned()),
            Mode::Phone | Mode::HomeVisit => self.mode().to_owned(),
        }
    }

    /// The phone for questions: the office's, or the city's.
    pub(crate) fn phone(&self) -> &'a str {
        let office: Option<&Office> = self.catalogue.office(self.booking.office);
        let phone = office.map(|office| office.phone.as_str()).filter(|phone| !phone.is_empty());
        phone.unwrap_or(self.catalogue.municipality.phone.as_str())
    }
}
