//! What a line can tell of: the words the log has for it, in the groups that people look for.

/// A group of actions, as the log's page filters by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Somebody looked.
    Views,
    /// Bookings, and whoever is called because of them.
    Bookings,
    /// Signing in, and what was refused.
    SignIns,
    /// Members of staff, and the keys of partners.
    Members,
    /// What is offered: times, templates, closed days.
    Times,
    /// What the city decides about itself.
    Setup,
    /// Messages.
    Mail,
    /// Files that were brought in or taken out.
    Files,
}

impl Group {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Views, Self::Bookings, Self::SignIns, Self::Members, Self::Times, Self::Setup, Self::Mail, Self::Files];

    /// As addresses have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Views => "views",
            Self::Bookings => "bookings",
            Self::SignIns => "sign-ins",
            Self::Members => "members",
            Self::Times => "times",
            Self::Setup => "setup",
            Self::Mail => "mail",
            Self::Files => "files",
        }
    }

    /// The group of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.as_str() == word)
    }

    /// Its actions.
    pub fn actions(self) -> impl Iterator<Item = &'static str> {
        ACTIONS.iter().filter(move |(_, group)| *group == self).map(|(action, _)| *action)
    }
}

/// Every action that the product writes down. A test finds one that is missing here.
pub const ACTIONS: &[(&str, Group)] = &[
    ("view", Group::Views),
    ("book", Group::Bookings),
    ("bring_in", Group::Bookings),
    ("call", Group::Bookings),
    ("call_asked", Group::Bookings),
    ("digits_wrong", Group::Bookings),
    ("call_because_left", Group::Bookings),
    ("cancel", Group::Bookings),
    ("change_mode", Group::Bookings),
    ("correct", Group::Bookings),
    ("follow_up", Group::Bookings),
    ("joint", Group::Bookings),
    ("link", Group::Bookings),
    ("mark", Group::Bookings),
    ("move", Group::Bookings),
    ("new_link", Group::Bookings),
    ("note", Group::Bookings),
    ("offer_decline", Group::Bookings),
    ("offer_times", Group::Bookings),
    ("offer_withdraw", Group::Bookings),
    ("reassign", Group::Bookings),
    ("undo", Group::Bookings),
    ("factor_add", Group::SignIns),
    ("factor_failed", Group::SignIns),
    ("factor_remove", Group::SignIns),
    ("openid_failed", Group::SignIns),
    ("openid_link", Group::SignIns),
    ("openid_unlink", Group::SignIns),
    ("proven_again", Group::SignIns),
    ("recovery_renew", Group::SignIns),
    ("browser_shared", Group::SignIns),
    ("session_end", Group::SignIns),
    ("sign_in_step", Group::SignIns),
    ("refused", Group::SignIns),
    ("sign_in", Group::SignIns),
    ("sign_in_failed", Group::SignIns),
    ("factors_taken", Group::Members),
    ("sessions_ended", Group::Members),
    ("openid_links_taken", Group::Members),
    ("partner_key_make", Group::Members),
    ("partner_key_revoke", Group::Members),
    ("feed_end", Group::Members),
    ("feed_make", Group::Members),
    ("address_asked", Group::Members),
    ("address_set", Group::Members),
    ("news_by_mail", Group::Members),
    ("password_by_link", Group::SignIns),
    ("password_link", Group::SignIns),
    ("staff_invite", Group::Members),
    ("staff_invited_in", Group::SignIns),
    ("staff_reset_link", Group::Members),
    ("staff_withdraw", Group::Members),
    ("staff_add", Group::Members),
    ("staff_disable", Group::Members),
    ("staff_enable", Group::Members),
    ("staff_own_password", Group::Members),
    ("staff_reset", Group::Members),
    ("role_delete", Group::Members),
    ("role_save", Group::Members),
    ("staff_save", Group::Members),
    ("own_calendar_end", Group::Times),
    ("own_calendar_set", Group::Times),
    ("close", Group::Times),
    ("closure_delete", Group::Times),
    ("closure_save", Group::Times),
    ("copy_month", Group::Times),
    ("holiday_set", Group::Times),
    ("holidays_import", Group::Times),
    ("open", Group::Times),
    ("publish", Group::Times),
    ("publish_plan", Group::Times),
    ("range_close", Group::Times),
    ("range_copy", Group::Times),
    ("range_move", Group::Times),
    ("range_open", Group::Times),
    ("range_undo", Group::Times),
    ("template_delete", Group::Times),
    ("template_save", Group::Times),
    ("templates_first", Group::Times),
    ("year_end_set", Group::Times),
    ("begin_place", Group::Setup),
    ("city_found", Group::Setup),
    ("delete", Group::Setup),
    ("founding_link", Group::Setup),
    ("kind_save", Group::Setup),
    ("kind_set_add", Group::Setup),
    ("leaflet_add", Group::Setup),
    ("leaflet_delete", Group::Setup),
    ("network_allow", Group::Setup),
    ("network_forget", Group::Setup),
    ("network_leave", Group::Setup),
    ("office_save", Group::Setup),
    ("openid_remove", Group::Setup),
    ("openid_set", Group::Setup),
    ("openid_try", Group::Setup),
    ("openid_undo", Group::Setup),
    ("order", Group::Setup),
    ("public_url", Group::Setup),
    ("staff_url", Group::Setup),
    ("setting_save", Group::Setup),
    ("setting_undo", Group::Setup),
    ("dkim_begin", Group::Mail),
    ("dkim_delete", Group::Mail),
    ("dkim_end", Group::Mail),
    ("dkim_make", Group::Mail),
    ("mail_again", Group::Mail),
    ("mail_drop", Group::Mail),
    ("mail_hold", Group::Mail),
    ("mail_release", Group::Mail),
    ("mail_resend", Group::Mail),
    ("mail_settle", Group::Mail),
    ("mail_undo", Group::Mail),
    ("mailbox_remove", Group::Mail),
    ("mailbox_set", Group::Mail),
    ("mailbox_try", Group::Mail),
    ("audit_release", Group::Setup),
    ("audit_export", Group::Files),
    ("import", Group::Files),
    ("import_undo", Group::Files),
];
