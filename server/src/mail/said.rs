//! The sentences of a language, as templates ask for them: `{{ t.view }}`, `{{ t.before(when=…) }}`.

use std::sync::Arc;

use mendan_domain::language::Language;
use mendan_words::{Message, words};
use minijinja::value::{Kwargs, Object, from_args};
use minijinja::{Error, ErrorKind, State, Value};

/// What that language says in messages.
#[derive(Debug)]
pub(super) struct Said(pub(super) Language);

impl Said {
    fn texts(&self) -> &'static Message {
        &words(self.0).message
    }
}

impl Object for Said {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.texts().text(key.as_str()?).map(Value::from)
    }

    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, method: &str, args: &[Value]) -> Result<Value, Error> {
        let (given,): (Kwargs,) = from_args(args)?;
        let said = self.texts().say(method, &|name| given.get(name).ok());
        given.assert_all_used()?;
        said.map(Value::from).ok_or_else(|| {
            Error::new(ErrorKind::UnknownMethod, format!("no text {method} in message.ftl that takes what it is given"))
        })
    }
}
