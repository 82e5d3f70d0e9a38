### What staff read about who may do what.

role_administrator = administrators
role_nurse = staff who hold interviews
role_receptionist = reception
between_roles = {" "}and{" "}
not_hers_title = Not yours to open
not_hers_text = This page is for { $who } only. If something should be changed, please ask an administrator.
to_day = To today’s interviews
to_desk = To the phone desk
partner_system = Partner system
partner_system_named = Partner system { $name }
