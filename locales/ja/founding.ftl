### 「はじめの設定」: how a city begins.

title = はじめの設定
window_title = { $page } | { title }

## What strangers see while there is no city.

preparing_title = 準備をしています
preparing_text = このサービスは、いま準備をしているところです。始まるまで、もうしばらくお待ちください。

## The one-time link.

open_lead = まちの面談の予約を、ここから始めます。15分ほどで、最初の予約を受けられるようになります。
open_needs = 入れるもの
open_need_city = まちの名前、電話と受付時間、メールの送り元
open_need_you = 設定をする人(管理者)の名前とパスワード
open_need_place = 面談の場所と、担当する人
open_once = 押すと、このリンクはこのブラウザーだけのものになり、1時間使えます。
begin = はじめる
elsewhere_title = このリンクは、別のブラウザーで使っています
elsewhere_text = はじめたブラウザーで続けてください。どこで開いたかわからないときは、新しいリンクを出してください。前のリンクは使えなくなります。
ended_title = このリンクは終わりました
ended_text = リンクは1時間、1回だけ使えます。設定がすんでいるときは、職員の入口から入ってください。まだのときは、新しいリンクを出してください。決めたところまでは残っています。
unknown_title = このリンクは使えません
unknown_text = アドレスが途中で切れているか、もっと新しいリンクが出ています。いちばん新しいリンクを開くか、もう一度出してください。
lost_title = このブラウザーでは、続けられません
lost_text = 1時間がすぎたか、別のブラウザーではじめたか、クッキー(はじめたことを覚えておく印)を受け取らない設定です。クッキーを許可して、新しいリンクを開いてください。決めたところまでは残っています。
invite_how = 新しいリンクは、サーバーでこの命令を打つと出ます。
to_sign_in = 職員の入口へ

## The city.

part = { $n } / { $of }
city_title = まちのこと
city_lead = 予約のページとメールに出ます。あとから変えられます。
name = まちの名前
name_hint = 例: みのり市
name_en = まちの名前(英語)
name_en_hint = 例: Minori City。空けると、日本語の名前が出ます
address = 予約のページのアドレス
address_hint = 面談する方が開くアドレスです。メールのリンクは、これで始まります
address_wrong = 「https://」から始まるアドレスだけを入れてください(例: https://yoyaku.city.example.jp)。
address_taken = ほかのまちが使っています。別のアドレスにしてください。
department = 担当の課
department_hint = 例: 健康課 母子保健係
phone = 電話
phone_hint = 面談する方がかける番号
phone_hours = 電話を受ける時間
phone_hours_usual = 平日 8時30分〜17時15分
mail_from = メールの送り元
mail_from_hint = 予約の確認やお知らせは、このアドレスから届きます
next = つぎへ

## The first administrator.

administrator_title = 管理者
administrator_lead = { $city }の設定をする人を決めます。ほかの職員は、あとで加えられます。
administrator_name = 名前
administrator_name_hint = 職員どうしで呼ぶ名前。面談する方には見えません
administrator_finish = 決めて、中に入る

## What is still to be done.

left = 予約を受けられるまで、あと{ $n }つです。途中でやめても、ここから続けられます。
left_line = 予約を受けられるまで、あと{ $n }つです。
left_line_open = { title }を続ける
all_done = すべてできました。予約を受けられます。
done = できました
to_do = まだです
step_mailbox = メールを送れるようにする
step_mailbox_about = 予約の確認と前日のお知らせを送るメールサーバーを決めます。それまで、送るものは待っています
step_place = 場所と担当者を決める
step_place_about = 面談をする場所と部屋、最初の担当者
step_kinds = 面談の種類を選ぶ
step_kinds_about = 種類と長さ、決まりのそろったセットから選びます。あとから変えられます
step_times = 最初の枠を公開する
step_times_about = 曜日と時間を決めると、4週間ぶんの枠ができます
step_booking = 予約してみる
step_booking_about = 予約のページで、面談する方と同じように1件予約します
back = { title }へ

## The first office, and who works there.

place_lead = 面談をする場所と、最初の担当者です。ほかの場所や職員は、あとで加えられます。
place_office = 場所
place_office_name = 場所の名前
place_office_name_hint = 例: 中央保健センター
place_address = 住所
place_room = 部屋
place_room_usual = 相談室
place_nurse = 最初の担当者
place_nurse_name = 担当者の名前
place_nurse_name_hint = 面談をする保健師や助産師の名前
place_save = この内容で決める

## Kinds.

kinds_lead = セットを選ぶと、面談の種類がまとめて入ります。1つずつ作ることもできます。
kinds_add = 「{ $name }」を入れる
kinds_own = 1つずつ作る
minutes = { $name }({ $n }分)

## The first times.

times_lead = 担当者が面談をする曜日と時間です。同じ週をくり返します。
times_office = 場所
times_staff = 担当者
times_days = 曜日
times_hours = 時間
times_pause = 休み時間
times_look = できる枠を見る
times_preview_title = 公開する枠
times_preview_text = { $from }から{ $until }までに、{ $n }枠ができます。公開すると、すぐ予約できるようになります。
times_preview_none = この内容では、{ $from }から{ $until }までにできる枠がありません。曜日と時間を変えてください。
times_day = { $day } { $n }枠
times_publish = { $n }枠を公開する
times_change = 曜日と時間を変える
times_changed = 見ている間に内容が変わりました。下がいまの内容です。
times_need = 枠を作るには、場所と担当者、面談の種類がいります。

## A booking to try.

trial_title = 予約してみる
trial_lead = 予約のページを開いて、面談する方と同じように1件予約してください。練習の名前(例: 架空 花子)と、あなたのメールアドレスや電話番号を使ってください。
trial_open = 予約のページを開く
trial_cancel = ためした予約は、出てきたページの「取り消す」か、「今日の予定」のその予約から取り消せます。枠はまた空きます。
