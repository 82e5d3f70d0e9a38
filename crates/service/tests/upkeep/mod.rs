//! What the product does for itself.

automod::dir!("tests/upkeep");
