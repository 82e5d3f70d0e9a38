//! A statement with its values, for either way to the file.

use std::borrow::Cow;

use rusqlite::types::{ToSqlOutput, ValueRef};
use sqlx::Sqlite;
use sqlx::sqlite::SqliteArguments;

/// A statement with its values.
pub(crate) struct Query<'q> {
    pub(super) text: &'static str,
    values: Vec<Value<'q>>,
}

/// A statement.
pub(crate) const fn sql<'q>(text: &'static str) -> Query<'q> {
    Query { text, values: Vec::new() }
}

impl<'q> Query<'q> {
    /// With one value more: `$1` is the first.
    pub(crate) fn bind(mut self, value: impl Bind<'q>) -> Self {
        self.values.push(value.value());
        self
    }

    /// For sqlx.
    pub(super) fn handed_over(self) -> sqlx::query::Query<'q, Sqlite, SqliteArguments> {
        self.values.into_iter().fold(sqlx::query(self.text), |query, value| match value {
            Value::Nothing => query.bind(None::<i64>),
            Value::Number(number) => query.bind(number),
            Value::Text(text) => query.bind(text.into_owned()),
            Value::Octets(octets) => query.bind(octets.into_owned()),
        })
    }

    /// Gives a prepared statement its values. To SQLite `$2` is a name: the number in it says which value is meant, whatever stands
    /// first in the text.
    pub(super) fn bind_to(&self, statement: &mut rusqlite::Statement<'_>) -> rusqlite::Result<()> {
        for place in 1..=statement.parameter_count() {
            let number = statement.parameter_name(place).and_then(|name| name.get(1..)?.parse::<usize>().ok());
            let value = number.and_then(|number| self.values.get(number.checked_sub(1)?));
            let value = value.ok_or(rusqlite::Error::InvalidParameterCount(self.values.len(), place))?;
            statement.raw_bind_parameter(place, value.borrowed())?;
        }
        Ok(())
    }
}

/// A value.
pub(crate) enum Value<'q> {
    Nothing,
    Number(i64),
    Text(Cow<'q, str>),
    Octets(Cow<'q, [u8]>),
}

impl Value<'_> {
    fn borrowed(&self) -> ToSqlOutput<'_> {
        ToSqlOutput::Borrowed(match self {
            Self::Nothing => ValueRef::Null,
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Octets(octets) => ValueRef::Blob(octets),
        })
    }
}

/// What can be a value.
pub(crate) trait Bind<'q> {
    /// As one.
    fn value(self) -> Value<'q>;
}

impl<'q> Bind<'q> for i64 {
    fn value(self) -> Value<'q> {
        Value::Number(self)
    }
}

impl<'q> Bind<'q> for bool {
    fn value(self) -> Value<'q> {
        Value::Number(i64::from(self))
    }
}

impl<'q> Bind<'q> for String {
    fn value(self) -> Value<'q> {
        Value::Text(Cow::Owned(self))
    }
}

impl<'q> Bind<'q> for &'q String {
    fn value(self) -> Value<'q> {
        Value::Text(Cow::Borrowed(self))
    }
}

impl<'q> Bind<'q> for &'q str {
    fn value(self) -> Value<'q> {
        Value::Text(Cow::Borrowed(self))
    }
}

impl<'q> Bind<'q> for Vec<u8> {
    fn value(self) -> Value<'q> {
        Value::Octets(Cow::Owned(self))
    }
}

impl<'q> Bind<'q> for &'q Vec<u8> {
    fn value(self) -> Value<'q> {
        Value::Octets(Cow::Borrowed(self))
    }
}

impl<'q> Bind<'q> for &'q [u8] {
    fn value(self) -> Value<'q> {
        Value::Octets(Cow::Borrowed(self))
    }
}

impl<'q, T: Bind<'q>> Bind<'q> for Option<T> {
    fn value(self) -> Value<'q> {
        self.map_or(Value::Nothing, T::value)
    }
}

impl<'q, T> Bind<'q> for &'q Option<T>
where
    &'q T: Bind<'q>,
{
    fn value(self) -> Value<'q> {
        self.as_ref().map_or(Value::Nothing, Bind::value)
    }
}
