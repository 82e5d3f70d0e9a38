//! Where what somebody names may be: at a public address, or in a network that the operator names (`MENDAN_OPENID_NETWORKS`,
//! `MENDAN_CALENDAR_NETWORKS`).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// Networks of nobody in public (RFC 6890, and those that carry addresses of the other sort inside).
const NOT_PUBLIC_4: [(Ipv4Addr, u8); 14] = [
    (Ipv4Addr::UNSPECIFIED, 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];
/// What is given out in public at all.
const PUBLIC_6: (Ipv6Addr, u8) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);
/// Of it, what is not, or leads elsewhere.
const NOT_PUBLIC_6: [(Ipv6Addr, u8); 3] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
];

/// Whether somebody may be asked there.
pub(super) fn may_be_asked(address: IpAddr, allowed: &[IpNet]) -> bool {
    let address = address.to_canonical();
    is_public(address) || allowed.iter().any(|network| network.contains(&address))
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let within = |(network, bits): &(Ipv4Addr, u8)| Ipv4Net::new_assert(*network, *bits).contains(&address);
            !NOT_PUBLIC_4.iter().any(within)
        }
        IpAddr::V6(address) => {
            let within = |(network, bits): &(Ipv6Addr, u8)| Ipv6Net::new_assert(*network, *bits).contains(&address);
            within(&PUBLIC_6) && !NOT_PUBLIC_6.iter().any(within)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_asked_is_at_a_public_address_or_where_the_operator_says() {
        let may = |address: &str, allowed: &[&str]| {
            let allowed: Vec<IpNet> = allowed.iter().map(|network| network.parse().unwrap()).collect();
            may_be_asked(address.parse().unwrap(), &allowed)
        };
        for address in ["20.190.151.7", "2603:1006:2000::1", "2001:4860:4860::8888"] {
            assert!(may(address, &[]), "{address}");
        }
        for address in [
            "127.0.0.1",
            "10.0.0.7",
            "172.20.0.1",
            "192.168.1.7",
            "100.100.100.200",
            "169.254.169.254",
            "0.0.0.0",
            "::ffff:10.0.0.7",
            "::1",
            "::",
            "fd12::7",
            "fe80::1",
            "fd00:ec2::254",
            "64:ff9b::a00:7",
            "2002:a00:7::1",
        ] {
            assert!(!may(address, &[]), "{address}");
        }
        assert!(
            may("10.0.0.7", &["10.0.0.0/8"]) && may("::1", &["::1/128"]) && may("::ffff:10.0.0.7", &["10.0.0.0/8"])
        );
        assert!(!may("127.0.0.1", &["10.0.0.0/8"]));
    }
}
