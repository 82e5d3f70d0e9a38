//! What the tests of all areas are made of.

automod::dir!(pub "tests/support");
