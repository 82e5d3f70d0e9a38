### What staff read on the call list, and what they read out.

nothing_to_call = いま、かける電話はありません。休みにかかった予約や、メールの届かない人がいると、ここに出ます。
done_title = 済んだ電話({ $n }件、7日のあいだ)
discreet = ひかえめに:{" "}
discreet_text = ご本人と分かるまで、用件を言わないでください。
past = 面談の時間は過ぎました。
past_text = おわびして、新しい日時を相談してください。話せたら「話せた」を押すと、一覧からはずれます。
tried = { $n }回かけました
next_at = 次は { $day } { $time }
open_booking = 予約をひらいて日時を変える
next_try = 次にかけるとき

## Why she is called.

reason_closed = 予約の日が、休みになりました
reason_nurse_away = 担当が、その時間にいなくなりました
reason_nurse_left = 担当が替わり、同じ時間に空いている人がいません
reason_mail_refused = メールアドレスに届きません
reason_asked = メールが届かず、電話がほしいとのことです

## What is read out. It speaks of an appointment and no more: whoever answers may not be she.

script_closed = 「{ $city }役所です。{ $who }さんでいらっしゃいますか。{ $when }のお約束ですが、その日がお休みになりました。ほかの日時をご案内します」
script_nurse = 「{ $city }役所です。{ $who }さんでいらっしゃいますか。{ $when }のお約束ですが、担当の都合がつかなくなりました。ほかの日時をご案内します」
script_mail = 「{ $city }役所です。{ $who }さんでいらっしゃいますか。{ $when }のお約束のお知らせを送りましたが、メールが届きませんでした。アドレスを確かめさせてください」
script_asked = 「{ $city }役所です。{ $who }さんでいらっしゃいますか。{ $when }のお約束のことで、お電話がほしいとうかがいました。メールアドレスを確かめさせてください」

## What came of a call.

talked = 話せた
absent = 留守
later = あとで
settled = 予約が変わったので済み
in_an_hour = 1時間あと
in_three_hours = 3時間あと
tomorrow = 明日の朝9時
over = { $at } { $outcome } { $by }

## What was just done.

done_talked = 話せた、と書きました。一覧からはずしました。
done_absent = 留守、と書きました。
done_later = あとでかけます。
done_changed = この電話は変わりました。何もしていません。ほかの人がかけたか、予約が変わりました。
done_choose = 「話せた」「留守」「あとで」のどれかを選んでください。何も変わっていません。

## A booking on a day that was closed after it was made.

met_absent = 担当が不在になりました
met_closed = 休みになりました
warn_absent = この時間は、担当が不在になりました。
warn_absent_why = この時間は、担当が不在になりました({ $why })。
warn_closed = この日は休みになりました。
warn_closed_why = この日は休みになりました({ $why })。
warn_do = 事前の知らせは止めています。電話をして、日時を変えるか取り消してください。
year_end = 年末年始
to_calls = かける電話の一覧へ

## Who did not come.

reason_noshow = 面談に来ませんでした
script_noshow = 「{ $city }役所です。{ $who }さんでいらっしゃいますか。{ $when }のお約束のことで、お電話しました。よければ、ほかの日時をご案内します」
to_rescue = このお休みにかかった予約の一覧へ
## A nurse's own calendar.

met_own_calendar = 担当の予定と重なっています
warn_own_calendar = この時間は、担当の自分の予定表に、ほかの予定があります。
warn_own_calendar_do = 予約はそのままです。動かすときは、日時か担当を変えてください。
