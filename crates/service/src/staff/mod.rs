//! Members of staff: accounts, passwords, signing in.

automod::dir!(pub "src/staff");
