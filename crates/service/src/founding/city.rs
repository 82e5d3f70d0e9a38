//! A city with what it begins with: its name, its address, its telephone, its sender. Everything else is made in its own set-up.

use chrono_tz::Asia::Tokyo;
use mendan_domain::fault::Fault;
use mendan_domain::ids::MunicipalityId;
use mendan_domain::language::Language;
use mendan_domain::person::email::{Email, EmailError};
use mendan_domain::person::phone::{Phone, PhoneError};
use serde_json::json;

use crate::city::catalogue::{Municipality, MunicipalityTexts, Texts};
use crate::city::check;
use crate::city::settings::{Factor, Settings};
use crate::error::Refusal;
use crate::forms::{Checks, Fields};
use crate::founding::address;
use crate::ports::StoreError;
use crate::services::{Founder, Recorded, Services, Unit, Writer};

/// What every city says until it says it in its own words: why personal data is collected.
const TEXTS: &str = include_str!("../../kind_sets/city.json");

/// A city as typed.
#[derive(Debug, Clone, Default)]
pub struct CityForm {
    /// Name.
    pub name_ja: String,
    /// Name in English; empty: the Japanese one.
    pub name_en: String,
    /// Its part of commands; empty: made of the English name.
    pub slug: String,
    /// Public address.
    pub public_url: String,
    /// Who answers the phone.
    pub department: String,
    /// Phone for people.
    pub phone: String,
    /// When it is answered.
    pub phone_hours: String,
    /// The same in English; empty: as above.
    pub phone_hours_en: String,
    /// Sender of its mails.
    pub mail_from: String,
}

impl CityForm {
    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        Self {
            name_ja: fields.owned("name_ja"),
            name_en: fields.owned("name_en"),
            slug: fields.owned("slug"),
            public_url: fields.owned("public_url"),
            department: fields.owned("department"),
            phone: fields.owned("phone"),
            phone_hours: fields.owned("phone_hours"),
            phone_hours_en: String::new(),
            mail_from: fields.owned("mail_from"),
        }
    }

    /// The city of it, unlike all others.
    fn read(&self, id: MunicipalityId, others: &[Municipality], month: String) -> Result<Municipality, Refusal> {
        let mut checks = Checks::default();
        let name = checks.line("name_ja", &self.name_ja);
        let english = checks.maybe_line("name_en", &self.name_en);
        let public_url = checks.value("public_url", address::parse(&self.public_url));
        let taken = others.iter().any(|other| address::is_anothers(other, &public_url));
        checks.fail_if(taken, "public_url", Fault::Taken);
        let department = checks.maybe_line("department", &self.department);
        let phone_hours = checks.maybe_line("phone_hours", &self.phone_hours);
        let phone = Phone::parse(&self.phone).map(|phone| phone.national().to_owned()).map_err(PhoneError::fault);
        let phone = checks.value("phone", phone);
        let mail_from = Email::parse(&self.mail_from).map(|email| email.as_str().to_owned()).map_err(EmailError::fault);
        let mail_from = checks.value("mail_from", mail_from);
        let known = |slug: &str| others.iter().any(|other| other.slug == slug);
        let slug = checks.value("slug", check::slug(&self.slug, &self.name_en, "city", known));
        checks.done()?;
        let mut texts: Texts<MunicipalityTexts> = serde_json::from_str(TEXTS)
            .map_err(|error| Refusal::Internal(StoreError::Corrupt(format!("texts of a city: {error}"))))?;
        for (tag, words) in &mut texts.0 {
            let other = *tag != Language::Ja.tag();
            words.name.clone_from(if other && !english.is_empty() { &english } else { &name });
            words.department.clone_from(&department);
            let theirs = other && !self.phone_hours_en.is_empty();
            words.phone_hours.clone_from(if theirs { &self.phone_hours_en } else { &phone_hours });
        }
        Ok(Municipality {
            id,
            slug,
            public_url,
            staff_url: None,
            timezone: Tokyo,
            mail_from,
            discreet_mail_from: String::new(),
            phone,
            video_base_url: None,
            consent_version: month,
            large_networks: Vec::new(),
            settings: Settings { factor: Factor { required: true }, ..Settings::default() },
            texts,
        })
    }
}

impl Services {
    /// Adds a city beside those there are, in the name of whoever has the machine. `installation` is the address that the only city
    /// follows: one that was given another keeps it.
    pub async fn city_add(&self, form: &CityForm, installation: &str) -> Result<Municipality, Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let city = writer.insert_city(&mut tx, (form, installation), "command").await?;
            tx.commit(IN_THE_UNIT).await?;
            Ok(city)
        })
        .await
    }

    /// Founds the first city by the link. The same form sent twice founds one city. `Changed`: there is a city meanwhile, or
    /// another link.
    ///
    /// Only who came by the link founds:
    ///
    /// ```compile_fail,E0308
    /// # use mendan_service::{By, Staff, Services, founding::city::CityForm};
    /// async fn by_a_member(services: &Services, context: &By<Staff>, form: &CityForm) {
    ///     let _ = services.found_city(context, form, "").await;
    /// }
    /// ```
    ///
    /// ```
    /// # use mendan_service::{Founder, Services, founding::city::CityForm};
    /// async fn by_the_link(services: &Services, founder: &Founder, form: &CityForm) {
    ///     let _ = services.found_city(founder, form, "").await;
    /// }
    /// ```
    pub async fn found_city(
        &self,
        founder: &Founder,
        form: &CityForm,
        installation: &str,
    ) -> Result<MunicipalityId, Refusal> {
        self.write(|writer| async move {
            if let Some(city) = founder.city {
                return Ok(city);
            }
            let mut tx = writer.begin().await?;
            if !tx.municipalities().await?.is_empty() {
                return Err(Refusal::Changed);
            }
            let city = writer.insert_city(&mut tx, (form, installation), "setup_link").await?;
            if !tx.founding_link_found(founder.link, city.id).await? {
                return Err(Refusal::Changed);
            }
            tx.commit(IN_THE_UNIT).await?;
            Ok(city.id)
        })
        .await
    }
}

const IN_THE_UNIT: Recorded =
    Recorded::not_needed("the line stands in the unit: there is no catalogue to ask with yet");

impl Writer {
    async fn insert_city(
        &self,
        tx: &mut Unit,
        (form, installation): (&CityForm, &str),
        by: &str,
    ) -> Result<Municipality, Refusal> {
        let others = tx.municipalities().await?;
        let month = self.now().with_timezone(&Tokyo).format("%Y-%m").to_string();
        let city = form.read(MunicipalityId(self.new_id()), &others, month)?;
        self.prepare_chain(tx).await?;
        tx.municipality_insert(&city).await?;
        self.begin_chain(tx, city.id).await?;
        tx.own_address_set(city.id, !address::is_same(&city.public_url, installation)).await?;
        let detail = json!({ "slug": city.slug, "by": by });
        let line = self.system_line(city.id, "city_found", ("city", city.id.0), &detail);
        tx.audit_insert(&line).await?;
        Ok(city)
    }
}
