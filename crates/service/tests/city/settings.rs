//! What a city decides about itself: every section is checked, remembered, and its latest change can be taken back.

use chrono::Duration;
use mendan_domain::language::Language;
use mendan_service::city::settings::consent::statements;
use mendan_service::city::settings::part::Shown;
use mendan_service::city::settings::section::Section;
use mendan_service::expected::Expected;
use mendan_service::forms::Fields;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, lines, wrong};
use crate::support::usual;
use crate::support::world::World;

on_both_engines!(
    what_a_section_shows_is_what_it_takes,
    a_change_is_remembered_and_the_latest_is_taken_back,
    a_page_that_is_stale_changes_nothing,
    a_statement_has_a_version_that_bookings_keep,
    only_what_is_wrong_is_told_and_nothing_is_written,
);

/// The fields of a section as they stand, with some typed over.
fn typed(world: &World, section: Section, over: &[(&str, &str)]) -> Fields {
    let city = &world.system().catalogue.municipality;
    let stands: Shown = section.stands(city).unwrap();
    let kept = stands.into_iter().filter(|(name, _)| over.iter().all(|(typed, _)| typed != name));
    let kept: Vec<(String, String)> = kept.map(|(name, value)| (name.to_owned(), value)).collect();
    let over = over.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Fields::new(kept.into_iter().chain(over).collect())
}

async fn save(world: &mut World, section: Section, over: &[(&str, &str)]) -> bool {
    let fields = typed(world, section, over);
    let new = world
        .services
        .setting_save(&world.administrator().permit().unwrap(), section, Expected::Any, &fields)
        .await
        .unwrap();
    world.reread().await;
    new
}

const WHOLE: &[(Section, &[(&str, &str)])] = &[
    (Section::Names, &[("name_ja", "架空市"), ("phone", "042-000-0100")]),
    (Section::Consent, &[("purpose_ja", "面談のためだけに使います。")]),
    (Section::Sender, &[("mail_from", "boshi@mail.kaku.example")]),
    (Section::Languages, &[("languages", "en")]),
    (Section::Look, &[("colour", "#0b595e")]),
    (Section::Links, &[("site_url", "https://www.city.kaku.example/"), ("contact_url", "tel:+81420000100")]),
    (Section::Video, &[("video_base_url", "https://video.kaku.example/")]),
    (
        Section::Reminder,
        &[("reminder", "true"), ("row_1_before", "36"), ("row_1_before_unit", "h"), ("quiet_from", "21:00")],
    ),
    (Section::Keep, &[("keep_messages", "90"), ("keep_keys", "48")]),
    (Section::Factor, &[("factor_required", "true")]),
    (Section::Sessions, &[("session_rest", "4"), ("session_limit", "10"), ("session_shared", "5")]),
];

async fn what_a_section_shows_is_what_it_takes(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    assert_eq!(WHOLE.len(), Section::ALL.len(), "a section that is never tried");
    for (section, needed) in WHOLE {
        save(&mut world, *section, needed).await;
        let changes = lines(fresh).await.len();
        assert!(!save(&mut world, *section, &[]).await, "{section:?} as it stands is nothing new");
        assert_eq!(lines(fresh).await.len(), changes);
        let stands = section.stands(&world.system().catalogue.municipality).unwrap();
        for (name, value) in *needed {
            assert!(stands.contains(&(name, (*value).to_owned())), "{section:?} {name}: {stands:?}");
        }
    }
}

async fn a_change_is_remembered_and_the_latest_is_taken_back(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    save(&mut world, Section::Names, &[("phone", "042-000-0100")]).await;
    world.set_now(world.services.now() + Duration::minutes(5));
    save(&mut world, Section::Names, &[("phone", "042-000-0200"), ("name_en", "Minori City")]).await;
    let english = |world: &World| world.system().catalogue.municipality.words(Language::En);
    assert_eq!((english(&world).name.as_str(), english(&world).department.as_str()), ("Minori City", ""));

    let services = world.services.clone();
    let administrator = world.administrator();
    let permit = administrator.permit().unwrap();
    let changes = services.setting_changes(&permit, Section::Names).await.unwrap();
    let latest = &changes[0];
    assert_eq!((changes.len(), latest.version, latest.undoes), (2, 2, None));
    assert_eq!((latest.staff, latest.at), (administrator.actor().staff(), services.now()));
    let phone = |value| Section::Names.shown(value).unwrap()[0].1.clone();
    assert_eq!((phone(&latest.was), phone(&latest.became)), ("042-000-0100".into(), "042-000-0200".into()));

    services.setting_undo(&permit, Section::Names, Expected::Version(2)).await.unwrap();
    world.reread().await;
    assert_eq!(world.system().catalogue.municipality.phone, "042-000-0100");
    assert_eq!(english(&world).name, "みのり市", "what is not written is read in Japanese");
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), &line.detail["undoes"]), ("setting_undo", &2.into()));
    let changes = services.setting_changes(&permit, Section::Names).await.unwrap();
    assert_eq!((changes[0].version, changes[0].undoes), (3, Some(2)));
    // An undo is a change: it can be taken back, too.
    services.setting_undo(&permit, Section::Names, Expected::Version(3)).await.unwrap();
    world.reread().await;
    assert_eq!(world.system().catalogue.municipality.phone, "042-000-0200");
    assert!(services.setting_changes(&permit, Section::Sender).await.unwrap().is_empty());
}

