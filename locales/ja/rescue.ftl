### 「今日休みます」: the page on which an absence is declared, and the one on which everybody whom it meets is looked after.

## Who is absent, and when.

absent = 休みます
account_title = 休むとき
account_text = 急に来られなくなったら、ここから知らせます。入っている予約は、ひとりずつ対応できます。
absent_title = お休みの連絡
absent_text = 押すと、その時間の新しい予約はできなくなります。もう入っている予約はそのまま残り、次のページで、ひとりずつ対応します。
absent_who = だれが
absent_day = いつ
absent_look = この日を見る
absent_hers = { $name }、{ $day }
absent_span = どのくらい
absent_whole = 一日
absent_rest = いまから、その日の終わりまで
absent_hours = 時間を決める
absent_reason = 理由
absent_reason_hint = 職員だけが見ます。利用者には伝えません。
absent_met = この日の予約は { $n }件です。
absent_met_none = この日の予約はありません。
absent_do = 休みにする
absent_known = もう入っているお休み
absent_go_on = 対応のつづき

## The page of all whom it meets.

title = { $name } のお休み { $day }
progress = { $n }件中 { $done }件 おわり
nobody_met = このお休みにかかった予約はありません。
nobody_left = 全員の対応がおわりました。
to_do = これから
done = おわり
hand_on_all = できる人全員をこの時間のまま交代({ $n }件)
hand_on_all_hint = 下の名前の人が、同じ時間に担当します。利用者には、入室のリンクが変わる人にだけメールが届きます。20秒の間は、まとめて元にもどせます。
offer_all = のこりの人に、ほかの時間を案内する({ $n }件)
offer_all_hint = メールのある人に、近い時間を3つずつ取っておき、メールで知らせます。{ $until }まで返事を待ちます。
back_title = お休みの取り消し
back_text = 来られることになったら、ここで取り消します。案内していた時間は返し、かける電話からもはずれます。交代した分は、交代したままです。
back_do = お休みを取り消す
mistake = まちがえました
hand_on = 同じ時間のまま { $name } に交代
hand_on_done = { $name } に交代
offer = ほかの時間を3つ案内する
waiting = 返事を待っています({ $until }まで)
waiting_call = まもなくの時間です。電話もかけてください。
take = この時間に移す
withdraw = 案内を取り消す
talked = 電話で話せた
to_desk = 電話受付でひらく
open = まだです
declined = 案内した時間は、どれも合いませんでした。電話をかけてください。
expired = 返事がありませんでした。電話をかけてください。
withdrawn = 案内を取り消しました。電話をかけてください。
no_mail = メールなし
has_mail = メールあり
language = 言語: { $language }
moved = { $when } に移りました
moved_by_herself = ご本人が { $when } を選びました
cancelled = 取り消しました
spoken = 電話で話しました
over = 済み
undo = 元にもどす

## What was just done.

said_absent = お休みにしました。{ $n }件の予約を、ひとりずつ対応します。
said_declared = お休みにしました。
said_back = お休みを取り消しました。
said_handed = 交代しました。
said_handed_some = できた分だけ、交代しました。のこりは、その間に予約か空きが変わりました。いまの内容を確かめてください。
said_offered = ほかの時間を案内しました。メールは20秒後に出ます。
said_offered_some = 案内できた人と、できなかった人がいます。のこった人には、電話をかけてください。
said_none = ほかの時間が見つかりませんでした。電話をかけてください。
said_withdrawn = 案内を取り消しました。時間は空きに戻りました。
said_moved = 選んだ時間に移しました。
said_talked = 電話で話せた、と書きました。
said_undone = 元にもどしました。
said_undone_some = 元にもどしました。ただし、その間に変わった予約は、変わったままです。いまの内容を確かめてください。
said_changed = 予約がその間に変わりました。何もしていません。いまの内容を確かめてください。
said_taken = その時間は、もう空いていません。
said_late = 間に合いませんでした。何も変わっていません。
said_impossible = いまはできません。何も変わっていません。
said_missing = 見つかりません。何も変わっていません。
said_busy = いま混み合っています。何も変わっていません。もう一度押してください。
going_on = 途中のお休みの対応
