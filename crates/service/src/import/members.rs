//! Rows that are members of staff, known by their sign-in names. New ones get no password that anybody knows, or one that is shown
//! once. Nobody is ever deleted or disabled.

use mendan_domain::fault::Fault;
use mendan_domain::import::field::{Field, Sort};
use mendan_domain::import::table::{Row, Table};
use mendan_domain::import::words;
use mendan_domain::staff::login::login_key;
use serde_json::json;

use crate::city::catalogue::Catalogue;
use crate::error::{FieldError, Refusal};
use crate::import::draft::Draft;
use crate::import::mapping::{Mapping, parts};
use crate::import::preview::{Counts, Judged, Outcome, Trouble, What};
use crate::import::run::is_written;
use crate::model::{StaffMember, Work};
use crate::services::permit::asked::ManageStaff;
use crate::services::{Context, Services};
use crate::staff::member::StaffForm;
use crate::staff::password::{NO_PASSWORD, hash_password};
use crate::unit::WriteUnit;

/// What no password fits.
/// First passwords that are made at once: each takes its time.
pub const MOST_PASSWORDS: usize = 300;
/// Letters of a first password: none that is taken for another.
const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// Letters of each of its four parts.
const PART: usize = 5;

/// What becomes of the rows.
pub(crate) struct MemberPlan {
    pub rows: Vec<Judged>,
    /// Whom to write, each with whether she is new.
    members: Vec<(StaffMember, bool)>,
}

/// A first password and its hash.
pub(crate) type FirstPassword = (String, String);

impl MemberPlan {
    pub fn counts(&self) -> Counts {
        let passwords = self.members.iter().filter(|(_, new)| *new).count();
        Counts { passwords, ..Counts::of(&self.rows) }
    }

    /// What would be written, without the ids that are made anew each time.
    pub fn decided(&self) -> serde_json::Value {
        let member = |(member, new): &(StaffMember, bool)| {
            let StaffMember { login, display_name, role, profession, video_url, offices, .. } = member;
            json!([new, login, display_name, role, profession, video_url, offices])
        };
        self.members.iter().map(member).collect()
    }
}

impl Services {
    pub(crate) fn member_plan(&self, context: &Context, table: &Table, mapping: &Mapping) -> MemberPlan {
        // As the city becomes row by row: a name that an earlier row takes is taken.
        let mut becoming = Catalogue::clone(&context.catalogue);
        let mut plan = MemberPlan { rows: Vec::new(), members: Vec::new() };
        let mut lines: Vec<(String, usize)> = Vec::new();
        for row in &table.rows {
            let who = mapping.cell(row, Field::Name);
            if mapping.left_out.contains(&row.line) {
                plan.rows.push(Judged { line: row.line, who, outcome: Outcome::Out, troubles: Vec::new() });
                continue;
            }
            let (outcome, mut troubles) = self.plan_member((context, &mut becoming), row, mapping, &mut plan.members);
            let login = login_key(&mapping.cell(row, Field::Login));
            let twice = lines.iter().find(|(known, _)| *known == login && !login.is_empty()).map(|(_, line)| *line);
            let outcome = match twice {
                Some(line) => {
                    troubles = vec![Trouble { field: Some(Field::Login), what: What::Twice(line) }];
                    Outcome::Wrong
                }
                None => outcome,
            };
            lines.push((login, row.line));
            plan.rows.push(Judged { line: row.line, who, outcome, troubles });
        }
        plan
    }

    fn plan_member(
        &self,
        (context, becoming): (&Context, &mut Catalogue),
        row: &Row,
        mapping: &Mapping,
        members: &mut Vec<(StaffMember, bool)>,
    ) -> (Outcome, Vec<Trouble>) {
        let key = login_key(&mapping.cell(row, Field::Login));
        let stored = becoming.staff.iter().find(|member| login_key(&member.login) == key && !key.is_empty()).cloned();
        let (form, mut troubles) = form(becoming, stored.as_ref(), row, mapping);
        let hash = stored.is_none().then(|| Ok(NO_PASSWORD.to_owned()));
        match self.member_of(context, &form, stored.as_ref(), hash, becoming) {
            Ok((member, _)) => {
                if troubles.iter().any(|trouble| trouble.what.blocks()) {
                    return (Outcome::Wrong, troubles);
                }
                let outcome = match &stored {
                    None => Outcome::New,
                    Some(stored) if *stored == member => Outcome::Same,
                    Some(_) => Outcome::Changed,
                };
                if is_written(outcome) {
                    becoming.staff.retain(|known| known.id != member.id);
                    becoming.staff.push(member.clone());
                    members.push((member, stored.is_none()));
                }
                (outcome, troubles)
            }
            Err(Refusal::Invalid(errors)) => {
                for error in &errors {
                    let trouble = trouble(error, &form);
                    if !troubles.iter().any(|known| known.field == trouble.field) {
                        troubles.push(trouble);
                    }
                }
                (Outcome::Wrong, troubles)
            }
            Err(_) => (Outcome::Wrong, troubles),
        }
    }

    /// First passwords for all who are new, if somebody wants them.
    pub(crate) async fn first_passwords(
        &self,
        context: &Context,
        draft: &Draft,
    ) -> Result<Vec<FirstPassword>, Refusal> {
        let _asked = context.permit::<ManageStaff>()?;
        let new = self.member_plan(context, &draft.table()?, &draft.mapping).counts().passwords;
        let mut made = Vec::new();
        if draft.mapping.passwords && new <= MOST_PASSWORDS {
            for _ in 0..new {
                let password = self.first_password();
                let hash = hash_password(&password, self.salt()).await?;
                made.push((password, hash));
            }
        }
        Ok(made)
    }

