### What staff read and type at the phone desk.

search = 探す
search_hint = 名前・かな・ローマ字・電話番号(下4けたでも)・生年月日(7.4.3)・受付番号・メール。「架空 7.4.3」のように続けても探せます

## Who was found.

found = 見つかった人
more = ほかに { $n } 件あります。
narrow = 名前のあとに、生年月日か電話の下4けたを続けて入れると、しぼれます。
not_booked = 予約なし({ $day } { $status })
nobody = 「{ $query }」に合う人はいません
nobody_hint = 電話番号や生年月日、受付番号でも探せます。はじめての人は、N で新しく取れます。

## The booking that is open.

booking_of = { $name }さんの予約
person_line = { $born } ・ 電話 { $phone } ・ 受付番号 { $reference }
needs = 配慮 { $needs }
next_free = 次の空き
correct = 名前や連絡先をなおす
correct_tell = メールアドレスを変えたら、予約の知らせを新しいアドレスへ送る
correct_do = この内容になおす

## Times.

none_free = この条件で空いている時間は、いまありません。日、場所、方法、担当のどれかを変えて探してください。
move_here = に移す
move_to = { $time } { $place }に移す
earlier = 前の時間
later = もっと後の時間
other_times = ほかの時間
nothing_said = 「…」
how_to_look = 時間の探しかた
from_day = この日から
look = この条件で探す
earliest_place = いちばん早い
by_nurse = この担当で探す
earliest = いちばん早い時間から
next_day = 翌日から
next_week = 翌週から
day = 日
time = 時間
none_free_nurse = この担当では、この内容と方法の空きがありません。方法を変えるか、担当を「だれでも」にして探してください。
none_free_way = この内容と方法では、空きがありません。方法か場所か日を変えてください。
nurse_cannot = 選んだ時間は、{ $nurse }さんでは取れません。
nurse_only = 担当: { $nurse }さん。予約は、この人に入ります。

## Another nurse.

nobody_instead = { $nurse }さんの代わりに、この時間に空いている人はいません。日時を変えるか、電話をしてください。
offers = この時間を公開しています
is_free = 枠はありませんが、空いています
reassign_to = に替える
reassign_ask = { $nurse }さんから、だれに替えますか。日時は変わりません。本人への知らせは、オンラインの部屋が変わるときだけ送ります。

## A new booking.

nothing_offered = 予約できる面談が、まだありません
new_booking = 新しい予約
by_phone = 電話で
at_counter = 窓口で
channel = 受付
book = この内容で予約する
key_choose = 時間を選ぶ
key_book = 予約する
keys_fields = 文字を入れているときの { $esc } は、欄から出るだけです
same_ask = この人ですか
same_text = 名前と生年月日が同じ{ $name }さんに、予約があります。電話番号だけがちがいます。
same_line = { $when } { $interview } ・ 電話の下4けた { $digits }
same_yes = 同じ人です(その予約をひらく)
same_no = 別の人です(このまま予約する)

## The person.

names = お名前
family_name = 姓
given_name = 名
readings = ふりがな
family_kana = せい
given_kana = めい
birth = 生年月日
birth_hint = H7.4.3 や 1995.4.3 の形で
phone = 電話番号
phone_hint = 日中に出られる番号
email = メールアドレス
email_hint = ないときは、控えを印刷して渡せます
due = 出産予定日
due_hint = わかるときだけ。2027.2.14 の形で
due_hint_required = 2027.2.14 の形で
consent = 情報の使い方
consent_given = 利用目的を口頭で説明し、同意を得ました
more_about_her = 配慮・言葉・ひとこと
contact_window = メールを受け取りたい時間
contact_window_hint = 急ぎの知らせと、本人の申し込みへの返事は、すぐに送ります。
needs_legend = 配慮
discreet = 連絡をひかえめに(知らせに面談のことを書かない)
language = 知らせの言葉
note = ひとこと

## What is to be put right.

