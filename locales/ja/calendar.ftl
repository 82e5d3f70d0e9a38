### What staff read on the day, beside it, and on the slip.

## The bar.

to_opened = ひらいた予約へ
date = 日付
day_before = 前の日
today = 今日
day_after = 次の日
views = 見かた
view_day = 日
view_list = 一覧
show = 見る

## What stands at a time.

pause = 休憩
no_time = 時間なし
free = 空き
held = 仮押さえ
held_until = { $time }まで
closed = 閉じた時間
passed = 空きのまま
going_on = 面談中
barred_closed = 休み
barred_absent = 不在
barred_daily_max = 1日の上限
barred_quota = 受付数まで
barred_room = 満室
barred_partner = 二人目なし
barred_inactive = 受付なし
barred = 予約不可
why = なぜ予約できないのですか
away = この日の時間がない担当({ $n }人): { $names }

## The list.

head_time = 時刻
head_person = 利用者
head_phone = 電話
head_state = 状態
head_actions = すること
enter_for = ({ $who }、新しい画面)
from_until = 〜
book_or_close = に予約を入れるか、閉じる({ $nurse })
why_at = になぜ予約できないのですか({ $nurse })

## A day without interviews.

empty = この日の面談はありません
empty_holiday = { $name }のため、お休みです。
empty_year_end = 年末年始のお休みです。
empty_closed = お休みです({ $reason })。
empty_saturday = 土曜日で、時間を出していません。
empty_sunday = 日曜日で、時間を出していません。
empty_yet = この日の時間を、まだ出していません。
empty_at = { $office }:{" "}
why_office = { $office }の理由を見る
next_day = 次に時間がある日は { $day }
all_nurses = すべての担当を見る

## What comes next.

next = 次の面談
next_essentials = 要点を見る
next_none = 今日の面談は、もうありません
next_nurse = 担当 { $nurse }
enter = 入室する
in_hours = あと{ $n }時間
in_hours_minutes = あと{ $hours }時間{ $minutes }分
in_minutes = あと{ $n }分
begins_now = 始まる時刻です
since_minutes = 始まりから{ $n }分

## A time, opened.

time_barred = 予約できない時間
time_passed = 空きのまま過ぎた時間
close_hint = 閉じても、入っている予約は動きません。
time_links = この時間に
book_kind = { $kind }の予約を入れる
open_time = この時間をあける
close_time = この時間を閉じる
with_modes = { $kind }({ $modes })

## Why it cannot be booked.

holds_none = { $profession }が受け持つ面談は、ありません。
other_time = ほかの時刻
other_time_wrong = 時刻を、9:30 のように入れてください。
see_why = 理由を見る
can_be_booked = 利用者のページで予約できます。
ask_administrator = 変えるときは、管理者に頼んでください。
change_rule = この規則を変える
rule = 規則 { $rule }
by_staff = 電話や窓口では予約できます。

## A booking, opened.

enter_qr = オンラインの部屋のQRコード
enter_elsewhere = ほかの機器で入室する
booking_links = この予約を
move_it = 日時を変える
reassign = 担当を替える
cancel = 取り消す
correct = 名前や連絡先をなおす
open_at_desk = 電話受付でひらく
print_slip = 控えを印刷する
public_page = 利用者の画面
where_to = どの時間に移しますか
change_mode = { $mode }に変える
cancel_ask = この予約を取り消しますか
cancel_hint = 20秒のあいだは、元にもどせます。そのあと時間が空き、メールのある人には知らせが届きます。
cancel_reason = 理由
cancel_do = 予約を取り消す

## Its facts.

fact_state = 状態
fact_phone = 電話
fact_window = メールの希望の時間
fact_mail = メール
fact_birth = 生年月日
fact_weeks = 週数
fact_needs = 配慮
fact_note = ひとこと
fact_language = 言葉
fact_bring = 持ち物
fact_bring_by_mail = お知らせには書いていません。メールで伝えてください
fact_bring_by_phone = お知らせには書いていません。電話で伝えてください
fact_reference = 受付番号
fact_channel = 受付
fact_consent = 同意した説明
fact_told = 知らせ

## What happened so far.

history = これまで
history_line = { $when } { $what }({ $who })
history_booked = 受付
history_cancelled = 取り消し
history_moved = 日時を変更 { $was } → { $now }
history_changed = 変更
history_mode = 方法を変更 { $mode }
history_mode_only = 方法を変更
history_marked = 「{ $status }」に変更
history_link = オンラインのリンクを変更
history_mail_again = メールをもう一度送ることにした
history_call_asked = 電話がほしいと伝えた
history_digits_wrong = メールの宛先を変えようとして、電話番号の下4けたを間違えた
history_reason = 取り消しの理由: { $reason }
by_itself = 自動
by_herself = 本人

## The slip that she takes home. `｜予約《よやく》` is 予約 with its reading above.

