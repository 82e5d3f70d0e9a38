### What staff read about signing in by the city's identity provider.

title = 認証基盤でのログイン
about = 市の認証基盤(Entra ID、Keycloak など)で、職員がログインできるようにします。
text = 職員が、市の認証基盤(OpenID Connect)でログインできるようにします。必要な値は、認証基盤を管理している部署に聞いてください。パスワードでのログインも、いままでどおり使えます。
not_in_demo = お試しの市では、認証基盤を決められません。パスワードが公開されているためです。

## At the entrance.

sign_in = { $label }でログイン
leaving = ログインの画面へ
leaving_text = ログインの画面へ移ります。移らないときは、次のリンクを押してください。
leaving_out = ログアウトしました
leaving_out_text = このシステムからは出ました。つづけて、ログアウトの画面へ移ります。移らないときは、次のリンクを押してください。
leaving_link = { $label }の画面へ
failed_over = 時間がたったか、ほかの画面で始めたログインだったため、使えませんでした。もう一度はじめてください。
failed_denied = ログインを途中でやめたか、断られました。もう一度はじめるか、ほかの方法で入ってください。
failed_down = いま、認証基盤につながりません。少し待ってから押すか、ほかの方法で入ってください。つづくときは、管理者に知らせてください。
failed_wrong = 認証基盤の答えを確かめられなかったため、入れませんでした。もう一度はじめてください。つづくときは、管理者に知らせてください。
failed_unknown = そのアカウントは、ここの職員に結び付いていません。パスワードで入って「自分の設定」で結び付けるか、職員を管理する人に頼んでください。
failed_taken = そのアカウントは、ほかの職員に結び付いています。自分のアカウントでログインしなおすか、職員を管理する人に頼んでください。
failed_not_enough = そのログインだけでは足りません。認証アプリの数字で確かめてください。

## What holds now, and what is told to whoever has the provider.

now = いまの設定
now_own = { $issuer } でログインできます。
now_none = まだ決めていません。職員はパスワードでログインします。
unreadable = 保存した設定を読めません。サーバーの秘密(MENDAN_SECRET)が、保存したときのものと違います。もう一度入力して保存すると使えます。
changed_by = { $when }に { $who } が設定しました。
changed_alone = { $when }に設定しました。
register = 認証基盤に登録すること
register_text = ウェブアプリケーション(秘密のあるクライアント、認可コード、PKCE)として登録し、次のアドレスを入れてもらってください。
register_back = ログインのあとに戻るアドレス(リダイレクト URI)
register_out = ログアウトのあとに戻るアドレス

## The form.

form = 設定
issuer = 発行者(issuer)のアドレス
issuer_hint = 例 https://login.microsoftonline.com/テナントの番号/v2.0、https://id.city.example.jp/realms/city。認証基盤が名乗るとおりに、最後の / も同じにしてください。
issuer_form = https:// で始まる発行者のアドレスを、? や # のない形で入れてください。
client_id = クライアント ID
client_id_hint = 認証基盤に登録したときに出る番号
secret = クライアントの秘密
secret_new = 認証基盤に登録したときに出る値。保存したあとは、ここには出しません。
secret_kept = 空けておくと、いまの値を使います。発行者かクライアント ID を変えるときは、もう一度入力してください。
secret_tried = 空けておくと、確かめたときの値を使います。発行者かクライアント ID を変えるときは、もう一度入力してください。
label = ボタンの名前
label_hint = 職員の入口のボタンに出ます。例 市の統合認証
naming = まだ結び付けていない人の見つけ方
naming_hint = 自動で結び付けると、認証基盤で名前を決められる人が、ここのどの職員としても入れます。
naming_nothing = 見つけない(それぞれが、パスワードで入って「自分の設定」で結び付けます)
naming_username = ユーザー名(preferred_username)がログイン名と同じ人に、自動で結び付ける
naming_email = 認証基盤が確かめたメールアドレス(email)の @ の前がログイン名と同じ人に、自動で結び付ける
domain = 市のドメイン
domain_hint = ユーザー名やメールアドレスに @ があるとき、このドメインのものだけを認めます。例 city.example.jp
second = 二段階の確認とみなす値
second_hint = 認証基盤が amr か acr で返す値を、空白で区切って入れます(例 mfa)。空けておくと、ここの認証アプリも求めます。
look = つながるか確かめる
saved = 認証基盤を決めました。次のログインから使えます。
undo = 前の変更をもどす
undo_text = 変えてから1日のあいだ、その前の設定(秘密も)にもどせます。もどしたことも、操作の記録に残ります。
removed = 認証基盤でのログインをやめました。職員はパスワードでログインします。
remove = 認証基盤でのログインをやめる
remove_text = やめると、職員の入口からボタンがなくなります。秘密は、もどせるように1日だけ暗号化して残り、その後で消えます。いま開いている画面は、そのままです。結び付けは残り、同じ発行者をまた決めると使えます。

## What a provider says of itself.

found = つながりました。発行者の名前も合っています。
found_in = ログインの画面: { $place }
found_out = ログアウトの画面: { $place }
found_no_out = ログアウトの画面はありません。ここから出ても、認証基盤にはログインしたままです。
found_not_all = クライアント ID と秘密が合っているかは、実際にログインするまで分かりません。保存してから、ほかのブラウザーで試してください。
not_saved = まだ保存していません。
no_name = その名前のサーバーが見つかりません。発行者のアドレスを確かめてください。
not_allowed = そのアドレスにはつなげません。庁内のネットワークにある認証基盤を使うときは、運用者に MENDAN_OPENID_NETWORKS を決めてもらってください。
unreachable = つながりません。発行者のアドレスと、サーバーの証明書を確かめてください。
silent = 時間内に答えがありません。あとでもう一度確かめてください。
status = サーバーは答えましたが、認証基盤の設定(/.well-known/openid-configuration)がありません。発行者のアドレスを確かめてください。
not_openid = 答えが、OpenID Connect の認証基盤のものではありません。発行者のアドレスを確かめてください。
other_issuer = 認証基盤は、ほかの発行者を名乗っています。最後の / まで、認証基盤が名乗るとおりに入れてください。
no_pkce = その認証基盤は PKCE(S256)を使えないため、つなげません。
no_signature = その認証基盤の署名の方式(RS256、ES256 など)を確かめられないため、つなげません。
too_many = 何度も確かめたため、いまは確かめられません。1時間ほどあとに、もう一度押してください。

## Her own account there.

mine = { $label }でのログイン
link = { $label }のアカウントを結び付ける
link_text = 結び付けると、次からは { $label } でも入れます。いま開いているほかの画面は、すべて閉じます。
linked_since = { $date } に結び付けました。
linked_used = 最後に使ったのは { $date }
unlink = 結び付けをやめる
unlink_text = やめると、パスワードで入ります。いま開いているほかの画面は、すべて閉じます。
said_linked = 結び付けました。ほかの端末で開いていた画面は、すべて閉じました。
said_unlinked = 結び付けをやめました。ほかの端末で開いていた画面は、すべて閉じました。
again = { $label }で確かめる

## A colleague's.

take_title = 認証基盤のアカウント
take_text = 認証基盤のアカウントが、この人に結び付いています。ほかの人のものになったときや、まちがえて結び付けたときに外します。いま開いている画面は、すべて閉じます。
take = 結び付けを外す
taken = 結び付けを外し、その人の画面をすべて閉じました。
