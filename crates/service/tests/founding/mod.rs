//! How a city begins.

automod::dir!("tests/founding");
