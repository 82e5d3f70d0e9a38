//! Columns of tables that several areas read, in the order in which their row mappings know them.

macro_rules! staff_columns {
    () => {
        "id, municipality_id, login, display_name, role, profession, video_url, disabled, position, modes, daily_max, joint, \
         role_id, here_only"
    };
}

/// With what a role of the city's own gives at this moment.
macro_rules! staff_read {
    () => {
        concat!(
            staff_columns!(),
            ", (SELECT permissions FROM role WHERE role.municipality_id = staff.municipality_id AND role.id = staff.role_id) \
             AS role_permissions"
        )
    };
}

/// But for the city, which a member has, too.
macro_rules! session_columns {
    () => {
        "token_hash, staff_id, created_at, seen_at, state_sealed, proven_at, proven_by, browser, network, shared, first_password"
    };
}

macro_rules! slot_columns {
    () => {
        "id, office_id, kind_id, staff_id, starts_at, ends_at, modes, open, planned"
    };
}

macro_rules! booking_columns {
    () => {
        "id, municipality_id, reference, token_version, token_hash, client_id, kind_id, office_id, staff_id, room_id, \
         room_lane, mode, status, open, starts_at, ends_at, busy_from, busy_until, sequence, uid, join_url, language, \
         channel, source, discreet, consent_version, modes_offered, family_name, given_name, family_kana, given_kana, \
         phone_typed, phone_e164, phone_last4, email, birth_date, private_sealed, created_at, created_by, updated_at, \
         updated_by, cancel_reason_sealed, joint_staff_id, counted, version, token_sealed, arrived_at, started_at, ended_at, \
         follow_up, note_sealed, noted_at, noted_by"
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
         message_id, stamped_at, finished_at, last_error, detail, created_at, job, client_id, staff_id"
    };
}

/// With what is written about a row later.
macro_rules! outbox_read {
    () => {
        concat!(outbox_columns!(), ", failure, held_at, settled_at")
    };
}
