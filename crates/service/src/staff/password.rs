//! Passwords: which may be set, and their hashing at few places at a time.
//!
//! A hash takes 19 MiB for tens of milliseconds (argon2id). Whoever sends sign-ins by the hundred must neither fill the
//! memory nor keep the processors from everybody else: few are hashed at once, some wait, the rest are told to come again.

use mendan_domain::fault::Fault;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, mpsc};
use std::time::Duration;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::{Semaphore, SemaphorePermit, oneshot};

use crate::error::Refusal;
use crate::ports::StoreError;
use crate::staff::common::is_common;

/// Stands in the place of the hash of whoever has no password: nothing hashes to it.
pub const NO_PASSWORD: &str = "-";
/// The shortest password, characters (NIST SP 800-63B-4: 15 without a second factor).
pub const PASSWORD_MIN: usize = 15;
/// The longest that is read: the strength of more than this says nothing new and takes its time.
pub const PASSWORD_MAX: usize = 256;
/// Days for which a password that somebody else made lets its owner in; at once she makes another.
pub const FIRST_DAYS: i64 = 7;
/// What zxcvbn says of a password that is not found by ten thousand million tries.
const STRONG: zxcvbn::Score = zxcvbn::Score::Four;
/// Words that stand for the product; whoever tries knows them.
const OURS: [&str; 3] = ["mendan", "面談", "めんだん"];

/// Hashed at once.
const PLACES: usize = 2;
/// Waiting for a place.
const QUEUE: usize = 48;
/// The longest wait.
const PATIENCE: Duration = Duration::from_secs(8);

static GATE: Semaphore = Semaphore::const_new(PLACES);
static WAITING: AtomicUsize = AtomicUsize::new(0);
/// Taken up at a place so far.
static HASHED: AtomicU64 = AtomicU64::new(0);
/// What unknown names are checked against, so that they cost as much time as known ones, also the first one after a start. No password
/// is known that hashes to it, and none would fit.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$d2hvbSBub2JvZHkga25vdw$bm8gcGFzc3dvcmQgaGFzaGVzIHRvIHRoaXMgd29yZHM";

/// Counts itself among those who wait, until it is dropped.
struct Waiting;

impl Waiting {
    fn join() -> Option<Self> {
        let before = WAITING.fetch_add(1, Ordering::Relaxed);
        let waiting = Self;
        (before < QUEUE).then_some(waiting)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::Relaxed);
    }
}

fn crowded() -> Refusal {
    Refusal::Busy(StoreError::Unavailable("too many passwords to hash at once".into()))
}

async fn place() -> Result<SemaphorePermit<'static>, Refusal> {
    let _waiting = Waiting::join().ok_or_else(crowded)?;
    let place = tokio::time::timeout(PATIENCE, GATE.acquire()).await.map_err(|_| crowded())?;
    place.map_err(|_| crowded())
}

type Work = Box<dyn FnOnce() + Send>;

/// The threads that hash, as many as there are places. Their own, because each thread that ever hashed keeps the memory it
/// took: on a pool of hundreds that would be gigabytes.
static THREADS: LazyLock<mpsc::Sender<Work>> = LazyLock::new(|| {
    let (send, receive) = mpsc::channel::<Work>();
    let receive = Arc::new(Mutex::new(receive));
    for place in 0..PLACES {
        let receive = Arc::clone(&receive);
        let next = move || receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let thread = std::thread::Builder::new().name(format!("hashing-{place}"));
        if let Err(error) = thread.spawn(move || work_on(next)) {
            tracing::error!(%error, "a thread for hashing passwords could not be started");
        }
    }
    send
});

fn work_on(next: impl Fn() -> Result<Work, mpsc::RecvError>) {
    while let Ok(work) = next() {
        work();
    }
}

/// At one of the places, off the async threads. The place is kept to the end of the work, also when nobody waits for it.
async fn hashing<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let place = place().await?;
    HASHED.fetch_add(1, Ordering::Relaxed);
    let (tell, told) = oneshot::channel();
    let work: Work = Box::new(move || {
        let done = work();
        drop(place);
        // Who no longer waits needs no answer.
        let _ = tell.send(done);
    });
    THREADS.send(work).map_err(|_| crowded())?;
    told.await.map_err(|error| Refusal::Internal(StoreError::Other(Box::new(error))))
}

/// Hashes a password (argon2id, PHC string). `Busy` when there is no place.
pub async fn hash_password(password: &str, salt: [u8; 16]) -> Result<String, Refusal> {
    let password = password.to_owned();
    hashing(move || Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string()))
        .await?
        .map_err(|error| Refusal::Internal(StoreError::Corrupt(error.to_string())))
}

/// Passwords that this process has hashed so far: whether two answers cost the same is told by it on any machine, by no watch.
pub fn hashed() -> u64 {
    HASHED.load(Ordering::Relaxed)
}

