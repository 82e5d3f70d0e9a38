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
register_why = このまちでは、パスワードのほかに、認証アプリの数字かパスキーで本人を確かめます。
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
codes_text = スマートフォンやパスキーの鍵をなくしたときに、その代わりに使うコードです。それぞれ一度だけ使えます。表示はこの一度きりです。印刷するか書き写して、鍵のかかるところにしまってください。
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
required = このまちでは認証アプリかパスキーが必要なので、最後の一つは外せません。スマートフォンを替えるときは、先に新しく登録してください。
register_first = 認証アプリを登録する
register_other = 新しい認証アプリを登録する
codes_left = 回復コードは、残り{ $n }個です。
renew = 回復コードを作りなおす
renew_text = 作りなおすと、前のコードは使えなくなります。
my_password = パスワード
said_registered = 認証アプリを登録しました。ほかの端末で開いていた画面は、すべて閉じました。
said_removed = 外しました。ほかの端末で開いていた画面は、すべて閉じました。
said_recovered = 回復コードで入りました。スマートフォンや鍵をなくしたときは、いま、新しい認証アプリかパスキーを登録してください。前の認証アプリは使えなくなります。なくしたパスキーは外してください。
said_unseen = 登録しました。回復コードをまだ印刷していないときは、作りなおして印刷してください。
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
take_text = スマートフォンやパスキーも回復コードもなくしたときに外します。いま開いている画面は、すべて閉じます。本人であることを、会うか電話で確かめてから押してください。
take = 二段階の確認を外す
taken = 二段階の確認を外し、その人の画面をすべて閉じました。

## Passkeys.

passkey = パスキー
passkey_press = パスキーで確かめる
passkey_wrong = パスキーで確かめられませんでした。もう一度押すか、ほかの方法を使ってください。
passkey_failed = パスキーを使えませんでした。登録した端末や鍵か確かめて、もう一度押すか、ほかの方法を使ってください。
passkey_scripts = パスキーを使うには、スクリプト(JavaScript)が動くブラウザーが必要です。動かないときは、ほかの方法を使ってください。
passkey_elsewhere = 登録したときとアドレスが変わったため、このパスキーはここでは使えません。
no_passkey = パスキーや認証アプリが使えないとき
passkey_title = パスキーを登録する
passkey_text = スマートフォンやパソコンの画面ロック(指紋、顔、暗証番号)か、USBなどの鍵で、本人であることを確かめます。
passkey_name = パスキーの名前
passkey_name_hint = どの端末のものか分かる名前。仕事のスマートフォン、など
passkey_name_needed = パスキーの名前を入れてください。
passkey_name_taken = 同じ名前のパスキーがあります。ほかの名前にしてください。
passkey_name_other = その名前は使えません。短い名前を、改行や見えない文字を入れずに付けてください。
passkey_register = パスキーを登録する
passkey_ends = 登録すると、ほかの端末で開いている画面は、すべて閉じます。
passkey_none = ここでは、パスキーを登録できません。
passkey_not_here = このまちの職員のアドレスは、https:// で始まる名前のアドレスではないため、パスキーを使えません。
passkey_enough = パスキーは10個までです。使わないものを外してから、登録してください。
passkey_add = パスキーを登録する
passkey_instead = 認証アプリの代わりに、パスキーを登録する
said_passkey = パスキーを登録しました。ほかの端末で開いていた画面は、すべて閉じました。
