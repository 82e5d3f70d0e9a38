//! The mail address of a member of staff: sealed, known to herself and to whoever invited her. A new one counts once she has opened the
//! link that was sent there.

use std::sync::Arc;

use chrono::Duration;
use mendan_domain::fault::Fault;
use mendan_domain::ids::{MunicipalityId, StaffId};
use mendan_domain::person::email::{Email, EmailError};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::error::{FieldError, Refusal};
use crate::model::Session;
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
}

crate::masked_debug!(Addresses {});

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
            let Addresses { now: old, new: Some(new), news } = was else { return Err(Refusal::NotFound) };
            // What was sent to the old one opens nothing any more.
            tx.staff_links_end(city, member.id, Some(LinkKind::Password)).await?;
            writer
                .addresses_set(tx.as_mut(), (city, member.id), &Addresses { now: Some(new), new: None, news })
                .await?;
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

    /// Whether the asker is told by mail what others change of her day. It goes to the address that is hers.
    pub async fn own_news_by_mail(&self, context: &By<Staff>, session: &Session, wanted: bool) -> Result<(), Refusal> {
        self.write(|writer| async move {
            owns(context, session)?;
            let (city, id) = (context.municipality(), context.who().id());
            let mut tx = writer.begin().await?;
            tx.staff_lock(city, id).await?;
            let was = writer.addresses(tx.as_mut(), city, id).await?;
            if was.news == wanted {
                return Ok(());
            }
            if was.now.is_none() {
                return Err(Refusal::NotPossible);
            }
            writer.addresses_set(tx.as_mut(), (city, id), &Addresses { news: wanted, ..was }).await?;
            let detail = json!({ "wanted": wanted });
            let recorded = writer.audit(tx.as_mut(), context, "news_by_mail", ("staff", id.0), &detail).await?;
            tx.commit(recorded).await?;
            Ok(())
        })
        .await
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
