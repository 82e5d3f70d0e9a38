//! The mail address of a member of staff: sealed, known to herself and to whoever invited her. A new one counts once she has opened the
//! link that was sent there.

use std::sync::Arc;

use chrono::Duration;
use mendan_domain::fault::Fault;
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_domain::person::email::{Email, EmailError};
use mendan_domain::staff::Permission;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::city::catalogue::Catalogue;
use crate::error::{FieldError, Refusal};
use crate::model::{Session, StaffMember};
use crate::sealed::SealedPlace;
use crate::services::{By, Context, Services, Staff, Writer};
use crate::staff::letter::StaffMessage;
use crate::staff::link::{LinkKind, OpenLink};
use crate::staff::sign_in::owns;
use crate::unit::{ReadUnit, WriteUnit};

/// Letters to one address of hers in a day, of each sort.
pub(super) const LETTERS_A_DAY: i64 = 3;
/// That day.
pub(super) const A_DAY: Duration = Duration::hours(24);

/// Her addresses.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Addresses {
    /// The one that is hers.
    pub now: Option<String>,
    /// The one that is to become hers, until its link was opened.
    pub new: Option<String>,
    /// She wants to be told there at once what others change of her day.
    pub news: bool,
    /// She wants to read there in the morning what her day holds.
    pub morning: bool,
    /// She wants to be told there what somebody has to look after.
    pub troubles: bool,
}

crate::masked_debug!(Addresses {});

/// What a member may want to be told by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailWish {
    /// What others change of her day, at once.
    News,
    /// What her day holds, in the morning.
    Morning,
    /// What somebody has to look after.
    Troubles,
}

impl MailWish {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::News, Self::Morning, Self::Troubles];

    /// The word in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Morning => "morning",
            Self::Troubles => "troubles",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wish| wish.as_str() == word)
    }

    /// Whether there is anything of it for whoever asks.
    pub fn is_for(self, context: &Context) -> bool {
        match self {
            Self::News | Self::Morning => {
                context.may(Permission::HoldInterviews) && context.may(Permission::ViewBookings)
            }
            Self::Troubles => context.may(Permission::HandleMail),
        }
    }
}

impl Addresses {
    /// Whether she wants that.
    pub const fn wants(&self, wish: MailWish) -> bool {
        match wish {
            MailWish::News => self.news,
            MailWish::Morning => self.morning,
            MailWish::Troubles => self.troubles,
        }
    }

    /// The same, but for that.
    fn with(mut self, wish: MailWish, wanted: bool) -> Self {
        match wish {
            MailWish::News => self.news = wanted,
            MailWish::Morning => self.morning = wanted,
            MailWish::Troubles => self.troubles = wanted,
        }
        self
    }
}

/// An address as typed, or what is wrong with it.
pub(super) fn typed_address(typed: &str) -> Result<String, FieldError> {
    let read = Email::parse(typed).map(|email| email.as_str().to_owned());
    read.map_err(|error| FieldError::new("email", EmailError::fault(error)))
}

impl Services {
    /// The asker's own addresses.
    pub async fn own_addresses(&self, context: &By<Staff>) -> Result<Addresses, Refusal> {
        let mut tx = self.store().read().await?;
        self.addresses(tx.as_mut(), context.municipality(), context.who().id()).await
    }

    /// Has a link sent to a new address of the asker's own; until it is opened the old one counts.
    pub async fn own_address_set(&self, context: &By<Staff>, session: &Session, typed: &str) -> Result<(), Refusal> {
        let wrong = |error| Err(Refusal::Invalid(vec![error]));
        let address = match typed_address(typed) {
            Ok(address) => address,
            Err(error) => return wrong(error),
        };
        let address = &address;
        self.write(|writer| async move {
            owns(context, session)?;
            let (city, id) = (context.municipality(), context.who().id());
            let member = context.catalogue.staff(id).ok_or(Refusal::NotFound)?;
            let mut tx = writer.begin().await?;
            tx.staff_lock(city, id).await?;
            let was = writer.addresses(tx.as_mut(), city, id).await?;
            if was.now.as_ref() == Some(address) {
                return Err(Refusal::Invalid(vec![FieldError::new("email", Fault::Same)]));
            }
            let (kind, since) = (StaffMessage::AddressConfirm, writer.now() - A_DAY);
            if tx.letters_to_staff(city, id, kind.as_str(), since).await? >= LETTERS_A_DAY {
                return Err(Refusal::TooManyRequests);
            }
            let new = Addresses { new: Some(address.clone()), ..was };
            writer.addresses_set(tx.as_mut(), (city, id), &new).await?;
            writer.send_link(&mut tx, &context.catalogue, (member, LinkKind::Address), (kind, address)).await?;
            let recorded = writer.audit(tx.as_mut(), context, "address_asked", ("staff", id.0), &json!({})).await?;
            tx.commit(recorded).await?;
            Ok(())
        })
        .await?;
        self.ring();
        Ok(())
    }

