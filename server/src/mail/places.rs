//! Where a mail server of a city can be. It may well stand in the city's own network, or on this very machine, so private addresses
//! and the loopback are as good as any (what listens there that is no mail server tells nothing but that it is none); but whoever may
//! write a form must not reach where clouds tell machines their secrets.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Not nowhere, not everybody, and not this link: there are the services of clouds that tell machines their secrets.
pub(super) fn may_be_a_mail_server(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let nobody = address.octets()[0] == 0 || address == Ipv4Addr::BROADCAST;
            !(nobody || address.is_multicast() || address.is_link_local())
        }
        IpAddr::V6(address) => {
            // A cloud's service at an address of its own (AWS).
            let of_cloud = address == Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);
            !(address.is_unspecified() || address.is_multicast() || address.is_unicast_link_local() || of_cloud)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_may_stand_in_the_citys_network_but_not_where_machines_are_told_their_secrets() {
        for address in ["192.0.2.7", "10.0.0.7", "192.168.1.7", "127.0.0.1", "::1", "2001:db8::7", "fd12::7"] {
            assert!(may_be_a_mail_server(address.parse().unwrap()), "{address}");
        }
        for address in [
            "169.254.169.254",
            "::ffff:169.254.169.254",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "::",
            "fe80::1",
            "ff02::1",
            "fd00:ec2::254",
        ] {
            assert!(!may_be_a_mail_server(address.parse().unwrap()), "{address}");
        }
    }
}
