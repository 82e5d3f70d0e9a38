//! The addresses of a city, the public one and its staff's: how they are written, and how they are changed by whoever has the machine.

use mendan_domain::fault::Fault;
use serde_json::json;
use url::Url;

use crate::city::catalogue::Municipality;
use crate::error::{FieldError, Refusal};
use crate::services::{By, Services, System};

/// Longest address, in octets.
const LONGEST: usize = 200;

/// `https://yoyaku.city.example.jp`: a scheme, a host, perhaps a port, and nothing behind it.
pub(crate) fn parse(typed: &str) -> Result<String, Fault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Fault::Required);
    }
    if typed.len() > LONGEST {
        return Err(Fault::TooLong);
    }
    let bare = |url: &Url| {
        matches!(url.scheme(), "http" | "https")
            && url.host_str().is_some_and(|host| !host.is_empty())
            && url.username().is_empty()
            && url.password().is_none()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
    };
    let url = Url::parse(typed).ok().filter(bare).ok_or(Fault::Invalid)?;
    Ok(String::from(url).trim_end_matches('/').to_owned())
}

/// Whether both are one address.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    parse(one).is_ok_and(|one| parse(other) == Ok(one))
}

/// Whether a request cannot tell them apart: host and port are the same.
fn is_same_place(one: &str, other: &str) -> bool {
    let (Ok(one), Ok(other)) = (Url::parse(one), Url::parse(other)) else { return false };
    one.host() == other.host() && one.port_or_known_default() == other.port_or_known_default()
}

impl Services {
    /// Gives the city another public address, which it keeps: links in mails begin with it from now on.
    pub async fn city_set_address(&self, context: &By<System>, typed: &str) -> Result<String, Refusal> {
        self.write(|writer| async move {
            let wrong = |fault| Refusal::Invalid(vec![FieldError::new("public_url", fault)]);
            let address = parse(typed).map_err(wrong)?;
            let id = context.municipality();
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let cities = tx.municipalities().await?;
            if cities.iter().any(|other| other.id != id && is_anothers(other, &address)) {
                return Err(wrong(Fault::Taken));
            }
            tx.municipality_set_url(id, &address).await?;
            tx.own_address_set(id, true).await?;
            let detail = json!({ "was": catalogue.municipality.public_url, "is": address });
            let recorded = writer.audit(tx.as_mut(), context, "public_url", ("city", id.0), &detail).await?;
            writer.commit_setup(tx, recorded, id).await?;
            Ok(address)
        })
        .await
    }

    /// Gives the city's staff an address of their own, which the city keeps; typed empty, they come in at the public one.
    pub async fn city_set_staff_address(&self, context: &By<System>, typed: &str) -> Result<String, Refusal> {
        self.write(|writer| async move {
            let wrong = |fault| Refusal::Invalid(vec![FieldError::new("staff_url", fault)]);
            let address = match parse(typed) {
                Ok(address) => Some(address),
                Err(Fault::Required) => None,
                Err(fault) => return Err(wrong(fault)),
            };
            let id = context.municipality();
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let cities = tx.municipalities().await?;
            let taken = |other: &Municipality| address.as_ref().is_some_and(|address| is_anothers(other, address));
            if cities.iter().any(|other| other.id != id && taken(other)) {
                return Err(wrong(Fault::Taken));
            }
            tx.staff_address_set(id, address.as_deref(), true).await?;
            let detail = json!({ "was": catalogue.municipality.staff_url, "is": address });
            let recorded = writer.audit(tx.as_mut(), context, "staff_url", ("city", id.0), &detail).await?;
            writer.commit_setup(tx, recorded, id).await?;
            Ok(address.unwrap_or_else(|| catalogue.municipality.public_url.clone()))
        })
        .await
    }
}

/// Whether residents or staff of that city come in there.
pub(crate) fn is_anothers(city: &Municipality, address: &str) -> bool {
    is_same_place(&city.public_url, address) || is_same_place(city.staff_address(), address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_scheme_and_a_host() {
        assert_eq!(parse(" https://Yoyaku.City.example.jp/ ").as_deref(), Ok("https://yoyaku.city.example.jp"));
        assert_eq!(parse("http://127.0.0.1:3000").as_deref(), Ok("http://127.0.0.1:3000"));
        assert_eq!(parse("https://a.example:443").as_deref(), Ok("https://a.example"));
        assert_eq!(parse(""), Err(Fault::Required));
        for wrong in [
            "a.example",
            "ftp://a.example",
            "https://a.example/x",
            "https://u:p@a.example",
            "https://",
            "https://a.example?x",
        ] {
            assert_eq!(parse(wrong), Err(Fault::Invalid), "{wrong}");
        }
    }

    #[test]
    fn a_place_is_a_host_and_a_port() {
        assert!(is_same_place("https://a.example", "https://A.example:443"));
        assert!(!is_same_place("https://a.example", "http://a.example"));
        assert!(is_same("https://a.example/", "https://a.example"));
        assert!(!is_same("", ""));
    }
}
