//! Many times at once: what was shown is what is done, all of it or nothing, and it is undone the same way.

automod::dir!("tests/range");
