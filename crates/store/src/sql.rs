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
        "id, municipality_id, login, display_name, role, profession, video_url, disabled, position, modes, daily_max, joint"
    };
}

macro_rules! slot_columns {
    () => {
        "id, office_id, kind_id, staff_id, starts_at, ends_at, modes, open, planned"
    };
}

macro_rules! hold_columns {
    () => {
        "id, municipality_id, browser_hash, kind_id, office_id, staff_id, room_id, room_lane, mode, starts_at, ends_at, \
         busy_from, busy_until, expires_at, extended, form_key, draft_sealed, joint_staff_id, chain_since"
    };
}

macro_rules! booking_columns {
    () => {
        "id, municipality_id, reference, token_version, token_hash, client_id, kind_id, office_id, staff_id, room_id, \
         room_lane, mode, status, open, starts_at, ends_at, busy_from, busy_until, sequence, uid, join_url, language, \
         channel, source, discreet, consent_version, modes_offered, family_name, given_name, family_kana, given_kana, \
         phone_typed, phone_e164, phone_last4, email, birth_date, private_sealed, created_at, created_by, updated_at, \
         updated_by, cancel_reason_sealed, joint_staff_id, counted, version, token_sealed"
    };
}

macro_rules! bookings_where {
    ($condition:literal) => {
        concat!("SELECT ", booking_columns!(), " FROM booking WHERE municipality_id = $1 AND ", $condition)
    };
}

macro_rules! call_columns {
    () => {
        "id, municipality_id, booking_id, reason, cause, detail, next_at, attempts, outcome, done_at, staff_id, created_at, version"
    };
}

macro_rules! calls_where {
    ($condition:literal) => {
        concat!("SELECT ", call_columns!(), " FROM call WHERE municipality_id = $1 AND ", $condition)
    };
}

macro_rules! outbox_columns {
    () => {
        "id, municipality_id, booking_id, kind, version, recipient, dedupe_key, due_at, useful_until, state, attempts, \
         message_id, stamped_at, finished_at, last_error, detail, created_at"
    };
}

/// With what is written about a row later.
macro_rules! outbox_read {
    () => {
        concat!(outbox_columns!(), ", failure, held_at, settled_at")
    };
}

/// What a claim looks for: rows due, and rows whose worker has been silent for too long.
macro_rules! outbox_due {
    () => {
        "state IN ('pending', 'leased') AND due_at <= $2 AND (state = 'pending' OR lease_until <= $2) AND held_at IS NULL \
         ORDER BY due_at, id LIMIT $4"
    };
}

/// What keeps others out of a time, one text for each: nurse, second nurse, room, place, busy, kind, office, group, start.
macro_rules! taken_text {
    () => {
        "CAST(staff_id AS TEXT) || ' ' || CAST(COALESCE(joint_staff_id, 0) AS TEXT) || ' ' || \
         CAST(COALESCE(room_id, 0) AS TEXT) || ' ' || CAST(COALESCE(room_lane, 0) AS TEXT) || ' ' || \
         CAST(busy_from AS TEXT) || ' ' || CAST(busy_until AS TEXT) || ' ' || CAST(kind_id AS TEXT) || ' ' || \
         CAST(office_id AS TEXT) || ' ' || "
    };
}

/// The mailbox of an address, as the index `booking_mailbox` has it; where a character stands, each engine says by its own word.
macro_rules! mailbox {
    ($position:literal) => {
        concat!(
            "lower(CASE WHEN ",
            $position,
            "(email, '+') BETWEEN 2 AND ",
            $position,
            "(email, '@') THEN substr(email, 1, ",
            $position,
            "(email, '+') - 1) || substr(email, ",
            $position,
            "(email, '@')) ELSE email END)"
        )
    };
}

/// What a mailbox has been used for since $3: bookings, mails that somebody's action sent; and whether we know its owner.
macro_rules! mailbox_use {
    ($position:literal) => {
        concat!(
            "SELECT \
               (SELECT COUNT(*) FROM booking WHERE municipality_id = $1 AND ", mailbox!($position), " = $2 \
                  AND email IS NOT NULL AND created_at >= $3) AS bookings, \
               (SELECT COUNT(*) FROM booking JOIN outbox AS o ON o.booking_id = booking.id \
                WHERE booking.municipality_id = $1 AND ", mailbox!($position), " = $2 AND email IS NOT NULL \
                  AND o.created_at >= $3 AND o.recipient <> '' AND o.kind NOT LIKE 'reminder%' AND o.state <> 'superseded') AS mails, \
               EXISTS (SELECT 1 FROM booking WHERE municipality_id = $1 AND ", mailbox!($position), " = $2 \
                 AND email IS NOT NULL AND (created_by IS NOT NULL OR status IN ('arrived', 'fulfilled'))) AS known"
        )
    };
}

/// Bookings of which each word of a search, in one way of reading it, meets a term; then the best of them, and how many there are.
/// What can still be moved stands first, the soonest on top; then the past, the latest on top. `[[way, word, words, low, high], …]`.
macro_rules! bookings_found {
    ($($met:literal),+) => {
        concat!(
            "SELECT ", booking_columns!(), ", total FROM (\
               SELECT b.id AS found_id, COUNT(*) OVER () AS total, NOT (b.open AND b.ends_at >= $3) AS past, \
                 CASE WHEN b.open AND b.ends_at >= $3 THEN b.starts_at ELSE -b.starts_at END AS place \
               FROM (SELECT DISTINCT met.booking_id FROM (", $($met),+, ") AS met) AS hit \
               JOIN booking AS b ON b.id = hit.booking_id \
               WHERE b.municipality_id = $1 ORDER BY past, place, found_id LIMIT $4) AS ranked \
             JOIN booking ON booking.id = ranked.found_id ORDER BY past, place, found_id")
    };
}

/// Rows that are over since before $1: whether there are any, and the oldest of them, which go.
macro_rules! over {
    (any $table:literal, $over:expr) => {
        concat!("SELECT 1 AS over FROM ", $table, " WHERE ", $over, " LIMIT 1")
    };
    (end $table:literal, $key:literal = $columns:literal, $by:literal, $over:expr) => {
        concat!(
            "DELETE FROM ",
            $table,
            " WHERE ",
            $key,
            " IN (SELECT ",
            $columns,
            " FROM ",
            $table,
            " WHERE ",
            $over,
            " ORDER BY ",
            $by,
            " LIMIT $2)"
        )
    };
}

/// What is told of a booking stays until the booking itself is long over: a key that says "sent once" is no use before.
macro_rules! booking_over {
    ($table:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM booking WHERE booking.id = ",
            $table,
            ".booking_id AND booking.ends_at >= $1)"
        )
    };
}

