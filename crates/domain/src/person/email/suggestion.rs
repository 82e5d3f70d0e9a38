//! Slips of the keyboard in a mail address: `gmail.con` is asked about once, and never refused.

use strsim::osa_distance;

use super::Email;

/// Where people in Japan have their mailbox, the most usual first.
const USUAL: [&str; 31] = [
    "gmail.com",
    "icloud.com",
    "yahoo.co.jp",
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "au.com",
    "softbank.ne.jp",
    "i.softbank.jp",
    "outlook.jp",
    "outlook.com",
    "hotmail.co.jp",
    "hotmail.com",
    "live.jp",
    "rakuten.jp",
    "ymobile.ne.jp",
    "uqmobile.jp",
    "yahoo.ne.jp",
    "yahoo.com",
    "googlemail.com",
    "nifty.com",
    "biglobe.ne.jp",
    "ocn.ne.jp",
    "so-net.ne.jp",
    "plala.or.jp",
    "dion.ne.jp",
    "disney.ne.jp",
    "excite.co.jp",
    "infoseek.jp",
    "me.com",
    "msn.com",
    "live.com",
];

/// Others that exist and look like a slip of a usual one.
const REAL: [&str; 18] = [
    "mail.com",
    "ymail.com",
    "email.com",
    "gmx.com",
    "gmx.net",
    "mac.com",
    "aol.com",
    "qq.com",
    "163.com",
    "126.com",
    "sina.com",
    "naver.com",
    "live.cn",
    "outlook.fr",
    "outlook.sg",
    "outlook.my",
    "nifty.ne.jp",
    "ac.com",
];

/// Slips of more than two letters.
const SLIPS: [(&str, &str); 7] = [
    ("gmail.co.jp", "gmail.com"),
    ("gmail.ne.jp", "gmail.com"),
    ("icloud.co.jp", "icloud.com"),
    ("icloud.ne.jp", "icloud.com"),
    ("docomo.co.jp", "docomo.ne.jp"),
    ("ezweb.co.jp", "ezweb.ne.jp"),
    ("yahoo.jp", "yahoo.co.jp"),
];

/// Shorter domains must not differ in more than one letter, or half of all short domains were asked about.
const SHORT: usize = 9;

impl Email {
    /// The same mailbox at the domain that was probably meant; `None` when the address gives no reason to ask.
    ///
    /// Only for a question: the typed address may be right.
    pub fn suggestion(&self) -> Option<Self> {
        let domain = meant(self.domain())?;
        Self::parse(&format!("{}@{domain}", self.local())).ok()
    }
}

fn meant(typed: &str) -> Option<&'static str> {
    if USUAL.contains(&typed) || REAL.contains(&typed) {
        return None;
    }
    if let Some((_, usual)) = SLIPS.iter().find(|(slip, _)| *slip == typed) {
        return Some(usual);
    }
    let near = USUAL.into_iter().map(|usual| (osa_distance(typed, usual), usual));
    let near = near.filter(|(distance, usual)| *distance <= if usual.len() < SHORT { 1 } else { 2 });
    // `min_by_key` takes the first of several: the most usual.
    near.min_by_key(|(distance, _)| *distance).map(|(_, usual)| usual)
}
