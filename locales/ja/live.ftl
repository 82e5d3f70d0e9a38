### A page of the staff's that is told of changes: whether it is, and what others have changed. Nobody is named.

again = 新しくする
sign_on = ほかの人が変えたことは、すぐに映ります。
sign_on_booking = この予約をほかの人が変えると、すぐに映ります。
sign_off = つながっていません。ほかの人が変えたことは、まだ映っていません。
sign_ended = ログインが終わりました。
retry = 読み込みなおす

## Beside an entry that has just changed.

fresh = いま変わりました

## For the ear: how many entries have changed.

told = 予定が{ $count }件、変わりました
told_list = { $count }件、変わりました

## Above a form in which she has typed.

changed = この予約は、ほかの人が変えました。
see = 見る
