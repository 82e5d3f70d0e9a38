//! Which account at the provider is whose: she links her own, signed in, and unlinks it; whoever manages the staff unlinks a member's.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{MunicipalityId, StaffId};
use serde_json::json;

use super::Provider;
use super::finish::{Came, Failed, Returned};
use super::port::Identity;
use crate::error::Refusal;
use crate::expected::Expected;
use crate::model::Session;
use crate::secret::sha256;
use crate::services::permit::{Permit, asked::ManageStaff};
use crate::services::{By, Context, Services, Staff};
use crate::staff::sign_in::{SignedIn, owns};

mendan_domain::id! {
    /// That an account at a provider is a member's.
    OpenIdLinkId;
}

/// That an account at a provider is a member's.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenIdLink {
    /// Id.
    pub id: OpenIdLinkId,
    /// The city.
    pub municipality: MunicipalityId,
    /// Whose.
    pub staff: StaffId,
    /// At which provider.
    pub issuer: String,
    /// What it calls her.
    pub subject: String,
    /// Since when.
    pub made_at: DateTime<Utc>,
    /// When she last came by it.
    pub used_at: Option<DateTime<Utc>>,
}

crate::masked_debug!(OpenIdLink { id, municipality, staff, made_at, used_at });

/// What she has of it.
#[derive(Debug, Clone, Default)]
pub struct OwnOpenId {
    /// What the city's provider is called; none: there is none.
    pub label: Option<String>,
    /// Her account there.
    pub link: Option<OpenIdLink>,
}

impl Services {
    /// The city's provider and her account there.
    pub async fn openid_own(&self, context: &By<Staff>) -> Result<OwnOpenId, Refusal> {
        let (city, id) = (context.municipality(), context.who().id());
        let Some((provider, _)) = self.provider_of(city).await? else { return Ok(OwnOpenId::default()) };
        let links = self.store().look().await?.openid_links(city, id).await?;
        let link = links.into_iter().find(|link| link.issuer == provider.issuer);
        Ok(OwnOpenId { label: Some(provider.label), link })
    }

    /// She has shown that account, signed in: it is hers from now on, in the place of another one there. Her other sessions end.
    pub(super) async fn openid_link(
        &self,
        signed_in: &SignedIn,
        (provider, identity): (&Provider, &Identity),
        returned: &Returned<'_>,
    ) -> Result<Result<Came, Failed>, Refusal> {
        let member = &signed_in.member;
        self.write(|writer| async move {
            let catalogue = writer.catalogue(member.municipality).await?;
            let context = Context::staff_of(catalogue, member).seen_from(Some(returned.at.network.into()));
            let mut tx = writer.begin().await?;
            tx.staff_lock(member.municipality, member.id).await?;
            let known = tx.openid_link(member.municipality, &provider.issuer, &identity.subject).await?;
            if known.is_some_and(|known| known.staff != member.id) {
                return Ok(Err(Failed::Taken));
            }
            for link in tx.openid_links(member.municipality, member.id).await? {
                if link.issuer == provider.issuer {
                    tx.openid_link_delete(member.municipality, link.id).await?;
                }
            }
            if !tx.openid_link_insert(&writer.new_link(member, provider, identity)).await? {
                return Ok(Err(Failed::Taken));
            }
            let token = writer.renewed(&mut tx, &signed_in.session, None).await?;
            tx.other_sessions_delete(member.id, &sha256(token.as_bytes())).await?;
            let detail = json!({ "by": "herself" });
            let recorded = writer.note_own(&mut tx, &context, "openid_link", &detail).await?;
            tx.commit(recorded).await?;
            Ok(Ok(Came::Linked(token)))
        })
        .await
    }

    /// Unlinks her own accounts. Her other sessions end; the one she did it in goes on under the cookie that is returned. None: there
    /// was none, and nothing is done.
    pub async fn openid_unlink(&self, context: &By<Staff>, session: &Session) -> Result<Option<String>, Refusal> {
        self.write(|writer| async move {
            owns(context, session)?;
            let (city, id) = (context.municipality(), context.who().id());
            let mut tx = writer.begin().await?;
            tx.staff_lock(city, id).await?;
            if tx.openid_links(city, id).await?.is_empty() {
                return Ok(None);
            }
            tx.openid_links_delete(city, id).await?;
            let token = writer.renewed(&mut tx, session, None).await?;
            tx.other_sessions_delete(id, &sha256(token.as_bytes())).await?;
            let recorded = writer.note_own(&mut tx, context, "openid_unlink", &json!({})).await?;
            tx.commit(recorded).await?;
            Ok(Some(token))
        })
        .await
    }

    /// Takes the links of a member away, and ends her sessions: of somebody whose account there is somebody else's.
    pub async fn openid_links_take_away(
        &self,
        context: &Permit<ManageStaff>,
        id: StaffId,
        expected: Expected,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, _, _) = writer.begin_for(context, id, expected, "openid").await?;
            let city = context.municipality();
            tx.openid_links_delete(city, id).await?;
            tx.sessions_of_staff_delete(id).await?;
            let recorded =
                writer.audit(tx.as_mut(), context, "openid_links_taken", ("staff", id.0), &json!({})).await?;
            writer.commit_setup(tx, recorded, city).await
        })
        .await
    }

    /// Whether a member has one: for the page that offers to take it away.
    pub async fn openid_has_link(&self, context: &Permit<ManageStaff>, id: StaffId) -> Result<bool, Refusal> {
        Ok(!self.store().look().await?.openid_links(context.municipality(), id).await?.is_empty())
    }
}
