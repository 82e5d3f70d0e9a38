//! What somebody has begun and not finished.

automod::dir!("tests/draft");