birth_required = 生年月日を入れてください
birth_which_year = 生まれた年を、1995 や H7 のように、西暦4けたか元号で入れてください
birth_invalid = 生年月日を、H7.4.3 や 1995.4.3 の形で入れてください
already_booked = 同じ内容の予約が、もうあります。やめて電話の下4けたで探し、その予約を移してください
hers_too = この電話番号と生年月日の人には、同じ内容の予約が、もうあります。電話の下4けたで探して、確かめてください
due_required = 出産予定日を入れてください。2027.2.14 の形で
due_invalid = 出産予定日を、2027.2.14 の形で入れてください
consent_required = 利用目的を説明し、同意を得てから印を付けてください
beside = 同じ時間に、この方のほかの予約があります。それでも取るときは、もう一度「{ book }」を押してください
slot_taken = その時間は、たったいま埋まりました。ほかの時間を選んでください
slot_refused = その時間は、規則か休みのため選べません。ほかの時間を選んでください
slot_too_late = その時間は、もう過ぎています。ほかの時間を選んでください
slot_required = 時間を選んでください

## Keys.

keys = キー
key_move = 選んだ時間に移す
key_cancel = 取り消す
key_correct = なおす
key_print = 印刷する
key_open = ひらく
key_new = 新しく取る
key_back = 戻る
key_again = 入れなおす

## What was just done.

done_moved = { $name }さんの予約を移しました。{ $now }
done_booked = { $name }さんの予約を入れました。受付番号 { $reference }。{ $now }
done_mode = { $name }さんの方法を変えました。{ $now }
done_corrected = { $name }さんの内容をなおしました。
done_reassigned = { $name }さんの担当を替えました。いまの担当は、{ $nurse }さんです。
done_cancelled = { $name }さんの予約を取り消しました。
done_undone = 元にもどしました。{ $name }さん { $now }
done_changed = この予約は変わりました。何もしていません。いまは、{ $name }さん { $now }
done_marked = { $name }さんを「{ $status }」にしました。
undo = 元にもどす
undo_rest = あと{ $n }秒({ $until }まで)。知らせは、そのあとに送ります
done_taken = その時間は、たったいま埋まりました。ほかの時間を選んでください。何も変わっていません。
done_already = 同じ内容の予約が、もうあります。名前か電話の下4けたで探して、その予約を移してください。
done_refused = その時間は、規則か休みのため選べません。ほかの時間を選んでください。何も変わっていません。
done_full = この時間は、その方法では空いていません。日時を変えると、選べることがあります。何も変わっていません。
done_reason = 理由が長すぎるか、使えない文字や番号があります。直して、もう一度押してください。何も変わっていません。
done_same = 日時はそのままです。
done_correct_same = 変わったところは、ありませんでした。
done_colleague_busy = その人は、この時間に空いていません。ほかの人を選んでください。何も変わっていません。
done_mode_same = 方法はそのままです。
done_over = 元にもどせる時間(20秒)が過ぎました。何も変わっていません。
done_time_changed = この時間は変わりました。ほかの人が先にあけたか、閉じました。何もしていません。
done_late = その時間は、もう過ぎています。何も変わっていません。
done_impossible = いまの状態では、できません。ほかの人が先に変えたかもしれません。何も変わっていません。
done_missing = その予約は見つかりません。
done_busy = 混み合っていて、できませんでした。もう一度押してください。
done_gone = その時間は、もうありません。何も変わっていません。
done_opened = 時間をあけました。
done_closed = 時間を閉じました。

## Before and after the interview.

done_started = { $name }さんの面談をはじめました。
done_noted = { $name }さんの予約に、メモを残しました。
done_joint = { $name }さんの予約の、二人目の担当を変えました。
done_called = { $name }さんを、電話リストに入れました。
done_followed = { $name }さんについて、このあとのことを書きとめました。
done_beside = この方には、同じ時間に別の予約があります。ほかの時間を選んでください。
done_consent = 情報の使い方の説明が変わっています。同意してもらってから、予約してください。
done_seen = 見たことを書きとめました。
