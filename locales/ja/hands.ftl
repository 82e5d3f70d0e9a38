### What staff do with the hands on the keyboard, the mouse or the screen: carrying a booking, keys, and what somebody else changed first.

## A booking is carried to another place of the day or the week.

place_name = { $at } { $nurse }さん
place_whose = { $nurse }さん
moves = { $at }からの、{ $nurse }さんの時間へ移します。
moves_there = { $at }からの、{ $nurse }さんの{ $place }の時間へ移します。
takes_over = 日時はそのままで、担当を{ $nurse }さんに替えます。
can = 移せます
cannot = 移せません
reading = 移せる時間を調べています。
choose = 移す先を選んでください。矢印と Enter でも、押しても選べます。
nothing = この日に、移せる時間はありません。
nothing_week = この週に、移せる時間はありません。
unreadable = 移せる時間を読めませんでした。予約をひらいて、「日時を変える」から移してください。
put_back = 移していません。予約は、もとの時間のままです。
not_here = ここには、移せる時間がありません。
gone = この予約は、この画面からなくなりました。何も変わっていません。
sending = 移しています。

## Somebody else was first: both versions.

wanted = あなたの操作
now = いま
wanted_move = { $when }へ移す
wanted_move_nurse = { $when }の、{ $nurse }さんの時間へ移す
wanted_mode = 方法を{ $mode }に変える
wanted_mark = 「{ $status }」にする
wanted_nurse = 担当を{ $nurse }さんに替える
wanted_cancel = 取り消す
wanted_joint = 二人目の担当に{ $nurse }さんを入れる
wanted_next = 次の面談を{ $when }に取る
wanted_other = この予約を変える
changed_by = { $who }が変えました { $at }
cancelled_by = { $who }が取り消しました { $at }
somebody = 本人か、連携システム
again = いまの予約に、もう一度行う
not_any_more = この操作は、いまはできません。
stands_now = いまの内容: { $value }
stands_empty = なし

## The keys.

keys = キー
keys_title = キーの一覧
keys_text = 文字を入れている間は、効きません。Esc で欄から出ると、また効きます。マウスや指でも、同じことができます。
keys_key = キー
keys_does = すること
keys_everywhere = どの画面でも
keys_of_day = 予定の画面で
keys_of_carrying = 予約を移すとき
keys_of_range = 時間をまとめて選ぶとき
keys_of_booking = ひらいた予約で
keys_of_desk = 電話受付で
keys_of_new = 新しい予約で
key_list = この一覧をひらく
key_search = 利用者を探す
key_escape = 閉じる、やめる、戻る。文字の欄からは、欄を出る
key_next_interview = 次の面談へ
key_arrows = 表の中で、となりの予約や時間へ
key_enter = ひらく、または押す
key_previous = 前の日(週・月)
key_today = 今日
key_following = 次の日(週・月)
key_view_day = 日の見かた
key_view_rooms = 部屋の見かた
key_view_week = 週の見かた
key_view_month = 月の見かた
key_view_list = 一覧の見かた
key_pick_up = 選んだ予約を持ち上げる
key_carry = 移せる時間の間を動く
key_all_places = 移せない時間も含めて動き、理由を聞く
key_put = そこへ移す
key_back = もとの時間に戻す
key_mark = 選ぶ時間を広げる、せばめる(空いている時間や閉じた時間の上で)
key_mark_go = 選んだ時間を閉じる・あける画面へ
key_mark_none = 選ぶのをやめる
key_mode = 方法を選ぶ
key_cancel = 取り消しの画面へ
key_print = 控えを印刷する
key_undo = いま行ったことを元にもどす
key_times = 空いている時間を選ぶ
key_earlier = 前の時間
key_later = もっと後の時間
key_found = 見つかった人をひらく
key_new = 新しい予約を取る
key_correct = 名前や連絡先をなおす
key_kind = 面談の種類を選ぶ
key_place = 場所を選ぶ
key_nurse = 担当を選ぶ
key_day = 日を選ぶ
key_next_day = 翌日から
key_next_week = 翌週から
letters = 文字のキー
letters_on = この端末では、文字と数字のキーが効きます。音声入力などで思わず動くときは、止められます。
letters_off = この端末では、文字と数字のキーを止めています。矢印、Enter、Esc は効きます。
letters_stop = 文字のキーを止める
letters_use = 文字のキーを使う
