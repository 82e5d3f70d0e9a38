//! Addresses to which nothing more is sent: nobody has them, or their owner wants nothing. Of each a city keeps a digest under the
//! server's key and not the address. Whoever corrects it, or sends to it anew on purpose, opens it again.

use mendan_domain::fault::Fault;
use mendan_domain::ids::MunicipalityId;

use crate::error::{FieldError, Refusal};
use crate::message::receipt::{DeadAddress, Verdict, code_in};
use crate::services::{Actor, Context, Recorded, Services};
use crate::unit::{ReadUnit, WriteUnit};

/// What an address is found again by.
const ADDRESS: &str = "mail address";

impl Services {
    fn digests_of(&self, address: &str) -> Vec<String> {
        self.secret().tags(ADDRESS, &address.to_ascii_lowercase())
    }

    /// From now on nothing more goes there.
    pub(crate) async fn end_address(
        &self,
        tx: &mut dyn WriteUnit,
        (city, address): (MunicipalityId, &str),
        (verdict, code): (Verdict, &str),
    ) -> Result<(), Refusal> {
        let Some(digest) = self.digests_of(address).into_iter().next() else { return Ok(()) };
        let code = code.to_owned();
        let dead = DeadAddress { municipality: city, digest, verdict, code, told_at: self.now() };
        Ok(tx.dead_address_save(&dead).await?)
    }

    /// Something may go there again.
    pub(crate) async fn open_address(
        &self,
        tx: &mut dyn WriteUnit,
        (city, address): (MunicipalityId, &str),
    ) -> Result<bool, Refusal> {
        Ok(tx.dead_address_lift(city, &self.digests_of(address)).await?)
    }

    /// Why nothing more goes there; none: it may.
    pub(crate) async fn dead_address(
        &self,
        tx: &mut dyn ReadUnit,
        (city, address): (MunicipalityId, &str),
    ) -> Result<Option<DeadAddress>, Refusal> {
        Ok(tx.dead_address(city, &self.digests_of(address)).await?)
    }

    /// It is found by the first secret from now on: those before it may be given up.
    pub(crate) async fn keep_dead_address(
        &self,
        (city, address): (MunicipalityId, &str),
        dead: &DeadAddress,
    ) -> Result<(), Refusal> {
        if self.digests_of(address).first() == Some(&dead.digest) {
            return Ok(());
        }
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            writer.end_address(tx.as_mut(), (city, address), (dead.verdict, &dead.code)).await?;
            Ok(tx.commit(Recorded::not_needed("nobody does what a new secret does")).await?)
        })
        .await
    }

    /// Staff who type such an address are told so. A resident is not: it would tell her of somebody else's mails.
    pub(crate) async fn refuse_dead_address(
        &self,
        tx: &mut dyn ReadUnit,
        context: &Context,
        email: Option<&str>,
    ) -> Result<(), Refusal> {
        let Some(email) = email.filter(|_| matches!(context.actor, Actor::Staff(..))) else { return Ok(()) };
        match self.dead_address(tx, (context.municipality(), email)).await? {
            Some(_) => Err(Refusal::Invalid(vec![FieldError::new("email", Fault::Undelivered)])),
            None => Ok(()),
        }
    }

    /// A mail server refused an address in those words, before it took anything.
    pub(crate) async fn refused_at_once(&self, city: MunicipalityId, address: &str, why: &str) -> Result<(), Refusal> {
        let code = code_in(why);
        if Verdict::of_code(code) != Verdict::Hard {
            return Ok(());
        }
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            writer.end_address(tx.as_mut(), (city, address), (Verdict::Hard, code)).await?;
            Ok(tx.commit(Recorded::not_needed("what a mail server answers is nobody's act")).await?)
        })
        .await
    }
}
