//! The phone desk: finding who calls.

automod::dir!(pub "src/desk");
