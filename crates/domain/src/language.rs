//! The languages the product speaks. What each says stands in its folder of `locales/`.

use serde::{Deserialize, Serialize};

/// A language: its variant, its BCP 47 tag (the name of its folder), its own name, and the prefix of its pages' addresses. The
/// order is that of the language switch.
macro_rules! languages {
    ($($(#[$about:meta])* $name:ident $tag:literal $own_name:literal $prefix:literal;)*) => {
        /// A language of pages and messages.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
        pub enum Language {
            $($(#[$about])* #[serde(rename = $tag)] $name,)*
        }

        impl Language {
            /// All of them, in the order of the language switch.
            pub const ALL: [Self; [$($tag),*].len()] = [$(Self::$name),*];

            /// The BCP 47 tag.
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$name => $tag,)* }
            }

            /// Its own name.
            pub const fn own_name(self) -> &'static str {
                match self { $(Self::$name => $own_name,)* }
            }

            /// The address prefix of its pages: empty for the first.
            pub const fn prefix(self) -> &'static str {
                match self { $(Self::$name => $prefix,)* }
            }
        }
    };
}

languages! {
    /// Japanese, without a prefix in addresses: what is asked for without a language, and what the staff read.
    #[default]
    Ja "ja" "日本語" "";
    /// English.
    En "en" "English" "/en";
}

impl Language {
    /// Reads a tag. `None` when we do not speak it.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}
