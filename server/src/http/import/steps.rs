//! From a file to what it becomes, step by step; each leads to the page of the next.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use mendan_app::context::RefusedForm;
use mendan_domain::fault::Fault;
use mendan_domain::import::field::Sort;
use mendan_domain::import::table::TableError;
use mendan_service::forms::Fields;
use mendan_service::import::draft::{Draft, read_file};
use mendan_service::import::mapping::{Mapping, words as words_of};
use mendan_service::import::preview::Outcome;
use mendan_service::import::run::{Answer, Imported};
use mendan_service::permit::{Permit, asked::ManageSetup};
use mendan_service::ports::StoreError;
use mendan_service::{FieldError, Refusal};

use crate::http::forms::staff_form::StaffForm;
use crate::http::forms::upload::Upload;
use crate::http::pages::{again, refused, shown};
use crate::state::AppState;
use tracing::Instrument as _;

/// How long somebody waits for an import; one that takes longer goes on, and its result is looked at again. Less than any request is
/// given.
const PATIENCE: Duration = Duration::from_secs(20);

type Asked = StaffForm<Permit<ManageSetup>>;

fn place(sort: &str, step: &str) -> String {
    format!("/staff/setup/import/{sort}{step}")
}

fn sort_of(sort: &str) -> Result<Sort, Refusal> {
    Sort::parse(sort).ok_or(Refusal::NotFound)
}

/// `POST /staff/setup/import/{sort}`: a file, or the text of a table.
pub async fn bring(
    State(state): State<AppState>,
    Path(sort): Path<String>,
    upload: Upload<Permit<ManageSetup>>,
) -> Response {
    let Upload { visit, context, .. } = &upload;
    let (file, paste) = (upload.octets("file"), upload.octets("paste"));
    let octets = if file.is_empty() { paste } else { file };
    let wrong = if upload.too_large { Some(TableError::TooLarge) } else { read_file(octets).err() };
    if let Some(error) = wrong {
        let nothing = octets.is_empty() && !upload.too_large;
        let code = if nothing { Fault::Required } else { Fault::Unreadable };
        let form = RefusedForm { values: fault_of(error, nothing), errors: vec![FieldError::new("file", code)] };
        return again(&state, visit, &place(&sort, ""), form).await;
    }
    let brought = match sort_of(&sort) {
        Ok(known) => state.services.import_bring(context, known, octets).await,
        Err(refusal) => Err(refusal),
    };
    match brought {
        Ok(_) => Redirect::to(&place(&sort, "/columns")).into_response(),
        Err(refusal) => refused(&state, visit, refusal).await,
    }
}

fn fault_of(error: TableError, nothing: bool) -> Fields {
    let (word, line) = match error {
        TableError::Empty if nothing => ("", 0),
        TableError::Empty => ("empty", 0),
        TableError::TooLarge => ("too_large", 0),
        TableError::TooManyRows => ("too_many_rows", 0),
        TableError::TooManyColumns => ("too_many_columns", 0),
        TableError::Spreadsheet => ("spreadsheet", 0),
        TableError::Encoding(line) => ("encoding", line),
        TableError::Quotes(line) => ("quotes", line),
    };
    Fields::of([("file_fault", word.to_owned()), ("file_line", line.to_string())])
}

/// `POST …/columns`: which column is what. What rows need is asked for again until it is said; words that mean nothing yet are
/// asked next.
pub async fn columns(State(state): State<AppState>, Path(sort): Path<String>, asked: Asked) -> Response {
    let change = |draft: &Draft, sort: Sort| {
        let columns = draft.open().map_or(0, |table| table.header.len());
        draft.mapping.clone().with_columns(sort, columns, &asked.form)
    };
    match map(&state, &sort, &asked, change).await {
        Ok((sort, draft)) => {
            let lacking = draft.mapping.lacking(sort);
            if !lacking.is_empty() {
                let page = place(sort.as_str(), "/columns");
                return again(&state, &asked.form.visit, &page, asked.refused(lacking)).await;
            }
            let next = if has_unknown(&asked, sort, &draft) { "/words" } else { "/preview" };
            Redirect::to(&place(sort.as_str(), next)).into_response()
        }
        Err(refusal) => without_file(&state, (&sort, "/columns"), &asked, refusal).await,
    }
}

/// `POST …/words`: what words mean. While some mean nothing they are asked again only if something was said.
pub async fn words(State(state): State<AppState>, Path(sort): Path<String>, asked: Asked) -> Response {
    let change = |draft: &Draft, sort: Sort| draft.mapping.clone().with_words(sort, &asked.form);
    match map(&state, &sort, &asked, change).await {
        Ok((sort, _)) => Redirect::to(&place(sort.as_str(), "/preview")).into_response(),
        Err(refusal) => without_file(&state, (&sort, "/words"), &asked, refusal).await,
    }
}

/// 410 where the file has gone meanwhile: the page of the step says so, and leads back.
async fn without_file(state: &AppState, (sort, step): (&str, &str), asked: &Asked, refusal: Refusal) -> Response {
    let hers = Sort::parse(sort).is_some_and(|sort| asked.context.brings(sort));
    let visit = &asked.form.visit;
    match refusal {
        Refusal::NotFound if hers => {
            shown(state, visit, StatusCode::GONE, &place(sort, step), RefusedForm::default()).await
        }
        other => refused(state, visit, other).await,
    }
}

