### What staff read about who may do what, about signing in, and about one another.

role_administrator = 管理者
role_nurse = 面談の担当
role_receptionist = 受付
between_roles = と
not_hers_title = ひらけません
not_hers_text = この画面は、{ $who }だけがひらけます。変えたいことがあるときは、管理者に頼んでください。
partner_system = 連携システム
partner_system_named = 連携システム { $name }
profession_public_health_nurse = 保健師
profession_midwife = 助産師
profession_clerk = 事務

## Signing in.

sign_in_title = 職員の入口
login = ログイン名
password = パスワード
sign_in = 入る
sign_in_wrong = ログイン名かパスワードが合いません。もう一度入れてください。
sign_in_wait = 何度も合わなかったため、少し待ってから入れてください。
sign_in_cookies = このブラウザーは、クッキー(入ったことを覚えておく印)を受け取りませんでした。設定でこのページのクッキーを許可するか、正しいアドレスで開きなおしてから、もう一度入れてください。
sign_in_busy = いま混み合っています。少し待ってから、もう一度押してください。入力した内容は残っています。
sign_in_ended = しばらく操作がなかったため、もう一度ログインしてください。入力した内容は残っています。
sign_in_needed = ログインしてください。入力した内容は残っています。
signed_out = 出ました。席を離れるときは、画面も閉じてください。

## Her own password.

own_password = 自分のパスワード
own_changed = パスワードを変えました。ほかの端末で開いていた画面は、すべて閉じました。
own_again = ログインしました。まだ何も変わっていません。パスワードは残していません。もう一度入れてください。
old_password = いまのパスワード
new_password = 新しいパスワード
new_password_again = 新しいパスワード(もう一度)
own_hint = 15文字以上。よくある言葉やくり返し、自分やまちの名前は使えません
change_password = パスワードを変える
own_closes = 変えると、ほかの端末で開いている画面は、すべて閉じます。
day = 今日の予定
desk = 電話受付

## Members of staff.

person_add = 職員を加える
stopped = 止めています
person_new = 新しい職員
people_back = 職員の一覧へ
name_hint = 職員どうしで呼ぶ名前。面談する方には見えません
role_hint = 管理者は設定を、面談の担当は自分の枠を変えられます。受付は予約だけを扱います
modes = 面談の方法
joint = 二人での面談を受け持つ
daily_max_hint = 件。空けると、上限はありません
video_hint = https:// で始まるアドレス。空けると、市の面談室を使います
login_hint = 英字、数字、. _ - が使えます。あとから変えられません
password_hint = 15文字以上。よくある言葉やくり返し、本人やまちの名前は使えません。本人に、じかに伝えてください
closes_all = いま開いている画面は、すべて閉じます。
person_is_stopped = この職員は止めています
person_begin_text = 戻すと、また入れるようになり、公開した枠も予約できます。
person_begin = また使えるようにする
person_bookings = この職員には今後の予約が{ $n }件あります。予約はそのまま残ります。止める前に、上の「予約を引きつぐ」で、ほかの人へ渡してください。
person_end_title = この職員を止める
person_end_text = 入れなくなり、新しい予約が入りません。
person_end = 止める

## Handing on.

hand_on_first = はじめの{ $n }件です。引きつぐと、つづきが出ます。
hand_on_called = { $n }件は、同じ時間に空いている人がいないので、{ $calls }に入っています。
calls = かける電話
hand_on_save = この内容で引きつぐ
hand_on_title = 予約を引きつぐ
hand_on_text = これからの予約が{ $n }件あります。日時はそのままで、空いている人へ渡します。本人への知らせは、オンラインの部屋が変わるときだけ送ります。
hand_on_row = { $day } { $hours } { $office } { $mode } { $name }さん
without_time = { $name }(枠なし)
hand_on_call = 電話で日時を変えてもらう
call_time = 通話の時間

## Who is spoken of.

called = { $name }さん
nurse = 担当者

## Why she has a booking.

assigned = 担当: { $who }({ $why })
assigned_two = 担当: { $who }({ $why })、{ $second }(二人で行う面談のため)
assigned_known = 前にも担当したため
assigned_kept = 変更の前から担当しているため
assigned_only = この時間に担当できる人がほかにいないため
assigned_fewest = この週の予約がいちばん少ないため
