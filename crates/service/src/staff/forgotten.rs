//! A forgotten password: whoever typed it in is answered at once and always alike; what it was is looked for afterwards, in a job, and
//! a link goes to the address that is known of her, to no other.

use std::sync::Arc;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use mendan_domain::ids::MunicipalityId;
use mendan_domain::person::email::Email;
use mendan_domain::staff::login::login_key;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::error::Refusal;
use crate::job::kind::{JobKind, Outcome, Retry, Still};
use crate::job::row::About;
use crate::model::{JobRow, StaffMember};
use crate::ports::StoreError;
use crate::sealed::SealedPlace;
use crate::services::{Context, Recorded, Services, Writer};
use crate::staff::address::{A_DAY, Addresses, LETTERS_A_DAY};
use crate::staff::letter::StaffMessage;
use crate::staff::link::LinkKind;

/// Whoever waits for longer has asked again.
const USEFUL: Duration = Duration::hours(1);
/// Octets of a name or an address; more is neither.
const LONGEST: usize = 254;

/// What was typed.
#[derive(Serialize, Deserialize)]
struct Typed {
    who: String,
    /// From where, no finer than a neighbourhood.
    network: String,
}

impl Services {
    /// Notes that somebody has forgotten the password of that sign-in name or mail address. What comes of it, nobody is told here.
    pub async fn password_forgotten(&self, city: MunicipalityId, (who, network): (&str, &str)) -> Result<(), Refusal> {
        let who = who.trim();
        let who = if who.len() > LONGEST { "" } else { who }.to_owned();
        let typed = &Typed { who, network: network.to_owned() };
        self.write(|writer| async move {
            let sealed = URL_SAFE_NO_PAD.encode(writer.seal(&SealedPlace::Forgotten(city), typed)?);
            let (now, about) = (writer.now(), (city, About::default()));
            let payload = Forgotten { sealed };
            let row = writer.job::<SendPasswordLink>(about, &payload, (now, now + USEFUL), &writer.new_token())?;
            let mut tx = writer.begin().await?;
            tx.jobs_insert(&[row]).await?;
            tx.commit(Recorded::not_needed("what comes of it has its line")).await?;
            Ok(())
        })
        .await?;
        self.ring();
        Ok(())
    }
}

/// What the job has to know: what was typed, sealed.
#[derive(Serialize, Deserialize)]
pub struct Forgotten {
    sealed: String,
}

crate::masked_debug!(Forgotten {});

/// Looks for whoever was meant, and sends her a link.
pub struct SendPasswordLink;

/// Whom the job is about.
pub struct Meant {
    members: Vec<(StaffMember, String)>,
    city: MunicipalityId,
    asked_at: DateTime<Utc>,
    network: String,
}

crate::masked_debug!(Meant { city, asked_at });

#[async_trait]
impl JobKind for SendPasswordLink {
    type Payload = Forgotten;
    type Found = Meant;
    const WORD: &'static str = "password_link";
    const RETRY: Retry = Retry { first: 5, longest: 60 };

    async fn find(&self, services: &Services, row: &JobRow, payload: &Forgotten) -> Result<Still<Meant>, Refusal> {
        let corrupt = || StoreError::Corrupt("column detail".into());
        let octets = URL_SAFE_NO_PAD.decode(&payload.sealed).map_err(|_| corrupt())?;
        let city = row.municipality;
        let typed: Typed = services.open(&SealedPlace::Forgotten(city), &octets)?;
        let members = services.meant(city, &typed.who).await?;
        // The queue tells nobody whether there was somebody.
        Ok(Still::ToDo(Meant { members, city, asked_at: row.created_at, network: typed.network }))
    }

    async fn attempt(&self, services: &Services, found: Meant) -> Result<Outcome, Refusal> {
        let meant = &found;
        services.write(|writer| async move { writer.send_password_links(meant).await }).await?;
        services.ring();
        Ok(Outcome::Done("looked"))
    }
}

impl Services {
    /// Members of that sign-in name or mail address who have a password and an address.
    async fn meant(&self, city: MunicipalityId, who: &str) -> Result<Vec<(StaffMember, String)>, Refusal> {
        let catalogue = self.catalogue(city).await?;
        let address = Email::parse(who).ok().map(|email| email.as_str().to_lowercase());
        let mut tx = self.store().read().await?;
        let mut meant = Vec::new();
        for (id, sealed) in tx.staff_mails(city).await? {
            let Some(member) = catalogue.staff(id).filter(|member| !member.disabled) else { continue };
            let hers: Addresses = self.open(&SealedPlace::StaffAddress(id), &sealed)?;
            let Some(now) = hers.now else { continue };
            let named = !who.is_empty() && login_key(&member.login) == login_key(who);
            let addressed = address.as_ref().is_some_and(|address| *address == now.to_lowercase());
            if (named || addressed) && tx.password_hash(city, id).await?.is_some() {
                meant.push((member.clone(), now));
            }
        }
        Ok(meant)
    }
}

impl Writer {
    async fn send_password_links(&self, meant: &Meant) -> Result<(), Refusal> {
        let (city, kind) = (meant.city, StaffMessage::PasswordLink);
        let catalogue = self.catalogue(city).await?;
        let context = Context::system(Arc::clone(&catalogue)).seen_from(Some(meant.network.as_str().into()));
        let mut tx = self.begin().await?;
        for (member, address) in &meant.members {
            tx.staff_lock(city, member.id).await?;
            // Done twice, or asked for twice in one moment, it is one letter.
            let written = tx.letters_to_staff(city, member.id, kind.as_str(), meant.asked_at).await? > 0;
            let many = tx.letters_to_staff(city, member.id, kind.as_str(), self.now() - A_DAY).await?;
            if written || many >= LETTERS_A_DAY {
                continue;
            }
            self.send_link(&mut tx, &catalogue, (member, LinkKind::Password), (kind, address)).await?;
            let _line = self.audit(tx.as_mut(), &context, "password_link", ("staff", member.id.0), &json!({})).await?;
        }
        tx.commit(Recorded::not_needed("each link has its line")).await?;
        Ok(())
    }
}