async fn map(
    state: &AppState,
    sort: &str,
    asked: &Asked,
    change: impl Fn(&Draft, Sort) -> Mapping,
) -> Result<(Sort, Draft), Refusal> {
    let sort = sort_of(sort)?;
    let draft = state.services.import_draft(&asked.context, sort).await?.ok_or(Refusal::NotFound)?;
    let mapping = change(&draft, sort);
    Ok((sort, state.services.import_map(&asked.context, sort, mapping).await?))
}

fn has_unknown(asked: &Asked, sort: Sort, draft: &Draft) -> bool {
    let Some(table) = draft.open() else { return false };
    let found = words_of(&asked.context.catalogue, sort, &table, &draft.mapping);
    found.iter().any(|(_, words)| words.iter().any(|word| word.meant.is_none()))
}

/// `POST …/preview`: what is left out and what else is decided; with `step=leave` all that is wrong is left out, with
/// `step=import` the file is brought in.
pub async fn preview(State(state): State<AppState>, Path(sort): Path<String>, asked: Asked) -> Response {
    let change = |draft: &Draft, _| draft.mapping.clone().with_choices(&asked.form);
    let done = match map(&state, &sort, &asked, change).await {
        Ok((sort, draft)) => match asked.form.text("step") {
            "import" => return import(&state, sort, &asked).await,
            "leave" => leave_wrong(&state, sort, &asked, draft).await,
            _ => Ok(()),
        },
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) => Redirect::to(&place(&sort, "/preview")).into_response(),
        Err(refusal) => without_file(&state, (&sort, "/preview"), &asked, refusal).await,
    }
}

async fn leave_wrong(state: &AppState, sort: Sort, asked: &Asked, draft: Draft) -> Result<(), Refusal> {
    let preview = state.services.import_preview(&asked.context, sort).await?;
    let wrong = preview.rows.iter().filter(|row| row.outcome == Outcome::Wrong).map(|row| row.line);
    let mut mapping = draft.mapping;
    mapping.left_out.extend(wrong);
    state.services.import_map(&asked.context, sort, mapping).await.map(drop)
}

/// Brings the file in, or shows what would come of it now. First passwords stand on the page that answers, and nowhere else.
async fn import(state: &AppState, sort: Sort, asked: &Asked) -> Response {
    let (visit, digest) = (&asked.form.visit, asked.form.text("digest"));
    let page = place(sort.as_str(), "/preview");
    let wrong = |field, code| RefusedForm { values: Fields::default(), errors: vec![FieldError::new(field, code)] };
    let (services, context, shown_digest) = (state.services.clone(), asked.context.clone(), digest.to_owned());
    let run = async move { services.import_run(&context, sort, &shown_digest).await };
    // Whatever becomes of the answer, the import comes to its end.
    let mut running = tokio::spawn(run.in_current_span());
    let Ok(ended) = tokio::time::timeout(PATIENCE, &mut running).await else {
        return Redirect::to(&place(sort.as_str(), "/result")).into_response();
    };
    let ended = ended.unwrap_or_else(|error| Err(Refusal::Internal(StoreError::Other(error.into()))));
    match ended {
        Ok(Answer::Imported(Imported { passwords, .. })) if passwords.is_empty() => {
            Redirect::to(&place(sort.as_str(), "/result")).into_response()
        }
        Ok(Answer::Imported(Imported { passwords, .. })) => {
            let mut values = Fields::default();
            for [login, name, password] in passwords {
                values = values.with("made_login", login).with("made_name", name).with("made_password", password);
            }
            let form = RefusedForm { values, errors: Vec::new() };
            shown(state, visit, StatusCode::OK, &place(sort.as_str(), "/result"), form).await
        }
        Ok(Answer::Look(preview)) if preview.digest == digest && preview.counts.wrong == 0 => {
            again(state, visit, &page, wrong("doubts", Fault::Required)).await
        }
        Ok(Answer::Look(_)) | Err(Refusal::Changed) => {
            again(state, visit, &page, wrong("digest", Fault::Changed)).await
        }
        Err(refusal) => refused(state, visit, refusal).await,
    }
}

/// `POST …/stop`: the file is forgotten.
pub async fn stop(State(state): State<AppState>, Path(sort): Path<String>, asked: Asked) -> Response {
    let done = match sort_of(&sort) {
        Ok(sort) => state.services.import_forget(&asked.context, sort).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) => Redirect::to("/staff/setup/import?said=deleted").into_response(),
        Err(refusal) => refused(&state, &asked.form.visit, refusal).await,
    }
}

/// `POST …/undo`: the bookings that the import made are taken back, as far as that can be done.
pub async fn undo(State(state): State<AppState>, Path(sort): Path<String>, asked: Asked) -> Response {
    let done = match sort_of(&sort) {
        Ok(Sort::Bookings) => state.services.import_undo(&asked.context).await.map(drop),
        Ok(_) => Err(Refusal::NotFound),
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) | Err(Refusal::NotPossible) => Redirect::to(&place(&sort, "/result")).into_response(),
        Err(refusal) => refused(&state, &asked.form.visit, refusal).await,
    }
}
