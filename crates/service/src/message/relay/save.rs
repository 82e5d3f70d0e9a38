//! Set the city's mail server, or take it away.

use serde_json::json;

use super::MailboxRow;
use super::form::RelayForm;
use super::trial::Carrier;
use crate::error::Refusal;
use crate::expected::Expected;
use crate::model::{AlarmCode, Failure};
use crate::sealed::SealedPlace;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{Context, Services, Writer};
use crate::unit::WriteUnit;

impl Services {
    /// Sets the mail server of the city, if it is still what the asker saw. From the next letter on every instance uses it, and
    /// what waited for one is due at once.
    pub async fn mailbox_save(
        &self,
        context: &Permit<ManageSetup>,
        expected: Expected,
        form: &RelayForm,
        carrier: &dyn Carrier,
    ) -> Result<(), Refusal> {
        self.may_set_mail_servers()?;
        self.write(|writer| async move { writer.mailbox_save(context, expected, form, carrier).await }).await?;
        self.ring();
        Ok(())
    }

    /// Takes the city's mail server away, with its password. Its letters take that of the installation from then on, or wait.
    pub async fn mailbox_remove(&self, context: &Permit<ManageSetup>, expected: Expected) -> Result<(), Refusal> {
        self.write(|writer| async move { writer.mailbox_remove(context, expected).await }).await?;
        self.ring();
        Ok(())
    }
}

impl Writer {
    async fn mailbox_save(
        &self,
        context: &Permit<ManageSetup>,
        expected: Expected,
        form: &RelayForm,
        carrier: &dyn Carrier,
    ) -> Result<(), Refusal> {
        let city = context.municipality();
        let (mut tx, _) = self.begin_setup(context).await?;
        let row = tx.mailbox(city).await?;
        let version = row.as_ref().map_or(0, |row| row.version);
        expected.check_version(version)?;
        let relay = form.read(&self.known_relays(row.as_ref(), city, form)?, carrier)?;
        let sealed = self.seal(&SealedPlace::Mailbox(city), &relay)?;
        self.write_mailbox(tx.as_mut(), context, (version, Some(sealed))).await?;
        self.clear_alarm_in(tx.as_mut(), AlarmCode::MailUnset, (Some(city), "")).await?;
        let detail = json!({ "server": relay.server, "port": relay.port, "signs_in": !relay.user.is_empty() });
        let recorded = self.audit(tx.as_mut(), context, "mailbox_set", ("city", city.0), &detail).await?;
        self.commit_setup(tx, recorded, city).await
    }

    async fn mailbox_remove(&self, context: &Permit<ManageSetup>, expected: Expected) -> Result<(), Refusal> {
        let city = context.municipality();
        let (mut tx, _) = self.begin_setup(context).await?;
        let Some(row) = tx.mailbox(city).await?.filter(|row| row.relay_sealed.is_some()) else { return Ok(()) };
        expected.check_version(row.version)?;
        self.write_mailbox(tx.as_mut(), context, (row.version, None)).await?;
        // Nobody refuses us any more: whoever is asked next says what is wrong then.
        self.clear_alarm_in(tx.as_mut(), AlarmCode::MailRelay, (Some(city), "")).await?;
        let recorded = self.audit(tx.as_mut(), context, "mailbox_remove", ("city", city.0), &json!({})).await?;
        self.commit_setup(tx, recorded, city).await
    }

    /// Writes the row, and makes due what waited.
    async fn write_mailbox(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (version, relay_sealed): (i64, Option<Vec<u8>>),
    ) -> Result<(), Refusal> {
        let city = context.municipality();
        let row = MailboxRow {
            municipality: city,
            relay_sealed,
            version: version + 1,
            changed_at: self.now(),
            changed_by: context.actor().staff(),
        };
        tx.mailbox_save(&row).await?;
        tx.outbox_hasten(Some(city), self.now()).await?;
        if tx.outbox_count_of(Some(city), Failure::Relay).await? == 0 {
            self.clear_alarm_in(tx, AlarmCode::MailRelay, (Some(city), "")).await?;
        }
        Ok(())
    }
}
