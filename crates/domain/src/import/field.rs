//! What can be brought in, and of which parts it is made.

use serde::{Deserialize, Serialize};

/// What a table is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Places and their rooms, a row for each room.
    Offices,
    /// Members of staff.
    Staff,
    /// Bookings of another system.
    Bookings,
}

impl Sort {
    /// All of them, in the order in which a city needs them.
    pub const ALL: [Self; 3] = [Self::Offices, Self::Staff, Self::Bookings];

    /// The stable word, as addresses have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offices => "offices",
            Self::Staff => "staff",
            Self::Bookings => "bookings",
        }
    }

    /// Whether rows are of no use without that part.
    pub const fn needs(self, field: Field) -> bool {
        match self {
            Self::Offices => matches!(field, Field::Name),
            Self::Staff => matches!(field, Field::Login | Field::Name | Field::Role | Field::Profession),
            Self::Bookings => {
                matches!(field, Field::Birth | Field::Phone | Field::Date | Field::Kind | Field::Office | Field::Mode)
            }
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == word)
    }

    /// Its parts, in the order in which people read them.
    pub const fn fields(self) -> &'static [Field] {
        use Field::{
            Access, Address, Birth, Date, Due, Email, English, Family, FamilyKana, Floor, Given, GivenKana, House,
            Kana, Kind, Language, Login, Mode, Name, Note, Number, Nurse, Office, Phone, Places, Profession, Role,
            Room, Slug, State, Time, Video,
        };
        match self {
            Self::Offices => &[Name, Slug, House, English, Address, Floor, Access, Phone, Email, Room, Places],
            Self::Staff => &[Login, Name, Role, Profession, Office, Video],
            Self::Bookings => &[
                Number, Name, Family, Given, Kana, FamilyKana, GivenKana, Birth, Phone, Email, Date, Time, Kind,
                Office, Nurse, Mode, State, Due, Language, Note,
            ],
        }
    }
}

macro_rules! fields {
    ($($(#[$about:meta])* $name:ident $word:literal [$($synonym:literal),*];)*) => {
        /// A part of what is brought in: a column is chosen for it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field {
            $($(#[$about])* $name,)*
        }

        impl Field {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable word.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// Headings under which people keep it, the likeliest first.
            pub const fn synonyms(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($synonym),*],)* }
            }
        }
    };
}

fields! {
    /// What another system calls the booking.
    Number "number" ["予約番号", "受付番号", "番号", "管理番号", "予約id", "id", "no", "no.", "整理番号"];
    /// The whole name.
    Name "name" ["氏名", "名前", "お名前", "妊婦氏名", "利用者氏名", "利用者名", "対象者氏名", "対象者名", "職員氏名", "職員名", "場所", "施設名", "場所名", "会場名", "name"];
    /// Family name.
    Family "family" ["姓", "氏", "名字", "苗字", "みょうじ", "氏名_姓", "last name", "family name"];
    /// Given name.
    Given "given" ["名", "下の名前", "氏名_名", "first name", "given name"];
    /// The reading of the whole name.
    Kana "kana" ["フリガナ", "ふりがな", "氏名カナ", "カナ氏名", "氏名フリガナ", "カナ", "かな", "よみ", "よみがな", "読み", "シメイ"];
    /// The reading of the family name.
    FamilyKana "family_kana" ["セイ", "姓カナ", "姓フリガナ", "姓(カナ)", "せい", "カナ姓", "みょうじカナ"];
    /// The reading of the given name.
    GivenKana "given_kana" ["メイ", "名カナ", "名フリガナ", "名(カナ)", "めい", "カナ名"];
    /// When she was born.
    Birth "birth" ["生年月日", "誕生日", "生年月", "birthday", "birth date"];
    /// By which she is called.
    Phone "phone" ["電話番号", "電話", "携帯電話", "携帯番号", "携帯", "連絡先", "tel", "phone", "連絡先電話番号"];
    /// Mail address.
    Email "email" ["メールアドレス", "メール", "eメール", "email", "e-mail", "mail"];
    /// The day, or day and time.
    Date "date" ["予約日時", "面談日時", "開始日時", "日時", "予約日", "面談日", "実施日", "日付", "年月日", "開始", "開始日"];
    /// The time of day.
    Time "time" ["時刻", "時間", "開始時刻", "開始時間", "予約時刻", "予約時間", "面談時間", "time"];
    /// What for.
    Kind "kind" ["面談の種類", "種類", "種別", "面談種別", "予約種別", "メニュー", "内容", "区分", "用件", "kind"];
    /// Where.
    Office "office" ["場所", "会場", "施設", "センター", "所属", "勤務場所", "勤務先", "窓口", "実施場所", "面談場所", "拠点", "office"];
    /// With whom.
    Nurse "nurse" ["担当", "担当者", "担当者名", "担当保健師", "保健師", "担当職員", "面談者", "助産師"];
    /// How.
    Mode "mode" ["方法", "面談方法", "実施方法", "形式", "手段", "来所オンライン", "mode"];
    /// What became of it.
    State "state" ["状態", "状況", "ステータス", "結果", "来所状況", "実施状況", "取消", "キャンセル", "status"];
    /// When the child is due.
    Due "due" ["出産予定日", "分娩予定日", "予定日", "edc", "due date"];
    /// In which language she is written to.
    Language "language" ["言語", "ことば", "使用言語", "language"];
    /// Whatever else was written down.
    Note "note" ["備考", "メモ", "連絡事項", "特記事項", "相談内容", "コメント", "note", "memo"];
    /// By which a member of staff signs in.
    Login "login" ["サインイン名", "ログイン名", "ログインid", "ユーザー名", "ユーザーid", "職員番号", "職員id", "アカウント", "login"];
    /// What she may do.
    Role "role" ["役割", "権限", "ロール", "利用区分", "role"];
    /// What she is.
    Profession "profession" ["職種", "資格", "職名", "profession"];
    /// Her own meeting room.
    Video "video" ["オンライン面談室", "面談室url", "会議室url", "url", "ビデオ会議", "オンライン"];
    /// A place's part of addresses.
    Slug "slug" ["アドレス用の名前", "識別名", "略号", "コード", "slug", "英字名"];
    /// What sort of place it is.
    House "house" ["場所の種類", "種類", "種別", "施設種別", "区分"];
    /// A place's English name.
    English "english" ["英語名", "英語", "英語の名前", "english"];
    /// Where it stands.
    Address "address" ["住所", "所在地", "address"];
    /// Floor and door.
    Floor "floor" ["階", "階数", "階と部屋", "フロア", "floor"];
    /// How to get there.
    Access "access" ["行き方", "アクセス", "交通", "最寄り駅"];
    /// A room.
    Room "room" ["部屋", "部屋名", "相談室", "面談室", "室名", "room"];
    /// Interviews it takes at a time.
    Places "places" ["同時に入れる数", "定員", "席数", "同時数", "人数", "places"];
}

impl Field {
    /// Whether its words are names of what the city has: they are matched one by one, or one holds for all rows.
    pub const fn is_word(self) -> bool {
        matches!(
            self,
            Self::Kind
                | Self::Office
                | Self::Nurse
                | Self::Mode
                | Self::State
                | Self::Language
                | Self::Role
                | Self::Profession
                | Self::House
        )
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.as_str() == word)
    }
}