    /// By the link that was sent there: the new address is hers, and the old one is told. `NotFound`: there is no such link (any more).
    pub async fn address_confirm(&self, city: MunicipalityId, (word, network): (&str, &str)) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let open = writer.staff_link(city, word).await?;
            if open.link.kind != LinkKind::Address {
                return Err(Refusal::NotFound);
            }
            let mut tx = writer.begin().await?;
            let member = writer.take_link(&mut tx, &open).await?;
            let catalogue = writer.catalogue(city).await?;
            let context = Context::staff_of(Arc::clone(&catalogue), &member).seen_from(Some(network.into()));
            let was = writer.addresses(tx.as_mut(), city, member.id).await?;
            let Some(new) = was.new.clone() else { return Err(Refusal::NotFound) };
            let old = was.now.clone();
            // What was sent to the old one opens nothing any more.
            tx.staff_links_end(city, member.id, Some(LinkKind::Password)).await?;
            let hers = Addresses { now: Some(new), new: None, ..was };
            writer.addresses_set(tx.as_mut(), (city, member.id), &hers).await?;
            if let Some(old) = old {
                writer.tell_staff(&mut tx, &catalogue, &member, (StaffMessage::AddressChanged, &old)).await?;
            }
            let recorded =
                writer.audit(tx.as_mut(), &context, "address_set", ("staff", member.id.0), &json!({})).await?;
            tx.commit(recorded).await?;
            Ok(())
        })
        .await?;
        self.ring();
        Ok(())
    }

    /// Whether the asker is told that by mail. It goes to the address that is hers, as long as there is anything of it for her.
    pub async fn own_mail_wish(
        &self,
        context: &By<Staff>,
        session: &Session,
        (wish, wanted): (MailWish, bool),
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            owns(context, session)?;
            let (city, id) = (context.municipality(), context.who().id());
            let mut tx = writer.begin().await?;
            tx.staff_lock(city, id).await?;
            let was = writer.addresses(tx.as_mut(), city, id).await?;
            if was.wants(wish) == wanted {
                return Ok(());
            }
            if was.now.is_none() {
                return Err(Refusal::NotPossible);
            }
            writer.addresses_set(tx.as_mut(), (city, id), &was.with(wish, wanted)).await?;
            let detail = json!({ "what": wish.as_str(), "wanted": wanted });
            let recorded = writer.audit(tx.as_mut(), context, "news_by_mail", ("staff", id.0), &detail).await?;
            tx.commit(recorded).await?;
            Ok(())
        })
        .await
    }

    /// Who of that city wants that and may have it, with the address that is hers.
    pub(super) async fn wishing<'a>(
        &self,
        tx: &mut dyn ReadUnit,
        catalogue: &'a Arc<Catalogue>,
        wish: MailWish,
    ) -> Result<Vec<(&'a StaffMember, String)>, Refusal> {
        let mut found = Vec::new();
        for (id, sealed) in tx.staff_mails(catalogue.municipality.id).await? {
            let Some(member) = catalogue.staff(id).filter(|member| !member.disabled) else { continue };
            // An address that does not open, which the log tells, keeps nobody else from hers.
            let Ok(own) = self.open::<Addresses>(&SealedPlace::StaffAddress(id), &sealed) else { continue };
            if own.wants(wish)
                && let Some(address) = own.now
                && wish.is_for(&Context::staff_of(Arc::clone(catalogue), member))
            {
                found.push((member, address));
            }
        }
        Ok(found)
    }

    /// A member's addresses.
    pub(super) async fn addresses(
        &self,
        tx: &mut dyn ReadUnit,
        city: MunicipalityId,
        staff: StaffId,
    ) -> Result<Addresses, Refusal> {
        let sealed = tx.staff_mail(city, staff).await?;
        Ok(sealed.map(|sealed| self.open(&SealedPlace::StaffAddress(staff), &sealed)).transpose()?.unwrap_or_default())
    }
}

impl Writer {
    /// Writes them.
    pub(super) async fn addresses_set(
        &self,
        tx: &mut dyn WriteUnit,
        (city, staff): (MunicipalityId, StaffId),
        addresses: &Addresses,
    ) -> Result<(), Refusal> {
        let sealed = self.seal(&SealedPlace::StaffAddress(staff), addresses)?;
        Ok(tx.staff_mail_set(city, staff, &sealed).await?)
    }

    /// Whoever has opened the invitation that was sent there reads that address: it is hers from now on.
    pub(super) async fn address_is_hers(&self, tx: &mut dyn WriteUnit, open: &OpenLink) -> Result<(), Refusal> {
        let (city, staff) = (open.link.municipality, open.link.staff);
        let mut addresses = self.addresses(tx, city, staff).await?;
        if let Some(new) = addresses.new.take() {
            addresses.now = Some(new);
            self.addresses_set(tx, (city, staff), &addresses).await?;
        }
        Ok(())
    }
}