macro_rules! keys_over {
    () => {
        "created_at < $1"
    };
}

macro_rules! sessions_over {
    () => {
        "seen_at < $1"
    };
}

macro_rules! messages_over {
    () => {
        concat!("finished_at < $1 AND state NOT IN ('pending', 'leased') AND ", booking_over!("outbox"))
    };
}

macro_rules! calls_over {
    () => {
        concat!("done_at < $1 AND ", booking_over!("call"))
    };
}

macro_rules! alarms_over {
    () => {
        "cleared_at < $1"
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
        "SELECT id, slug, public_url, timezone, mail_from, phone, video_base_url, consent_version, texts, discreet_mail_from, \
           large_networks FROM municipality ORDER BY id";
    MUNICIPALITY =
        "SELECT id, slug, public_url, timezone, mail_from, phone, video_base_url, consent_version, texts, discreet_mail_from, \
           large_networks, year_end_closed, setup_version FROM municipality WHERE id = $1";
    OFFICES =
        "SELECT id, slug, kind, mailbox, phone, texts, hours, active FROM office WHERE municipality_id = $1 \
         ORDER BY position, id";
    ROOMS =
        "SELECT r.id, r.office_id, r.name, r.lanes, r.active FROM office AS o JOIN room AS r ON r.office_id = o.id \
         WHERE o.municipality_id = $1 ORDER BY r.name, r.id";
    KINDS =
        "SELECT id, slug, minutes, buffer_before, buffer_after, modes, professions, texts, rules, active FROM interview_kind \
         WHERE municipality_id = $1 ORDER BY position, id";
    LEAFLETS =
        "SELECT id, kind_id, label_ja, label_en, media_type, size FROM leaflet WHERE municipality_id = $1 ORDER BY kind_id, id";
    LEAFLET_PART =
        "SELECT media_type, size, substr(octets, CAST($3 AS INTEGER), CAST($4 AS INTEGER)) AS part FROM leaflet \
         WHERE municipality_id = $1 AND id = $2";
    LEAFLET_INSERT =
        "INSERT INTO leaflet (id, municipality_id, kind_id, label_ja, label_en, media_type, size, octets) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    LEAFLET_DELETE = "DELETE FROM leaflet WHERE municipality_id = $1 AND id = $2";
    CLOSURES =
        "SELECT id, office_id, staff_id, first_day, last_day, hours, reason FROM closure \
         WHERE municipality_id = $1 AND last_day >= $2 ORDER BY last_day, id";
    HOLIDAYS = "SELECT day, name FROM holiday WHERE municipality_id = $1 ORDER BY day";
    STAFF = concat!("SELECT ", staff_columns!(), " FROM staff WHERE municipality_id = $1 ORDER BY position, id");
    STAFF_OFFICES =
        "SELECT so.staff_id, so.office_id FROM staff AS s JOIN staff_office AS so ON so.staff_id = s.id \
         WHERE s.municipality_id = $1 ORDER BY so.staff_id, so.office_id";
    /// What is taken in `[$2, $3)` and not by $6 or $7; $4 is as long before $2 as anything is kept; with the version of the
    /// times of kind $8. One row: the cost of a row is many times that of its text, and a listing asks for thousands.
    STANDING = concat!(
        "SELECT (SELECT slots_version FROM interview_kind WHERE id = $8 AND municipality_id = $1) AS slots_version, \
           (SELECT string_agg(", taken_text!(), "counted || ' ' || CAST(starts_at AS TEXT), ';') FROM booking \
            WHERE municipality_id = $1 AND status <> 'cancelled' AND busy_from > $4 AND busy_from < $3 AND busy_until > $2 \
              AND id <> $6) AS bookings, \
           (SELECT string_agg(", taken_text!(), "'web ' || CAST(starts_at AS TEXT), ';') FROM hold \
            WHERE municipality_id = $1 AND expires_at > $5 AND busy_from > $4 AND busy_from < $3 AND busy_until > $2 \
              AND id <> $7) AS holds");
    /// Reads the index `slot_offer` alone, in its order.
    TIMES_OF_KIND =
        "SELECT staff_id, starts_at, ends_at, modes, open FROM slot \
         WHERE kind_id = $1 AND office_id = $2 AND starts_at >= $3 ORDER BY starts_at, ends_at, modes, staff_id, id, open";
    CANDIDATES =
        "SELECT s.staff_id, s.starts_at, s.ends_at, s.modes, s.open, \
           (SELECT COUNT(*) FROM booking AS b WHERE b.staff_id = s.staff_id AND b.status <> 'cancelled' \
              AND b.starts_at >= $4 AND b.starts_at <= $5) \
           + (SELECT COUNT(*) FROM booking AS b WHERE b.joint_staff_id = s.staff_id AND b.status <> 'cancelled' \
              AND b.starts_at >= $4 AND b.starts_at <= $5) AS load \
         FROM slot AS s WHERE s.kind_id = $1 AND s.office_id = $2 AND s.starts_at = $3 \
         ORDER BY load, s.staff_id, s.id";
    NURSE_OF_CLIENT =
        "SELECT staff_id FROM booking WHERE client_id = $1 AND status <> 'cancelled' ORDER BY starts_at DESC LIMIT 1";

    // --- the guard
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
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) \
         ON CONFLICT (municipality_id, browser_hash) DO NOTHING");
    HOLD_UPDATE = "UPDATE hold SET expires_at = $2, extended = $3, draft_sealed = $4 WHERE id = $1";
    HOLD_OF_BROWSER = concat!("SELECT ", hold_columns!(), " FROM hold WHERE municipality_id = $1 AND browser_hash = $2");
    HOLD = concat!("SELECT ", hold_columns!(), " FROM hold WHERE id = $1");
    HOLD_DELETE = "DELETE FROM hold WHERE id = $1";
    HOLDS_EXPIRED = concat!(
        "SELECT ", hold_columns!(), " FROM hold WHERE expires_at <= $1 ORDER BY expires_at, id LIMIT $2");

    HOLDS_BETWEEN = concat!(
        "SELECT ", hold_columns!(), " FROM hold WHERE municipality_id = $1 AND busy_from > $5 AND starts_at >= $2 \
           AND starts_at < $3 AND expires_at > $4 ORDER BY starts_at, id");

    // --- bookings
    CLIENT_INSERT =
        "INSERT INTO client (id, municipality_id, phone_e164, birth_date, created_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (municipality_id, phone_e164, birth_date) DO NOTHING";
    CLIENT_FIND = "SELECT id FROM client WHERE municipality_id = $1 AND phone_e164 = $2 AND birth_date = $3";
    BOOKING_INSERT = concat!(
        "INSERT INTO booking (", booking_columns!(), ", search_hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, \
           $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47) \
         ON CONFLICT DO NOTHING");
    /// The last line keeps "one open booking per kind" without an error that would end the transaction.
    BOOKING_UPDATE =
        "UPDATE booking SET token_version = $5, token_hash = $6, client_id = $7, office_id = $8, staff_id = $9, \
           room_id = $10, room_lane = $11, mode = $12, status = $13, open = $14, starts_at = $15, ends_at = $16, \
           busy_from = $17, busy_until = $18, sequence = $19, join_url = $20, language = $21, discreet = $22, \
           modes_offered = $23, family_name = $24, given_name = $25, family_kana = $26, given_kana = $27, \
           phone_typed = $28, phone_e164 = $29, phone_last4 = $30, email = $31, birth_date = $32, private_sealed = $33, \
           updated_at = $34, updated_by = $35, cancel_reason_sealed = $36, joint_staff_id = $37, counted = $38, \
           version = $3 \
         WHERE id = $1 AND municipality_id = $2 AND version = $4 \
           AND (NOT $14 OR NOT EXISTS (SELECT 1 FROM booking AS other \
             WHERE other.client_id = $7 AND other.kind_id = booking.kind_id AND other.open AND other.id <> $1))";
    BOOKING_CLOSE_PAST =
        "UPDATE booking SET open = FALSE, version = version + 1 WHERE client_id = $1 AND kind_id = $2 AND open AND ends_at <= $3";
    BOOKING = bookings_where!("id = $2");
    BOOKING_BY_TOKEN = bookings_where!("token_hash = $2");
    BOOKING_OPEN_OF =
        concat!("SELECT ", booking_columns!(), " FROM booking WHERE client_id = $1 AND kind_id = $2 AND open");
    BOOKINGS_BETWEEN = bookings_where!("starts_at >= $2 AND starts_at < $3 ORDER BY starts_at, id");
    /// How many lie ahead: at an office, of a kind, or of a nurse.
    BOOKINGS_AHEAD =
        "SELECT COUNT(*) AS bookings FROM booking WHERE municipality_id = $1 AND starts_at >= $2 AND status <> 'cancelled' \
           AND office_id = COALESCE($3, office_id) AND kind_id = COALESCE($4, kind_id) \
           AND (staff_id = $5 OR joint_staff_id = $5 OR $5 IS NULL)";
    BOOKINGS_OF_NURSE = bookings_where!(
        "starts_at >= $2 AND status = 'booked' AND (staff_id = $3 OR joint_staff_id = $3) ORDER BY starts_at, id");
    /// Live bookings that begin in `[$2, $3)`, at an office or of a nurse, counted by their time.
    BOOKINGS_MET =
        "SELECT starts_at, ends_at, COUNT(*) AS number FROM booking \
         WHERE municipality_id = $1 AND starts_at >= $2 AND starts_at < $3 AND status IN ('booked', 'arrived') \
           AND office_id = COALESCE($4, office_id) AND (staff_id = $5 OR joint_staff_id = $5 OR $5 IS NULL) \
         GROUP BY starts_at, ends_at ORDER BY starts_at, ends_at";
    /// Open times likewise.
    TIMES_MET =
        "SELECT starts_at, ends_at, COUNT(*) AS number FROM slot \
         WHERE municipality_id = $1 AND starts_at >= $2 AND starts_at < $3 AND open \
           AND office_id = COALESCE($4, office_id) AND (staff_id = $5 OR $5 IS NULL) \
         GROUP BY starts_at, ends_at ORDER BY starts_at, ends_at";
    /// The first published time of `[$2, $3)`, at an office or at any.
    NEXT_TIME =
        "SELECT starts_at FROM slot WHERE municipality_id = $1 AND starts_at >= $2 AND starts_at < $3 \
           AND office_id = COALESCE($4, office_id) ORDER BY starts_at LIMIT 1";
    /// Times that somebody has published and that have not begun, whatever they are for.
    COMING_PLACES =
        "SELECT COUNT(*) AS places FROM (SELECT DISTINCT staff_id, starts_at FROM slot \
         WHERE municipality_id = $1 AND starts_at > $2 AND open) AS t";
    /// Another time of hers that meets `[$2, $3)`.
    BOOKING_BESIDE = concat!(
        "SELECT ", booking_columns!(), " FROM booking WHERE client_id = $1 AND status <> 'cancelled' AND starts_at < $3 \
           AND ends_at > $2 ORDER BY starts_at, id LIMIT 1");
    /// Says which terms a booking has; touches nothing when it has them already.
    SEARCH_HASH_SET =
        "UPDATE booking SET search_hash = $3 WHERE municipality_id = $1 AND id = $2 AND search_hash <> $3";
    SEARCH_TERMS_DELETE = "DELETE FROM search_term WHERE booking_id = $1";
    BOOKINGS_WITHOUT_TERMS = concat!(
        "SELECT ", booking_columns!(), " FROM booking WHERE search_hash = 0 ORDER BY id LIMIT $1");

    BOOKINGS_BORN = bookings_where!("birth_date = $2 AND open AND ends_at > $3 ORDER BY starts_at, id");

    // --- the call list
    /// Whoever was spoken to is not called again for the same cause; what had only settled by itself is open again.
    CALL_ENSURE = concat!(
        "INSERT INTO call (", call_columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
         ON CONFLICT (booking_id, reason, cause) DO UPDATE SET outcome = NULL, done_at = NULL, next_at = excluded.next_at, \
           version = call.version + 1 WHERE call.outcome = 'settled'");
    CALLS_OPEN = calls_where!("done_at IS NULL ORDER BY next_at, id");
    CALLS_DONE = calls_where!("done_at >= $2 ORDER BY done_at DESC, id DESC LIMIT 50");
    CALLS_WAITING = "SELECT COUNT(*) AS calls FROM call WHERE municipality_id = $1 AND done_at IS NULL";
    CALL = calls_where!("id = $2");
    CALLS_OF = concat!("SELECT ", call_columns!(), " FROM call WHERE booking_id = $1 ORDER BY id");
    CALL_UPDATE =
        "UPDATE call SET next_at = $5, attempts = $6, outcome = $7, done_at = $8, staff_id = $9, version = $3 \
         WHERE municipality_id = $1 AND id = $2 AND version = $4";
    CALLS_REOPEN =
        "UPDATE call SET outcome = NULL, done_at = NULL, version = version + 1 \
         WHERE booking_id = $1 AND outcome = 'settled' AND done_at >= $2";
    BOOKINGS_TO_CALL = bookings_where!(
        "id IN (SELECT booking_id FROM call WHERE municipality_id = $1 AND done_at IS NULL) ORDER BY starts_at, id");
    /// An open entry is enough for all mails of a booking.
    MAILS_REFUSED =
        "SELECT o.id, o.municipality_id, o.booking_id FROM outbox AS o JOIN booking AS b ON b.id = o.booking_id \
         WHERE o.state = 'failed' AND o.failure = 'recipient' AND o.finished_at >= $1 AND b.ends_at > $2 AND b.email = o.recipient \
           AND o.kind IN ('confirmation', 'change', 'cancellation', 'reminder_1d') \
           AND NOT EXISTS (SELECT 1 FROM call AS c WHERE c.booking_id = o.booking_id AND c.reason = 'mail_refused' \
             AND (c.done_at IS NULL OR c.cause = 'mail:' || CAST(o.id AS TEXT))) ORDER BY o.id LIMIT 100";

    // --- undo
    UNDO_SAVE =
        "INSERT INTO undo (booking_id, municipality_id, action, version, until_at, hold_id, before_sealed) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (booking_id) DO UPDATE SET action = excluded.action, version = excluded.version, \
           until_at = excluded.until_at, hold_id = excluded.hold_id, before_sealed = excluded.before_sealed";
    UNDO_OF =
        "SELECT booking_id, municipality_id, action, version, until_at, hold_id, before_sealed FROM undo \
         WHERE municipality_id = $1 AND booking_id = $2";
    UNDO_DELETE = "DELETE FROM undo WHERE booking_id = $1";
    UNDO_OVER = "SELECT COUNT(*) AS acts FROM undo WHERE until_at <= $1";
    UNDO_FORGET = "DELETE FROM undo WHERE until_at <= $1";

    // --- nurse slots
    SLOTS_BETWEEN = concat!(
        "SELECT ", slot_columns!(), " FROM slot WHERE municipality_id = $1 AND starts_at >= $2 AND starts_at < $3 \
         ORDER BY starts_at, id");
    /// Comes first, so that on PostgreSQL two who change times do so one after the other, and never wait for each other in a circle.
    SLOTS_CHANGED = "UPDATE municipality SET slots_version = slots_version + 1 WHERE id = $1";
    SLOTS_OF_KIND_CHANGED =
        "UPDATE interview_kind SET slots_version = slots_version + 1 WHERE municipality_id = $1 AND id = $2";
    SLOTS_SET_OPEN =
        "UPDATE slot SET open = $4 WHERE municipality_id = $1 AND staff_id = $2 AND starts_at = $3 RETURNING kind_id";
    SLOT = concat!("SELECT ", slot_columns!(), " FROM slot WHERE municipality_id = $1 AND id = $2");

    // --- idempotency
    IDEMPOTENCY_INSERT =
        "INSERT INTO idempotency (municipality_id, key, request_hash, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (municipality_id, key) DO NOTHING";
    IDEMPOTENCY_FIND = "SELECT request_hash, answer_sealed FROM idempotency WHERE municipality_id = $1 AND key = $2";
    IDEMPOTENCY_STORE =
        "UPDATE idempotency SET booking_id = $3, answer_sealed = $4 WHERE municipality_id = $1 AND key = $2";

    // --- outbox
    OUTBOX_SUPERSEDE =
        "UPDATE outbox SET state = 'superseded', finished_at = $2, lease_owner = NULL, lease_until = NULL \
         WHERE booking_id = $1 AND state IN ('pending', 'leased')";
    OUTBOX_RESTORE =
        "UPDATE outbox SET state = 'pending', version = $2, finished_at = NULL WHERE id = $1 AND state = 'superseded'";
    OUTBOX_RENEW = "UPDATE outbox SET lease_until = $3 WHERE id = $2 AND state = 'leased' AND lease_owner = $1";
    OUTBOX_STAMP =
        "UPDATE outbox SET stamped_at = COALESCE(stamped_at, $3), attempts = attempts + 1 \
         WHERE id = $2 AND state = 'leased' AND lease_owner = $1";
    OUTBOX_FINISH =
        "UPDATE outbox SET state = $3, last_error = $4, finished_at = $5, failure = $6, lease_owner = NULL, lease_until = NULL \
         WHERE id = $2 AND state = 'leased' AND lease_owner = $1";
    OUTBOX_RETRY =
        "UPDATE outbox SET state = 'pending', due_at = $3, last_error = $4, failure = $5, lease_owner = NULL, lease_until = NULL \
         WHERE id = $2 AND state = 'leased' AND lease_owner = $1";
    OUTBOX_FREE_LEASES =
        "UPDATE outbox SET state = 'pending', lease_owner = NULL, lease_until = NULL \
         WHERE state IN ('pending', 'leased') AND state = 'leased'";
    OUTBOX_HASTEN =
        "UPDATE outbox SET due_at = $1 WHERE failure = 'relay' AND state = 'pending' AND held_at IS NULL AND due_at > $1";
    /// 0 is every city.
    OUTBOX_COUNT_OF =
        "SELECT COUNT(*) AS messages FROM outbox WHERE failure = $2 AND ($1 = 0 OR municipality_id = $1) \
           AND state IN ('pending', 'leased', 'failed') AND held_at IS NULL AND settled_at IS NULL";
    OUTBOX_IS_DUE =
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE state IN ('pending', 'leased') AND due_at <= $1 \
           AND (state = 'pending' OR lease_until <= $1) AND held_at IS NULL) AS due";
    OUTBOX_ROW = concat!("SELECT ", outbox_read!(), " FROM outbox WHERE municipality_id = $1 AND id = $2");
    OUTBOX_ENDED = concat!(
        "SELECT ", outbox_read!(), " FROM outbox WHERE municipality_id = $1 AND state IN ('failed', 'expired') \
           AND settled_at IS NULL AND finished_at >= $2 ORDER BY finished_at DESC, id DESC LIMIT $3");
    OUTBOX_WAITING = concat!(
        "SELECT ", outbox_read!(), " FROM outbox WHERE failure = 'relay' AND municipality_id = $1 \
           AND state IN ('pending', 'leased') AND held_at IS NULL ORDER BY created_at, id LIMIT $2");
    OUTBOX_SETTLE =
        "UPDATE outbox SET settled_at = $3 WHERE municipality_id = $1 AND id = $2 AND state IN ('failed', 'expired') \
           AND settled_at IS NULL";
    OUTBOX_HOLD =
        "UPDATE outbox SET held_at = $1, state = 'pending', lease_owner = NULL, lease_until = NULL \
         WHERE state IN ('pending', 'leased') AND held_at IS NULL";
    OUTBOX_HELD = concat!(
        "SELECT ", outbox_read!(), " FROM outbox WHERE municipality_id = $1 AND held_at IS NOT NULL AND state = 'pending' \
         ORDER BY due_at, id");
    OUTBOX_RELEASE =
        "UPDATE outbox SET held_at = NULL, useful_until = $3 \
         WHERE municipality_id = $1 AND id = $2 AND held_at IS NOT NULL AND state = 'pending'";
    OUTBOX_DROP =
        "UPDATE outbox SET state = 'superseded', finished_at = $3, last_error = $4 \
         WHERE municipality_id = $1 AND id = $2 AND held_at IS NOT NULL AND state = 'pending'";
    OUTBOX_OF = concat!("SELECT ", outbox_read!(), " FROM outbox WHERE booking_id = $1 ORDER BY created_at, id");
    /// What waits, and what has ended since $1.
    OUTBOX_COUNTS =
        "SELECT state, COUNT(*) AS messages FROM outbox WHERE state IN ('pending', 'leased') GROUP BY state \
         UNION ALL SELECT state, COUNT(*) FROM outbox WHERE finished_at >= $1 AND state NOT IN ('pending', 'leased') \
         GROUP BY state ORDER BY state";

    // --- alarms
    ALARM_RAISE =
        "INSERT INTO alarm (id, municipality_id, code, subject, detail, raised_at, last_seen_at, count) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (COALESCE(municipality_id, 0), code, subject) DO UPDATE SET \
           detail = excluded.detail, last_seen_at = excluded.last_seen_at, cleared_at = NULL, \
           raised_at = CASE WHEN alarm.cleared_at IS NULL THEN alarm.raised_at ELSE excluded.raised_at END, \
           count = CASE WHEN alarm.cleared_at IS NULL THEN alarm.count + excluded.count ELSE excluded.count END";
    /// 0 is every city.
    ALARM_CLEAR =
        "UPDATE alarm SET cleared_at = $4 \
         WHERE COALESCE(municipality_id, 0) = $1 AND code = $2 AND subject = $3 AND cleared_at IS NULL";
    ALARMS =
        "SELECT id, municipality_id, code, subject, detail, raised_at, last_seen_at, count FROM alarm \
         WHERE cleared_at IS NULL ORDER BY raised_at, id";

    // --- the mark of a backup
    BACKUP_MARK = "SELECT taken_at, version FROM backup_mark ORDER BY taken_at DESC LIMIT 1";
    BACKUP_MARK_FORGET = "DELETE FROM backup_mark";

    // --- sealed values, of every city
    SEALED_PRIVATE = "SELECT id, private_sealed AS sealed FROM booking WHERE id > $1 ORDER BY id LIMIT $2";
    SEALED_REASON =
        "SELECT id, cancel_reason_sealed AS sealed FROM booking WHERE id > $1 AND cancel_reason_sealed IS NOT NULL \
         ORDER BY id LIMIT $2";
    SEALED_UNDO = "SELECT booking_id AS id, before_sealed AS sealed FROM undo WHERE booking_id > $1 ORDER BY booking_id LIMIT $2";
    SEALED_DRAFT =
        "SELECT id, draft_sealed AS sealed FROM hold WHERE id > $1 AND draft_sealed IS NOT NULL ORDER BY id LIMIT $2";
    SEALED_DESK =
        "SELECT token_hash, state_sealed AS sealed FROM session WHERE token_hash > $1 AND state_sealed IS NOT NULL \
         ORDER BY token_hash LIMIT $2";
    SEALED_ANSWER =
        "SELECT municipality_id, key, answer_sealed AS sealed FROM idempotency \
         WHERE (municipality_id, key) > ($1, $2) AND answer_sealed IS NOT NULL ORDER BY municipality_id, key LIMIT $3";
    SEALED_PRIVATE_LAST = "SELECT id, private_sealed AS sealed FROM booking WHERE id <= $1 ORDER BY id DESC LIMIT $2";
    RESEAL_PRIVATE = "UPDATE booking SET private_sealed = $3 WHERE id = $1 AND private_sealed = $2";
    RESEAL_REASON = "UPDATE booking SET cancel_reason_sealed = $3 WHERE id = $1 AND cancel_reason_sealed = $2";
    RESEAL_UNDO = "UPDATE undo SET before_sealed = $3 WHERE booking_id = $1 AND before_sealed = $2";
    RESEAL_DRAFT = "UPDATE hold SET draft_sealed = $3 WHERE id = $1 AND draft_sealed = $2";
    RESEAL_DESK = "UPDATE session SET state_sealed = $3 WHERE token_hash = $1 AND state_sealed = $2";
    RESEAL_ANSWER =
        "UPDATE idempotency SET answer_sealed = $4 WHERE municipality_id = $1 AND key = $2 AND answer_sealed = $3";
    LINKS_AFTER = "SELECT id, token_version, token_hash, token_sealed FROM booking WHERE id > $1 ORDER BY id LIMIT $2";
    LINK_SEAL = "UPDATE booking SET token_sealed = $3 WHERE id = $1 AND token_hash = $2";

    // --- audit
    AUDIT_INSERT =
        "INSERT INTO audit (id, municipality_id, at, actor_kind, actor_id, action, subject_kind, subject_id, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    AUDIT_INSERT_ONCE =
        "INSERT INTO audit (id, municipality_id, at, actor_kind, actor_id, action, subject_kind, subject_id, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING";

    // --- staff
    /// Exactly as typed ($2) before folded ($3): some are told apart by case alone.
    STAFF_BY_LOGIN = concat!(
        "SELECT ", staff_columns!(), " FROM staff WHERE municipality_id = $1 AND login_key IN ($2, $3) \
         ORDER BY CASE WHEN login_key = $2 THEN 0 ELSE 1 END LIMIT 1");
    OFFICES_OF_STAFF = "SELECT office_id FROM staff_office WHERE staff_id = $1 ORDER BY office_id";
    STAFF_INSERT = concat!(
        "INSERT INTO staff (", staff_columns!(), ", login_key, password_hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING");
    STAFF_OFFICE_INSERT = "INSERT INTO staff_office (staff_id, office_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    STAFF_OFFICES_DELETE = "DELETE FROM staff_office WHERE staff_id = $1";
    STAFF_UPDATE =
        "UPDATE staff SET display_name = $3, role = $4, profession = $5, video_url = $6, disabled = $7, modes = $8, \
           daily_max = $9, joint = $10, version = version + 1 WHERE municipality_id = $1 AND id = $2";
    /// By itself: what is read with a member is cached, and goes with every request.
    PASSWORD_HASH = "SELECT password_hash FROM staff WHERE municipality_id = $1 AND id = $2";
    PASSWORD_SET =
        "UPDATE staff SET password_hash = $3, version = version + 1 \
         WHERE municipality_id = $1 AND id = $2 AND password_hash = COALESCE($4, password_hash)";
    SESSION_INSERT =
        "INSERT INTO session (token_hash, municipality_id, staff_id, created_at, seen_at, state_sealed) \
         VALUES ($1, $2, $3, $4, $5, $6)";
    SESSION_FIND =
        "SELECT token_hash, municipality_id, staff_id, created_at, seen_at, state_sealed FROM session WHERE token_hash = $1";
    /// Every request of staff asks this, and nothing else about who she is: her offices come as one text.
    SESSION_MEMBER = concat!(
        "SELECT token_hash, staff_id, created_at, seen_at, state_sealed, ", staff_columns!(), ", \
           (SELECT string_agg(CAST(office_id AS TEXT), ' ') FROM staff_office WHERE staff_office.staff_id = staff.id) AS offices \
         FROM session JOIN staff USING (municipality_id) WHERE token_hash = $1 AND staff.id = session.staff_id");
    SESSION_UPDATE = "UPDATE session SET seen_at = $2, state_sealed = $3 WHERE token_hash = $1";
    /// The state stays: whoever only looks has read it before somebody else wrote it.
    SESSION_SEEN = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
    SESSION_DELETE = "DELETE FROM session WHERE token_hash = $1";
    SESSIONS_OF_STAFF_DELETE = "DELETE FROM session WHERE staff_id = $1";

    // --- setting a city up
    MUNICIPALITY_INSERT =
        "INSERT INTO municipality (id, slug, public_url, timezone, mail_from, phone, video_base_url, consent_version, texts, \
           discreet_mail_from) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    MUNICIPALITY_SET_URL = "UPDATE municipality SET public_url = $2 WHERE id = $1";
    MUNICIPALITY_SET_NETWORKS = "UPDATE municipality SET large_networks = $2 WHERE id = $1";
    OFFICE_INSERT =
        "INSERT INTO office (id, municipality_id, slug, kind, mailbox, phone, position, texts, hours, active) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    OFFICE_UPDATE =
        "UPDATE office SET slug = $3, kind = $4, mailbox = $5, phone = $6, texts = $7, hours = $8, active = $9, \
           version = version + 1 WHERE municipality_id = $2 AND id = $1";
    ROOM_SAVE =
        "INSERT INTO room (id, municipality_id, office_id, name, lanes, active) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, lanes = excluded.lanes, active = excluded.active \
         WHERE room.municipality_id = excluded.municipality_id AND room.office_id = excluded.office_id";
    KIND_INSERT =
        "INSERT INTO interview_kind (id, municipality_id, slug, minutes, buffer_before, buffer_after, modes, professions, \
           position, active, texts, rules) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    KIND_UPDATE =
        "UPDATE interview_kind SET slug = $3, minutes = $4, buffer_before = $5, buffer_after = $6, modes = $7, \
           professions = $8, active = $9, texts = $10, rules = $11, version = version + 1 WHERE municipality_id = $2 AND id = $1";
    OFFICE_PLACE = "UPDATE office SET position = $3 WHERE municipality_id = $1 AND id = $2";
    KIND_PLACE = "UPDATE interview_kind SET position = $3 WHERE municipality_id = $1 AND id = $2";
    STAFF_PLACE = "UPDATE staff SET position = $3 WHERE municipality_id = $1 AND id = $2";
    OFFICE_USED =
        "SELECT EXISTS (SELECT 1 FROM slot WHERE municipality_id = $1 AND office_id = $2) \
           OR EXISTS (SELECT 1 FROM closure WHERE municipality_id = $1 AND office_id = $2) \
           OR EXISTS (SELECT 1 FROM hold WHERE municipality_id = $1 AND office_id = $2) \
           OR EXISTS (SELECT 1 FROM booking WHERE municipality_id = $1 AND office_id = $2) AS used";
    KIND_USED =
        "SELECT EXISTS (SELECT 1 FROM slot WHERE municipality_id = $1 AND kind_id = $2) \
           OR EXISTS (SELECT 1 FROM hold WHERE municipality_id = $1 AND kind_id = $2) \
           OR EXISTS (SELECT 1 FROM booking WHERE municipality_id = $1 AND kind_id = $2) AS used";
    STAFF_USED =
        "SELECT EXISTS (SELECT 1 FROM slot WHERE municipality_id = $1 AND staff_id = $2) \
           OR EXISTS (SELECT 1 FROM closure WHERE municipality_id = $1 AND staff_id = $2) \
           OR EXISTS (SELECT 1 FROM audit WHERE municipality_id = $1 AND actor_kind = 'staff' AND actor_id = $2) \
           OR EXISTS (SELECT 1 FROM hold WHERE municipality_id = $1 AND (staff_id = $2 OR joint_staff_id = $2)) \
           OR EXISTS (SELECT 1 FROM booking WHERE municipality_id = $1 \
             AND (staff_id = $2 OR joint_staff_id = $2 OR created_by = $2 OR updated_by = $2)) AS used";
    OFFICE_ROOMS_DELETE = "DELETE FROM room WHERE municipality_id = $1 AND office_id = $2";
    OFFICE_STAFF_DELETE =
        "DELETE FROM staff_office WHERE office_id IN (SELECT id FROM office WHERE municipality_id = $1 AND id = $2)";
    OFFICE_DELETE = "DELETE FROM office WHERE municipality_id = $1 AND id = $2";
    KIND_LEAFLETS_DELETE = "DELETE FROM leaflet WHERE municipality_id = $1 AND kind_id = $2";
    KIND_DELETE = "DELETE FROM interview_kind WHERE municipality_id = $1 AND id = $2";
    STAFF_SESSIONS_DELETE = "DELETE FROM session WHERE municipality_id = $1 AND staff_id = $2";
    STAFF_PLACES_DELETE =
        "DELETE FROM staff_office WHERE staff_id IN (SELECT id FROM staff WHERE municipality_id = $1 AND id = $2)";
    STAFF_DELETE = "DELETE FROM staff WHERE municipality_id = $1 AND id = $2";
    SETUP_VERSION = "SELECT setup_version FROM municipality WHERE id = $1";
    SETUP_CHANGED = "UPDATE municipality SET setup_version = setup_version + 1 WHERE id = $1";
    HOLIDAYS_CHANGED = "UPDATE municipality SET holidays_version = holidays_version + 1 WHERE id = $1";
    /// Only what was changed since it was made.
    VERSIONS =
        "SELECT 'office' AS sort, id, version FROM office WHERE municipality_id = $1 AND version > 0 \
         UNION ALL SELECT 'kind', id, version FROM interview_kind WHERE municipality_id = $1 AND version > 0 \
         UNION ALL SELECT 'staff', id, version FROM staff WHERE municipality_id = $1 AND version > 0 \
         UNION ALL SELECT 'template', id, version FROM template WHERE municipality_id = $1 AND version > 0 \
         UNION ALL SELECT 'closure', id, version FROM closure WHERE municipality_id = $1 AND version > 0 \
         UNION ALL SELECT 'partner_key', id, version FROM partner_key WHERE municipality_id = $1 AND version > 0 \
         UNION ALL SELECT 'holidays', id, holidays_version FROM municipality WHERE id = $1 AND holidays_version > 0";
    YEAR_END_SET = "UPDATE municipality SET year_end_closed = $2 WHERE id = $1";
    CLOSURE_SAVE =
        "INSERT INTO closure (id, municipality_id, office_id, staff_id, first_day, last_day, hours, reason) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (id) DO UPDATE SET office_id = excluded.office_id, staff_id = excluded.staff_id, \
           first_day = excluded.first_day, last_day = excluded.last_day, hours = excluded.hours, reason = excluded.reason, \
           version = closure.version + 1 \
         WHERE closure.municipality_id = excluded.municipality_id";
    CLOSURE_DELETE = "DELETE FROM closure WHERE municipality_id = $1 AND id = $2";
    HOLIDAY_SAVE =
        "INSERT INTO holiday (municipality_id, day, name) VALUES ($1, $2, $3) \
         ON CONFLICT (municipality_id, day) DO UPDATE SET name = excluded.name";
    HOLIDAY_DELETE = "DELETE FROM holiday WHERE municipality_id = $1 AND day = $2";
    TEMPLATES =
        "SELECT id, name, office_id, staff_id, kinds, modes, repeat, weekdays, hours, breaks, step, valid_from, valid_until \
         FROM template WHERE municipality_id = $1 ORDER BY id";
    TEMPLATE_SAVE =
        "INSERT INTO template (id, municipality_id, name, office_id, staff_id, kinds, modes, repeat, weekdays, hours, breaks, \
           step, valid_from, valid_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, office_id = excluded.office_id, staff_id = excluded.staff_id, \
           kinds = excluded.kinds, modes = excluded.modes, repeat = excluded.repeat, weekdays = excluded.weekdays, \
           hours = excluded.hours, breaks = excluded.breaks, step = excluded.step, valid_from = excluded.valid_from, \
           valid_until = excluded.valid_until, version = template.version + 1 \
         WHERE template.municipality_id = excluded.municipality_id";
    TEMPLATE_DELETE = "DELETE FROM template WHERE municipality_id = $1 AND id = $2";
    PARTNER_KEY_SAVE =
        "INSERT INTO partner_key (id, municipality_id, name, key_hash, created_at, revoked_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, revoked_at = excluded.revoked_at, version = partner_key.version + 1 \
         WHERE partner_key.municipality_id = excluded.municipality_id";
    PARTNER_KEY_FIND =
        "SELECT id, municipality_id, name, key_hash, created_at, revoked_at FROM partner_key \
         WHERE municipality_id = $1 AND key_hash = $2 AND revoked_at IS NULL";
    PARTNER_KEYS =
        "SELECT id, municipality_id, name, key_hash, created_at, revoked_at FROM partner_key WHERE municipality_id = $1 \
         ORDER BY id";
    AUDIT_OF =
        "SELECT at, actor_kind, actor_id, action, detail FROM audit \
         WHERE municipality_id = $1 AND subject_kind = $2 AND subject_id = $3 ORDER BY id";

    // --- what is over
    KEYS_OVER = over!(any "idempotency", keys_over!());
    KEYS_END = over!(end "idempotency", "(municipality_id, key)" = "municipality_id, key", "created_at", keys_over!());
    SESSIONS_OVER = over!(any "session", sessions_over!());
    SESSIONS_END = over!(end "session", "token_hash" = "token_hash", "seen_at", sessions_over!());
    MESSAGES_OVER = over!(any "outbox", messages_over!());
    MESSAGES_END = over!(end "outbox", "id" = "id", "finished_at", messages_over!());
    CALLS_OVER = over!(any "call", calls_over!());
    CALLS_END = over!(end "call", "id" = "id", "done_at", calls_over!());
    ALARMS_OVER = over!(any "alarm", alarms_over!());
    ALARMS_END = over!(end "alarm", "id" = "id", "cleared_at", alarms_over!());

    // --- the store itself
    PROBE = "UPDATE write_probe SET beat = beat + 1, padding = $1 WHERE id = 1";
    MIGRATIONS_APPLIED = "SELECT version, success FROM _sqlx_migrations ORDER BY version";
}