    /// Some 99 bits in four parts.
    fn first_password(&self) -> String {
        let mut octets = [0_u8; PART * 4];
        self.entropy().fill(&mut octets);
        let letters = octets.map(|octet| char::from(LETTERS[usize::from(octet % 31)]));
        letters.chunks(PART).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }

    /// Writes them; sign-in name, name and first password of those who got one.
    pub(crate) async fn write_members(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (plan, passwords): (&MemberPlan, &[FirstPassword]),
    ) -> Result<Vec<[String; 3]>, Refusal> {
        let _asked = context.permit::<ManageStaff>()?;
        let mut first = passwords.iter();
        let mut told = Vec::new();
        for (member, new) in &plan.members {
            let detail = json!({ "new": new, "role": member.role });
            tx.audit_insert(&self.audit_line(context, "staff_save", ("staff", member.id.0), &detail)).await?;
            if !new {
                tx.staff_update(member).await?;
                continue;
            }
            let password = first.next();
            let hash = password.map_or(NO_PASSWORD, |(_, hash)| hash.as_str());
            if !tx.staff_insert(member, hash).await? {
                return Err(Refusal::Changed);
            }
            if let Some((password, _)) = password {
                self.made_by_another(tx, member).await?;
                told.push([member.login.clone(), member.display_name.clone(), password.clone()]);
            }
        }
        Ok(told)
    }
}

/// What is stored, with what the row says otherwise; an empty cell says nothing. Somebody new works everywhere unless a place is named.
fn form(
    catalogue: &Catalogue,
    stored: Option<&StaffMember>,
    row: &Row,
    mapping: &Mapping,
) -> (StaffForm, Vec<Trouble>) {
    let mut troubles = Vec::new();
    if row.longer {
        troubles.push(Trouble { field: None, what: What::Longer });
    }
    let mut word = |field| match mapping.meant((catalogue, Sort::Staff), row, field) {
        Ok(meant) => meant,
        Err(word) => {
            troubles.push(Trouble { field: Some(field), what: What::Unknown(word) });
            None
        }
    };
    let (role, profession) = (word(Field::Role), word(Field::Profession));
    // 「保健師」 says both.
    let profession = profession.or_else(|| {
        let said = words::profession(&mapping.cell(row, Field::Role)).filter(|_| stored.is_none());
        said.map(|profession| profession.as_str().to_owned())
    });
    let cell = |field, stored: Option<&str>| {
        Some(mapping.cell(row, field)).filter(|cell| !cell.is_empty()).or_else(|| stored.map(str::to_owned))
    };
    let work = stored.map_or_else(Work::default, |member| member.work);
    let form = StaffForm {
        login: mapping.cell(row, Field::Login),
        display_name: cell(Field::Name, stored.map(|member| member.display_name.as_str())).unwrap_or_default(),
        role: role.or_else(|| Some(stored?.role.word())).unwrap_or_default(),
        profession: profession.or_else(|| Some(stored?.profession.as_str().to_owned())).unwrap_or_default(),
        offices: offices(catalogue, stored, row, mapping, &mut troubles),
        here_only: stored.is_some_and(|member| member.here_only),
        modes: work.modes,
        joint: work.joint,
        daily_max: work.daily_max.map(|most| most.to_string()).unwrap_or_default(),
        email: String::new(),
        video_url: cell(Field::Video, stored.and_then(|member| member.video_url.as_deref())).unwrap_or_default(),
        password: [String::new(), String::new()],
    };
    (form, troubles)
}

/// Slugs of her places.
fn offices(
    catalogue: &Catalogue,
    stored: Option<&StaffMember>,
    row: &Row,
    mapping: &Mapping,
    troubles: &mut Vec<Trouble>,
) -> Vec<String> {
    let named = parts((Sort::Staff, Field::Office), &mapping.cell(row, Field::Office));
    if named.is_empty() {
        if let Some(fixed) = mapping.fixed.get(&Field::Office).filter(|_| stored.is_none()) {
            return vec![fixed.clone()];
        }
        let hers = catalogue.offices.iter().filter(|office| match stored {
            Some(member) => member.offices.contains(&office.id),
            None => office.active,
        });
        return hers.map(|office| office.slug.clone()).collect();
    }
    let mut slugs = Vec::new();
    for word in named {
        match mapping.of_word((catalogue, Sort::Staff), Field::Office, &word) {
            Some(slug) => slugs.push(slug),
            None => troubles.push(Trouble { field: Some(Field::Office), what: What::Unknown(word) }),
        }
    }
    slugs
}

fn trouble(error: &FieldError, form: &StaffForm) -> Trouble {
    let (field, typed) = match error.field {
        "login" => (Field::Login, form.login.as_str()),
        "role" => (Field::Role, form.role.as_str()),
        "profession" => (Field::Profession, form.profession.as_str()),
        "offices" => (Field::Office, ""),
        "video_url" => (Field::Video, form.video_url.as_str()),
        _ => (Field::Name, form.display_name.as_str()),
    };
    if error.code == Fault::Required || (error.code == Fault::Invalid && typed.is_empty()) {
        return Trouble { field: Some(field), what: What::Missing };
    }
    Trouble { field: Some(field), what: What::Field(error.field, error.code, typed.to_owned()) }
}
