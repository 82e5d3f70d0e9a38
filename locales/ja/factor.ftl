### What staff read about their second factors.

## Between password and session.

step_title = もう一つの確認
code = 認証アプリの6けたの数字
code_hint = スマートフォンの認証アプリに、いま出ている数字
go_in = 中に入る
code_wrong = 数字が合いません。いまアプリに出ている数字を入れてください。一度使った数字は使えません。次の数字が出るまで待ってください。何度も合わないときは、スマートフォンの時計が合っているか確かめてください。
offer_over = 時間がたったので、登録する二次元コードを新しくしました。もう一度読み取ってください。
wait = 何度も合わなかったため、少し待ってから入れてください。
no_phone = 認証アプリが使えないとき
recovery = 回復コード
recovery_hint = 登録のときに印刷した、16文字のコード。一つのコードは一度だけ使えます
recovery_wrong = そのコードは使えません。まだ使っていないコードを、印刷した紙のとおりに入れてください。
recovery_use = 回復コードで入る
lost_all = 回復コードもないときは、職員を管理する人に、二段階の確認を外すよう頼んでください。
other_person = はじめからログインする

## Registering an app.

register_title = 認証アプリを登録する
register_why = このまちでは、パスワードのほかに、認証アプリの数字で本人を確かめます。
register_app = スマートフォンに、認証アプリ(Google Authenticator、Microsoft Authenticator など)を入れます。
register_scan = アプリで、この二次元コードを読み取ります。
register_picture = 認証アプリで読み取る二次元コード
register_key = 読み取れないときは、このキーをアプリに入れます(時刻にもとづく方式、6けた)。
register_code = アプリに出た6けたの数字を入れます。
register = 登録する
register_ends = 登録すると、ほかの端末で開いている画面は、すべて閉じます。前に登録したアプリがあれば、使えなくなります。
register_same = まだ登録していません。読み取った二次元コードはそのまま使えます。いまアプリに出ている数字を入れてください。

## Codes on paper.

codes_title = 回復コード
codes_text = スマートフォンをなくしたときに、認証アプリの代わりに使うコードです。それぞれ一度だけ使えます。表示はこの一度きりです。印刷するか書き写して、鍵のかかるところにしまってください。
codes_date = { $date } に作りました。前のコードは使えません。
codes_kept = しまったので、先へ進む
codes_none = コードはもう表示できません。
print = 印刷する
print_hint = ブラウザーのメニューの「印刷」から印刷できます。

## Her own page.

account = 自分の設定
my_factors = 二段階の確認
no_factors = まだ登録していません。登録すると、パスワードが知られても、ほかの人は中に入れません。
totp = 認証アプリ
since = { $date } に登録
used = 最後に使ったのは { $date }
remove = 外す
remove_last = 外すと、パスワードだけで入れるようになり、回復コードも使えなくなります。
required = このまちでは認証アプリが必要なので、外せません。スマートフォンを替えるときは、新しく登録してください。
register_first = 認証アプリを登録する
register_other = 新しい認証アプリを登録する
codes_left = 回復コードは、残り{ $n }個です。
renew = 回復コードを作りなおす
renew_text = 作りなおすと、前のコードは使えなくなります。
my_password = パスワード
said_registered = 認証アプリを登録しました。ほかの端末で開いていた画面は、すべて閉じました。
said_removed = 外しました。ほかの端末で開いていた画面は、すべて閉じました。
said_recovered = 回復コードで入りました。スマートフォンをなくしたときは、いま、新しい認証アプリを登録してください。前のアプリは使えなくなります。
said_unseen = 認証アプリを登録しました。回復コードをまだ印刷していないときは、作りなおして印刷してください。
go_on = 開こうとしていた画面へ
back = 自分の設定へ

## Being asked again.

again_title = もう一度、確かめます
again_text = 大切な操作の前に、本人であることを確かめます。このあと15分は聞きません。
again_kept = まだ何も変わっていません。確かめたあと、もう一度押してください。
again_confirm = 確かめる
password = パスワード
password_wrong = パスワードが合いません。もう一度入れてください。

## Taken away by whoever manages the staff.

take_title = 二段階の確認
take_text = スマートフォンも回復コードもなくしたときに外します。いま開いている画面は、すべて閉じます。本人であることを、会うか電話で確かめてから押してください。
take = 二段階の確認を外す
taken = 二段階の確認を外し、その人の画面をすべて閉じました。
