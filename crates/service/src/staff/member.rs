//! Members of staff, on the set-up pages; the command line has its own way in `staff_admin`.

use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::fault::Fault;
use mendan_domain::ids::{OfficeId, StaffId};
use mendan_domain::staff::login::{login_key, parse_login, typed_login};
use mendan_domain::staff::{Profession, Role};
use serde_json::json;

use crate::city::catalogue::Catalogue;
use crate::city::check::same_name;
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::forms::{Checks, Fields};
use crate::model::{SetupRow, StaffMember, Work};
use crate::services::permit::{Permit, asked::ManageStaff};
use crate::services::{Context, Services};
use crate::staff::address::typed_address;
use crate::staff::own_password::password_error;
use crate::staff::password::{NO_PASSWORD, hash_password};

/// Most interviews a day that can be asked for.
const DAILY: (i64, i64) = (1, 50);

/// A member as typed.
#[derive(Clone, Default)]
pub struct StaffForm {
    /// Sign-in name of a new member; it stays.
    pub login: String,
    /// Name for colleagues.
    pub display_name: String,
    /// Word of a role, ready or the city's own.
    pub role: String,
    /// Her role counts at her offices only.
    pub here_only: bool,
    /// Word of a profession.
    pub profession: String,
    /// Slugs of her offices.
    pub offices: Vec<String>,
    /// What she does.
    pub modes: Modes,
    /// Holds joint interviews.
    pub joint: bool,
    /// Most interviews a day; empty: no limit.
    pub daily_max: String,
    /// Her own meeting room; empty: the city's.
    pub video_url: String,
    /// Where a new member is invited, who sets her first password herself; empty: it is set here.
    pub email: String,
    /// First password of a new member, typed twice.
    pub password: [String; 2],
}

impl StaffForm {
    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        Self {
            login: fields.owned("login"),
            display_name: fields.owned("display_name"),
            role: fields.owned("role"),
            here_only: fields.ticked("here_only"),
            profession: fields.owned("profession"),
            offices: fields.all_owned("offices"),
            modes: fields.all("modes").filter_map(Mode::parse).collect(),
            joint: fields.ticked("joint"),
            daily_max: fields.owned("daily_max"),
            video_url: fields.owned("video_url"),
            email: fields.owned("email"),
            password: [fields.owned("password"), fields.owned("password_again")],
        }
    }
}

impl StaffForm {
    /// Where she is invited, if she is.
    fn invited_at(&self) -> Result<Option<String>, FieldError> {
        if self.email.trim().is_empty() { Ok(None) } else { typed_address(&self.email).map(Some) }
    }
}

impl Services {
    /// Writes a member, new (`id` none) or changed, if she is still what the asker saw.
    pub async fn staff_save(
        &self,
        context: &Permit<ManageStaff>,
        id: Option<(StaffId, Expected)>,
        form: &StaffForm,
    ) -> Result<StaffId, Refusal> {
        let saved = self
            .write(|writer| async move {
                // Hashing takes its time: it must not keep others from writing.
                let hash = match id {
                    None if !form.email.trim().is_empty() => Some(Ok(NO_PASSWORD.to_owned())),
                    None => {
                        Some(writer.hash_typed(context, (form.login.trim(), &form.display_name), &form.password).await)
                    }
                    Some(_) => None,
                };
                let (mut tx, catalogue) = writer.begin_setup(context).await?;
                let stored = id.map(|(id, _)| catalogue.staff(id).ok_or(Refusal::NotFound)).transpose()?;
                if let Some((id, expected)) = id {
                    expected.check_row(&catalogue, SetupRow::Staff(id))?;
                }
                let (member, hash) = writer.member_of(context, form, stored, hash, &catalogue)?;
                match hash {
                    None => tx.staff_update(&member).await?,
                    Some(hash) if tx.staff_insert(&member, &hash).await? => {
                        writer.made_by_another(tx.as_mut(), &member).await?;
                    }
                    Some(_) => return Err(invalid("login", Fault::Taken)),
                }
                if let (None, Ok(Some(address))) = (stored, form.invited_at()) {
                    writer.invite_in(&mut tx, context, &member, &address).await?;
                    let _ =
                        writer.audit(tx.as_mut(), context, "staff_invite", ("staff", member.id.0), &json!({})).await?;
                }
                let detail = json!({ "new": stored.is_none(), "role": member.role, "here_only": member.here_only });
                let recorded =
                    writer.audit(tx.as_mut(), context, "staff_save", ("staff", member.id.0), &detail).await?;
                writer.commit_setup(tx, recorded, context.municipality()).await?;
                Ok(member.id)
            })
            .await?;
        self.ring();
        Ok(saved)
    }

