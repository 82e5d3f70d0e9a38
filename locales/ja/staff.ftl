### What staff read about who may do what.

role_administrator = 管理者
role_nurse = 面談の担当
role_receptionist = 受付
between_roles = と
not_hers_title = ひらけません
not_hers_text = この画面は、{ $who }だけがひらけます。変えたいことがあるときは、管理者に頼んでください。
to_day = 今日の予定へ
to_desk = 電話受付へ
partner_system = 連携システム
partner_system_named = 連携システム { $name }
