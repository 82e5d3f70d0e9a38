//! Networks from which more may be booked than a fifth of the coming places: staff decide, not a robot. A network that has
//! booked its share raises an alarm; an administrator lets it go on, or leaves it as it is.

use mendan_domain::fault::Fault;
use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::json;

use crate::error::{FieldError, Refusal};
use crate::model::AlarmCode;
use crate::services::permit::{Permit, asked::ManageSetup};
use crate::services::{Context, Recorded, Services};
use crate::unit::WriteUnit;

/// Nobody trusts more networks one by one.
const MOST: usize = 100;
/// The widest network that may be let, in bits: 256 addresses of IPv4, one site of IPv6.
const WIDEST: (u8, u8) = (24, 48);

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Networks {
    /// Those that may book more.
    pub allowed: Vec<String>,
    /// Those that have booked their share and wait for a decision.
    pub waiting: Vec<String>,
}

impl Services {
    /// The networks of this city.
    pub async fn networks(&self, context: &Permit<ManageSetup>) -> Result<Networks, Refusal> {
        let mut alarms = self.alarms().await?;
        alarms.retain(|alarm| alarm.municipality == Some(context.municipality()));
        let waiting = alarms.into_iter().filter(|alarm| alarm.code == AlarmCode::NetworkShare.as_str());
        let allowed = context.catalogue.municipality.large_networks.clone();
        Ok(Networks { allowed, waiting: waiting.map(|alarm| alarm.subject).collect() })
    }

    /// Lets more be booked from a network: an address, or a range in CIDR notation (RFC 4632). Ends what is said of it.
    pub async fn network_allow(&self, context: &Permit<ManageSetup>, typed: &str) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let network = read(typed).map_err(|code| Refusal::Invalid(vec![FieldError::new("network", code)]))?;
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let mut networks = catalogue.municipality.large_networks;
            if !networks.contains(&network) {
                if networks.len() >= MOST {
                    return Err(Refusal::Invalid(vec![FieldError::new("network", Fault::OutOfRange)]));
                }
                networks.push(network.clone());
                networks.sort_unstable();
            }
            let recorded = writer.write_networks(tx.as_mut(), context, (&networks, "network_allow", &network)).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }

    /// Lets no more be booked from a network than from others. Saying it twice is saying it once.
    pub async fn network_forget(&self, context: &Permit<ManageSetup>, network: &str) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let mut networks = catalogue.municipality.large_networks;
            if !networks.iter().any(|known| known == network) {
                return Ok(());
            }
            networks.retain(|known| known != network);
            let recorded = writer.write_networks(tx.as_mut(), context, (&networks, "network_forget", network)).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }

    /// Leaves a network that has booked its share as it is, and says no more of it for an hour.
    pub async fn network_leave(&self, context: &Permit<ManageSetup>, network: &str) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let mut tx = writer.begin().await?;
            let city = context.municipality();
            if writer.clear_alarm_in(tx.as_mut(), AlarmCode::NetworkShare, (Some(city), network)).await? {
                let detail = json!({ "network": network });
                let recorded = writer.audit(tx.as_mut(), context, "network_leave", ("city", city.0), &detail).await?;
                tx.commit(recorded).await?;
            }
            Ok(())
        })
        .await
    }

    async fn write_networks(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        (networks, action, network): (&[String], &'static str, &str),
    ) -> Result<Recorded, Refusal> {
        let city = context.municipality();
        tx.municipality_set_networks(city, networks).await?;
        for alarm in tx.alarms().await?.iter().filter(|alarm| alarm.code == AlarmCode::NetworkShare.as_str()) {
            if alarm.municipality == Some(city) && networks.iter().any(|network| overlap(network, &alarm.subject)) {
                self.clear_alarm_in(tx, AlarmCode::NetworkShare, (Some(city), &alarm.subject)).await?;
            }
        }
        Ok(self.audit(tx, context, action, ("city", city.0), &json!({ "network": network })).await?)
    }
}

/// Whether one lies in the other.
fn overlap(one: &str, other: &str) -> bool {
    let (Ok(one), Ok(other)) = (one.parse::<IpNet>(), other.parse::<IpNet>()) else { return false };
    one.contains(&other) || other.contains(&one)
}

/// A range in CIDR notation, or one address; IPv4 as such, also where it is written as IPv6.
pub fn parse(text: &str) -> Option<IpNet> {
    let one = || text.parse::<IpAddr>().ok().map(|address| IpNet::from(address.to_canonical()));
    text.parse::<IpNet>().ok().or_else(one).map(|network| network.trunc())
}

/// In its plain form, `192.0.2.0/24`; or what is wrong with it.
fn read(typed: &str) -> Result<String, Fault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Fault::Required);
    }
    let network = parse(typed).ok_or(Fault::Invalid)?;
    let widest = if matches!(network, IpNet::V4(_)) { WIDEST.0 } else { WIDEST.1 };
    if network.prefix_len() < widest { Err(Fault::OutOfRange) } else { Ok(network.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::read;
    use mendan_domain::fault::Fault;

    #[test]
    fn addresses_and_ranges_are_read_and_nothing_too_wide() {
        assert_eq!(read(" 192.0.2.7 "), Ok("192.0.2.7/32".to_owned()));
        assert_eq!(read("::ffff:192.0.2.7"), Ok("192.0.2.7/32".to_owned()));
        assert_eq!(read("192.0.2.7/24"), Ok("192.0.2.0/24".to_owned()));
        assert_eq!(read("2001:db8:1:2::/64"), Ok("2001:db8:1:2::/64".to_owned()));
        assert_eq!(
            [read(""), read("病院"), read("10.0.0.0/8")],
            [Err(Fault::Required), Err(Fault::Invalid), Err(Fault::OutOfRange)]
        );
    }
}
