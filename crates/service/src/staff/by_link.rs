//! Coming in by a one-time link: she sets a password by it, and is asked for her second factor as by any other password.

use std::sync::Arc;

use mendan_domain::fault::Fault;
use mendan_domain::ids::MunicipalityId;
use serde_json::json;

use crate::error::{FieldError, Refusal};
use crate::forms::Fields;
use crate::model::StaffMember;
use crate::services::permit::{Permit, asked::ManageStaff};
use crate::services::{Context, Services};
use crate::staff::arrival::At;
use crate::staff::factor::kind::ProvenBy;
use crate::staff::factor::step::{Coming, Entered};
use crate::staff::link::{LinkKind, link_url};
use crate::staff::own_password::password_error;
use crate::staff::password::{NO_PASSWORD, hash_password};

/// A password that is set by a link.
#[derive(Clone, Default)]
pub struct NewPassword {
    /// Typed twice.
    pub new: [String; 2],
    /// The cookie of the session that this browser has had so far; it ends.
    pub former: Option<String>,
}

crate::masked_debug!(NewPassword {});

impl NewPassword {
    /// From its fields.
    pub fn typed(fields: &Fields, former: Option<String>) -> Self {
        Self { new: ["password", "password_again"].map(|name| fields.owned(name)), former }
    }
}

impl Services {
    /// Sets a password by that link, which ends; so do all her sessions. She is in, or before her second factor. `NotFound`: there is no
    /// such link (any more).
    pub async fn password_by_link(
        &self,
        city: MunicipalityId,
        (word, at): (&str, impl Into<At<'_>>),
        typed: &NewPassword,
    ) -> Result<(Entered, StaffMember), Refusal> {
        let at = at.into();
        let answer = self
            .write(|writer| async move {
                let open = writer.staff_link(city, word).await?;
                let action = match open.link.kind {
                    LinkKind::Invitation => "staff_invited_in",
                    LinkKind::Password => "password_by_link",
                    LinkKind::Address => return Err(Refusal::NotFound),
                };
                let catalogue = writer.catalogue(city).await?;
                let [new, again] = &typed.new;
                let mut errors = Vec::new();
                errors.extend(password_error(&catalogue, (&open.member.login, &open.member.display_name), new));
                if new != again {
                    errors.push(FieldError::new("password_again", Fault::NotSame));
                }
                if !errors.is_empty() {
                    return Err(Refusal::Invalid(errors));
                }
                // Hashing takes its time: it must not keep others from writing.
                let hash = hash_password(new, writer.salt()).await?;
                let mut tx = writer.begin().await?;
                tx.setup_changed(city).await?;
                let member = writer.take_link(&mut tx, &open).await?;
                tx.password_set(city, member.id, &hash, None).await?;
                tx.sessions_of_staff_delete(member.id).await?;
                if open.link.kind == LinkKind::Invitation {
                    // She has just set it, and reads so on the page: nothing else is to be told.
                    tx.staff_links_end(city, member.id, None).await?;
                    writer.address_is_hers(tx.as_mut(), &open).await?;
                } else {
                    writer.password_is_another(&mut tx, &catalogue, &member).await?;
                }
                let context = Context::staff_of(Arc::clone(&catalogue), &member).seen_from(Some(at.network.into()));
                let _set = writer.audit(tx.as_mut(), &context, action, ("staff", member.id.0), &json!({})).await?;
                let (former, by) = (typed.former.as_deref(), ProvenBy::Password);
                let coming = Coming { former, by, first_password: false, at };
                let (entered, recorded) = writer.admit(&mut tx, &context, (&member, coming)).await?;
                writer.commit_setup(tx, recorded, city).await?;
                Ok((entered, member))
            })
            .await?;
        self.ring();
        Ok(answer)
    }

    /// A link by which that member sets another password, printed where nobody else can let her in: for an hour, once. Her password of
    /// now, her other links and her sessions end at once.
    pub async fn staff_reset_link(&self, context: &Permit<ManageStaff>, login: &str) -> Result<String, Refusal> {
        let url = self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let member = tx.staff_by_login(context.municipality(), login).await?.ok_or(Refusal::NotFound)?;
            tx.staff_lock(context.municipality(), member.id).await?;
            tx.password_set(context.municipality(), member.id, NO_PASSWORD, None).await?;
            tx.sessions_of_staff_delete(member.id).await?;
            writer.password_is_another(&mut tx, &context.catalogue, &member).await?;
            // Whoever was stopped comes in again by it, as by a password that is set here.
            tx.staff_update(&StaffMember { disabled: false, ..member.clone() }).await?;
            let (link, word) = writer.new_link(&member, LinkKind::Password);
            tx.staff_link_replace(&link).await?;
            let subject = ("staff", member.id.0);
            let recorded = writer.audit(tx.as_mut(), context, "staff_reset_link", subject, &json!({})).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(link_url(&catalogue, &word))
        });
        let url = url.await?;
        self.ring();
        Ok(url)
    }
}
