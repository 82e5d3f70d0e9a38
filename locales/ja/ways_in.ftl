### What staff read about invitations, forgotten passwords and their own mail address.

## Inviting a member.

email = メールアドレス
email_hint = 入れると招待のメールが届き、本人がパスワードを決めます。そのときは、下のパスワードを空けておいてください。メールを使わないときは、ここを空けて、パスワードを決めます
email_same = いまと同じアドレスです。新しいアドレスを入れてください
invited = 招待のメールを送ります。届いたかどうかは、この一覧に出ます。
withdrawn = 招待を取りやめました。前に送ったリンクは使えません。
short_sent = 招待中({ $until }まで)
short_waits = 招待のメールを送っています
short_failed = 招待のメールが届きませんでした
short_over = 招待の期限が切れました
invite_title = 招待
invite_text = まだパスワードがありません。メールで招待すると、本人がパスワードを決めます。
invite = 招待のメールを送る
invite_again = もう一度送る
stands_sent = { $made } に招待のメールを送りました。リンクは { $until } まで使えます。届いていないときは、アドレスを確かめて、もう一度送ってください。前のリンクは使えなくなります。
stands_waits = 招待のメールを送っています。リンクは { $until } まで使えます。
stands_failed = { $made } に送った招待のメールは、届きませんでした。アドレスを直して、もう一度送ってください。
stands_over = 招待の期限が { $until } に切れました。もう一度送ってください。
withdraw_text = 取りやめると、送ったリンクは使えなくなります。職員の登録は残ります。
withdraw = 招待を取りやめる

## A one-time link.

welcome = パスワードを決める
welcome_text = これから使うパスワードを決めてください。決めると、このリンクは使えなくなります。
anew = パスワードを決め直す
anew_text = 新しいパスワードを決めてください。決めると、開いている画面はすべて閉じ、このリンクは使えなくなります。
whose = { $city }の面談予約 { $name }さん
whose_login = ログイン名: { $login }
set = このパスワードにする
confirm = メールアドレスを登録する
confirm_text = このアドレスを、パスワードを忘れたときの連絡先にします。
confirm_button = 登録する
over = このリンクは使えません
over_text = 期限が切れたか、もう使われたか、新しいリンクが送られています。アドレスの一部が欠けていることもあります。
over_done = もうパスワードを決めたときは、そのままログインできます。
over_invited = 招待を受けたときは、職員を管理する人に、招待のメールをもう一度送るよう頼んでください。
over_forgotten = パスワードを決め直すときは、もう一度リンクを受け取ってください。
to_entrance = 職員の入口へ

## A forgotten password.

forgotten_link = パスワードを忘れた
forgotten = パスワードを忘れたとき
forgotten_text = 登録してあるメールアドレスに、パスワードを決め直すリンクを送ります。リンクは1時間、一度だけ使えます。
who = ログイン名かメールアドレス
who_hint = メールアドレスは、自分の設定に登録したもの
forgotten_send = リンクを受け取る
forgotten_sent = 受け付けました。当てはまる職員がいて、メールアドレスが登録してあれば、数分のうちにリンクが届きます。
forgotten_none = 届かないときは、迷惑メールに入っていないか確かめてください。1日に送るのは3通までです。
forgotten_wait = 続けて何度も受け付けたため、少し待ってから押してください。
forgotten_else = メールアドレスを登録していないときは、職員を管理する人に、新しいパスワードを決めるよう頼んでください。

## Her own address.

address_title = メールアドレス
address_none = まだ登録していません。登録すると、パスワードを忘れたときに、自分で決め直せます。
address_now = { $address } を登録しています。パスワードを忘れたときのリンクは、ここに届きます。
address_new = { $address } に確かめるメールを送りました。リンクを開くまで、登録は変わりません。
address_field = 新しいメールアドレス
address_hint = 確かめるメールが届きます。リンクは1日使えます
address_send = 確かめるメールを送る
said_asked = 確かめるメールを送ります。届いたリンクを開くと、登録が変わります。
said_address = メールアドレスを登録しました。

## What others change of her day, by mail.

news_title = きょうの変更のメール
news_text = ほかの人が、あなたのきょうの面談を、入れたり、取り消したり、動かしたりしたら、すぐにメールで知らせます。名前は書きません。
news_on = いまは、{ $address } に送っています。
news_off = いまは、送っていません。
news_start = 送ってもらう
news_stop = 止める
news_no_address = メールアドレスを登録すると、使えます。
morning_title = 朝のメール
morning_text = 面談のある日の朝、7時すぎに、その日の面談の時間と方法を知らせます。名前は書きません。
troubles_title = 気がかりな予約のメール
troubles_text = 届かなかったメール、リンクのないオンライン面談、担当者のいなくなった面談があるとき、8時、12時、16時に知らせます。名前は書きません。
said_news = メールの設定を変えました。