dialects! {
    /// Takes what is free of spans, `[[kind, id, lane, first tick, tick after the last], …]`; the number of rows tells whether that
    /// was all. Ascending, so that two statements that want the same ticks meet at the first of them. What a failed try took is given back, but on
    /// PostgreSQL stays locked until its transaction ends; two that try nurses in opposite order may wait in a circle, which it ends
    /// (40P01) and `Services::write` begins again.
    take {
        sqlite:
            "WITH RECURSIVE step (kind, id, lane, tick, until) AS (\
               SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each($1) \
               UNION ALL SELECT kind, id, lane, tick + 1, until FROM step WHERE tick + 1 < until) \
             INSERT INTO occupied (resource_kind, resource_id, lane, tick, owner_kind, owner_id) \
             SELECT kind, id, lane, tick, $2, $3 FROM step WHERE TRUE ORDER BY kind, id, lane, tick ON CONFLICT DO NOTHING",
        postgres:
            "INSERT INTO occupied (resource_kind, resource_id, lane, tick, owner_kind, owner_id) \
             SELECT (span ->> 0)::BIGINT, (span ->> 1)::BIGINT, (span ->> 2)::BIGINT, tick, CAST($2 AS BIGINT), CAST($3 AS BIGINT) \
             FROM json_array_elements(CAST($1 AS TEXT)::JSON) AS spans (span), \
               generate_series((span ->> 3)::BIGINT, (span ->> 4)::BIGINT - 1) AS steps (tick) \
             ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING"
    }
    /// Messages as one JSON text, their columns in order.
    outbox_insert {
        sqlite: concat!(
            "INSERT INTO outbox (", outbox_columns!(), ") \
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, \
               value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, \
               value ->> 16 FROM json_each($1) WHERE TRUE ON CONFLICT (dedupe_key) DO NOTHING"),
        postgres: concat!(
            "INSERT INTO outbox (", outbox_columns!(), ") \
             SELECT (entry ->> 0)::BIGINT, (entry ->> 1)::BIGINT, (entry ->> 2)::BIGINT, entry ->> 3, (entry ->> 4)::BIGINT, \
               entry ->> 5, entry ->> 6, (entry ->> 7)::BIGINT, (entry ->> 8)::BIGINT, entry ->> 9, (entry ->> 10)::BIGINT, \
               entry ->> 11, (entry ->> 12)::BIGINT, (entry ->> 13)::BIGINT, entry ->> 14, entry ->> 15, (entry ->> 16)::BIGINT \
             FROM json_array_elements(CAST($1 AS TEXT)::JSON) AS messages (entry) ON CONFLICT (dedupe_key) DO NOTHING")
    }
    /// A limit of the session, as the server keeps it.
    session_limit { sqlite: "SELECT $1 AS value", postgres: "SELECT current_setting($1) AS value" }
    /// Keeps others who book under a rule that counts out of one city's day. SQLite has one writer anyway.
    lock_day { sqlite: "SELECT $1 AS day", postgres: "SELECT pg_advisory_xact_lock(CAST($1 AS BIGINT))" }
    /// Stands where bookings stand when another program keeps their tables to itself. SQLite's lock is on the whole file.
    probe_lock {
        sqlite: "SELECT 1 AS free",
        postgres: "LOCK TABLE booking, client, hold, occupied, outbox, audit, session IN ROW EXCLUSIVE MODE"
    }
    /// The version of what a city offers; nobody changes it before the transaction ends. SQLite has one writer anyway.
    setup_version_held {
        sqlite: SETUP_VERSION,
        postgres: "SELECT setup_version FROM municipality WHERE id = $1 FOR SHARE"
    }
    /// What a mailbox has been used for.
    mailbox_use { sqlite: mailbox_use!("instr"), postgres: mailbox_use!("strpos") }
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
    /// What the desk looks for.
    bookings_found {
        sqlite: bookings_found!(
            "SELECT t.booking_id FROM json_each($2) CROSS JOIN search_term AS t ON t.municipality_id = $1 \
               AND t.term >= json_each.value ->> 3 AND t.term < json_each.value ->> 4 \
             GROUP BY json_each.value ->> 0, t.booking_id \
             HAVING COUNT(DISTINCT json_each.value ->> 1) = MIN(json_each.value ->> 2)"),
        postgres: bookings_found!(
            "SELECT t.booking_id FROM json_array_elements(CAST($2 AS TEXT)::JSON) AS asked (entry) \
             JOIN search_term AS t ON t.municipality_id = $1 AND t.term >= entry ->> 3 AND t.term < entry ->> 4 \
             GROUP BY entry ->> 0, t.booking_id HAVING COUNT(DISTINCT entry ->> 1) = MIN((entry ->> 2)::BIGINT)")
    }
    /// Terms of bookings as one JSON text: `[[municipality, term, booking], …]`.
    search_terms_insert {
        sqlite:
            "INSERT INTO search_term (municipality_id, term, booking_id) \
             SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1) WHERE TRUE ON CONFLICT DO NOTHING",
        postgres:
            "INSERT INTO search_term (municipality_id, term, booking_id) \
             SELECT (entry ->> 0)::BIGINT, entry ->> 1, (entry ->> 2)::BIGINT \
             FROM json_array_elements(CAST($1 AS TEXT)::JSON) AS terms (entry) ON CONFLICT DO NOTHING"
    }
    /// Thousands of slots as one JSON text: `[[id, office, kind, staff, starts, ends, modes, open, planned], …]`.
    slots_insert {
        sqlite: concat!(
            "INSERT INTO slot (municipality_id, ", slot_columns!(), ") \
             SELECT $1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, \
               value ->> 8 FROM json_each($2) WHERE TRUE ON CONFLICT DO NOTHING RETURNING kind_id"),
        postgres: concat!(
            "INSERT INTO slot (municipality_id, ", slot_columns!(), ") \
             SELECT $1, (entry ->> 0)::BIGINT, (entry ->> 1)::BIGINT, (entry ->> 2)::BIGINT, (entry ->> 3)::BIGINT, \
               (entry ->> 4)::BIGINT, (entry ->> 5)::BIGINT, (entry ->> 6)::BIGINT, (entry ->> 7)::BOOLEAN, \
               (entry ->> 8)::BOOLEAN \
             FROM json_array_elements(CAST($2 AS TEXT)::JSON) AS slots (entry) ON CONFLICT DO NOTHING RETURNING kind_id")
    }
    /// Ends and modes of slots that exist: `[[id, ends, modes], …]`.
    slots_change {
        sqlite:
            "UPDATE slot SET ends_at = value ->> 1, modes = value ->> 2 FROM json_each($2) \
             WHERE slot.id = value ->> 0 AND slot.municipality_id = $1 RETURNING kind_id",
        postgres:
            "UPDATE slot SET ends_at = (entry ->> 1)::BIGINT, modes = (entry ->> 2)::BIGINT \
             FROM json_array_elements(CAST($2 AS TEXT)::JSON) AS slots (entry) \
             WHERE slot.id = (entry ->> 0)::BIGINT AND slot.municipality_id = $1 RETURNING kind_id"
    }
    /// Slots that go: `[id, …]`.
    slots_delete {
        sqlite: "DELETE FROM slot WHERE municipality_id = $1 AND id IN (SELECT value FROM json_each($2)) RETURNING kind_id",
        postgres:
            "DELETE FROM slot WHERE municipality_id = $1 \
             AND id IN (SELECT entry::BIGINT FROM json_array_elements_text(CAST($2 AS TEXT)::JSON) AS slots (entry)) RETURNING kind_id"
    }
    /// Takes due messages for a worker.
    outbox_claim {
        sqlite: concat!(
            "UPDATE outbox SET state = 'leased', lease_owner = $1, lease_until = $3 \
             WHERE id IN (SELECT id FROM outbox WHERE ", outbox_due!(), ") RETURNING ", outbox_read!()),
        postgres: concat!(
            "WITH due AS MATERIALIZED (SELECT id AS due_id FROM outbox WHERE ", outbox_due!(), " FOR UPDATE SKIP LOCKED) \
             UPDATE outbox SET state = 'leased', lease_owner = $1, lease_until = $3 FROM due WHERE id = due_id \
             RETURNING ", outbox_read!())
    }
}