async fn a_page_that_is_stale_changes_nothing(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let before = typed(&world, Section::Names, &[("phone", "042-000-0300")]);
    save(&mut world, Section::Names, &[("phone", "042-000-0100")]).await;
    save(&mut world, Section::Names, &[("phone", "042-000-0200")]).await;
    let (services, administrator) = (world.services.clone(), world.administrator());
    for seen in [Expected::Version(0), Expected::Version(1), Expected::Unknown] {
        let saved = async { services.setting_save(&administrator.permit()?, Section::Names, seen, &before).await };
        assert_eq!(code_of(fresh, saved).await, "changed", "{seen:?}");
        let undone = async { services.setting_undo(&administrator.permit()?, Section::Names, seen).await };
        assert_eq!(code_of(fresh, undone).await, "changed", "{seen:?}");
    }
    let nothing = async { services.setting_undo(&administrator.permit()?, Section::Sender, Expected::Any).await };
    assert_eq!(code_of(fresh, nothing).await, "not_possible", "nothing of it was ever changed");
    // Another section is another row.
    save(&mut world, Section::Sender, &[("mail_from", "new@mail.kaku.example")]).await;
    services.setting_undo(&administrator.permit().unwrap(), Section::Names, Expected::Version(2)).await.unwrap();
}

async fn a_statement_has_a_version_that_bookings_keep(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let first = world.booked_at(usual::A_DAY).await;
    save(&mut world, Section::Consent, &[("purpose_ja", "面談のため。"), ("purpose_en", "For your interview.")]).await;
    let second = world.booked_at(2 * usual::A_DAY).await;
    save(&mut world, Section::Consent, &[("purpose_ja", "面談と支援のため。")]).await;
    let third = world.booked_at(3 * usual::A_DAY).await;
    let kept = [&first, &second, &third].map(|booking| booking.consent_version.as_str());
    assert_eq!(kept, ["2026-04", "2026-04-27-1", "2026-04-27-2"]);

    let (services, administrator) = (world.services.clone(), world.administrator());
    let permit = administrator.permit().unwrap();
    let read = async |world: &World| {
        let history = services.setting_changes(&permit, Section::Consent).await.unwrap();
        let all = statements(&world.system().catalogue.municipality, &history);
        let text = |tag: &str, at: usize| all[at].purpose.0.get(tag).cloned().unwrap_or_default();
        let all_of = |at: usize| (all[at].version.clone(), text("ja", at), text("en", at), all[at].until.is_none());
        (0..all.len()).map(all_of).collect::<Vec<_>>()
    };
    let row =
        |version: &str, ja: &str, en: &str, in_force| (version.to_owned(), ja.to_owned(), en.to_owned(), in_force);
    let all = read(&world).await;
    assert_eq!(all[0], row("2026-04-27-2", "面談と支援のため。", "For your interview.", true));
    assert!(all.contains(&row("2026-04-27-1", "面談のため。", "For your interview.", false)), "{all:?}");
    assert!(all.contains(&row("2026-04", "", "", false)), "{all:?}");

    // Taken back, the former words have their former version again; what was agreed to meanwhile can still be read.
    services.setting_undo(&permit, Section::Consent, Expected::Version(2)).await.unwrap();
    world.reread().await;
    assert_eq!(world.system().catalogue.municipality.consent_version, "2026-04-27-1");
    let all = read(&world).await;
    assert_eq!(all[0], row("2026-04-27-1", "面談のため。", "For your interview.", true));
    assert!(all.contains(&row("2026-04-27-2", "面談と支援のため。", "For your interview.", false)), "{all:?}");
}

async fn only_what_is_wrong_is_told_and_nothing_is_written(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (services, administrator) = (world.services.clone(), world.administrator());
    let wrong_with = async |section, over: &[(&str, &str)]| {
        let fields = typed(&world, section, over);
        wrong(fresh, async { services.setting_save(&administrator.permit()?, section, Expected::Any, &fields).await })
            .await
    };
    let names = [("name_ja", " "), ("phone", "12"), ("department_en", "a\u{202e}b")];
    let told = [("name_ja", "required"), ("department_en", "control_character"), ("phone", "invalid")];
    assert_eq!(wrong_with(Section::Names, &names).await, told);
    assert_eq!(wrong_with(Section::Names, &[("phone", "")]).await, [("phone", "required")]);
    assert_eq!(wrong_with(Section::Consent, &[("purpose_ja", "")]).await, [("purpose_ja", "required")]);
    let sender = [("mail_from", ""), ("reply_to", "city@@kaku")];
    assert_eq!(wrong_with(Section::Sender, &sender).await, [("mail_from", "required"), ("reply_to", "invalid")]);
}
