//! Whom staff have to telephone, and why.

automod::dir!("tests/call");
