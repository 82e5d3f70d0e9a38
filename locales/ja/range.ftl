### Many times at once: closed, opened, moved and copied; and a single time closed with a reason.

title = まとめて閉じる・開ける・移す
lead = だれの、いつの時間かを選んで確かめます。押すまでは、何も変わりません。押したあとも、20秒のあいだは元にもどせます。
bar = まとめて
whose = だれの時間
own = { $name }さんの時間
all_of = { $office }の全員
days = いつ
days_hint = 最後の日を空けておくと、一日だけです。
hours = 時間
part_day = 一日じゅう
part_am = 午前({ $hours })
part_pm = 午後({ $hours })
part_hours = 時間を決める
typed_hours = 決めた時間
act = どうする
act_close = 閉じる
act_open = 開ける
act_move = 移す
act_copy = ほかの日にコピーする
where_to = 移す先・コピーする先
to_day = 行き先の日
to_day_hint = 最初の日の行き先です。
shift = ずらす分
shift_hint = 5分きざみ。早くするときは「-30」のように入れます。移すときだけ。
to_nurse = 行き先の担当
to_nurse_hint = 移すときだけ。空けておくと、担当は変わりません。
same_nurse = 変えない
check = 確かめる

## The preview.

changed = 見ているあいだに内容が変わりました。下は、いまの内容です。まだ何もしていません。
affects = { $times }枠・{ $bookings }件に影響
affects_times = { $times }枠
nothing_close = この時間に、公開した枠も予約もありません。閉じておくと、これから公開しても予約できません。
nothing_open = 開けられるものは、ありません。
nothing_move = 移せるものは、ありません。
nothing_copy = 作れる枠は、ありません。
times_title = 枠
bookings_title = 予約
state_open = 空き
state_by_hand = 閉じた時間
becomes_closed = 閉じます
becomes_open = 開きます
stays_by_hand = 閉じたままです
stays_closed = 閉じたままです: { $why }
stays_open = 空いたままです
goes = { $place }へ移します
goes_to = { $place }({ $who })へ移します
made = { $place }に作ります
there_moved = { $place }には、もう枠があります。ここは閉じます
there = もうあります
stays = そのままです: { $why }
left_past = もう過ぎた時間です
left_closed_there = 行き先の同じ枠は、職員が閉じています
left_nowhere = 行き先の日に、その時間がありません
booking_of = { $time } { $who } { $kind }
called = 予約は残ります。印がつき、かける電話に入ります
released = 印が消え、いつもどおりに行えます
still_met = 印は残ります: { $why }
moves = { $place }へ移します。20秒たつと、知らせを送ります
moves_to = { $place }({ $who })へ移します。20秒たつと、知らせを送ります
booking_stays = 予約はここに残ります: { $why }
stay_too_late = 行き先の時間は、もう過ぎています
stay_not_possible = いまの状態か種類では、移せません
stay_second = 二人で担当する面談で、もう一人が先に立っています
stay_not_hers = 予約を移せるのは、予約を扱う職員だけです
reason = 閉じる理由
reason_hint = 職員だけに見えます。例: 研修、会議
close_button = この内容で閉じる
open_button = この内容で開ける
move_button = この内容で移す
copy_button = この内容で作る
copied_note = 作った枠は「手で作った枠」になり、あとでひな型を公開しても残ります。
moved_note = 移した先の枠は「手で作った枠」になり、元の枠は閉じます。移せない予約は、いまのまま残ります。
open_note = 市の休み、祝日、場所の休みなど、上で決めた休みは、ここでは開きません。

## What was just done.

done_closed = まとめて閉じました。
done_opened = まとめて開けました。
done_moved = まとめて移しました。
done_copied = 枠を作りました。
done_undone = 元にもどしました。
done_over = 元にもどせる時間(20秒)が過ぎました。何も変わっていません。
done_written = ほかの人が先に変えました。元にはもどせません。何も変わっていません。
rest = あと{ $n }秒({ $until }まで)

## On the calendar.

column = { $name }さんの時間を閉じる・開ける
column_am = 午前を閉じる
column_pm = 午後を閉じる
column_open = 開ける
column_move = 移す
column_copy = この日の枠をほかの日に作る
around_close = この時間をまとめて閉じる・移す
around_open = この半日を開ける
close_reason = 閉じる理由(職員だけに見えます)
close_time = この時間を閉じる
marked = { $n }枠を選びました。Enter で開きます。Esc でやめます。
marked_go = 選んだ時間を閉じる・開ける
see_met = かかった{ $n }人を見る
