//! Every statement of the store, the same text for both engines. Longer than other files on purpose: whoever asks what the
//! database is told finds all of it here, and a test prepares each one on a freshly migrated database of each engine.
//!
//! To add one: a line in `statements!`; only where the engines must differ, a line in `dialects!`. Placeholders are
//! `$1` on both. No clock in SQL: now is a parameter.

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* pub const $name: &str = $sql;)*
        /// All of them, with their names.
        #[cfg(feature = "testing")]
        pub const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

macro_rules! dialects {
    ($($(#[$doc:meta])* $name:ident { sqlite: $sqlite:expr, postgres: $postgres:expr })*) => {
        /// The few texts in which the engines differ.
        pub struct Dialect { $($(#[$doc])* pub $name: &'static str,)* }
        /// As SQLite wants them.
        pub const SQLITE: Dialect = Dialect { $($name: $sqlite,)* };
        /// As PostgreSQL wants them.
        pub const POSTGRES: Dialect = Dialect { $($name: $postgres,)* };
        #[cfg(feature = "testing")]
        impl Dialect {
            /// All of them, with their names.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),*]
            }
        }
    };
}

macro_rules! staff_columns {
    () => {
        "id, municipality_id, login, display_name, role, profession, password_hash, video_url, disabled, position"
    };
}

macro_rules! slot_columns {
    () => {
        "id, office_id, kind_id, staff_id, starts_at, ends_at, modes, open"
    };
}

macro_rules! hold_columns {
    () => {
        "id, municipality_id, browser_hash, kind_id, office_id, staff_id, room_id, room_lane, mode, starts_at, ends_at, \
         busy_from, busy_until, expires_at, extended, form_key, draft_sealed"
    };
}

macro_rules! booking_columns {
    () => {
        "id, municipality_id, reference, token_version, token_hash, client_id, kind_id, office_id, staff_id, room_id, \
         room_lane, mode, status, open, starts_at, ends_at, busy_from, busy_until, sequence, uid, join_url, language, \
         channel, source, discreet, consent_version, modes_offered, family_name, given_name, family_kana, given_kana, \
         phone_typed, phone_e164, phone_last4, email, birth_date, private_sealed, created_at, created_by, updated_at, \
         updated_by, cancel_reason_sealed"
    };
}

macro_rules! bookings_where {
    ($condition:literal) => {
        concat!("SELECT ", booking_columns!(), " FROM booking WHERE municipality_id = $1 AND ", $condition)
    };
}

macro_rules! outbox_columns {
    () => {
        "id, municipality_id, booking_id, kind, version, recipient, dedupe_key, due_at, useful_until, state, attempts, \
         message_id, stamped_at, finished_at, last_error, detail, created_at"
    };
}

/// What a claim looks for: rows due, and rows whose worker has been silent for too long.
macro_rules! outbox_due {
    () => {
        "state IN ('pending', 'leased') AND due_at <= $2 AND (state = 'pending' OR lease_until <= $2) \
         ORDER BY due_at, id LIMIT $4"
    };
}

/// What is taken, beginning in `($5, $6)`; now is $9.
macro_rules! taken {
    () => {
        "SELECT staff_id, busy_from, busy_until FROM booking \
         WHERE municipality_id = $1 AND status <> 'cancelled' AND busy_from > $5 AND busy_from < $6 \
         UNION ALL \
         SELECT staff_id, busy_from, busy_until FROM hold \
         WHERE municipality_id = $1 AND expires_at > $9 AND busy_from > $5 AND busy_from < $6"
    };
}

/// The open slots of the same nurse that it touches; buffers are $7 and $8. 28800: no slot is longer than eight hours.
macro_rules! touched {
    () => {
        "slot.staff_id = t.staff_id AND slot.kind_id = $2 AND slot.open \
         AND slot.starts_at > t.busy_from - $8 - 28800 AND slot.starts_at < t.busy_until + $7 \
         AND slot.ends_at + $8 > t.busy_from"
    };
}

macro_rules! busy_per_group {
    () => {
        " GROUP BY office_id, starts_at, ends_at, modes ORDER BY office_id, starts_at, ends_at, modes"
    };
}

/// The ticks of one resource.
macro_rules! span {
    () => {
        "resource_kind = $1 AND resource_id = $2 AND lane = $3 AND tick >= $4 AND tick < $5"
    };
}

statements! {
    // --- the offer
    MUNICIPALITIES =
        "SELECT id, slug, public_url, timezone, mail_from, phone, video_base_url, consent_version, texts \
         FROM municipality ORDER BY id";
    MUNICIPALITY =
        "SELECT id, slug, public_url, timezone, mail_from, phone, video_base_url, consent_version, texts \
         FROM municipality WHERE id = $1";
    OFFICES =
        "SELECT id, slug, kind, mailbox, phone, texts FROM office WHERE municipality_id = $1 ORDER BY position, id";
    ROOMS =
        "SELECT r.id, r.office_id, r.name, r.lanes FROM office AS o JOIN room AS r ON r.office_id = o.id \
         WHERE o.municipality_id = $1 ORDER BY r.id";
    KINDS =
        "SELECT id, slug, minutes, buffer_before, buffer_after, modes, professions, texts FROM interview_kind \
         WHERE municipality_id = $1 AND active ORDER BY position, id";
    STAFF = concat!("SELECT ", staff_columns!(), " FROM staff WHERE municipality_id = $1 ORDER BY position, id");
    STAFF_OFFICES =
        "SELECT so.staff_id, so.office_id FROM staff AS s JOIN staff_office AS so ON so.staff_id = s.id \
         WHERE s.municipality_id = $1 ORDER BY so.staff_id, so.office_id";
    /// Reads the index `slot_offer` alone, in its order.
    PUBLISHED =
        "SELECT starts_at, ends_at, modes, COUNT(*) AS nurses FROM slot \
         WHERE kind_id = $1 AND office_id = $2 AND starts_at >= $3 AND starts_at < $4 AND open \
         GROUP BY starts_at, ends_at, modes ORDER BY starts_at, ends_at, modes";
    /// Every room taken in `[$2, $3)`; $4 is a day before $2, because nothing is kept for longer.
    ROOM_CLAIMS =
        "SELECT room_id, room_lane, busy_from, busy_until FROM booking \
         WHERE municipality_id = $1 AND status <> 'cancelled' AND room_id IS NOT NULL \
           AND busy_from > $4 AND busy_from < $3 AND busy_until > $2 \
         UNION ALL \
         SELECT room_id, room_lane, busy_from, busy_until FROM hold \
         WHERE municipality_id = $1 AND room_id IS NOT NULL AND expires_at > $5 \
           AND busy_from > $4 AND busy_from < $3 AND busy_until > $2 \
         ORDER BY busy_from, room_id, room_lane";
    /// Those who seem taken come last, not never: it may be by a hold that has expired, or by the very booking that moves.
    CANDIDATES =
        "SELECT s.id, s.staff_id, s.ends_at, s.modes, \
           (SELECT COUNT(*) FROM booking AS b WHERE b.staff_id = s.staff_id AND b.status <> 'cancelled' \
              AND b.starts_at >= $4 AND b.starts_at <= $5) AS load, \
           EXISTS (SELECT 1 FROM occupied AS o WHERE o.resource_kind = 1 AND o.resource_id = s.staff_id AND o.lane = 0 \
              AND o.tick >= s.starts_at / 300 AND o.tick < (s.ends_at + 299) / 300) AS taken \
         FROM slot AS s WHERE s.kind_id = $1 AND s.office_id = $2 AND s.starts_at = $3 AND s.open \
         ORDER BY taken, load, s.staff_id, s.id";

    // --- the guard
    /// Takes what is free of a span; the number of rows tells whether that was all. Ascending, so that two who want the same
    /// ticks meet at the first of them and never wait for each other in a circle.
    TAKE =
        "WITH RECURSIVE step (tick) AS (\
           SELECT CAST($4 AS BIGINT) UNION ALL SELECT tick + 1 FROM step WHERE tick + 1 < $5) \
         INSERT INTO occupied (resource_kind, resource_id, lane, tick, owner_kind, owner_id) \
         SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), tick, CAST($6 AS BIGINT), CAST($7 AS BIGINT) \
         FROM step WHERE TRUE ORDER BY tick ON CONFLICT DO NOTHING";
    /// Hands a span on; the number of rows tells whether the first owner had it whole.
    PASS = concat!(
        "UPDATE occupied SET owner_kind = $8, owner_id = $9 WHERE ", span!(), " AND owner_kind = $6 AND owner_id = $7");
    FREE = concat!("DELETE FROM occupied WHERE ", span!(), " AND owner_kind = $6 AND owner_id = $7");
    /// 2 is a hold.
    RECLAIM = concat!(
        "DELETE FROM occupied WHERE ", span!(), " AND owner_kind = 2 \
         AND NOT EXISTS (SELECT 1 FROM hold WHERE hold.id = occupied.owner_id AND hold.expires_at > $6)");

    // --- holds
    HOLD_INSERT = concat!(
        "INSERT INTO hold (", hold_columns!(), ") \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
         ON CONFLICT (municipality_id, browser_hash) DO NOTHING");
    HOLD_UPDATE = "UPDATE hold SET expires_at = $2, extended = $3, draft_sealed = $4 WHERE id = $1";
    HOLD_OF_BROWSER = concat!("SELECT ", hold_columns!(), " FROM hold WHERE municipality_id = $1 AND browser_hash = $2");
    HOLD_DELETE = "DELETE FROM hold WHERE id = $1";
    HOLDS_EXPIRED = concat!(
        "SELECT ", hold_columns!(), " FROM hold WHERE expires_at <= $1 ORDER BY expires_at, id LIMIT $2");

    // --- bookings
    CLIENT_INSERT =
        "INSERT INTO client (id, municipality_id, phone_e164, birth_date, created_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (municipality_id, phone_e164, birth_date) DO NOTHING";
    CLIENT_FIND = "SELECT id FROM client WHERE municipality_id = $1 AND phone_e164 = $2 AND birth_date = $3";
    BOOKING_INSERT = concat!(
        "INSERT INTO booking (", booking_columns!(), ", search_kana, search_name) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, \
           $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44) \
         ON CONFLICT DO NOTHING");
    /// The last line keeps "one open booking per kind" without an error that would end the transaction.
    BOOKING_UPDATE =
        "UPDATE booking SET token_version = $5, token_hash = $6, client_id = $7, office_id = $8, staff_id = $9, \
           room_id = $10, room_lane = $11, mode = $12, status = $13, open = $14, starts_at = $15, ends_at = $16, \
           busy_from = $17, busy_until = $18, sequence = $19, join_url = $20, language = $21, discreet = $22, \
           modes_offered = $23, family_name = $24, given_name = $25, family_kana = $26, given_kana = $27, \
           phone_typed = $28, phone_e164 = $29, phone_last4 = $30, email = $31, birth_date = $32, private_sealed = $33, \
           updated_at = $34, updated_by = $35, cancel_reason_sealed = $36, search_kana = $37, search_name = $38 \
         WHERE id = $1 AND municipality_id = $2 AND sequence = $3 AND status = $4 \
           AND (NOT $14 OR NOT EXISTS (SELECT 1 FROM booking AS other \
             WHERE other.client_id = $7 AND other.kind_id = booking.kind_id AND other.open AND other.id <> $1))";
    BOOKING_CLOSE_PAST =
        "UPDATE booking SET open = FALSE WHERE client_id = $1 AND kind_id = $2 AND open AND ends_at <= $3";
    BOOKING = bookings_where!("id = $2");
    BOOKING_BY_TOKEN = bookings_where!("token_hash = $2");
    BOOKING_OPEN_OF =
        concat!("SELECT ", booking_columns!(), " FROM booking WHERE client_id = $1 AND kind_id = $2 AND open");
    BOOKINGS_BETWEEN = bookings_where!("starts_at >= $2 AND starts_at < $3 ORDER BY starts_at, id");
    BOOKINGS_BY_KANA =
        bookings_where!("search_kana >= $2 AND search_kana < $3 ORDER BY starts_at DESC, id DESC LIMIT $4");
    BOOKINGS_BY_NAME =
        bookings_where!("search_name >= $2 AND search_name < $3 ORDER BY starts_at DESC, id DESC LIMIT $4");
    BOOKINGS_BY_LAST4 = bookings_where!("phone_last4 = $2 ORDER BY starts_at DESC, id DESC LIMIT $3");
    BOOKINGS_BY_BIRTH = bookings_where!("birth_date = $2 ORDER BY starts_at DESC, id DESC LIMIT $3");
    BOOKINGS_BY_REFERENCE = bookings_where!("reference = $2 ORDER BY starts_at DESC, id DESC LIMIT $3");
    BOOKINGS_BY_EMAIL_SINCE =
        "SELECT COUNT(*) AS bookings FROM booking WHERE municipality_id = $1 AND email = $2 AND created_at >= $3";

    // --- nurse slots
    SLOTS_BETWEEN = concat!(
        "SELECT ", slot_columns!(), " FROM slot WHERE municipality_id = $1 AND starts_at >= $2 AND starts_at < $3 \
         ORDER BY starts_at, id");
    SLOTS_SET_OPEN = "UPDATE slot SET open = $4 WHERE municipality_id = $1 AND staff_id = $2 AND starts_at = $3";
    SLOT = concat!("SELECT ", slot_columns!(), " FROM slot WHERE municipality_id = $1 AND id = $2");

    // --- idempotency
    IDEMPOTENCY_INSERT =
        "INSERT INTO idempotency (municipality_id, key, request_hash, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (municipality_id, key) DO NOTHING";
    IDEMPOTENCY_FIND = "SELECT request_hash, answer_sealed FROM idempotency WHERE municipality_id = $1 AND key = $2";
    IDEMPOTENCY_STORE =
        "UPDATE idempotency SET booking_id = $3, answer_sealed = $4 WHERE municipality_id = $1 AND key = $2";
    IDEMPOTENCY_FORGET = "DELETE FROM idempotency WHERE created_at < $1";

    // --- outbox
    OUTBOX_INSERT = concat!(
        "INSERT INTO outbox (", outbox_columns!(), ") \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
         ON CONFLICT (dedupe_key) DO NOTHING");
    OUTBOX_SUPERSEDE =
        "UPDATE outbox SET state = 'superseded', finished_at = $2, lease_owner = NULL, lease_until = NULL \
         WHERE booking_id = $1 AND state IN ('pending', 'leased')";
    OUTBOX_RENEW = "UPDATE outbox SET lease_until = $3 WHERE id = $2 AND state = 'leased' AND lease_owner = $1";
    OUTBOX_STAMP =
        "UPDATE outbox SET stamped_at = COALESCE(stamped_at, $3), attempts = attempts + 1 \
         WHERE id = $2 AND state = 'leased' AND lease_owner = $1";
    OUTBOX_FINISH =
        "UPDATE outbox SET state = $3, last_error = $4, finished_at = $5, lease_owner = NULL, lease_until = NULL \
         WHERE id = $2 AND state = 'leased' AND lease_owner = $1";
    OUTBOX_RETRY =
        "UPDATE outbox SET state = 'pending', due_at = $3, last_error = $4, lease_owner = NULL, lease_until = NULL \
         WHERE id = $2 AND state = 'leased' AND lease_owner = $1";
    OUTBOX_FREE_LEASES =
        "UPDATE outbox SET state = 'pending', lease_owner = NULL, lease_until = NULL WHERE state = 'leased'";
    OUTBOX_OF = concat!("SELECT ", outbox_columns!(), " FROM outbox WHERE booking_id = $1 ORDER BY created_at, id");
    OUTBOX_COUNTS = "SELECT state, COUNT(*) AS messages FROM outbox GROUP BY state ORDER BY state";

    // --- audit
    AUDIT_INSERT =
        "INSERT INTO audit (id, municipality_id, at, actor_kind, actor_id, action, subject_kind, subject_id, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    // --- staff
    STAFF_BY_LOGIN = concat!("SELECT ", staff_columns!(), " FROM staff WHERE municipality_id = $1 AND login = $2");
    OFFICES_OF_STAFF = "SELECT office_id FROM staff_office WHERE staff_id = $1 ORDER BY office_id";
    STAFF_INSERT = concat!(
        "INSERT INTO staff (", staff_columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         ON CONFLICT (municipality_id, login) DO NOTHING");
    STAFF_OFFICE_INSERT = "INSERT INTO staff_office (staff_id, office_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    STAFF_UPDATE =
        "UPDATE staff SET display_name = $3, role = $4, profession = $5, password_hash = $6, video_url = $7, disabled = $8 \
         WHERE municipality_id = $1 AND id = $2";
    SESSION_INSERT =
        "INSERT INTO session (token_hash, municipality_id, staff_id, created_at, seen_at, state_sealed) \
         VALUES ($1, $2, $3, $4, $5, $6)";
    SESSION_FIND =
        "SELECT token_hash, municipality_id, staff_id, created_at, seen_at, state_sealed FROM session WHERE token_hash = $1";
    SESSION_UPDATE = "UPDATE session SET seen_at = $2, state_sealed = $3 WHERE token_hash = $1";
    SESSION_DELETE = "DELETE FROM session WHERE token_hash = $1";
    SESSIONS_OF_STAFF_DELETE = "DELETE FROM session WHERE staff_id = $1";
    SESSIONS_FORGET = "DELETE FROM session WHERE seen_at < $1";

    // --- setting a city up
    MUNICIPALITY_INSERT =
        "INSERT INTO municipality (id, slug, public_url, timezone, mail_from, phone, video_base_url, consent_version, texts) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    MUNICIPALITY_SET_URL = "UPDATE municipality SET public_url = $2 WHERE id = $1";
    OFFICE_INSERT =
        "INSERT INTO office (id, municipality_id, slug, kind, mailbox, phone, position, texts) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ROOM_INSERT = "INSERT INTO room (id, municipality_id, office_id, name, lanes) VALUES ($1, $2, $3, $4, $5)";
    KIND_INSERT =
        "INSERT INTO interview_kind (id, municipality_id, slug, minutes, buffer_before, buffer_after, modes, professions, \
           position, active, texts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, TRUE, $10)";

    // --- the store itself
    MIGRATIONS_APPLIED = "SELECT version, success FROM _sqlx_migrations ORDER BY version";
}

dialects! {
    /// Open slots starting in `[$3, $4)` whose nurse is busy, counted. From what is taken to the slots it touches, so that
    /// the cost grows with the window, not with history. SQLite joins in this order because of CROSS JOIN, and `+` keeps it
    /// from reading the whole window of the nurse; PostgreSQL is held to the order by OFFSET 0 (left to itself it joins
    /// every booking of the nurse with every slot of hers: ten times as slow over sixty days).
    busy {
        sqlite: concat!(
            "SELECT office_id, starts_at, ends_at, modes, COUNT(DISTINCT id) AS nurses FROM (", taken!(), ") AS t \
             CROSS JOIN slot WHERE ", touched!(), " AND +starts_at >= $3 AND +starts_at < $4", busy_per_group!()),
        postgres: concat!(
            "SELECT office_id, starts_at, ends_at, modes, COUNT(DISTINCT id) AS nurses FROM (", taken!(), ") AS t \
             CROSS JOIN LATERAL (SELECT * FROM slot WHERE ", touched!(), " AND starts_at >= $3 AND starts_at < $4 OFFSET 0) \
             AS s", busy_per_group!())
    }
    /// A booking, kept from others until the transaction ends. SQLite has one writer anyway.
    booking_locked { sqlite: BOOKING, postgres: concat!(bookings_where!("id = $2"), " FOR UPDATE") }
    /// A browser's hold, kept likewise.
    hold_of_browser_locked {
        sqlite: HOLD_OF_BROWSER,
        postgres: concat!(
            "SELECT ", hold_columns!(), " FROM hold WHERE municipality_id = $1 AND browser_hash = $2 FOR UPDATE")
    }
    /// Expired holds that nobody is confirming just now.
    holds_expired_locked {
        sqlite: HOLDS_EXPIRED,
        postgres: concat!(
            "SELECT ", hold_columns!(), " FROM hold WHERE expires_at <= $1 ORDER BY expires_at, id LIMIT $2 \
             FOR UPDATE SKIP LOCKED")
    }
    /// Thousands of slots as one JSON text: `[[id, office, kind, staff, starts, ends, modes, open], …]`.
    slots_insert {
        sqlite: concat!(
            "INSERT INTO slot (municipality_id, ", slot_columns!(), ") \
             SELECT $1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7 \
             FROM json_each($2) WHERE TRUE ON CONFLICT DO NOTHING"),
        postgres: concat!(
            "INSERT INTO slot (municipality_id, ", slot_columns!(), ") \
             SELECT $1, (entry ->> 0)::BIGINT, (entry ->> 1)::BIGINT, (entry ->> 2)::BIGINT, (entry ->> 3)::BIGINT, \
               (entry ->> 4)::BIGINT, (entry ->> 5)::BIGINT, (entry ->> 6)::BIGINT, (entry ->> 7)::BOOLEAN \
             FROM json_array_elements(CAST($2 AS TEXT)::JSON) AS slots (entry) ON CONFLICT DO NOTHING")
    }
    /// Takes due messages for a worker.
    outbox_claim {
        sqlite: concat!(
            "UPDATE outbox SET state = 'leased', lease_owner = $1, lease_until = $3 \
             WHERE id IN (SELECT id FROM outbox WHERE ", outbox_due!(), ") RETURNING ", outbox_columns!()),
        postgres: concat!(
            "WITH due AS MATERIALIZED (SELECT id AS due_id FROM outbox WHERE ", outbox_due!(), " FOR UPDATE SKIP LOCKED) \
             UPDATE outbox SET state = 'leased', lease_owner = $1, lease_until = $3 FROM due WHERE id = due_id \
             RETURNING ", outbox_columns!())
    }
}
