### Keys that sign the city's mails, and what is to be published of them.

title = メールの署名(DKIM)
link = メールに署名する(DKIM)
text = メールに署名すると、届いた先で、この市が送ったメールだと確かめられます。署名のないメールは、迷惑メールに入ったり、届かなかったりすることがあります。
by_server = 市のメールサーバーが署名しているなら、ここで鍵をつくらなくてもかまいません。わからなければ、市のメールを管理している部署に聞いてください。
not_in_demo = お試しの市では、鍵をつくれません。
unsigned = { $domain } から送るメールには、署名していません。

## The keys.

keys = 鍵
state_new = DNS への登録を待っています。
state_signs = この鍵で署名しています。
state_old = もう署名していません。
made_at = { $when }につくりました。
elsewhere = { $domain } から送るメールが、いまはありません。差出人のドメインが変わったときは、新しい鍵をつくってください。
record_name = DNS の名前(TXT)
record_text = DNS の内容
copy_name = 名前をコピーする
copy_text = 内容をコピーする
copied = コピーしました
in_parts = 長くて DNS に書けないとき
in_parts_text = DNS では、1つの文字列が255文字までです。次のように分けて書いてください。届いた先では、つないで読まれます。
begin = 署名をはじめる
begin_text = DNS に登録してから押してください。登録されているかは、ここでは確かめません。同じドメインで同じ種類の鍵は、署名をやめます。
end = 署名をやめる
end_text = 次のメールから、この鍵では署名しません。
delete = 消す
delete_text = 署名をやめた鍵は、送ったメールが届き終わるまで、1週間ほど DNS に残してください。そのあと、DNS とここから消せます。

## A new one.

new = 新しい鍵
new_text = つくった鍵の DNS の名前と内容が、この上に出ます。市の DNS を管理している部署に登録してもらい、それから「{ begin }」を押してください。鍵を取りかえるときも、同じようにします。前の鍵は、それまで署名を続けます。
sender_domain = 差出人のドメイン
choice_domain = @{ $domain }
selector = セレクター
selector_hint = DNS での鍵の名前です。鍵ごとに、ちがう名前にします。
algorithm = 鍵の種類
rsa = RSA 2048ビット(ふつうはこちら)
ed25519 = Ed25519(読めない相手もあります。RSA の鍵といっしょに使います)
own = 市で用意した鍵を使うとき
private_key = 秘密鍵(PEM)
private_key_hint = -----BEGIN PRIVATE KEY----- からの文字をはりつけます。RSA は2048ビット以上です。暗号にして保存し、もう出しません。空けておくと、鍵をつくります。
make = 鍵をつくる

## What was done, and what is to mend.

made = 鍵をつくりました。下の名前と内容を、DNS に登録してもらってください。
begun = 署名をはじめました。
ended = 署名をやめました。
deleted = 鍵を消しました。
selector_form = 英字の小文字、数字、ハイフンで入れてください。例 mendan203106
private_key_form = RSA(2048ビット以上)か Ed25519 の秘密鍵を、-----BEGIN から -----END まで、そのままはりつけてください。パスワードのかかった鍵は使えません
