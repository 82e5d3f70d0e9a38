//! Interview kinds: their words, how they are held, and the rules of booking them.

use mendan_domain::ids::KindId;
use mendan_domain::offer::Buffers;
use mendan_domain::offer::rules::Rules;
use serde_json::json;

use crate::city::catalogue::{Catalogue, Kind, Texts};
use crate::city::check;
use crate::city::kind_form::KindForm;
use crate::error::Refusal;
use crate::expected::Expected;
use crate::forms::Checks;
use crate::model::SetupRow;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ManageSetup};

impl Services {
    /// Writes a kind, new (`id` none) or changed, if it is still what the asker saw. A new one is offered.
    pub async fn kind_save(
        &self,
        context: &Permit<ManageSetup>,
        id: Option<(KindId, Expected)>,
        form: KindForm<'_>,
    ) -> Result<KindId, Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            if let Some((id, expected)) = id {
                expected.check_row(&catalogue, SetupRow::Kind(id))?;
            }
            let kind = writer.kind_of(&catalogue, id.map(|(id, _)| id), form)?;
            if id.is_some() {
                tx.kind_update(context.municipality(), &kind).await?;
            } else {
                tx.kind_insert(context.municipality(), &kind, position(&catalogue, 0)).await?;
            }
            let detail = json!({ "new": id.is_none(), "minutes": kind.minutes, "rules": kind.rules });
            let recorded = writer.audit(tx.as_mut(), context, "kind_save", ("kind", kind.id.0), &detail).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(kind.id)
        })
        .await
    }

    /// Offers a kind, or offers it no more. Its bookings stay.
    pub async fn kind_set_active(
        &self,
        context: &Permit<ManageSetup>,
        id: KindId,
        expected: Expected,
        active: bool,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let kind = catalogue.kind(id).ok_or(Refusal::NotFound)?;
            expected.check_row(&catalogue, SetupRow::Kind(id))?;
            tx.kind_update(context.municipality(), &Kind { active, ..kind.clone() }).await?;
            let recorded =
                writer.audit(tx.as_mut(), context, "kind_save", ("kind", id.0), &json!({ "active": active })).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }

    /// The kind as it would be with that form.
    pub fn kind_as_typed(
        &self,
        context: &Permit<ManageSetup>,
        id: Option<KindId>,
        form: KindForm<'_>,
    ) -> Result<Kind, Refusal> {
        self.kind_of(&context.catalogue, id, form)
    }

    fn kind_of(&self, catalogue: &Catalogue, id: Option<KindId>, form: KindForm<'_>) -> Result<Kind, Refusal> {
        let mut checks = Checks::default();
        let stored = id.map(|id| catalogue.kind(id).ok_or(Refusal::NotFound)).transpose()?;
        let known = |slug: &str| catalogue.kind_by_slug(slug).is_some();
        let kind = match stored {
            Some(kind) => kind.clone(),
            None => Kind {
                slug: checks.value("slug", check::slug(&form.slug(), &form.english_name(), "kind", known)),
                ..self.new_kind()
            },
        };
        form.read(&kind, checks)
    }

    /// A kind without anything in it yet.
    pub fn new_kind(&self) -> Kind {
        Kind {
            id: KindId(self.new_id()),
            slug: String::new(),
            minutes: 40,
            buffers: Buffers { before: 0, after: 10 },
            modes: mendan_domain::booking::mode::Modes::default(),
            professions: Vec::new(),
            rules: Rules::default(),
            active: true,
            texts: Texts::default(),
        }
    }
}

/// Behind all there are, and `further` new ones.
pub(crate) fn position(catalogue: &Catalogue, further: usize) -> i64 {
    i64::try_from(catalogue.kinds.len() + further).unwrap_or(0)
}