    /// Lets a member sign in no more, or again. Her bookings stay with her.
    pub async fn staff_set_disabled(
        &self,
        context: &Permit<ManageStaff>,
        id: StaffId,
        expected: Expected,
        disabled: bool,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue, member) = writer.begin_for(context, id, expected, "disabled").await?;
            let member = StaffMember { disabled, ..member };
            if catalogue.loses_last(std::slice::from_ref(&member)) {
                return Err(invalid("disabled", Fault::LastAdministrator));
            }
            tx.staff_update(&member).await?;
            if disabled {
                tx.sessions_of_staff_delete(id).await?;
                tx.staff_links_end(context.municipality(), id, None).await?;
            }
            let action = if disabled { "staff_disable" } else { "staff_enable" };
            let recorded = writer.audit(tx.as_mut(), context, action, ("staff", id.0), &json!({})).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }

    /// Sets a new password and ends her sessions.
    pub async fn staff_set_password(
        &self,
        context: &Permit<ManageStaff>,
        id: StaffId,
        expected: Expected,
        password: &[String; 2],
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let known = context.catalogue.staff(id).ok_or(Refusal::NotFound)?;
            // Hashed before the transaction, which would wait for it; whether it can be is said after whether she is still the same.
            let hash = writer.hash_typed(context, (&known.login, &known.display_name), password).await;
            // Whoever knows her password may what she may.
            let (mut tx, _, member) = writer.begin_for(context, id, expected, "password").await?;
            tx.password_set(context.municipality(), id, &hash?, None).await?;
            writer.made_by_another(tx.as_mut(), &member).await?;
            tx.sessions_of_staff_delete(id).await?;
            writer.password_is_another(&mut tx, &context.catalogue, &member).await?;
            let recorded = writer.audit(tx.as_mut(), context, "staff_reset", ("staff", id.0), &json!({})).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }

    /// The hash of a password typed twice.
    pub(crate) async fn hash_typed(
        &self,
        context: &Context,
        who: (&str, &str),
        [password, again]: &[String; 2],
    ) -> Result<String, Refusal> {
        let mut checks = Checks::default();
        if let Some(error) = password_error(&context.catalogue, who, password) {
            checks.fail(error.field, error.code);
        }
        checks.require(password == again, "password_again", Fault::NotSame);
        checks.done()?;
        hash_password(password, self.salt()).await
    }

    /// The member of a form, or all there is to mend in it.
    pub(crate) fn member_of(
        &self,
        context: &Context,
        form: &StaffForm,
        stored: Option<&StaffMember>,
        hash: Option<Result<String, Refusal>>,
        catalogue: &Catalogue,
    ) -> Result<(StaffMember, Option<String>), Refusal> {
        let mut checks = Checks::default();
        let login = stored.map_or_else(|| parse_login(&form.login), |member| Some(member.login.clone()));
        checks.require(
            login.is_some(),
            "login",
            if typed_login(&form.login).is_empty() { Fault::Required } else { Fault::Invalid },
        );
        let login = login.unwrap_or_default();
        let same = |member: &StaffMember| login_key(&member.login) == login_key(&login);
        let known = stored.is_none() && catalogue.staff.iter().any(same);
        checks.require(!known, "login", Fault::Taken);
        let display_name = checks.line("display_name", &form.display_name);
        let new_name = stored.is_none_or(|member| member.display_name != display_name);
        let mut others = catalogue.staff.iter().filter(|member| stored.is_none_or(|stored| stored.id != member.id));
        let taken = !display_name.is_empty() && others.any(|other| same_name(&other.display_name, &display_name));
        checks.require(!new_name || !taken, "display_name", Fault::Taken);
        let role = catalogue.role_of_word(&form.role);
        checks.require(role.is_some(), "role", Fault::Invalid);
        let profession = Profession::parse(&form.profession);
        checks.require(profession.is_some(), "profession", Fault::Invalid);
        let offices = offices(form, catalogue);
        let interviews = role.is_some_and(Role::interviews);
        checks.require(!(interviews || form.here_only) || !offices.is_empty(), "offices", Fault::Required);
        checks.require(!interviews || !form.modes.is_empty(), "modes", Fault::Required);
        let daily_max = checks.maybe_number("daily_max", &form.daily_max, DAILY);
        if let (None, Err(error)) = (stored, form.invited_at()) {
            checks.fail(error.field, error.code);
        }
        let video = !form.video_url.trim().is_empty();
        let video_url = video.then(|| checks.https("video_url", &form.video_url));
        let hash = match hash {
            Some(Err(Refusal::Invalid(errors))) => {
                for error in &errors {
                    checks.fail(error.field, error.code);
                }
                None
            }
            hash => hash.transpose()?,
        };
        let member = StaffMember {
            id: stored.map_or_else(|| StaffId(self.new_id()), |member| member.id),
            municipality: context.municipality(),
            login,
            display_name,
            role: role.unwrap_or(Role::Receptionist),
            profession: profession.unwrap_or(Profession::Clerk),
            video_url,
            disabled: stored.is_some_and(|member| member.disabled),
            position: stored.map_or_else(|| position(catalogue), |member| member.position),
            offices,
            here_only: form.here_only,
            work: Work { modes: form.modes, daily_max, joint: form.joint },
        };
        let before = stored.map(StaffMember::rights).unwrap_or_default();
        // The same rights at more places are more; and a sign-in name is how she comes in.
        let as_before = |stored: &StaffMember| {
            let wider = stored.here_only
                && (!member.here_only || member.offices.iter().any(|office| !stored.offices.contains(office)));
            before == member.rights() && !wider && stored.login == member.login
        };
        let hers = stored.is_some_and(as_before) || (context.may_give(member.rights()) && context.may_give(before));
        checks.require(role.is_none() || hers, "role", Fault::NotHerOwn);
        let last = catalogue.loses_last(std::slice::from_ref(&member));
        checks.require(role.is_none() || !last, "role", Fault::LastAdministrator);
        checks.done()?;
        Ok((member, hash))
    }
}

fn invalid(field: &'static str, code: Fault) -> Refusal {
    Refusal::Invalid(vec![FieldError::new(field, code)])
}

fn offices(form: &StaffForm, catalogue: &Catalogue) -> Vec<OfficeId> {
    let chosen = catalogue.offices.iter().filter(|office| form.offices.contains(&office.slug));
    chosen.map(|office| office.id).collect()
}

/// Behind everybody there is.
fn position(catalogue: &Catalogue) -> i64 {
    catalogue.staff.iter().map(|member| member.position).max().map_or(0, |last| last + 1)
}
