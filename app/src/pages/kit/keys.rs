//! Every key of the staff's pages, in one table: the names by which links and buttons bear them (`data-key`), and what is said of them at
//! `/staff/keys`. A key that is not here is in no page; a test compares.
//!
//! A capital is for the key with or without Shift, unless the page has the small letter for something else (see
//! [`crate::islands::DeskKeys`]).

use mendan_words::Hands;

/// The list of all keys.
pub(crate) const LIST: &str = "?";
/// The day, week or month before.
pub(crate) const PREVIOUS: &str = "[";
/// The day, week or month behind.
pub(crate) const FOLLOWING: &str = "]";
/// Today.
pub(crate) const TODAY: &str = "t";
/// As a day.
pub(crate) const VIEW_DAY: &str = "D";
/// By rooms.
pub(crate) const VIEW_ROOMS: &str = "R";
/// As a week.
pub(crate) const VIEW_WEEK: &str = "W";
/// As a month; without Shift a booking is picked up.
pub(crate) const VIEW_MONTH: &str = "M";
/// As a list.
pub(crate) const VIEW_LIST: &str = "L";
/// The next interview.
pub(crate) const NEXT_INTERVIEW: &str = "N";
/// Picks up the booking that has the focus; heard by the script of the day, so nothing bears it.
pub(crate) const PICK_UP: &str = "m";

/// One line of the list.
pub(crate) struct Key {
    /// As the keyboard has it.
    pub shown: &'static [&'static str],
    /// What bears it in pages; empty: nothing does, the key is heard where the focus is.
    #[cfg(test)]
    pub names: &'static [&'static str],
    /// What it does.
    pub does: fn(&Hands) -> &'static str,
}

/// The keys of one situation.
pub(crate) struct Group {
    /// Which.
    pub title: fn(&Hands) -> &'static str,
    /// In the order of use.
    pub keys: &'static [Key],
}

macro_rules! key {
    ([$($shown:literal),+], $names:expr, $does:ident) => {
        Key { shown: &[$($shown),+], #[cfg(test)] names: $names, does: |t| t.$does }
    };
}

/// All of them.
pub(crate) const GROUPS: [Group; 7] = [
    Group {
        title: |t| t.keys_everywhere,
        keys: &[
            key!(["?"], &[LIST], key_list),
            key!(["/"], &["/"], key_search),
            key!(["N"], &[NEXT_INTERVIEW], key_next_interview),
            key!(["U"], &["u"], key_undo),
            key!(["Esc"], &["escape"], key_escape),
        ],
    },
    Group {
        title: |t| t.keys_of_day,
        keys: &[
            key!(["↑", "↓", "←", "→"], &[], key_arrows),
            key!(["Enter"], &[], key_enter),
            key!(["["], &[PREVIOUS], key_previous),
            key!(["T"], &[TODAY], key_today),
            key!(["]"], &[FOLLOWING], key_following),
            key!(["D"], &[VIEW_DAY], key_view_day),
            key!(["R"], &[VIEW_ROOMS], key_view_rooms),
            key!(["W"], &[VIEW_WEEK], key_view_week),
            key!(["Shift+M"], &[VIEW_MONTH], key_view_month),
            key!(["L"], &[VIEW_LIST], key_view_list),
            key!(["M"], &[PICK_UP], key_pick_up),
        ],
    },
    Group {
        title: |t| t.keys_of_carrying,
        keys: &[
            key!(["↑", "↓", "←", "→"], &[], key_carry),
            key!(["Tab"], &[], key_all_places),
            key!(["Enter"], &[], key_put),
            key!(["Esc"], &[], key_back),
        ],
    },
    Group {
        title: |t| t.keys_of_range,
        keys: &[
            key!(["Shift+↑", "Shift+↓"], &[], key_mark),
            key!(["Enter"], &[], key_mark_go),
            key!(["Esc"], &[], key_mark_none),
        ],
    },
    Group {
        title: |t| t.keys_of_booking,
        keys: &[
            key!(["M"], &["m"], key_mode),
            key!(["Shift+C"], &["C"], key_cancel),
            key!(["P"], &["p"], key_print),
            key!(["A", "I"], &["a", "b", "c", "d", "e", "f", "g", "h", "i"], key_times),
            key!(["K"], &["k"], key_earlier),
            key!(["L"], &["l"], key_later),
        ],
    },
    Group {
        title: |t| t.keys_of_desk,
        keys: &[
            key!(["1", "9"], &["1", "2", "3", "4", "5", "6", "7", "8", "9"], key_found),
            key!(["N"], &["n"], key_new),
            key!(["R"], &["r"], key_correct),
        ],
    },
    Group {
        title: |t| t.keys_of_new,
        keys: &[
            key!(["1", "9"], &["1"], key_kind),
            key!(["M"], &["m"], key_mode),
            key!(["O"], &["o"], key_place),
            key!(["N"], &["n"], key_nurse),
            key!(["A", "I"], &["a"], key_times),
            key!(["J"], &["j"], key_day),
            key!(["T"], &["t"], key_next_day),
            key!(["W"], &["w"], key_next_week),
        ],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::GROUPS;

    fn sources(folder: &Path, all: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, all);
            } else if path.extension().is_some_and(|end| end == "rs") {
                all.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap_or_default()));
            }
        }
    }

    #[test]
    fn every_key_of_a_page_is_in_the_list_and_every_key_of_the_list_in_a_page() {
        let mut all = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
        all.retain(|(path, _)| !path.contains("/islands/") && !path.ends_with("kit/keys.rs"));
        let listed: BTreeSet<&str> =
            GROUPS.iter().flat_map(|group| group.keys).flat_map(|key| key.names).copied().collect();
        for (path, text) in &all {
            for rest in text.split("data-key=\"").skip(1) {
                let name = rest.split('"').next().unwrap_or_default();
                assert!(listed.contains(name), "{path}: the key {name} is not in the list");
            }
        }
        for constant in [
            "LIST",
            "PREVIOUS",
            "FOLLOWING",
            "TODAY",
            "VIEW_DAY",
            "VIEW_ROOMS",
            "VIEW_WEEK",
            "VIEW_MONTH",
            "VIEW_LIST",
            "NEXT_INTERVIEW",
        ] {
            let used = format!("keys::{constant}");
            assert!(all.iter().any(|(_, text)| text.contains(&used)), "{constant} is in the list and in no page");
        }
    }
}
