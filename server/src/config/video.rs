//! What video providers are given: every `MENDAN_VIDEO_…` variable. Which there are, the providers say (`crate::video::KEYS`).

use std::collections::BTreeMap;
use std::fmt;

use figment::Figment;
use figment::value::Value;

use super::masked::mask_url;
use super::{ConfigError, wrong};

/// Variables by their names in small letters, without `MENDAN_`.
#[derive(Clone, Default)]
pub struct VideoSettings(BTreeMap<String, String>);

impl fmt::Debug for VideoSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.masked()).finish()
    }
}

impl VideoSettings {
    pub(super) fn read(figment: &Figment) -> Result<Self, ConfigError> {
        let all: BTreeMap<String, Value> = figment.extract().map_err(|error| wrong(error.to_string()))?;
        let mut settings = BTreeMap::new();
        for (key, value) in all.into_iter().filter(|(key, _)| key.starts_with("video_")) {
            if !crate::video::KEYS.contains(&key.as_str()) {
                return Err(wrong(format!("MENDAN_{}: no video provider reads it", key.to_uppercase())));
            }
            let text = match value {
                Value::String(_, text) => text,
                Value::Num(_, number) => number.to_u128().map(|number| number.to_string()).unwrap_or_default(),
                _ => return Err(wrong(format!("MENDAN_{}: a text is needed", key.to_uppercase()))),
            };
            settings.insert(key, text);
        }
        Ok(Self(settings))
    }

    /// One of them, if it is given.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// All of them; tokens, secrets and passwords are not told.
    pub(super) fn masked(&self) -> Vec<(String, String)> {
        let secret = |key: &str| ["token", "secret", "password"].iter().any(|word| key.contains(word));
        let shown = |(key, value): (&String, &String)| {
            (key.clone(), if secret(key) { "***".to_owned() } else { mask_url(value) })
        };
        self.0.iter().map(shown).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_not_told() {
        let settings = [("video_bridge_url", "https://u:himitsu@bridge.example"), ("video_bridge_token", "himitsu")];
        let settings = settings.map(|(key, value)| (key.to_owned(), value.to_owned()));
        let settings = VideoSettings(BTreeMap::from(settings));
        let shown = format!("{:?}", settings.masked());
        assert!(shown.contains("bridge.example") && !shown.contains("himitsu"), "{shown}");
    }
}
