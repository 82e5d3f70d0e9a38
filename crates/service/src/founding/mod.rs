//! How a city begins: the one-time link, the city and its first administrator, and what is still to be done before somebody can book.

automod::dir!(pub "src/founding");
