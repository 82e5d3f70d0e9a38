//! What the city is: offices, kinds, leaflets, networks.

automod::dir!("tests/city");
