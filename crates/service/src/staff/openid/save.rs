//! Set the city's identity provider, look at one, or take it away; and undo the last of these, for a day.

use chrono::Duration;
use mendan_domain::ids::MunicipalityId;
use serde_json::json;

use super::form::ProviderForm;
use super::port::{Found, Speaks, Trouble};
use super::{OpenIdRow, Provider};
use crate::error::Refusal;
use crate::expected::Expected;
use crate::sealed::SealedPlace;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{Context, Recorded, Services, Unit, Writer};

/// The provider before the last change is kept so long, so that the change can be undone.
const UNDO_FOR: Duration = Duration::hours(24);

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
            writer.write_provider(&mut tx, context, (row.as_ref(), Some(sealed))).await?;
            let second = !provider.second.is_empty();
            let detail = json!({ "issuer": provider.issuer, "naming": provider.naming.as_str(), "second": second });
            let recorded = writer.audit(tx.as_mut(), context, "openid_set", ("city", city.0), &detail).await?;
            writer.commit_setup(tx, recorded, city).await
        })
        .await
    }

    /// Takes the city's provider away; its secret is kept for a day, sealed, to undo it. Links stay, for the day on which it is set again; they open nothing.
    pub async fn openid_remove(&self, context: &Permit<ManageSetup>, expected: Expected) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let city = context.municipality();
            let (mut tx, _) = writer.begin_setup(context).await?;
            let Some(row) = tx.openid(city).await?.filter(|row| row.provider_sealed.is_some()) else { return Ok(()) };
            expected.check_version(row.version)?;
            writer.write_provider(&mut tx, context, (Some(&row), None)).await?;
            let recorded = writer.audit(tx.as_mut(), context, "openid_remove", ("city", city.0), &json!({})).await?;
            writer.commit_setup(tx, recorded, city).await
        })
        .await
    }

    /// Puts the provider before the last change in the place of what is set, if that is still what the asker saw. `NotPossible`: there was
    /// none, it was a day ago, or the secret it is sealed under is not listed.
    pub async fn openid_undo(&self, context: &Permit<ManageSetup>, expected: Expected) -> Result<(), Refusal> {
        self.may_set_providers()?;
        self.write(|writer| async move {
            let city = context.municipality();
            let (mut tx, _) = writer.begin_setup(context).await?;
            let row = tx.openid(city).await?.ok_or(Refusal::NotPossible)?;
            expected.check_version(row.version)?;
            let former = writer.former_provider(&row).ok_or(Refusal::NotPossible)?;
            let sealed = writer.seal(&SealedPlace::OpenId(city), &former)?;
            writer.write_provider(&mut tx, context, (Some(&row), Some(sealed))).await?;
            let detail = json!({ "issuer": former.issuer, "undoes": row.version });
            let recorded = writer.audit(tx.as_mut(), context, "openid_undo", ("city", city.0), &detail).await?;
            writer.commit_setup(tx, recorded, city).await
        })
        .await
    }

    /// The provider before the last change, while that can be undone.
    pub(super) fn former_provider(&self, row: &OpenIdRow) -> Option<Provider> {
        let sealed = row.former_sealed.as_deref().filter(|_| self.now() - row.changed_at < UNDO_FOR)?;
        self.open(&SealedPlace::FormerOpenId(row.municipality), sealed).ok()
    }

    /// Forgets the one before the last change of that city, with its secret, once it can be undone no more.
    pub(crate) async fn forget_former_provider(&self, city: MunicipalityId) -> Result<(), Refusal> {
        let is_old = |row: &OpenIdRow| row.former_sealed.is_some() && self.now() - row.changed_at >= UNDO_FOR;
        if !self.store().look().await?.openid(city).await?.as_ref().is_some_and(is_old) {
            return Ok(());
        }
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let Some(row) = tx.openid(city).await?.filter(is_old) else { return Ok(()) };
            // Only of that version: it may be replaced or taken away in this moment.
            tx.openid_forget_former(city, row.version).await?;
            Ok(tx.commit(Recorded::not_needed("nobody does what time does")).await?)
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
        (was, provider_sealed): (Option<&OpenIdRow>, Option<Vec<u8>>),
    ) -> Result<(), Refusal> {
        let city = context.municipality();
        // What cannot be read can be put back by nobody.
        let former = was.and_then(|was| self.provider_in(was).ok().flatten());
        let former_sealed = former.map(|former| self.seal(&SealedPlace::FormerOpenId(city), &former)).transpose()?;
        let row = OpenIdRow {
            municipality: city,
            provider_sealed,
            former_sealed,
            version: was.map_or(0, |was| was.version) + 1,
            changed_at: self.now(),
            changed_by: context.actor().staff(),
        };
        Ok(tx.openid_save(&row).await?)
    }
}
