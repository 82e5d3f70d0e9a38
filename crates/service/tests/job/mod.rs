//! The queue: what is done later, and what becomes of what cannot be done.

automod::dir!("tests/job");
