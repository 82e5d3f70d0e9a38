//! A nurse says that she is absent, today or on another day, or somebody says so for her.

use chrono::{DateTime, Timelike as _, Utc};
use mendan_domain::fault::Fault;
use mendan_domain::ids::ClosureId;
use mendan_domain::offer::closed::Closure;
use mendan_domain::offer::hours::{DAY, Hours};
use serde_json::json;

use crate::city::catalogue::Catalogue;
use crate::error::{FieldError, Refusal};
use crate::forms::Fields;
use crate::offer::closure::{ClosureForm, Touched, may_close};
use crate::services::Services;
use crate::services::permit::{Permit, asked::ShapeOwnTimes};

/// How much of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// All of it.
    Day,
    /// From now on.
    Rest,
    /// Certain hours.
    Hours,
}

impl Span {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Day, Self::Rest, Self::Hours];

    /// The word of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Rest => "rest",
            Self::Hours => "hours",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|span| span.as_str() == word)
    }
}

/// The fields of the form, as typed: those of an absence of one day, and how much of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AbsentForm {
    /// Whose, when, why.
    pub closure: ClosureForm,
    /// The word of a [`Span`].
    pub span: String,
}

impl AbsentForm {
    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        Self { closure: ClosureForm::typed(fields), span: fields.owned("span") }
    }

    /// The absence that was meant, at that moment.
    fn read(&self, catalogue: &Catalogue, id: ClosureId, now: DateTime<Utc>) -> Result<Closure, Refusal> {
        let wrong = |field| Refusal::Invalid(vec![FieldError::new(field, Fault::Invalid)]);
        let (city, span) = (&catalogue.municipality, Span::parse(&self.span));
        let local = now.with_timezone(&city.timezone);
        let minute = i64::from(local.hour() * 60 + local.minute());
        let hours = match span {
            Some(Span::Hours) => self.closure.hours.clone(),
            Some(Span::Rest) => [Hours::text(minute), Hours::text(DAY)],
            Some(Span::Day) | None => <[String; 2]>::default(),
        };
        let one_day = ClosureForm { until: String::new(), hours, ..self.closure.clone() };
        let closure = one_day.read_absence(catalogue, id)?;
        let today = local.date_naive();
        match span {
            _ if closure.staff.is_none() => Err(wrong("whose")),
            _ if closure.from < today => Err(Refusal::Invalid(vec![FieldError::new("from", Fault::OutOfRange)])),
            None => Err(wrong("span")),
            Some(Span::Rest) if closure.from != today => Err(wrong("span")),
            Some(Span::Hours) if closure.hours.is_none() => {
                Err(Refusal::Invalid(vec![FieldError::new("hours_from", Fault::NotATime)]))
            }
            Some(_) => Ok(closure),
        }
    }
}

impl Services {
    /// What it would meet; nothing is written.
    pub async fn absent_check(&self, context: &Permit<ShapeOwnTimes>, form: &AbsentForm) -> Result<Touched, Refusal> {
        let closure = form.read(&context.catalogue, ClosureId(0), self.now())?;
        may_close(context, &closure)?;
        let mut tx = self.store().read().await?;
        self.touched(tx.as_mut(), &context.catalogue, &closure).await
    }

    /// Writes the absence; everybody whom it meets is on the call list from then on. The same absence said twice is one.
    pub async fn absent(&self, context: &Permit<ShapeOwnTimes>, form: &AbsentForm) -> Result<ClosureId, Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let closure = form.read(&catalogue, ClosureId(writer.new_id()), writer.now())?;
            may_close(context, &closure)?;
            if let Some(same) = catalogue.closed.closures.iter().find(|known| is_same(known, &closure)) {
                return Ok(same.id);
            }
            tx.closure_save(context.municipality(), &closure).await?;
            let touched = writer.touched(tx.as_mut(), &catalogue, &closure).await?;
            let detail = json!({
                "new": true, "from": closure.from, "until": closure.until, "bookings": touched.bookings(),
            });
            let recorded =
                writer.audit(tx.as_mut(), context, "closure_save", ("closure", closure.id.0), &detail).await?;
            let days = (closure.from, closure.until);
            writer.call_about_closed(tx.as_mut(), context.municipality(), Some(days)).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(closure.id)
        })
        .await
    }
}

/// Of the same nurse at the same time.
fn is_same(known: &Closure, closure: &Closure) -> bool {
    (known.staff, known.from, known.until, known.hours) == (closure.staff, closure.from, closure.until, closure.hours)
}
