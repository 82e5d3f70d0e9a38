//! The roles that a city makes of permissions: what each gives, who has it, and that nobody gives what she has not herself.

use mendan_domain::fault::Fault;
use mendan_domain::staff::{Permission, Rights, Role, RoleId};
use serde_json::json;

use crate::city::catalogue::Catalogue;
use crate::city::check::same_name;
use crate::error::{FieldError, Refusal};
use crate::expected::Expected;
use crate::forms::{Checks, Fields};
use crate::model::{CityRole, SetupRow, StaffMember};
use crate::services::permit::{Permit, asked::ManageStaff};
use crate::services::{Actor, Context, Services};

/// A role as typed.
#[derive(Debug, Clone, Default)]
pub struct RoleForm {
    /// What it is to be called.
    pub name: String,
    /// Words of permissions.
    pub permissions: Vec<String>,
}

impl RoleForm {
    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        Self { name: fields.owned("name"), permissions: fields.all_owned("permissions") }
    }

    fn rights(&self) -> Option<Rights> {
        self.permissions.iter().map(|word| Permission::parse(word)).collect()
    }
}

impl Catalogue {
    /// Every role of this city: the ready ones, then its own.
    pub fn all_roles(&self) -> Vec<Role> {
        Role::ALL.into_iter().chain(self.roles.iter().map(CityRole::role)).collect()
    }

    /// The city's own role of that id.
    pub fn role(&self, id: RoleId) -> Option<&CityRole> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// The role that a word names (see [`Role::word`]).
    pub fn role_of_word(&self, word: &str) -> Option<Role> {
        Role::parse(word).or_else(|| self.role(Role::parse_own(word)?).map(CityRole::role))
    }

    /// The role that somebody means who types its word or, of the city's own, its name.
    pub fn role_named(&self, typed: &str) -> Option<Role> {
        let own = || self.roles.iter().find(|role| same_name(&role.name, typed)).map(CityRole::role);
        self.role_of_word(typed).or_else(own)
    }

    /// Who has that role of the city's own, also those who may not sign in.
    pub fn members_of(&self, id: RoleId) -> impl Iterator<Item = &StaffMember> {
        self.staff.iter().filter(move |member| member.role.own() == Some(id))
    }
}

impl Catalogue {
    /// Whether nobody who can sign in could manage staff any more, or nobody do everything, once these members are as they are here:
    /// nobody could give it again.
    pub(crate) fn loses_last(&self, changed: &[StaffMember]) -> bool {
        let able = |member: &StaffMember| if member.disabled { Rights::default() } else { member.rights() };
        let after = |member: &StaffMember| able(changed.iter().find(|one| one.id == member.id).unwrap_or(member));
        let kept = [[Permission::ManageStaff].into_iter().collect(), Rights::every()];
        kept.into_iter().any(|kept| {
            self.staff.iter().any(|member| able(member).covers(kept))
                && !self.staff.iter().any(|member| after(member).covers(kept))
        })
    }
}

impl Context {
    /// Whether whoever asks has all of that herself: nobody gives more, nor changes who may more. Whoever founds a city makes its first administrator.
    pub fn may_give(&self, rights: Rights) -> bool {
        matches!(self.actor, Actor::Founder(_)) || rights.all().all(|permission| self.may(permission))
    }
}

impl Services {
    /// Writes a role of the city's own, new (`id` none) or changed, if it is still what the asker saw. Whoever has it has what it
    /// gives from the next request on.
    pub async fn role_save(
        &self,
        context: &Permit<ManageStaff>,
        id: Option<(RoleId, Expected)>,
        form: &RoleForm,
    ) -> Result<RoleId, Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let was = id.map(|(id, _)| catalogue.role(id).ok_or(Refusal::NotFound)).transpose()?;
            if let Some((id, expected)) = id {
                expected.check_row(&catalogue, SetupRow::Role(id))?;
            }
            let new_id = was.map_or_else(|| RoleId(writer.new_id()), |role| role.id);
            let role = checked(context, &catalogue, (new_id, was), form)?;
            if !tx.role_save(context.municipality(), &role).await? {
                return Err(Refusal::NotFound);
            }
            let detail = json!({
                "name": role.name,
                "permissions": role.rights.words(),
                "was": was.map(|was| json!({ "name": was.name, "permissions": was.rights.words() })),
                "members": catalogue.members_of(role.id).map(|member| member.id).collect::<Vec<_>>(),
            });
            let recorded = writer.audit(tx.as_mut(), context, "role_save", ("role", role.id.0), &detail).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(role.id)
        })
        .await
    }

    /// Takes a role away that nobody has. Whoever may less cannot.
    pub async fn role_delete(
        &self,
        context: &Permit<ManageStaff>,
        id: RoleId,
        expected: Expected,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let role = catalogue.role(id).ok_or(Refusal::NotFound)?;
            expected.check_row(&catalogue, SetupRow::Role(id))?;
            if catalogue.members_of(id).next().is_some() {
                return Err(Refusal::Invalid(vec![FieldError::new("delete", Fault::HasMembers)]));
            }
            if !context.may_give(role.rights) {
                return Err(Refusal::Invalid(vec![FieldError::new("delete", Fault::NotHerOwn)]));
            }
            tx.role_delete(context.municipality(), id).await?;
            let detail = json!({ "name": role.name, "permissions": role.rights.words() });
            let recorded = writer.audit(tx.as_mut(), context, "role_delete", ("role", id.0), &detail).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }
}

/// The role of a form, or all there is to mend in it.
fn checked(
    context: &Context,
    catalogue: &Catalogue,
    (id, was): (RoleId, Option<&CityRole>),
    form: &RoleForm,
) -> Result<CityRole, Refusal> {
    let mut checks = Checks::default();
    let name = checks.line("name", &form.name);
    let taken = catalogue.roles.iter().any(|role| role.id != id && same_name(&role.name, &name));
    checks.require(name.is_empty() || !taken, "name", Fault::Taken);
    let rights = form.rights();
    checks.require(rights.is_some(), "permissions", Fault::Invalid);
    let rights = rights.unwrap_or_default();
    checks.require(!form.permissions.is_empty(), "permissions", Fault::Required);
    let before = was.map(|was| was.rights).unwrap_or_default();
    checks.require(context.may_give(rights) && context.may_give(before), "permissions", Fault::NotHerOwn);
    let role = CityRole { id, name, rights };
    let changed = catalogue.members_of(id).map(|member| StaffMember { role: role.role(), ..member.clone() });
    let last = catalogue.loses_last(&changed.collect::<Vec<_>>());
    checks.require(!last, "permissions", Fault::LastAdministrator);
    checks.done()?;
    Ok(role)
}
