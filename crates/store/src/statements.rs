//! How the store's SQL is written down: beside the functions that send it, the same text for both engines or one for each.
//!
//! Placeholders are `$1` on both. No clock in SQL: now is a parameter. A test prepares every statement on a freshly migrated
//! database of its engine, and looks at how it would be done; so all of them are collected there.

/// Statements that a connection keeps prepared: more than there are, so that each is prepared once.
pub(crate) const CACHED: usize = 512;

/// Whose texts are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// In a file.
    Sqlite,
    /// On a server.
    Postgres,
}

/// A text, where it stands and what it is called.
#[cfg(feature = "testing")]
pub(crate) struct Statement {
    pub(crate) module: &'static str,
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

#[cfg(feature = "testing")]
inventory::collect!(Statement);

#[cfg(feature = "testing")]
impl Engine {
    /// Every statement the store may send to this engine, with its name.
    pub fn statements(self) -> Vec<(&'static str, &'static str)> {
        let others = match self {
            Self::Sqlite => "::postgres",
            Self::Postgres => "::sqlite",
        };
        let all = inventory::iter::<Statement>().filter(|statement| !statement.module.contains(others));
        all.map(|statement| (statement.name, statement.text)).collect()
    }
}

/// `NAME = text;` where both engines are told the same, `NAME { sqlite: text, postgres: text }` where they are not: then the file
/// has its `ENGINE` in scope.
macro_rules! statements {
    () => {};
    ($(#[$doc:meta])* $vis:vis $name:ident = $text:expr; $($more:tt)*) => {
        $(#[$doc])*
        $vis const $name: &str = $text;
        #[cfg(feature = "testing")]
        inventory::submit! {
            crate::statements::Statement { module: module_path!(), name: stringify!($name), text: $name }
        }
        statements! { $($more)* }
    };
    ($(#[$doc:meta])* $name:ident { sqlite: $sqlite:expr, postgres: $postgres:expr } $($more:tt)*) => {
        statements! {
            $(#[$doc])*
            $name = match ENGINE {
                crate::statements::Engine::Sqlite => $sqlite,
                crate::statements::Engine::Postgres => $postgres,
            };
            $($more)*
        }
    };
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;

    #[test]
    fn a_connection_keeps_every_statement() {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let count = engine.statements().len();
            assert!((200..CACHED).contains(&count), "{engine:?}: {count}");
        }
    }
}