slip = 予約の控え
slip_title = ｜予約《よやく》の｜控《ひか》え
slip_reference = ｜受付番号《うけつけばんごう》
slip_place = ｜場所《ばしょ》
slip_video = オンラインの｜入室《にゅうしつ》
slip_phone = ｜時間《じかん》になると、お｜電話《でんわ》します。
slip_visit = ｜時間《じかん》になると、お｜宅《たく》へうかがいます。
slip_bring = ｜持《も》ち｜物《もの》
slip_change = ｜変《か》えるとき、｜取《と》り｜消《け》すときは、このQRコードか｜電話《でんわ》で。
slip_change_by_phone = ｜変《か》えるとき、｜取《と》り｜消《け》すときは、｜電話《でんわ》で。
slip_page_qr = 予約のページのQRコード
slip_enter_qr = 入室するページのQRコード
slip_enter = 時間になったら、このQRコードから入室
print = 印刷する
print_hint = ブラウザーの「印刷」で、A5の紙に印刷できます。
back_to_desk = 電話受付へ戻る

## The other ways to see it, and what narrows them.

view_rooms = 部屋
view_week = 週
view_month = 月
week_before = 前の週
this_week = 今週
week_after = 次の週
month_before = 前の月
this_month = 今月
month_after = 次の月
# From which day until which.
week_title = { $from } 〜 { $until }
filter = 絞り込み
filter_do = 絞り込む
filter_stop = 絞り込みをやめる
filtered = { $what }だけを見せています。
every_nurse = すべての担当
every_kind = すべての内容
every_mode = すべての方法
every_state = すべての状態
state_free = 空いている時間
state_arrived = 来ている
nothing_left = 絞り込みに合うものは、この日にありません
own_column = わたし
jump = 担当の列へ({ $n }人)
jump_name = 担当の列
print_view_hint = ブラウザーの「印刷」で、A4の紙に印刷できます。

## A column for each room.

no_rooms = この場所には、部屋がありません。
room_free = 使う予定なし
room_places = { $n }組まで
without_room = 部屋を使わない面談({ $n }件)

## A week.

week_own = わたしの週
week_of = { $whose }の週
week_of_all = すべての場所の週
week_others = ほかの週
shut_year_end = 年末年始
shut_closed = 休み({ $reason })
shut_absent = 不在({ $reason })
shut_nothing = 予定なし
booked_free = 予約 { $booked }・空き { $free }
booked_number = 予約 { $n }
free_number = 空き { $n }

## A month.

week_from = { $day }の週
free_few = 残りわずか { $n }
free_none = 満
met_number = 休みの日の予約 { $n }
## Before and after the interview: the panel.

essentials = 会う前に
reach = 連絡
reach_discreet = ひかえめに(内容を書かない)
reach_no_mail = メールなし
others_of_her = ほかの面談
other_line = { $when } { $kind } { $mode } { $nurse }({ $status })
arrived_at = 来た時刻
started_at = はじまり
ended_at = おわり
note = 職員のメモ
note_hint = 職員だけが見ます。本人や連携先には出ません
note_by = { $when } { $who }
note_write = メモを書く
note_edit = メモを直す
note_save = メモを残す
history_started = 面談をはじめた
history_not_started = 「面談中」を取り消した
history_note = メモを書いた
history_joint = 二人目の担当を変更
history_called = 電話リストに入れると決めた
history_rebooked = 別の日を予約すると決めた
history_nothing = なにもしないと決めた
missed_title = 来ませんでした。このあとどうしますか
missed_hint = どれを選んでも、本人には何も送りません。
missed_call = 電話リストに入れる
missed_rebook = 別の日を予約する
missed_nothing = なにもしない
missed_note = メモ
missed_again = 選びなおす
missed_is_call = 電話リストに入れました。
missed_is_rebook = 別の日を予約します。
missed_is_nothing = なにもしないことにしました。
next_title = 次の面談を予約する
next_kind = 内容
next_hers = 同じ担当({ $nurse }さん)
next_anybody = だれでも
next_book = に予約する
next_no_kind = この人に、ここから予約できる面談は、もうありません。電話受付では、ほかの内容も選べます。
next_no_time = この内容と方法では、空きがありません。内容か方法か日を変えてください。
next_consent = 情報の使い方の説明が変わっています。読んで、同意してもらいました
next_at_desk = 電話受付で予約する
next_from = この日から
next_look = この日から探す
joint_add = 二人目の担当を入れる
joint_remove = { $nurse }さんをはずす
joint_ask = だれと一緒に面談しますか。日時は変わりません。本人への知らせは送りません。
joint_none = この時間に、一緒に面談できる人は空いていません。
joint_with = と一緒にする
joint_two_wanted = この面談は、二人で行う決まりです。二人目は、「担当を替える」で替えられます。

## What others changed of her day.

changes = きょうの変更
changes_bar = { changes } { $n }件
change_new = 入りました
change_gone = なくなりました
change_moved = { $was }から変わりました
change_way = 方法が変わりました
change_open = ひらく
changes_seen = 見ました
## A nurse's own calendar.

barred_own_calendar = 自分の予定
own_calendar = 自分の予定表
