//! The configuration as it may be shown: without what opens anything.

use mendan_service::secret::listed;
use url::Url;

use super::{Config, keep};

impl Config {
    /// The effective values, one a line, secrets masked.
    pub fn masked(&self) -> String {
        let large = self.large_networks.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let proxies = self.trusted_proxies.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let lines = [
            ("database_url", mask_url(&self.database_url)),
            ("listen", self.listen.to_string()),
            ("staff_listen", self.staff.listen.map(|address| address.to_string()).unwrap_or_default()),
            ("staff_url", self.staff.url.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("staff_networks", self.staff.networks.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")),
            ("secret", vec!["***"; listed(&self.secret).len()].join(" ")),
            ("trusted_proxies", proxies),
            ("public_url", self.public_url.to_string()),
            ("mail_url", self.mail_url.as_deref().map(mask_url).unwrap_or_default()),
            ("mail_helo", self.mail_helo.clone().unwrap_or_default()),
            ("mail_bounces", self.mail_bounces.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("bounces", self.bounces.as_deref().map(mask_url).unwrap_or_default()),
            ("large_networks", large),
            ("openid_networks", self.openid_networks.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")),
            ("connections", self.connections.to_string()),
            ("shield", if self.shield { "limits" } else { "off" }.into()),
            ("demo", self.demo.to_string()),
            ("clock_offset", format!("{}s", self.clock_offset)),
            ("log", self.log.clone()),
            ("log_format", if self.log_json { "json" } else { "text" }.into()),
            ("site_root", self.site_root.display().to_string()),
            ("views_file", self.views_file.as_ref().map(|path| path.display().to_string()).unwrap_or_default()),
        ];
        let calendars = self.calendar_networks.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let folder = self.backup_folder.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        let more = [
            ("calendar_networks", calendars),
            ("backup_folder", folder),
            ("dkim_selector", self.dkim_selector.clone().unwrap_or_default()),
            ("resolver", self.resolver.map(|address| address.to_string()).unwrap_or_default()),
            ("jobs", if self.jobs { "on" } else { "off" }.to_owned()),
            ("jobs_poll", humantime::format_duration(self.jobs_poll).to_string()),
        ];
        let video = self.video.masked();
        let video = video.iter().map(|(key, value)| (key.as_str(), value.clone()));
        let line = |(key, value): (&str, String)| format!("{key} = {value:?}\n");
        lines.into_iter().chain(more).chain(keep::shown(&self.keep)).chain(video).map(line).collect()
    }
}

/// An address without its password, wherever that stands.
pub(super) fn mask_url(text: &str) -> String {
    let Ok(mut url) = Url::parse(text) else {
        // What cannot be read may hold a password anywhere before its @.
        return if text.contains('@') { "***".to_owned() } else { text.to_owned() };
    };
    let secret = |key: &str| key.to_ascii_lowercase().contains("pass");
    let in_query = url.query_pairs().any(|(key, _)| secret(&key));
    if url.password().is_none() && !in_query {
        return text.to_owned();
    }
    if url.password().is_some() {
        let _ = url.set_password(Some("***"));
    }
    if in_query {
        let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let masked = pairs.iter().map(|(key, value)| (key.as_str(), if secret(key) { "***" } else { value.as_str() }));
        url.query_pairs_mut().clear().extend_pairs(masked);
    }
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_in_addresses_are_masked() {
        assert_eq!(mask_url("smtp://post:geheim@mail.example:587"), "smtp://post:***@mail.example:587");
        assert_eq!(mask_url("smtp://post:ge#heim@mail.example:587"), "***");
    }
}
