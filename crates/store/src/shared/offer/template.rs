//! Weekly templates.

use async_trait::async_trait;
use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{KindId, MunicipalityId, OfficeId, StaffId, TemplateId};
use mendan_domain::offer::template::Template;
use mendan_domain::offer::weekdays::Weekdays;
use mendan_service::offer::repository::{TemplateReads, TemplateWrites};
use mendan_service::ports::StoreResult;

use super::super::row::{DATE, Row, all, date, get, json, maybe_date, run, sql, to_json};
use super::super::unit::{Access, Unit, Writing};

statements! {
    TEMPLATES =
        "SELECT id, name, office_id, staff_id, kinds, modes, repeat, weekdays, hours, breaks, step, valid_from, valid_until \
         FROM template WHERE municipality_id = $1 ORDER BY id";
    TEMPLATE_SAVE =
        "INSERT INTO template (id, municipality_id, name, office_id, staff_id, kinds, modes, repeat, weekdays, hours, breaks, \
           step, valid_from, valid_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, office_id = excluded.office_id, staff_id = excluded.staff_id, \
           kinds = excluded.kinds, modes = excluded.modes, repeat = excluded.repeat, weekdays = excluded.weekdays, \
           hours = excluded.hours, breaks = excluded.breaks, step = excluded.step, valid_from = excluded.valid_from, \
           valid_until = excluded.valid_until, version = template.version + 1 \
         WHERE template.municipality_id = excluded.municipality_id";
    TEMPLATE_DELETE = "DELETE FROM template WHERE municipality_id = $1 AND id = $2";
}

#[async_trait]
impl<K: Access> TemplateReads for Unit<K> {
    async fn templates(&mut self, municipality: MunicipalityId) -> StoreResult<Vec<Template>> {
        all(self.conn(), sql(TEMPLATES).bind(municipality.0), template).await
    }
}

#[async_trait]
impl TemplateWrites for Unit<Writing> {
    async fn template_save(&mut self, municipality: MunicipalityId, template: &Template) -> StoreResult<()> {
        let query = sql(TEMPLATE_SAVE)
            .bind(template.id.0)
            .bind(municipality.0)
            .bind(&template.name)
            .bind(template.office.0)
            .bind(template.staff.map(|staff| staff.0))
            .bind(to_json(&template.kinds)?)
            .bind(template.modes.bits())
            .bind(to_json(&template.repeat)?)
            .bind(i64::from(template.weekdays.bits()))
            .bind(to_json(&template.hours)?)
            .bind(to_json(&template.breaks)?)
            .bind(template.step)
            .bind(template.valid_from.format(DATE).to_string())
            .bind(template.valid_until.map(|day| day.format(DATE).to_string()));
        run(self.conn(), query).await.map(drop)
    }
    async fn template_delete(&mut self, municipality: MunicipalityId, id: TemplateId) -> StoreResult<bool> {
        Ok(run(self.conn(), sql(TEMPLATE_DELETE).bind(municipality.0).bind(id.0)).await? == 1)
    }
}

fn template(row: &Row) -> StoreResult<Template> {
    Ok(Template {
        id: TemplateId(get(row, "id")?),
        name: get(row, "name")?,
        office: OfficeId(get(row, "office_id")?),
        staff: get::<Option<i64>>(row, "staff_id")?.map(StaffId),
        kinds: json::<Vec<KindId>>(row, "kinds")?,
        modes: Modes::from_bits(get(row, "modes")?),
        repeat: json(row, "repeat")?,
        weekdays: Weekdays::from_bits(u8::try_from(get::<i64>(row, "weekdays")?).unwrap_or(0)),
        hours: json(row, "hours")?,
        breaks: json(row, "breaks")?,
        step: get(row, "step")?,
        valid_from: date(row, "valid_from")?,
        valid_until: maybe_date(row, "valid_until")?,
    })
}
