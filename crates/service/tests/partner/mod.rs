//! Programs of others and their keys.

automod::dir!("tests/partner");
