//! Set the city's identity provider, look at one, or take it away.

use serde_json::json;

use super::form::ProviderForm;
use super::port::{Found, Speaks, Trouble};
use super::{OpenIdRow, Provider};
use crate::error::Refusal;
use crate::expected::Expected;
use crate::sealed::SealedPlace;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{Context, Services, Unit, Writer};

/// What came of a look.
#[derive(Clone, PartialEq, Eq)]
pub struct Looked {
    /// What the provider says of itself, or what is wrong.
    pub found: Result<Found, Trouble>,
    /// For the form that is shown again: with it the secret need not be typed once more to save it. Opens here alone.
    pub kept: String,
}

crate::masked_debug!(Looked { found });

impl Services {
    /// Sets the provider of the city, if it is still what the asker saw. It holds from the next sign-in on every instance.
    pub async fn openid_save(
        &self,
        context: &Permit<ManageSetup>,
        expected: Expected,
        form: &ProviderForm,
    ) -> Result<(), Refusal> {
        self.may_set_providers()?;
        self.write(|writer| async move {
            let city = context.municipality();
            let (mut tx, _) = writer.begin_setup(context).await?;
            let row = tx.openid(city).await?;
            let version = row.as_ref().map_or(0, |row| row.version);
            expected.check_version(version)?;
            let provider = form.read(&writer.known_providers(row.as_ref(), city, form)?)?;
            let sealed = writer.seal(&SealedPlace::OpenId(city), &provider)?;
            writer.write_provider(&mut tx, context, (version, Some(sealed))).await?;
            let second = !provider.second.is_empty();
            let detail = json!({ "issuer": provider.issuer, "naming": provider.naming.as_str(), "second": second });
            let recorded = writer.audit(tx.as_mut(), context, "openid_set", ("city", city.0), &detail).await?;
            writer.commit_setup(tx, recorded, city).await
        })
        .await
    }

    /// Takes the city's provider away, with its secret. Links stay, for the day on which it is set again; they open nothing.
    pub async fn openid_remove(&self, context: &Permit<ManageSetup>, expected: Expected) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let city = context.municipality();
            let (mut tx, _) = writer.begin_setup(context).await?;
            let Some(row) = tx.openid(city).await?.filter(|row| row.provider_sealed.is_some()) else { return Ok(()) };
            expected.check_version(row.version)?;
            writer.write_provider(&mut tx, context, (row.version, None)).await?;
            let recorded = writer.audit(tx.as_mut(), context, "openid_remove", ("city", city.0), &json!({})).await?;
            writer.commit_setup(tx, recorded, city).await
        })
        .await
    }

    /// Reads what a provider says of itself. What is typed is used and not saved. So many in an hour and city
    /// (`Settings::trials_per_hour`): whoever may write this form could look around in the network otherwise, and each look stands in the
    /// audit log.
    pub async fn openid_try(
        &self,
        context: &Permit<ManageSetup>,
        form: &ProviderForm,
        speaks: &dyn Speaks,
    ) -> Result<Looked, Refusal> {
        self.may_set_providers()?;
        let city = context.municipality();
        let row = self.store().look().await?.openid(city).await?;
        let provider = form.read(&self.known_providers(row.as_ref(), city, form)?)?;
        let kept = self.keep_tried_provider(city, &provider)?;
        if !self.may_try_mail_server(city) {
            return Ok(Looked { found: Err(Trouble::TooMany), kept });
        }
        let found = speaks.look(&provider).await;
        self.note_look(context, &provider, &found).await?;
        Ok(Looked { found, kept })
    }

    async fn note_look(
        &self,
        context: &Context,
        provider: &Provider,
        found: &Result<Found, Trouble>,
    ) -> Result<(), Refusal> {
        let outcome = found.as_ref().map_or_else(|trouble| trouble.as_str(), |_| "found");
        let detail = &json!({ "issuer": provider.issuer, "outcome": outcome });
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let subject = ("city", context.municipality().0);
            let recorded = writer.audit(tx.as_mut(), context, "openid_try", subject, detail).await?;
            Ok(tx.commit(recorded).await?)
        })
        .await
    }

    /// Where everybody can read the administrators' passwords, a stranger would look around in the network.
    fn may_set_providers(&self) -> Result<(), Refusal> {
        if self.settings().own_mail_servers { Ok(()) } else { Err(Refusal::NotPossible) }
    }
}

impl Writer {
    async fn write_provider(
        &self,
        tx: &mut Unit,
        context: &Context,
        (version, provider_sealed): (i64, Option<Vec<u8>>),
    ) -> Result<(), Refusal> {
        let row = OpenIdRow {
            municipality: context.municipality(),
            provider_sealed,
            version: version + 1,
            changed_at: self.now(),
            changed_by: context.actor().staff(),
        };
        Ok(tx.openid_save(&row).await?)
    }
}