/// Whether a password fits a hash. Without one it costs as much and fits nothing.
pub async fn fits(password: &str, hash: Option<&str>) -> Result<bool, Refusal> {
    let (known, hash) = (hash.is_some(), hash.unwrap_or(NOBODY).to_owned());
    let typed = password.to_owned();
    let fits = hashing(move || Argon2::default().verify_password(typed.as_bytes(), hash.as_str()).is_ok()).await?;
    Ok(fits && known)
}

/// Why a password may not be set: `too_short`, `too_long` or `guessable`. `about` is what is known of its owner and the
/// city: sign-in name, name, the city's names.
pub fn weakness(password: &str, about: &[&str]) -> Option<Fault> {
    match password.chars().count() {
        n if n < PASSWORD_MIN => return Some(Fault::TooShort),
        n if n > PASSWORD_MAX => return Some(Fault::TooLong),
        _ => {}
    }
    let folded = folded(password);
    let words = about.iter().flat_map(|text| text.split([' ', '　'])).map(self::folded);
    let known: Vec<String> = words.chain(OURS.map(str::to_owned)).filter(|word| word.chars().count() >= 2).collect();
    // What is left without what everybody knows must hold by itself.
    let rest = known.iter().fold(folded.clone(), |rest, word| rest.replace(word.as_str(), ""));
    if rest != folded && rest.chars().count() < PASSWORD_MIN {
        return Some(Fault::Guessable);
    }
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    if is_common(&folded, &known) {
        return Some(Fault::Guessable);
    }
    let weak = |text: &str| zxcvbn::zxcvbn(text, &known).score() < STRONG;
    (repeats(&folded) || weak(password) || weak(&folded)).then_some(Fault::Guessable)
}

fn folded(text: &str) -> String {
    mendan_domain::text::clean(text).to_lowercase()
}

/// Whether it is one short piece over and over, or made of three letters or fewer.
fn repeats(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let distinct: std::collections::BTreeSet<char> = letters.iter().copied().collect();
    let over_and_over = (1..=letters.len() / 2)
        .any(|piece| letters.iter().zip(letters.iter().skip(piece)).all(|(letter, later)| letter == later));
    distinct.len() <= 3 || over_and_over
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: [&str; 3] = ["hokenshi", "見本 ひとみ", "Kaku City"];

    #[test]
    fn what_is_tried_first_is_refused() {
        let weak = [
            "passwordpassword",
            "PasswordPassword1",
            "aaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
            "123456789012345678",
            "qwertyuiopasdfghjkl",
            "hokenshihokenshi",
            "mendan-demo-hokenshi",
            "kaku-city-hokenshi-1",
            "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ",
            "ひとみひとみひとみひとみひとみ",
            "111111111111111",
            "hokensenta-himawari-2026",
            "Sh1yakush0-S@kura!2026",
        ];
        for password in weak {
            assert_eq!(weakness(password, &ABOUT), Some(Fault::Guessable), "{password}");
        }
        assert_eq!(weakness("short-secret", &ABOUT), Some(Fault::TooShort));
        assert_eq!(weakness(&"r4Tz-".repeat(60), &ABOUT), Some(Fault::TooLong));
    }

    #[test]
    fn what_nobody_guesses_is_taken() {
        let fine = [
            "a long enough password",
            "correct horse battery staple",
            "椿の花が咲く坂道で雨を待つ人",
            "Zm3vQ8-kT41xWp9-bN",
            "fern lantern gravel 81 orbit",
        ];
        for password in fine {
            let found = weakness(password, &ABOUT);
            assert_eq!(
                found,
                if password.chars().count() < PASSWORD_MIN { Some(Fault::TooShort) } else { None },
                "{password}"
            );
        }
    }

    #[tokio::test]
    async fn whoever_has_no_password_costs_what_a_password_costs() {
        let made = hash_password("a long enough password", [7; 16]).await.unwrap();
        let costs = |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(costs(NOBODY), costs(&made));
        let verified = Argon2::default().verify_password(b"nobody", NOBODY);
        assert!(matches!(verified, Err(argon2::password_hash::Error::PasswordInvalid)), "{verified:?}");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn few_are_hashed_at_once_and_a_crowd_is_told_to_wait() {
        let crowd = (0..200).map(|n| tokio::spawn(async move { fits(&format!("try {n}"), None).await }));
        let answers = futures_of(crowd.collect()).await;
        let busy = answers.iter().filter(|answer| matches!(answer, Err(Refusal::Busy(_)))).count();
        assert!(answers.iter().all(|answer| matches!(answer, Ok(false) | Err(Refusal::Busy(_)))));
        assert!(busy > 0 && busy < 200, "{busy} of 200 were told to wait");
        assert_eq!((WAITING.load(Ordering::Relaxed), GATE.available_permits()), (0, PLACES));
    }

    async fn futures_of<T: Send + 'static>(tasks: Vec<tokio::task::JoinHandle<T>>) -> Vec<T> {
        let mut done = Vec::new();
        for task in tasks {
            done.push(task.await.expect("a task"));
        }
        done
    }
}
