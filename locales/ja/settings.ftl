### What the city decides about itself: one page for each section, with its history.

## What all sections share.

city = 市の設定
city_about = 市の名前と電話、利用目的、メールの差出人などを決めます。
back = 市の設定にもどる
effect = 保存すると
history = これまでの変更
history_none = まだ変更はありません。
history_line = { $when } { $who }
history_undone = 前の変更をもどしました
by_itself = このシステム
before = 前
after = 後
empty = (空)
undo = この変更をもどす
undo_text = 前の内容にもどします。もどしたことも、ここに残ります。
undone = 変更をもどしました。
in_language = { $text }({ $language })
yes = はい
no = いいえ

## Names and telephone.

names = 名前と電話
names_about = 市の名前、担当課、電話番号と受付時間。
names_effect = ページ、メール、カレンダー、印刷する予約票のすべてに、すぐに出ます。もう送ったメールは変わりません。
name = 市の名前
department = 担当課
phone = 電話番号
phone_hint = 利用者がかける番号。場所の番号があるときは、そちらが出ます
phone_hours = 電話の受付時間
phone_hours_hint = 例 平日 8時30分〜17時15分
discreet_department = 担当課(人に知られたくない予約)
discreet_department_hint = 母子の係とわからない名前に。空けると、何も出ません
other_languages_hint = 空けると、日本語のまま出ます

## The purpose statement.

consent = 個人情報の利用目的
consent_about = 予約のときに示す説明と、その版。
consent_effect = 文を変えると新しい版になり、これからの予約に、その版が記録されます。前の版は、予約といっしょに残ります。
purpose = 利用目的の説明
purpose_hint = 何のために使うかを、ほかの人に渡すかどうかも含めて書きます(個人情報保護法21条)
consent_version = 版
versions = すべての版
version_in_force = { $version }(いまの版)
version_since = { $since } から
version_period = { $since } から { $until } まで
version_until = { $until } まで
version_first = はじめから

## Whom mails come from.

sender = メールの差出人
sender_about = 差出人のアドレスと名前、返信を受けるアドレス。
sender_effect = 次のメールから変わります。差出人を変えると、前に送った予定の変更や取り消しを、利用者のカレンダーが受け付けないことがあります。本文とリンクは届きます。メールサーバーが、このアドレスから送ることを許しているか、先に確かめてください。
mail_from = 差出人のアドレス
mail_from_hint = カレンダーの主催者も、このアドレスになります
reply_to = 返信を受けるアドレス
reply_to_hint = 場所のメールアドレスがないときに使います。空けると、差出人に返信が来ます
discreet_mail_from = 差出人のアドレス(人に知られたくない予約)
discreet_mail_from_hint = 空けると、いつもの差出人です
discreet_sender = 差出人の名前(人に知られたくない予約)
discreet_sender_hint = 例 架空市 予約係。空けると、市の名前です

## Languages.

languages = ページの言葉
languages_about = どの言葉で案内するか。
languages_effect = 選ばなかった言葉は、言葉を選ぶところから消え、そのアドレスを開いた人には日本語のページが出ます。その言葉で予約した人へのメールも、これからは日本語です。
languages_offered = 案内する言葉
languages_hint = 日本語は、いつも出ます

## Colour and logo.

look = 色とロゴ
look_about = ボタンとリンクの色、ページの上のロゴ。
look_effect = 利用者のページと職員の画面の、ボタンとリンクの色になります。暗い画面では、同じ色あいの明るい色を使います。ロゴは、どちらの画面の上にも出ます。メールは変わりません。
colour = ボタンとリンクの色
colour_hint = #0b595e の形で。空けると、はじめの色です
colour_take = 読みやすい近い色 { $colour } にする
logo = ロゴ
logo_now = いまのロゴ
logo_none = ロゴは、まだありません。
logo_file = ロゴのファイル
logo_hint = PNG か JPEG。200KBまで
logo_add = ロゴを入れる
logo_take_away = ロゴをはずす
logo_called = ロゴ { $mark }

## Links.

links = ページの下のリンク
links_about = 市のサイト、個人情報の取り扱い、アクセシビリティ、問い合わせ先。
links_effect = 利用者のすべてのページの下に出ます。アドレスを空けたものは出ません。
site_url = 市のサイト
site_label = 市のサイトの表示
privacy_url = 個人情報の取り扱い
privacy_label = 個人情報の取り扱いの表示
accessibility_url = アクセシビリティ
accessibility_label = アクセシビリティの表示
contact_url = 問い合わせ先
contact_label = 問い合わせ先の表示
url_hint = https:// で始まるアドレス
contact_hint = https:// で始まるアドレス、電話番号、メールアドレスのどれか
label_hint = 空けると「{ $label }」と出ます

## Video.

video = 市のビデオ会議
video_about = 市のビデオ会議サーバー(Jitsi)のアドレス。
video_effect = これから入るオンラインの予約に、ここの部屋のリンクを付けます。もうある予約のリンクは変わりません。空けると、職員それぞれの面談室だけを使います。
video_base_url = Jitsi のアドレス
video_hint = https:// で始まるアドレス

## Reminders.

