### What staff read about who may do what, about signing in, and about one another.

role_administrator = 管理者
role_nurse = 面談の担当
role_receptionist = 受付
role_manager = 管理職
role_auditor = 監査の担当
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
sign_in_busy = いま混み合っています。少し待ってから、もう一度押してください。
sign_in_ended = しばらく操作がなかったため、もう一度ログインしてください。
sign_in_needed = ログインしてください。
sign_in_step = 時間がたったか、何度も合わなかったため、はじめからログインしてください。
sign_in_factor = このまちでは、職員全員に認証アプリかパスキーが必要になりました。ログインすると、登録に進みます。
signed_out = 出ました。席を離れるときは、画面も閉じてください。

## Her own password.

own_password = 自分のパスワード
own_changed = パスワードを変えました。ほかの端末で開いていた画面は、すべて閉じました。
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
role_hint = 役割ごとにできることは、設定の「役割」にあります
here_only = 役割を、働く場所だけにかぎる。ほかの場所の予約や枠は見えず、市全体の設定、職員、連携、記録も扱えません
here_only_short = 働く場所だけ
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

## Roles.

role_add = 役割を作る
role_new = 新しい役割
roles_back = 役割の一覧へ
roles_intro = 役割は、できることの組み合わせです。変えると、その役割の人が次に画面を開いたときから変わります。
roles_own = この市の役割
roles_ready = はじめからある役割
roles_none = まだありません。はじめからある役割で足りないときに作ってください。
role_copy = これをもとに作る
role_members = { $number }人
role_nobody = この役割の人は、まだいません。
role_changes = この役割の人は{ $number }人です({ $names })。保存すると、次に画面を開いたときから、できることが変わります。書きかけの入力も、できなくなったことは保存されません。
role_name_hint = 職員の画面に出る名前
permissions_hint = 「面談を受け持つ」を選ぶと、窓口の全員にひらいた枠を、この役割の人も受け持ちます
permission_line = { $name }: { $about }
role_end_text = この役割の人はいません。消しても、だれのできることも変わりません。
role_held_text = この役割の人がいるあいだは、消せません。
may_view_bookings = 予約を見る
may_view_bookings_about = その日の予定、予約の検索、控え、空きがない理由
may_book_for_others = 予約を扱う
may_book_for_others_about = 電話や窓口での予約、変更、訂正、取り消し、来た・来なかったの記録
may_keep_calls = 電話をかける
may_keep_calls_about = 電話する方の一覧と、結果の記録
may_open_times = 枠を開け閉めする
may_open_times_about = 公開した枠を、一つずつ
may_shape_own_times = 自分の時間を決める
may_shape_own_times_about = 自分のひな型、公開、休み
may_shape_times = みんなの時間を決める
may_shape_times_about = 全員のひな型と公開、市や窓口の休み。「自分の時間を決める」と合わせて使います
may_hold_interviews = 面談を受け持つ
may_hold_interviews_about = 予約が割り当てられます
may_manage_setup = 市の設定をする
may_manage_setup_about = 場所、部屋、面談の種類と決まり、しおり、祝日、取りこみ(職員や予約の取りこみには、その権限も要ります)
may_manage_staff = 職員と役割を決める
may_manage_staff_about = 職員を加える、変える、止める、パスワード、役割
may_manage_partners = 連携システムの鍵を扱う
may_manage_partners_about = 鍵を作る、止める
may_handle_mail = 届かなかったメールを扱う
may_handle_mail_about = 見て、送りなおす
may_release_mail = 復元のあとのメールを決める
may_release_mail_about = 控えから戻したあとに待っているメールを、送るか捨てるか
may_read_audit = 操作の記録を読む
may_read_audit_about = だれが、いつ、何を見て、変えたか
