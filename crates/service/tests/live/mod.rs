//! What pages that are open are told of: what lasts, where and when it is, and nothing else.

automod::dir!("tests/live");
