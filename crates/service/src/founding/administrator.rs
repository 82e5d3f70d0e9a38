//! The first administrator: with her the link has done its work, and she goes on as everybody does, signed in.

use std::sync::Arc;

use mendan_domain::booking::mode::Mode;
use mendan_domain::fault::Fault;
use mendan_domain::staff::{Profession, Role};
use serde_json::json;

use crate::error::{FieldError, Refusal};
use crate::forms::Fields;
use crate::services::{By, Context, Founder, Services};
use crate::staff::arrival::At;
use crate::staff::factor::kind::ProvenBy;
use crate::staff::factor::step::{Coming, Entered};
use crate::staff::member::StaffForm;

/// The first administrator as typed.
#[derive(Clone, Default)]
pub struct AdministratorForm(StaffForm);

crate::masked_debug!(AdministratorForm {});

impl AdministratorForm {
    /// From its fields: sign-in name, name, password typed twice.
    pub fn typed(fields: &Fields) -> Self {
        Self(StaffForm {
            login: fields.owned("login"),
            display_name: fields.owned("display_name"),
            role: Role::Administrator.as_str().to_owned(),
            profession: Profession::Clerk.as_str().to_owned(),
            modes: Mode::ALL.into_iter().collect(),
            joint: true,
            password: ["password", "password_again"].map(|name| fields.owned(name)),
            ..StaffForm::default()
        })
    }
}

impl Services {
    /// Writes the first administrator and lets her in, to her second factor where the city wants one. The link opens nothing any more. `NotFound`: it has done
    /// its work before.
    pub async fn found_administrator(
        &self,
        context: &By<Founder>,
        form: &AdministratorForm,
    ) -> Result<Entered, Refusal> {
        self.write(|writer| async move {
            let form = &form.0;
            // Hashing takes its time: it must not keep others from writing.
            let hash = writer.hash_typed(context, (form.login.trim(), &form.display_name), &form.password).await;
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let alone = !tx.has_administrator(context.municipality()).await?;
            if !(alone && tx.founding_link_done(context.who().link, writer.now()).await?) {
                return Err(Refusal::NotFound);
            }
            let (member, hash) = writer.member_of(context, form, None, Some(hash), &catalogue)?;
            let hash = hash.unwrap_or_default();
            if !tx.staff_insert(&member, &hash).await? {
                return Err(Refusal::Invalid(vec![FieldError::new("login", Fault::Taken)]));
            }
            let herself = Context::staff_of(Arc::clone(&context.catalogue), &member).seen_from(context.network.clone());
            let at = At { network: context.network.as_deref().unwrap_or_default(), ..At::default() };
            let coming = Coming { former: None, by: ProvenBy::Password, first_password: false, at };
            let (entered, _) = writer.admit(&mut tx, &herself, (&member, coming)).await?;
            let detail = json!({ "role": member.role, "by": "setup_link" });
            let recorded = writer.audit(tx.as_mut(), context, "staff_add", ("staff", member.id.0), &detail).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(entered)
        })
        .await
    }
}
