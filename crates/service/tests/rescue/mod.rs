//! A nurse is absent, and everybody whom it meets is looked after.

automod::dir!("tests/rescue");
