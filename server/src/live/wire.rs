//! What one process tells the others: who it is, and its notices. Ids and sorts of change; whoever listens to the database learns no more.

use mendan_service::live::notice::Notice;
use mendan_service::ports::LONGEST_TOLD;
use serde_json::json;

/// As it is told; what is too long becomes [`Notice::ALL`].
pub fn written(from: i64, notices: &[Notice]) -> String {
    let text = json!([from, notices]).to_string();
    if text.len() > LONGEST_TOLD { json!([from, [Notice::ALL]]).to_string() } else { text }
}

/// As it was told. What cannot be read, of another release, may be anything.
pub fn read(text: &str) -> (i64, Vec<Notice>) {
    serde_json::from_str(text).unwrap_or_else(|_| (0, vec![Notice::ALL]))
}

#[cfg(test)]
mod tests {
    use mendan_domain::ids::{MunicipalityId, OfficeId};
    use mendan_service::live::notice::{What, When};

    use super::*;

    fn notice(id: i64) -> Notice {
        let when = When::at(chrono::DateTime::from_timestamp(1_900_000_000, 0).unwrap());
        Notice { city: Some(MunicipalityId(1)), what: What::Booking, office: Some(OfficeId(i64::MAX)), id, when }
    }

    #[test]
    fn what_is_told_is_heard() {
        let told = vec![notice(i64::MAX), Notice::ALL, Notice::somewhere(MunicipalityId(7), What::Setup)];
        assert_eq!(read(&written(42, &told)), (42, told));
    }

    #[test]
    fn what_is_too_long_or_not_understood_may_be_anything() {
        let many: Vec<Notice> = (0..1000).map(notice).collect();
        let text = written(42, &many);
        assert!(text.len() <= LONGEST_TOLD, "{}", text.len());
        assert_eq!(read(&text), (42, vec![Notice::ALL]));
        assert_eq!(read("something new"), (0, vec![Notice::ALL]));
    }
}
