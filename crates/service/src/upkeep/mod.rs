//! What keeps the house clean: sweeping what has expired, trying whether writing works, secrets.

automod::dir!(pub "src/upkeep");