reminder = 事前の知らせ
reminder_about = 面談の前に送るメールと、その時刻。夜に送らない時間。
reminder_effect = もうある予約の、まだ出ていない知らせも、新しい時刻に直します(すぐ後に、自動で行います)。新しい時刻がもう過ぎているものは、前の時刻のままです。送らない時間にあたる知らせは、朝に送ります。それでは遅いものは、送らずに、予約の画面にそう出ます。半日より前の知らせは、前の晩に送ります。予約した人への返事と、24時間より近い予約の変更は、いつでもすぐに送ります。
reminder_sent = 面談の前に、メールで知らせる
quiet = 夜に送らない時間
quiet_hint = 急がないメールは、この間は送りません。
quiet_from = 夜の始まり
quiet_until = 朝の終わり
quiet_from_limits = 17:00から22:00までの時刻を入れてください
quiet_until_limits = 6:00から12:00までの時刻を入れてください
schedule = 送る知らせ
schedule_hint = 同じ知らせの行がいくつもあるときは、面談の種類を選んだ行、方法を選んだ行、どちらも「すべて」の行の順に使います。やめるときは、「送る」のチェックを外します。
schedule_row = { $n }行目
schedule_new_row = { $n }行目(新しい行)
schedule_message = 知らせ
schedule_no_message = (この行は使わない)
schedule_interview = 面談の種類
schedule_all_interviews = すべての面談
schedule_mode = 方法
schedule_all_modes = すべての方法
schedule_before = 送る時(面談の前)
schedule_latest = ここまでなら送る(面談の前)
schedule_unit = 単位
schedule_days = 日
schedule_hours = 時間
schedule_minutes = 分
schedule_on = 送る
schedule_limits = 10分から60日までにしてください
schedule_too_late = 「ここまでなら送る」は、「送る時」より面談に近くしてください
schedule_twice = 同じ面談と方法の行が、もうあります
schedule_distance = { $number }{ $unit }
schedule_sentence = { $message }({ $interview }、{ $mode }): { $before }前、{ $latest }前まで。{ $sent }
schedule_is_sent = 送る
schedule_is_not_sent = 送らない
outlook = この決め方だと
outlook_none = メールを受け取る人の、これからの予約がまだないので、例を出せません。
outlook_of = 例にする予約
outlook_booking = { $when } { $kind } { $mode } 受付番号 { $reference }
outlook_look = この予約で見る
outlook_leaves = { $when }に送ります
outlook_at_night = 送りません。{ $when }は夜で、朝では遅いためです
outlook_for_her = 送りません。{ $when }は、本人の希望の時間ではないためです
outlook_past = 送る時が、もう過ぎています
outlook_unsent = この予約には送りません
outlook_window = 本人が受け取りたい時間: { $window }

## Periods of keeping.

keep = 残す期間
keep_about = 終わった予約のメールや電話の記録などを、いつまで残すか。
keep_effect = 期間を過ぎたものは1時間ごとに消え、もとにはもどせません。短くすると、すぐに多くのものが消えることがあります。
keep_messages = メールの記録(予約が終わってからの日数)
keep_calls = かけた電話の記録(予約が終わってからの日数)
keep_alarms = 終わった警告(日数)
keep_audit = だれが何を見て何をしたかの記録(日数)
keep_keys = ほかのシステムからの要求の控え(時間)
keep_days = { $least }〜{ $most }。空けると{ $usual }日です
keep_hours = { $least }〜{ $most }。空けると{ $usual }時間です

## What is to mend.

colour_pale = この色では、文字が薄くて読めない人がいます。もっと濃い色か、下の近い色にしてください
colour_form = #0b595e のように、# と6けたの英数字で入れてください
logo_form = PNG か JPEG のファイルを選んでください
logo_large = 200KBまでのファイルを選んでください
logo_size = 縦も横も、16〜4000ピクセルの画像にしてください
link_missing = 表示する言葉だけでは出せません。アドレスを入れるか、言葉を消してください
contact_form = https:// で始まるアドレス、電話番号、メールアドレスのどれかを入れてください

## A second factor for everybody.

factor = 二段階の確認
factor_about = 職員全員に認証アプリかパスキーを求めるかどうか
factor_effect = 求めると、まだ登録していない人は、次の操作からログインしなおし、認証アプリかパスキーを登録するまで中に入れません。あなたもまだなら、同じです。
factor_required = 職員全員に認証アプリかパスキーを求める

## How long the staff stay signed in.

sessions = ログインの長さ
sessions_about = 職員が使わずにいるとき、いつまで入ったままにするか
sessions_effect = 保存すると、いま入っている人にもすぐに当てはまります。決めた時間を過ぎた人は、次に押したときにログインしなおします(入力した内容は残ります)。長くすると、席を離れたあいだに、ほかの人が市民の情報を見られる時間も長くなります。共用の端末は15分より長くできません。
session_rest = 自分だけの端末で、使わないと閉じるまで(時間)
session_limit = 使っていても、入ってから閉じるまで(時間)
session_shared = 共用の端末で、使わないと閉じるまで(分)
sessions_minutes = { $least }〜{ $most }。空けると{ $usual }分です
