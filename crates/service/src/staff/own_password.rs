//! A member of staff changes her own password; what a demo published ends with the demo.

use mendan_domain::fault::Fault;
use serde_json::json;

use crate::city::catalogue::Catalogue;
use crate::error::{FieldError, Refusal};
use crate::forms::Fields;
use crate::model::Session;
use crate::secret::sha256;
use crate::services::permit::{Permit, asked::ManageStaff};
use crate::services::{By, Recorded, Services, Staff};
use crate::staff::factor::kind::ProvenBy;
use crate::staff::password::{fits, hash_password, weakness};

/// What she typed.
#[derive(Clone, Default)]
pub struct OwnPassword {
    /// The one she has.
    pub old: String,
    /// The new one, twice.
    pub new: [String; 2],
}

impl OwnPassword {
    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        Self { old: fields.owned("old_password"), new: ["password", "password_again"].map(|name| fields.owned(name)) }
    }
}

impl Services {
    /// Changes the asker's own password. Her other sessions end; the one she did it in goes on under the cookie that is returned, until
    /// when it would have. Her former password proves nothing more than it did where she has a factor.
    pub async fn change_own_password(
        &self,
        context: &By<Staff>,
        session: &Session,
        typed: &OwnPassword,
    ) -> Result<String, Refusal> {
        self.write(|writer| async move {
            let id = Some(context.who().id()).filter(|id| *id == session.staff).ok_or(Refusal::NotFound)?;
            let catalogue = &context.catalogue;
            let known = catalogue.staff(id).cloned().ok_or(Refusal::NotFound)?;
            let was = writer
                .store()
                .look()
                .await?
                .password_hash(context.municipality(), id)
                .await?
                .ok_or(Refusal::NotFound)?;
            let [new, again] = &typed.new;
            let mut errors = Vec::new();
            if !fits(&typed.old, Some(&was)).await? {
                errors.push(FieldError::new("old_password", Fault::Wrong));
            }
            errors.extend(password_error(catalogue, (&known.login, &known.display_name), new));
            if new == &typed.old && errors.is_empty() {
                errors.push(FieldError::new("password", Fault::Same));
            }
            if new != again {
                errors.push(FieldError::new("password_again", Fault::NotSame));
            }
            if !errors.is_empty() {
                return Err(Refusal::Invalid(errors));
            }
            let password_hash = hash_password(new, writer.salt()).await?;
            let mut tx = writer.begin().await?;
            tx.setup_changed(context.municipality()).await?;
            tx.staff_lock(context.municipality(), id).await?;
            let member = tx.staff_by_login(context.municipality(), &known.login).await?;
            member.filter(|member| member.id == id && !member.disabled).ok_or(Refusal::NotPossible)?;
            // Somebody set her another one at this very moment: that one stands.
            if !tx.password_set(context.municipality(), id, &password_hash, Some(&was)).await? {
                return Err(Refusal::NotPossible);
            }
            writer.password_is_another(&mut tx, catalogue, &known).await?;
            // What the provider has shown of her stays: her password is no more than that.
            let more = session.proven_by == ProvenBy::OpenIdSecond || tx.has_factor(context.municipality(), id).await?;
            let by = (!more).then_some(ProvenBy::Password);
            // From now on it is hers.
            let session = Session { first_password: false, ..session.clone() };
            let token = writer.renewed(&mut tx, &session, by).await?;
            tx.other_sessions_delete(id, &sha256(token.as_bytes())).await?;
            let recorded =
                writer.audit(tx.as_mut(), context, "staff_own_password", ("staff", id.0), &json!({})).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(token)
        })
        .await
    }

    /// Ends the sessions of everybody whose password was published for a demo that is no more, and says who that is: those
    /// passwords open nothing now (see [`crate::Settings`]) and open again when the demo is back.
    pub async fn end_published_passwords(&self, context: &Permit<ManageStaff>) -> Result<Vec<String>, Refusal> {
        self.write(|writer| async move {
            let mut ended = Vec::new();
            for member in &context.catalogue.staff {
                for password in &writer.settings().published_passwords {
                    if !password.ends_with(&member.login) {
                        continue;
                    }
                    let hash = writer.store().look().await?.password_hash(context.municipality(), member.id).await?;
                    if fits(password, hash.as_deref()).await? {
                        let mut tx = writer.begin().await?;
                        tx.sessions_of_staff_delete(member.id).await?;
                        tx.commit(Recorded::not_needed("the log of the start tells it")).await?;
                        ended.push(member.login.clone());
                    }
                }
            }
            Ok(ended)
        })
        .await
    }
}

/// Why a password may not be hers: too short, or what somebody who knows her and the city tries first.
pub(crate) fn password_error(catalogue: &Catalogue, (login, name): (&str, &str), password: &str) -> Option<FieldError> {
    let city = &catalogue.municipality;
    let names: Vec<&str> = city.texts.0.values().map(|texts| texts.name.as_str()).collect();
    let about = [&[login, name, city.slug.as_str()], names.as_slice()].concat();
    weakness(password, &about).map(|code| FieldError::new("password", code))
}
