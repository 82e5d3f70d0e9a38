//! From what was posted to a command.

automod::dir!("tests/forms");
