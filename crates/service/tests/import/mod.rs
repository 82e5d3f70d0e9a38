//! Bringing in what a city has elsewhere.

automod::dir!("tests/import");
