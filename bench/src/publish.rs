//! What publishing a month costs: templates, preview, and the rows in a durable database.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use chrono::{Datelike as _, Days, Months, NaiveDate};
use mendan::ports::{NotifyBell, SystemClock, SystemEntropy};
use mendan_domain::ids::{KindId, MunicipalityId, OfficeId, StaffId, TemplateId};
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::template::{Repeat, Template};
use mendan_domain::offer::weekdays::Weekdays;
use mendan_service::offer::publish::PublishQuery;
use mendan_service::secret::Secret;
use mendan_service::video::provider::Providers;
use mendan_service::{Context, Ports, Services, Settings};
use mendan_store::Options;

use crate::table::Table;
use crate::{Failure, city};

/// Nurses of the office, with a template each.
const NURSES: i64 = 30;
/// Milliseconds that publishing a month for them may take.
const MONTH: f64 = 2000.0;

/// Preview and publish next month; the second time nothing is left to write.
pub async fn month(folder: &Path, table: &mut Table) -> Result<(), Failure> {
    let plan = city::Plan { offices: 1, nurses: NURSES, days: 0, history: 0, live: 0 };
    let store = mendan_store::open(&city::write(&folder.join("publish.db"), plan).await?, &Options::default()).await?;
    let ports = Ports {
        store,
        clock: Arc::new(SystemClock { offset: 0 }),
        entropy: Arc::new(SystemEntropy),
        bell: Arc::new(NotifyBell::default()),
        video: Arc::new(Providers::new()),
    };
    let services = Services::new(ports, Secret::new("only-for-measuring"), Settings::default());
    let city = MunicipalityId(1);
    let context = Context::system(services.catalogue(city).await?);
    let templates: Vec<_> = (0..NURSES).map(template).collect();
    services.first_templates(&context.permit()?, &templates).await?;
    let today = context.catalogue.municipality.local_date(services.now());
    let from = today.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))).ok_or("no next month")?;
    let until = from.checked_add_months(Months::new(1)).and_then(|next| next.checked_sub_days(Days::new(1)));
    let query = PublishQuery { from, until: until.ok_or("no last day")?, office: None, staff: None };
    for name in ["publish one month for 30 nurses, ms", "  and again, with nothing to change, ms"] {
        let begun = Instant::now();
        let preview = services.preview(&context.permit()?, query).await?;
        let counts = services.publish_plan(&context.permit()?, query, preview.digest).await?;
        let millis = begun.elapsed().as_secs_f64() * 1000.0;
        table.goal(name, (millis, MONTH), format!("preview and publish; {} new times", counts.create));
    }
    services.close().await;
    Ok(())
}

fn template(nurse: i64) -> Template {
    Template {
        id: TemplateId(nurse + 1),
        name: "week".into(),
        office: OfficeId(1),
        staff: Some(StaffId(nurse + 1)),
        kinds: vec![KindId(1)],
        modes: city::modes(),
        repeat: Repeat::Weekly { every: 1 },
        weekdays: Weekdays::ALL_WORKING,
        hours: Hours { from: 9 * 60, until: 17 * 60 },
        breaks: vec![Hours { from: 12 * 60, until: 13 * 60 }],
        step: 0,
        valid_from: NaiveDate::from_ymd_opt(2020, 1, 6).unwrap_or_default(),
        valid_until: None,
    }
}
