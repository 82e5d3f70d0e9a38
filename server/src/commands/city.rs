//! `mendan city add|list|invite|address`: which cities there are, and how one begins.

use clap::Subcommand;
use mendan_domain::fault::Fault;
use mendan_domain::language::Language;
use mendan_service::city::catalogue::Municipality;
use mendan_service::founding::city::CityForm;
use mendan_service::{FieldError, Refusal, Services};
use url::Url;

use super::{CommandError, open};
use crate::config::Config;

/// What to do with which.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Add a city; then `mendan city invite` prints the link to its first set-up
    Add {
        /// Its name, e.g. みのり市
        #[arg(long)]
        name: String,
        /// Its public address, such as `https://yoyaku.city.example.jp`
        #[arg(long)]
        url: String,
        /// Sender of its mails
        #[arg(long)]
        mail_from: String,
        /// The telephone number people call
        #[arg(long)]
        phone: String,
        /// The word that names it in commands: small letters, digits and hyphens; `city` if left out
        #[arg(long, default_value = "")]
        slug: String,
    },
    /// List the cities: slug, address, name, and whether one still waits for its first administrator
    List,
    /// Print a one-time link to the first set-up, valid for an hour; the links before it open nothing any more
    Invite {
        /// Slug of the municipality, when there are several
        #[arg(long)]
        municipality: Option<String>,
    },
    /// Give a city another public address, or its staff one of their own
    #[command(group(clap::ArgGroup::new("which").required(true).multiple(true).args(["url", "staff"])))]
    Address {
        /// Slug of the municipality
        slug: String,
        /// The public address
        url: Option<String>,
        /// Where its staff come in, such as `https://shokuin.city.example.jp`; empty: at the public address
        #[arg(long, value_name = "URL")]
        staff: Option<String>,
    },
}

/// Does it.
pub async fn city(config: &Config, action: Action) -> Result<(), CommandError> {
    let services = open::services(config).await?;
    services.migrate().await?;
    match action {
        Action::Add { name, url, mail_from, phone, slug } => {
            let form = CityForm { name_ja: name, public_url: url, mail_from, phone, slug, ..CityForm::default() };
            let city = services.city_add(&form, config.public_url.as_str()).await.map_err(sentence)?;
            services.follow_staff_address(config.staff.url.as_ref().map(Url::as_str)).await.map_err(sentence)?;
            println!("city={} url={}", city.slug, city.public_url);
            println!("next: mendan city invite --municipality {}", city.slug);
        }
        Action::List => list(&services).await?,
        Action::Invite { municipality } => println!("{}", invite(&services, config, municipality.as_deref()).await?),
        Action::Address { slug, url, staff } => {
            let context = super::staff::context(&services, Some(&slug)).await?;
            if let Some(url) = url {
                let address = services.city_set_address(&context, &url).await.map_err(sentence)?;
                println!("city={slug} url={address}");
            }
            if let Some(staff) = staff {
                let address = services.city_set_staff_address(&context, &staff).await.map_err(sentence)?;
                println!("city={slug} staff_url={address}");
            }
        }
    }
    Ok(())
}

async fn list(services: &Services) -> Result<(), CommandError> {
    let cities = services.municipalities().await.map_err(sentence)?;
    if cities.is_empty() {
        println!("there is no city yet; `mendan city invite` prints the link to the first set-up");
    }
    for city in cities {
        let waits = !services.has_administrator(city.id).await.map_err(sentence)?;
        let waits = if waits { "\twaits for its first administrator" } else { "" };
        println!("{}\t{}\t{}{waits}", city.slug, city.public_url, city.words(Language::Ja).name);
    }
    Ok(())
}

/// What a start prints where nobody can set anything up yet: the only city has no administrator, or there is no city. With several
/// cities the command makes the link.
pub async fn invite_at_start(services: &Services, config: &Config) -> Result<Option<String>, Refusal> {
    let cities = services.municipalities().await?;
    let city = match cities.as_slice() {
        [] => None,
        [only] => Some(only),
        _ => return Ok(None),
    };
    match link(services, config, city).await {
        Ok(line) => Ok(Some(line)),
        Err(Refusal::NotPossible) => Ok(None),
        Err(other) => Err(other),
    }
}

async fn invite(services: &Services, config: &Config, slug: Option<&str>) -> Result<String, CommandError> {
    let cities = services.municipalities().await.map_err(sentence)?;
    let city = match (slug, cities.as_slice()) {
        (Some(slug), all) => Some(all.iter().find(|city| city.slug == slug).ok_or_else(|| unknown(slug))?),
        (None, []) => None,
        (None, [only]) => Some(only),
        (None, _) => {
            return Err("there are several cities; name one with --municipality (`mendan city list` shows them)".into());
        }
    };
    link(services, config, city).await.map_err(|refusal| match (refusal, city) {
        (Refusal::NotPossible, Some(city)) => format!(
            "{} has an administrator, who adds others at {}/staff/setup/staff; a lost password: mendan staff reset LOGIN \
             --municipality {}",
            city.slug,
            city.staff_address(),
            city.slug
        )
        .into(),
        (other, _) => sentence(other),
    })
}

async fn link(services: &Services, config: &Config, city: Option<&Municipality>) -> Result<String, Refusal> {
    let word = services.invite(city.map(|city| city.id)).await?;
    let address = city.map_or(config.staff_address().as_str(), Municipality::staff_address);
    Ok(format!("setup_url={}/setup/{word}", address.trim_end_matches('/')))
}

fn unknown(slug: &str) -> CommandError {
    format!("there is no city {slug}; `mendan city list` shows those there are").into()
}

/// What to mend, by the options' names.
fn sentence(refusal: Refusal) -> CommandError {
    let Refusal::Invalid(errors) = &refusal else { return Box::new(refusal) };
    errors.iter().map(said).collect::<Vec<_>>().join("\n").into()
}

fn said(FieldError { field, code }: &FieldError) -> String {
    let (option, what) = match *field {
        "name_ja" => ("--name", "the city's name on one line, such as みのり市"),
        "public_url" => ("--url", "an address and nothing behind it, such as https://yoyaku.city.example.jp"),
        "staff_url" => ("--staff", "an address and nothing behind it, such as https://shokuin.city.example.jp"),
        "mail_from" => ("--mail-from", "a mail address, such as boshi@city.example.jp"),
        "phone" => ("--phone", "a telephone number with its area code, such as 042-000-0100"),
        "slug" => ("--slug", "small letters, digits and hyphens, such as minori"),
        other => (other, "something else"),
    };
    match (code, *field) {
        (Fault::Taken, "public_url" | "staff_url") => {
            format!("{option}: another city has that address; give this one its own")
        }
        (Fault::Taken, _) => format!("{option}: another city has that; choose another"),
        (Fault::TooLong, _) => format!("{option}: too long; give {what}"),
        _ => format!("{option}: give {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_with_what_to_do() {
        for field in ["name_ja", "public_url", "staff_url", "mail_from", "phone", "slug"] {
            let said = said(&FieldError::new(field, Fault::Invalid));
            assert!(said.starts_with("--") && said.contains(": give ") && said.contains("such as"), "{said}");
        }
        assert!(said(&FieldError::new("public_url", Fault::Taken)).contains("another city"));
    }
}
