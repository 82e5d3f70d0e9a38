//! `mendan staff add|disable|reset`.

use std::io::BufRead as _;

use clap::{Subcommand, ValueEnum};
use mendan_domain::staff::login::login_key;
use mendan_domain::staff::{Profession, Role};
use mendan_service::city::catalogue::Municipality;
use mendan_service::expected::Expected;
use mendan_service::staff::administration::NewStaff;
use mendan_service::staff::password::PASSWORD_MIN;
use mendan_service::{By, Context, Refusal, Services, System};

use super::{CommandError, open};
use crate::config::Config;

/// What to do with whom.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Add a member; her password is read from standard input, or made and printed if that is empty
    Add {
        /// Sign-in name: letters, digits, `. _ -`
        login: String,
        /// What she may do: administrator, nurse, receptionist, manager, auditor, or the name of a role that the city made
        #[arg(long)]
        role: String,
        /// Her name for colleagues
        #[arg(long)]
        name: String,
        /// Her profession
        #[arg(long, value_enum, default_value = "clerk")]
        profession: ProfessionArg,
        /// Slug of the municipality, when there are several
        #[arg(long)]
        municipality: Option<String>,
    },
    /// Disable a member and end her sessions
    Disable {
        /// Sign-in name
        login: String,
        /// Slug of the municipality, when there are several
        #[arg(long)]
        municipality: Option<String>,
    },
    /// Set a new password (standard input, or made and printed) and end her sessions
    Reset {
        /// Sign-in name
        login: String,
        /// Print a link, good for an hour and once, by which she sets her password herself, in the place of a password
        #[arg(long)]
        link: bool,
        /// Take her second factors and recovery codes away, too: whoever has lost her phone and her paper registers anew
        #[arg(long)]
        factors: bool,
        /// Slug of the municipality, when there are several
        #[arg(long)]
        municipality: Option<String>,
    },
}

/// Professions on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ProfessionArg {
    /// 保健師
    PublicHealthNurse,
    /// 助産師
    Midwife,
    /// 事務
    Clerk,
}

impl From<ProfessionArg> for Profession {
    fn from(profession: ProfessionArg) -> Self {
        match profession {
            ProfessionArg::PublicHealthNurse => Self::PublicHealthNurse,
            ProfessionArg::Midwife => Self::Midwife,
            ProfessionArg::Clerk => Self::Clerk,
        }
    }
}

/// Does it.
pub async fn staff(config: &Config, action: Action) -> Result<(), CommandError> {
    let services = open::services(config).await?;
    services.migrate().await?;
    match action {
        Action::Add { login, role, name, profession, municipality } => {
            let context = context(&services, municipality.as_deref()).await?;
            let (password, made) = password(&services);
            let new = NewStaff {
                login: login.clone(),
                display_name: name,
                role: self::role(&context, &role)?,
                profession: profession.into(),
                password: password.clone(),
            };
            services.staff_add(&context.permit()?, &new).await.map_err(sentence)?;
            println!("{}", told(&login, made.then_some(password)));
        }
        Action::Disable { login, municipality } => {
            let context = context(&services, municipality.as_deref()).await?;
            services.staff_disable(&context.permit()?, &login).await.map_err(sentence)?;
            println!("{login}: disabled, sessions ended");
        }
        Action::Reset { login, link, factors, municipality } => {
            let context = context(&services, municipality.as_deref()).await?;
            let told = if link {
                let url = services.staff_reset_link(&context.permit()?, &login).await.map_err(sentence)?;
                format!("login={login} link={url}")
            } else {
                let (password, made) = password(&services);
                services.staff_reset(&context.permit()?, &login, &password).await.map_err(sentence)?;
                told(&login, made.then_some(password))
            };
            if factors {
                let key = login_key(&login);
                let member = context.catalogue.staff.iter().find(|member| login_key(&member.login) == key);
                let id = member.ok_or("there is no such member")?.id;
                services.factors_take_away(&context.permit()?, id, Expected::Any).await.map_err(sentence)?;
            }
            println!("{told}");
        }
    }
    Ok(())
}

/// The role that the word or the name means in that city.
fn role(context: &Context, typed: &str) -> Result<Role, CommandError> {
    context.catalogue.role_named(typed).ok_or_else(|| {
        let ready = Role::ALL.map(Role::as_str).into_iter();
        let all = ready.chain(context.catalogue.roles.iter().map(|role| role.name.as_str()));
        format!("there is no role {typed:?}; there are: {}", all.collect::<Vec<_>>().join(", ")).into()
    })
}

fn told(login: &str, made: Option<String>) -> String {
    match made {
        Some(password) => format!("login={login} password={password}"),
        None => format!("{login}: done"),
    }
}

/// From standard input unless it is a terminal or empty; then made.
fn password(services: &Services) -> (String, bool) {
    use std::io::IsTerminal as _;
    let stdin = std::io::stdin();
    let mut line = String::new();
    if !stdin.is_terminal() && stdin.lock().read_line(&mut line).is_ok() && !line.trim().is_empty() {
        return (line.trim().to_owned(), false);
    }
    (services.new_token().chars().take(24).collect(), true)
}

/// The city of that slug, or the only one; whoever has the command line may do everything in it.
pub(super) async fn context(services: &Services, slug: Option<&str>) -> Result<By<System>, CommandError> {
    let cities = services.municipalities().await.map_err(sentence)?;
    let city = match (slug, cities.as_slice()) {
        (Some(slug), all) => all.iter().find(|city| city.slug == slug).ok_or_else(|| {
            format!("there is no municipality {slug:?}; name one with --municipality: {}", slugs(all))
        })?,
        (None, [only]) => only,
        (None, []) => return Err("there is no municipality yet: add one with `mendan city add`, or open the link that `mendan city invite` prints".into()),
        (None, all) => {
            return Err(
                format!("there are several municipalities; name one with --municipality: {}", slugs(all)).into()
            );
        }
    };
    let catalogue = services.catalogue(city.id).await.map_err(sentence)?;
    Ok(Context::system(catalogue))
}

fn slugs(cities: &[Municipality]) -> String {
    cities.iter().map(|city| city.slug.as_str()).collect::<Vec<_>>().join(", ")
}

fn sentence(refusal: Refusal) -> CommandError {
    match &refusal {
        Refusal::Invalid(fields) => {
            let said = fields.iter().map(|e| format!("{}: {}", e.field, e.code)).collect::<Vec<_>>().join(", ");
            format!(
                "{said} (passwords need at least {PASSWORD_MIN} characters, and nothing that is tried first: common words, \
                 repetitions, her name, the city's)"
            )
            .into()
        }
        Refusal::NotFound => "there is no such member".into(),
        _ => Box::new(refusal),
    }
}
