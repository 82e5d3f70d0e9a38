### What staff read about where they are signed in, and about a computer that several use.

## Her own page.

title = ログイン中の端末
text = 心当たりのないものがあれば、終わらせて、パスワードを変えてください。
here = この端末
unknown = わからない端末
shared_short = 共用
since = ログイン { $when }
seen = 最後の操作 { $when }
from = ネットワーク { $network }
by_password = パスワードで確認
by_recovery = 回復コードで確認
by_app = 認証アプリで確認
by_passkey = パスキーで確認
by_openid = 認証基盤で確認
by_openid_second = 認証基盤の二段階の確認
end = 終わらせる
# Which one the button is about, for the ear.
end_which = { $browser }、ログイン { $when }
end_others = ほかをすべて終わらせる
none_else = ほかの端末では、ログインしていません。
said_ended = 終わらせました。その端末では、もう一度ログインするまで何もできません。
said_ended_others = ほかの端末のログインを、すべて終わらせました。

## A computer that several use.

shared_title = この端末
shared_now = この端末は共用です。{ $minutes }分さわらないと閉じます。二段階の確認は、いつも同じように聞きます。
shared_end = 自分だけの端末にする
own_now = この端末は、あなただけの端末として扱っています。ほかの人も使うときは、共用にしてください。{ $minutes }分さわらないと閉じるようになります。
shared_begin = 共用にする
shared_tick = この端末は共用です({ $minutes }分さわらないと閉じます)
shared_known = この端末は共用です。{ $minutes }分さわらないと閉じます。
said_shared = 共用の端末にしました。
said_not_shared = あなただけの端末にしました。

## From one to the next.

hand_over = 交代
hand_over_title = 交代
hand_over_text = 前の人の画面は閉じました。送っていない入力は残っていません。次の人が、自分のログイン名とパスワードで入ってください。
other_title = ほかの人の画面です
other_text = この画面は、{ $former }さんのものです。いまは { $now }さんがログインしています。まだ何も変わっていません。
other_unknown = この画面は、ほかの人のものです。いまは { $now }さんがログインしています。まだ何も変わっていません。
other_kept = 入力した内容は、その人がここからログインすると、また出ます。ほかの人には出しません。
go_on = { $now }さんで続ける
other_back = その人に交代する
anothers = 前の人が入力していた内容は、ここには出していません。その人の入力は終わっていないので、必要なら、その人がもう一度入力してください。
office_and_more = { $office } ほか{ $n }

## First passwords.

first_password = いまのパスワードは、ほかの人が決めたものです。先へ進む前に、自分だけが知っているパスワードに変えてください。
first_over = はじめのパスワードは、7日のあいだ使われなかったので、使えなくなりました。職員を管理する人に、新しいパスワードを決めてもらってください。

## What whoever manages the staff does.

member_title = ログイン中の端末
member_text = 端末をなくしたときや、どこかで開いたままのときに、この人のログインをすべて終わらせます。パスワードは変わりません。
member_end = すべて終わらせる
member_ended = ログインを、すべて終わらせました。
