use std::fs;
use std::path::PathBuf;

use mendan_domain::language::Language;
use mendan_service::message::deliver::Mailer;
use mendan_service::message::relay::Route;
use mendan_service::model::MessageKind;

use super::compose::sample;
use crate::mail::mailbox::{MailboxError, list, read};
use crate::mail::{Post, Transport};

/// A folder of its own for each test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("mendan-mail-{}-{name}", std::process::id()));
        let _gone = fs::remove_dir_all(&path);
        Self(path)
    }

    fn post(&self) -> Post {
        Post::new(Transport::from_url(&format!("file:{}", self.0.display())).unwrap()).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn a_mail_written_twice_is_one_file() {
    let folder = Folder::new("twice");
    let post = folder.post();
    let letter = sample(MessageKind::Confirmation, Language::Ja);
    post.send(&letter, &Route::Common).await.unwrap();
    let first = fs::read(folder.0.join("Zm9vYmFy-_0@city.minori.example.jp.eml")).unwrap();
    post.send(&letter, &Route::Common).await.unwrap();
    let names: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["Zm9vYmFy-_0@city.minori.example.jp.eml"]);
    assert_eq!(fs::read(folder.0.join(&names[0])).unwrap(), first);
    assert_eq!(post.folder(), Some(folder.0.as_path()));
}

#[tokio::test]
async fn the_mailbox_lists_newest_first_and_reads_each() {
    let folder = Folder::new("list");
    assert!(list(&folder.0).unwrap().is_empty());
    let post = folder.post();
    for (day, language) in [(0, Language::Ja), (2, Language::En), (1, Language::Ja)] {
        let mut letter = sample(MessageKind::Confirmation, language);
        letter.stamped_at += chrono::Duration::days(day);
        letter.row.message_id = format!("day-{day}@example.jp");
        letter.row.recipient = format!("a..{day}@docomo.ne.jp");
        post.send(&letter, &Route::Common).await.unwrap();
    }
    fs::write(folder.0.join("notes.txt"), "no mail").unwrap();
    let mails = list(&folder.0).unwrap();
    let files: Vec<&str> = mails.iter().map(|mail| mail.file.as_str()).collect();
    assert_eq!(files, ["day-2@example.jp.eml", "day-1@example.jp.eml", "day-0@example.jp.eml"]);
    assert_eq!(mails[0].subject, "Your appointment on 3 April, 10:00 – Minori City");
    assert_eq!(mails[0].to, "a..2@docomo.ne.jp");

    let mail = read(&folder.0, "day-0@example.jp.eml").unwrap();
    assert_eq!(mail.subject, "予約できました 4月3日(金) 10:00【みのり市】");
    assert_eq!(mail.to, "a..0@docomo.ne.jp");
    assert_eq!(mail.from, "みのり市 中央健康センター <yoyaku@city.minori.example.jp>");
    assert_eq!(mail.date, Some(sample(MessageKind::Confirmation, Language::Ja).stamped_at));
    assert!(mail.text.contains("2026年4月3日(金) 10:00〜10:40"));
    assert!(mail.html.unwrap().contains("<span class=\"date\">2026年4月3日(金)</span>"));
    assert!(mail.calendar.unwrap().starts_with("BEGIN:VCALENDAR\r\n"));
}

#[test]
fn a_name_cannot_lead_out_of_the_folder() {
    let folder = Folder::new("names");
    fs::create_dir_all(folder.0.join("mail")).unwrap();
    fs::write(folder.0.join("secret.eml"), "Subject: secret\r\n\r\n").unwrap();
    for name in [
        "../secret.eml",
        "..%2fsecret.eml",
        "/etc/passwd",
        "",
        ".eml",
        ".hidden.eml",
        "a/b.eml",
        "a\\b.eml",
        "x.eml\0",
        "none.eml",
    ] {
        assert!(matches!(read(&folder.0.join("mail"), name), Err(MailboxError::NotFound)), "{name}");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_none_of_the_letters_fault() {
    let folder = Folder::new("blocked");
    fs::create_dir_all(&folder.0).unwrap();
    fs::write(folder.0.join("file"), "").unwrap();
    let post = Post::new(Transport::File(folder.0.join("file/below"))).unwrap();
    let error = post.send(&sample(MessageKind::Confirmation, Language::Ja), &Route::Common).await.unwrap_err();
    assert!(error.to_string().starts_with("relay: file"), "{error}");
}
