//! What all checks look at, opened once: the configuration, the database, the cities, and what the public addresses answer.

use mendan_service::Services;
use mendan_service::city::catalogue::Municipality;
use mendan_service::secret::Secret;
use mendan_service::upkeep::sound::Soundness;
use mendan_store::examine::{Examined, Schema, examine};
use mendan_words::Doctor;
use url::Url;

use super::outside::{Outside, client};
use crate::commands::open;
use crate::config::Config;

/// Where nobody has said what the address is.
const USUAL_ADDRESS: &str = "http://127.0.0.1:3000/";

/// What there is to look at.
pub struct Around {
    /// The configuration.
    pub config: Config,
    /// Its words.
    pub t: &'static Doctor,
    /// The database from outside.
    pub examined: Result<Examined, String>,
    /// The use cases, where the database is as they need it; otherwise why not.
    pub services: Result<Services, String>,
    /// The cities.
    pub cities: Vec<Municipality>,
    /// What must hold, and how much there is.
    pub sound: Result<Soundness, String>,
    /// What each public address answers.
    pub outside: Vec<Outside>,
    /// The same of each address of the staff's own door, where they have one.
    pub staff: Vec<Outside>,
}

impl Around {
    /// Opens what can be opened.
    pub async fn new(config: Config, t: &'static Doctor) -> Self {
        let examined = examine(&config.database_url).await.map_err(|error| open::chain(&error));
        let whole = matches!(&examined, Ok(found) if found.schema == Schema::Whole && found.faults.is_empty());
        let services = if whole { opened(&config).await } else { Err(t.database_first.to_owned()) };
        let (mut cities, mut sound) = (Vec::new(), Err(t.database_first.to_owned()));
        if let Ok(services) = &services {
            cities = services.municipalities().await.unwrap_or_default();
            sound = services.soundness().await.map_err(|refusal| refusal.to_string());
        }
        let (outside, staff) = match client() {
            Ok(client) => {
                let secret = Secret::new(&config.secret);
                let look = |urls: Vec<Url>| {
                    futures::future::join_all(urls.into_iter().map(|url| Outside::look(&client, &secret, url)))
                };
                tokio::join!(look(addresses(&config, &cities)), look(staff_addresses(&config, &cities)))
            }
            Err(_) => Default::default(),
        };
        // At the staff's door the figures are for whoever may come to it.
        let staff = staff.into_iter().map(|outside| Outside { figures: false, ..outside }).collect();
        Self { config, t, examined, services, cities, sound, outside, staff }
    }

    /// Whether people rely on it: anything but a demo.
    pub fn is_real(&self) -> bool {
        !self.config.demo
    }

    /// Lets go of the database.
    pub async fn close(self) {
        if let Ok(services) = self.services {
            services.close().await;
        }
    }
}

async fn opened(config: &Config) -> Result<Services, String> {
    open::services(config).await.map_err(|error| error.to_string())
}

/// Where residents come in: what the configuration says for the only city, and what the others have.
fn addresses(config: &Config, cities: &[Municipality]) -> Vec<Url> {
    let said = config.public_url.as_str() != USUAL_ADDRESS;
    let of_cities: Vec<Url> = cities.iter().filter_map(|city| Url::parse(&city.public_url).ok()).collect();
    match of_cities.as_slice() {
        [] => vec![config.public_url.clone()],
        [_] if said => vec![config.public_url.clone()],
        _ => of_cities,
    }
}

/// Where staff come in, if they have a door of their own.
fn staff_addresses(config: &Config, cities: &[Municipality]) -> Vec<Url> {
    if config.staff.listen.is_none() {
        return Vec::new();
    }
    match (cities, &config.staff.url) {
        ([] | [_], Some(said)) => vec![said.clone()],
        (cities, _) => cities.iter().filter_map(|city| Url::parse(city.staff_address()).ok()).collect(),
    }
}
