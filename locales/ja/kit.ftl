### What is on every page.

site_name = { $city } 面談の予約
site_name_discreet = { $city } 予約
skip = 本文へ
languages = 言語 Language
optional = 任意
mode_in_person = 来所
mode_video = オンライン
mode_phone = 電話
mode_home_visit = 訪問
phone_title = 電話でも予約できます
phone_title_booked = 電話でのお問い合わせ
errors_title_asks = 1か所を確かめてください
errors_title = { $n }か所を直してください
error_prefix = エラー:{" "}
left = 残り{ $n }
choose = 選ぶ
to_start = 予約のページへ
# A file to read, with its form and how large it is.
file = { $name } ({ $form }, { $size } KB)
about_minutes = 約{ $n }分
right_address_text = このページは、いつもと違うアドレスで開いています。ここでは、予約や入室がうまくいかないことがあります。
right_address_open = 正しいアドレス { $address } を開く

## On the pages of the staff.

window_title = { $page } | { $city } 面談の予約
# What of a form that waits is still there.
left_all = 入力した内容は残っています。
left_password = パスワードは残していません。
left_file = ファイルは残っていません。
again = まだ何も変わっていません。{ left_all }確かめて、もう一度押してください。
again_password = まだ何も変わっていません。{ left_password }入れなおして、もう一度押してください。
again_file = まだ何も変わっていません。{ left_file }選びなおして、もう一度押してください。
again_nothing = まだ何も変わっていません。もう一度押してください。
to_grid = 予定の表へ
places = 職員の画面
nav_day = 予定
nav_desk = 電話受付
nav_calls = かける電話
nav_calls_open = かける電話 { $n }件
nav_setup = 設定
own_account = 自分の設定
sign_out = 出る
find_person = 利用者を探す
find_hint = 名前・電話の下4けた・受付番号
to_day = 今日の予定へ
to_desk = 電話受付へ
day = 今日の予定
not_found_title = 見つかりません
not_found_text = もう無いか、ほかの市の予約です。
busy_title = いま混み合っています
busy_text = 少し待ってから、もう一度ひらいてください。
sealed_title = 暗号化した項目を読めません
sealed_text = 予定日・配慮・ひとことは消えていませんが、いまは読めないので、空のまま表示することはしません。管理者と運用の担当者に知らせてください。
fault_title = 表示できませんでした
fault_text = もう一度ひらいてください。続くときは、管理者に知らせてください。
missing_title = 見つからないか、権限がありません
missing_text = もう無いか、あなたの権限ではひらけないものです。必要なときは、管理者に頼んでください。
close = 閉じる
stop = やめる
new_window = (新しい画面)
# Who or what a button of a row is about, for the ear.
of_which = ({ $which })
# Between the parts of a list.
between = 、
between_modes = ・

## Words for a booking.

status_booked = 予約
status_here = 来所済
status_in_room = 入室済
status_begun = 開始
status_done = 済
status_cancelled = 取消
status_missed = 欠席
is_cancelled = 取り消し済み
mark_not_done = 「済」を取り消す
mark_came = 来ました
mark_done = 終わりました
mark_missed = 来ませんでした
mark_booked = 「予約」に戻す
mark_cancelled = 取り消す
channel_web = ウェブ
channel_api = 連携システム
channel_phone = 電話で受付
channel_counter = 窓口で受付
reference = 受付番号 { $reference }

## Words for a person.

addressed = { $name } さん
born = { $birth }({ $age }歳)
weeks = { $weeks }週{ $days }日・予定日 { $due }
due = 予定日 { $due }
need_interpreter = 通訳
need_sign_language = 手話
need_older_child = 子どもと一緒
need_wheelchair = 車いす
need_quiet_contact = 電話よりメールで
window_any = 夜をのぞいて、いつでも
window_weekdays = 平日の9時から17時
window_evenings = 17時から(夜をのぞいて)
window_weekends = 土日

## What is said aloud.

aloud = { $moment }、{ $place }ですね
read_aloud = 読み上げ
quoted = 「{ $words }」

## Labels.

interview = 内容
way = 方法
place = 場所
nurse = 担当
every_place = すべての場所
anybody = だれでも

## At the foot of public pages: where the city says more.

foot = 市の案内
foot_site = { $city }のサイト
foot_privacy = 個人情報の取り扱い
foot_accessibility = ウェブアクセシビリティ
foot_contact = お問い合わせ

## Before and after an interview.

mark_start = はじめる
mark_start_now = はじめる(来た・つながった)
mark_end = おわる
mark_not_started = 「面談中」を取り消す
note_mark = メモあり
