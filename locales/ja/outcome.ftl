### Pages that say one thing: not here, not now.

not_found_title = このページは見つかりません
not_found_text = アドレスが途中で切れているかもしれません。メールのリンクを、もう一度押してください。
already_title = 新しい予約は作っていません
already_text = 同じ面談の予約は、おひとり1つです。メールアドレスの登録があれば、いまの予約を変えるためのリンクをお送りしました。登録のない方、届かない方は、電話でお知らせください。
too_late_title = 受付は終わりました
too_late_text = その時間は、もうここでは予約や変更ができません。電話でお知らせいただくか、別の時間を選んでください。
not_possible_title = いまは、できません
not_possible_text = 予約の状態が変わったため、できませんでした。予約のページを開きなおしてください。
invalid_title = 内容をたしかめてください
invalid_text = 送られた内容が読めませんでした。前のページに戻って、もう一度お試しください。
foreign_title = 正しいアドレスから、やりなおしてください
foreign_text = いつもと違うアドレスのページから送られたため、受け付けませんでした。入れていただいた内容は残っていません。お手数ですが、正しいアドレスを開いて、もう一度お試しください。
too_many_title = 少し待ってください
too_many_text = 短い時間に、たくさんの操作がありました。10分ほど待って、もう一度お試しください。お急ぎのときは、電話でお知らせください。
busy_title = いま、こみ合っています
busy_text = 30秒ほど待って、もう一度お試しください。
fault_title = うまくいきませんでした
fault_text = こちらの不具合です。少し待って、もう一度お試しください。続くときは、電話でお知らせください。
cookies_title = クッキーが使えないため、予約に進めません
cookies_text = この予約では、選んだ時間を10分間お取りするために、クッキー(ブラウザーに残す小さな印)を1つ使います。お使いのブラウザーは、クッキーを受け取らない設定のようです。設定でこのページのクッキーを許可して、もう一度時間を選んでください。設定がわからないときは、電話で予約できます。時間は、まだお取りしていません。
wrong_method_title = このアドレスは、そのままでは開けません
wrong_method_text = ボタンを押したときだけ使うアドレスです。予約のページから、もう一度お試しください。
foreign_open = 正しいアドレスを開く
ended_title = このご予約は終わりました
ended_text = 日時がすぎたため、このリンクは閉じました。また必要になったときは、いつでも予約できます。

## The last resort, without city and telephone: when nothing else works.

bare_not_found_title = このアドレスのページはありません
bare_not_found_text = アドレスをたしかめて、もう一度開いてください。
bare_busy_title = いま、こみ合っています
bare_busy_text = 30秒ほど待って、もう一度開いてください。
bare_too_large_title = 送られた内容が大きすぎます
bare_too_large_text = 前のページに戻り、短くするか、小さいファイルを選んで、もう一度お試しください。
bare_fault_title = うまくいきませんでした
bare_fault_text = こちらの不具合です。少し待って、もう一度お試しください。
bare_invalid_title = 送られた内容が読めませんでした
bare_invalid_text = 前のページに戻って、もう一度お試しください。
