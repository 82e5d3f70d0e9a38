//! Add, disable and reset members of staff.

use mendan_domain::fault::Fault;
use mendan_domain::ids::StaffId;
use mendan_domain::staff::login::parse_login;
use mendan_domain::staff::{Profession, Role};
use serde_json::json;

use crate::error::{FieldError, Refusal};
use crate::model::{StaffMember, Work};
use crate::services::permit::{Permit, asked::ManageStaff};
use crate::services::{Context, Services, Writer};
use crate::staff::own_password::password_error;
use crate::staff::password::hash_password;

/// A new member.
#[derive(Clone)]
pub struct NewStaff {
    /// Sign-in name.
    pub login: String,
    /// Name for colleagues.
    pub display_name: String,
    /// Permissions.
    pub role: Role,
    /// Profession.
    pub profession: Profession,
    /// First password.
    pub password: String,
}

crate::masked_debug!(NewStaff { role, profession });

impl Services {
    /// Adds a member who works at every office.
    pub async fn staff_add(&self, context: &Permit<ManageStaff>, new: &NewStaff) -> Result<StaffMember, Refusal> {
        self.write(|writer| async move {
            let login = parse_login(&new.login)
                .ok_or_else(|| Refusal::Invalid(vec![FieldError::new("login", Fault::Invalid)]))?;
            check_password(context, (&login, &new.display_name), &new.password)?;
            if !context.may_give(new.role.rights()) {
                return Err(Refusal::Invalid(vec![FieldError::new("role", Fault::NotHerOwn)]));
            }
            let member = StaffMember {
                id: StaffId(writer.new_id()),
                municipality: context.municipality(),
                login,
                display_name: new.display_name.clone(),
                role: new.role,
                profession: new.profession,
                video_url: None,
                disabled: false,
                position: i64::try_from(context.catalogue.staff.len()).unwrap_or(0),
                offices: context.catalogue.offices.iter().map(|office| office.id).collect(),
                here_only: false,
                work: Work::default(),
            };
            let hash = hash_password(&new.password, writer.salt()).await?;
            let mut tx = writer.begin().await?;
            if !tx.staff_insert(&member, &hash).await? {
                return Err(Refusal::Invalid(vec![FieldError::new("login", Fault::Taken)]));
            }
            writer.made_by_another(tx.as_mut(), &member).await?;
            let detail = json!({ "role": new.role });
            let recorded = writer.audit(tx.as_mut(), context, "staff_add", ("staff", member.id.0), &detail).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(member)
        })
        .await
    }

    /// Disables a member and ends her sessions.
    pub async fn staff_disable(&self, context: &Permit<ManageStaff>, login: &str) -> Result<(), Refusal> {
        self.write(|writer| async move { writer.staff_change(context, login, "staff_disable", None).await }).await
    }

    /// Sets a new password and ends her sessions.
    pub async fn staff_reset(&self, context: &Permit<ManageStaff>, login: &str, password: &str) -> Result<(), Refusal> {
        let name = context.catalogue.staff.iter().find(|member| member.login == login.trim());
        let name = name.map(|member| member.display_name.as_str()).unwrap_or_default();
        check_password(context, (login, name), password)?;
        let hash = hash_password(password, self.salt()).await?;
        let hash = Some(hash.as_str());
        self.write(|writer| async move { writer.staff_change(context, login, "staff_reset", hash).await }).await
    }
}

impl Writer {
    /// With a password's hash she may sign in by it from now on, without one no more.
    async fn staff_change(
        &self,
        context: &Permit<ManageStaff>,
        login: &str,
        action: &str,
        hash: Option<&str>,
    ) -> Result<(), Refusal> {
        let mut tx = self.begin().await?;
        let mut member = tx.staff_by_login(context.municipality(), login).await?.ok_or(Refusal::NotFound)?;
        member.disabled = hash.is_none();
        tx.staff_update(&member).await?;
        if let Some(hash) = hash {
            tx.password_set(context.municipality(), member.id, hash, None).await?;
            self.made_by_another(tx.as_mut(), &member).await?;
        }
        tx.sessions_of_staff_delete(member.id).await?;
        if hash.is_some() {
            self.password_is_another(&mut tx, &context.catalogue, &member).await?;
        } else {
            tx.staff_links_end(context.municipality(), member.id, None).await?;
        }
        let recorded = self.audit(tx.as_mut(), context, action, ("staff", member.id.0), &json!({})).await?;
        self.commit_setup(tx, recorded, context.municipality()).await
    }
}

fn check_password(context: &Context, who: (&str, &str), password: &str) -> Result<(), Refusal> {
    password_error(&context.catalogue, who, password).map_or(Ok(()), |error| Err(Refusal::Invalid(vec![error])))
}
