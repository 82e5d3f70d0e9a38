### What `mendan doctor` says: what it looks at, what is so, and what to do.

good = 良好
mend = 要対応
unknown = 確認できず
sum = 要対応: { $mend }件、確認できず: { $unknown }件

## The configuration.

config = 設定
config_wrong = 設定を読めません: { $error }
config_do = そこに書かれた項目を直し、「mendan config」で確かめてください(環境変数は MENDAN_ で始まり、設定ファイルより優先します)。ほかの項目は、設定が読めるようになってから調べます。
config_none = (環境変数だけ)
config_good = 読めました: { $file }

## The database.

database = データベース
database_first = データベースが使えるようになるまで、調べられません。
database_good = { $engine }。最新の形で、書き込めます。
database_fails = 開けません: { $why }
database_fails_do = そこに書かれたファイルの権限と、データベースの記録(ログ)を見てください。
database_none = ファイル { $path } がありません。
database_none_do = MENDAN_DATABASE_URL が正しければ、mendan を起動してください(systemctl start mendan)。初めての起動で作ります。前からあるはずなら、場所を間違えていないか確かめ、なければバックアップから戻してください(mendan restore)。
database_damaged = ファイルが壊れているか、データベースではありません: { $why }
database_damaged_do = mendan を止め、ファイルを写してから、最後のバックアップを「mendan restore ファイル」で戻してください。ディスクの故障も疑ってください。
database_unreachable = PostgreSQL につながりません: { $why }
database_unreachable_do = MENDAN_DATABASE_URL のホスト、ポート、利用者、パスワード、データベースの名前と、PostgreSQL が動いているかを確かめてください。
database_too_old = PostgreSQL { $version } は古すぎます。
database_too_old_do = PostgreSQL 15 以上にしてください。
database_read_only = 読むことしかできません(待機系か、読み取り専用にしてあります)。
database_read_only_do = 書き込める方(主系)のアドレスを MENDAN_DATABASE_URL に書いてください。
database_encoding = 文字の符号が { $encoding } です。
database_encoding_do = UTF8 のデータベースを作り(createdb --encoding=UTF8)、そちらに移してください。
database_rights = データベースの利用者に、権限が足りません: { $rights }
database_rights_do = データベースの所有者として、その利用者に権限を与えてください(GRANT … ON ALL TABLES IN SCHEMA public、GRANT CREATE ON SCHEMA public)。表の所有者を mendan の利用者にするのが確実です。
database_pooler = PostgreSQL の前の中継(PgBouncer など)が、接続をトランザクションごとに使い回しています。準備した文と待ち時間の上限が失われます。
database_pooler_do = PostgreSQL に直接つなぐか、pool_mode = session にしてください(手引きの「困ったとき」の PgBouncer)。
database_network = ファイルがネットワークのディスク({ $system })にあります。ほかの機械との間で、鍵(ロック)が効きません。
database_network_do = この機械のディスクに移すか、PostgreSQL を使ってください(mendan copy)。
database_unwritable = 書き込めません: { $why }
database_unwritable_do = ディスクの空き、ほかのプログラムによるロック、ファイルとフォルダーの権限を見てください。直ると、再起動しなくても書けるようになります。
schema_empty = まだ空です。
schema_empty_do = mendan を起動してください(systemctl start mendan)。表を作ります。
schema_behind = 前の版の形のままです(あと{ $count }段)。
schema_behind_do = バックアップを取ってから、mendan を起動し直してください(systemctl restart mendan)。
schema_ahead = もっと新しい版が使ったデータベースです(移行 { $number })。この版では動かせません。
schema_ahead_do = その版の mendan を入れてください。前の版に戻すときは、そのころのバックアップを戻してください(mendan restore)。
schema_torn = 移行 { $number } が途中で止まっています。
schema_torn_do = mendan を止めて、最後のバックアップを戻してください(mendan restore)。記録(ログ)を添えて、開発元に知らせてください。

## What must hold.

records = 記録の整合
records_good = 予約 { $bookings } 件、市 { $cities }。予約と時間は合っています。
records_broken = 守られるべきことが守られていません: { $rules }
records_broken_do = バックアップを一つ取って残し(mendan backup ファイル)、これと記録(ログ)を添えて、開発元に知らせてください。予約は、そのまま受けられます。
records_unknown_do = ほかの項目を直してから、もう一度「mendan doctor」を実行してください。

## The secret.

secret = 秘密
secret_good = 暗号化した項目を開けます。
secret_none = 秘密(secret ファイル)が、まだありません。
secret_none_do = 初めてなら、mendan の起動が作ります。前からあるはずなら、バックアップと別に保管した secret を、データベースと同じフォルダーに戻してください。
secret_wrong = 暗号化した項目を開けません(調べたうちの{ $count }件)。保存したときの秘密と違います。
secret_wrong_do = 保存したときの秘密を MENDAN_SECRET(または secret ファイル)に並べて、起動し直してください。項目は消えていません。

## The server.

server = サーバー
server_good = { $listen } で動いています。
server_down = { $listen } で動いていません: { $why }
server_down_do = 「systemctl start mendan」で起動し、「journalctl -u mendan」で理由を見てください。MENDAN_LISTEN も確かめてください。
server_no_writes = 動いていますが、書き込めません。予約を受けられません。
server_not_ready = 動いていますが、まだ使えません({ $status })。
server_not_ready_do = 「journalctl -u mendan」で理由を見てください。データベースの項目を先に直してください。

## Public addresses.

address = 公開アドレス
address_good = { $addresses }
address_inside = { $url } は、この機械の中でしか開けません。メールのリンクを、だれも開けません。
address_do = 市民に見えるアドレスを MENDAN_PUBLIC_URL に書いて、起動し直してください(例 https://yoyaku.city.example.jp)。
address_http = { $url } は暗号化されていません。名前や電話番号が、そのまま通ります。
address_http_do = TLS を終える中継サーバー(nginx、Caddy)を前に置き、MENDAN_PUBLIC_URL を https:// にしてください。例が /usr/share/doc/mendan/examples にあります。

## What stands in front.

proxy = 中継サーバー
proxy_good = { $url } から届きます。利用者のアドレスは { $client } と見えました。
proxy_no_client = 公開アドレスに尋ねる用意ができませんでした。
proxy_no_name = { $url } の名前が見つかりません(DNS)。
proxy_no_name_do = DNS にその名前を登録するか、MENDAN_PUBLIC_URL を直してください。
proxy_no_resolver = { $url } の名前を調べられません(DNS が答えません)。
proxy_refused = { $url } では、だれも受け付けていません。
proxy_refused_do = 中継サーバー(nginx、Caddy)が動いているか、そのポートで受け付けているかを確かめてください。
proxy_certificate = { $url } の証明書を、ブラウザーは信じません: { $answer }
proxy_certificate_do = 証明書の期限、名前、中間証明書(fullchain)を確かめて、入れ直してください。庁内の認証局なら、その証明書をこの機械にも入れてください(update-ca-certificates)。
proxy_silent = { $url } から答えがありません。
proxy_silent_do = この機械から自分の公開アドレスに出られないだけかもしれません。外の機械から、そのアドレスの /healthz を開いて「ok」と出るか確かめてください。
proxy_broken = { $url } に尋ねられません: { $answer }
proxy_status = { $url } の /healthz が { $status } を返します。
proxy_leads_away = { $url } の /healthz が、{ $place } へ送られます({ $status })。
proxy_status_do = 中継サーバーが、そのアドレスのすべての道を MENDAN_LISTEN に渡しているか確かめてください。
proxy_not_ours = { $url } は答えますが、このデータベースと秘密の mendan ではないようです。
proxy_not_ours_do = 中継サーバーの渡し先を確かめ、そのサーバーで「mendan doctor」を実行してください。版か MENDAN_SECRET が違っても、こうなります。
proxy_host = サーバーには、{ $url } ではなく { $host } を開いたように見えます。
proxy_host_do = 中継サーバーに、Host をそのまま渡させてください(nginx: proxy_set_header Host $http_host;)。
proxy_no_client_address = 中継サーバーが、利用者のアドレスを渡していません(X-Forwarded-For がありません)。全員が一人と数えられ、混むと断られます。
proxy_no_client_address_do = 中継サーバーに X-Forwarded-For を付けさせてください(nginx: proxy_set_header X-Forwarded-For $remote_addr;)。
proxy_untrusted = 中継サーバー({ $address })の X-Forwarded-For を信じていません。全員が一人と数えられ、混むと断られます。
proxy_untrusted_do = MENDAN_TRUSTED_PROXIES に { $address } を足して、起動し直してください。
proxy_believes = 利用者が自分で書いた X-Forwarded-For を、中継サーバーがそのまま渡します。だれでも、ほかの人のふりをして制限をのがれられます。
proxy_believes_do = 中継サーバーに、X-Forwarded-For を書きかえさせてください(nginx: proxy_set_header X-Forwarded-For $remote_addr;)。
proxy_proto = 中継サーバーが、https で開かれたことを渡していません(X-Forwarded-Proto: { $proto })。
proxy_proto_do = 中継サーバーに X-Forwarded-Proto を付けさせてください(nginx: proxy_set_header X-Forwarded-Proto $scheme;)。
proxy_unencrypted = http:// でも画面が出ます。暗号化せずに使えてしまいます。
proxy_unencrypted_do = 80番では、https:// へ送るだけにしてください(nginx: return 301 https://$host$request_uri;)。
proxy_figures = /metrics を、外からだれでも見られます。
proxy_figures_do = 中継サーバーで /metrics を断ってください(nginx: location = /metrics の中に deny all;)。

staff_door = 職員の入口
staff_door_none = 職員は、市民と同じ受け口から入ります(MENDAN_STAFF_LISTEN がありません)。
staff_door_good = 職員は { $url } から入れます。この機械は { $client } と見え、MENDAN_STAFF_NETWORKS の中です。市民のアドレスには職員の画面がありません。
staff_door_open = 職員は { $url } から入れます。市民のアドレスには職員の画面がありません。MENDAN_STAFF_NETWORKS がないので、そこに届く人はだれでもログインの画面を見られます。
staff_door_public = 職員のログインの画面が、市民のアドレス { $url } でも開きます。
staff_door_public_do = 中継サーバーに、市民のアドレスの道をすべて MENDAN_LISTEN へ渡させてください(MENDAN_STAFF_LISTEN へは、職員のアドレスだけを)。
staff_door_nobody = 職員の入口の中継サーバー({ $client })は、だれから来たのかを伝えていません。MENDAN_STAFF_NETWORKS を確かめられないので、だれも入れません。
staff_door_not_here = { $url } は、この機械には何もないように答えます。この機械は MENDAN_STAFF_NETWORKS の外にあるようです。
staff_door_not_here_do = 職員の機械からそのアドレスを開き、ログインの画面が出るか確かめてください。この機械からも使うなら、そのアドレスを MENDAN_STAFF_NETWORKS に足してください。

## The mail server.

mail = メールサーバー
mail_good = { $server } が、差出人 { $sender } を受け付けました。何も送っていません。
mail_files = メールは、{ $folder } にファイルとして書きます。
mail_none = メールサーバーが決まっていません。お知らせは、送らずに待っています。
mail_none_do = 「設定」の「メールサーバー」で市ごとに決めるか、MENDAN_MAIL_URL を書いてください(手引きの「メール」。例 smtp://利用者:パスワード@mail.example.jp:587)。
mail_wrong = メールサーバーの設定が使えません: { $error }
mail_no_folder = { $folder } はフォルダーではありません。
mail_no_sender = 差出人のアドレスを持つ市が、まだありません。
mail_odd_sender = 差出人 { $sender } は、メールアドレスとして使えません。
mail_connect = { $server } につながりません: { $answer }
mail_connect_do = 名前とポート、途中の防火壁(ファイアウォール)、メールサーバーが動いているかを確かめてください。
mail_greeting = { $server } が、つないだところで断ります: { $answer }
mail_greeting_do = メールサーバーの担当者に、この機械のアドレスからの接続を許してもらってください。
mail_hello = 名乗り(EHLO { $name })を断られました: { $answer }
mail_hello_do = MENDAN_MAIL_HELO に、メールサーバーが受け付ける完全な名前を書いてください(例 mendan.city.example.jp)。
mail_encrypt = { $server } との暗号化ができません: { $answer }
mail_encrypt_do = 証明書の期限と名前を確かめてください。庁内の認証局なら、MENDAN_MAIL_URL に ?ca=ファイル を付けるか、「設定」の「メールサーバー」にその証明書を入れます。465番は smtps://(最初から TLS)、587番は smtp://(STARTTLS)です。
mail_sign_in = 利用者名かパスワードを断られました: { $answer }
mail_sign_in_do = 利用者とパスワードを確かめてください(「設定」の「メールサーバー」、または MENDAN_MAIL_URL。アドレスの中の @ は %40 と書きます)。パスワードの期限も見てください。
mail_sender = 差出人 { $sender } を断られました: { $answer }
mail_sender_do = その差出人で送ることを、メールサーバーの担当者に許してもらうか、市の差出人のアドレスを直してください(「設定」)。
mail_sender_or_user_do = メールサーバーが利用者名とパスワードを求めているなら、それを設定してください(「設定」の「メールサーバー」、または MENDAN_MAIL_URL)。そうでなければ、その差出人で送ることを、担当者に許してもらってください。

## Mails that come back.

bounces = 戻ってきたメール
bounces_none = 読んでいません(MENDAN_BOUNCES がありません)。メールサーバーが受け取ったあとに戻ったメールは、分かりません。
bounces_good = 読めます。
bounces_unread = 読めます。読み取れなかったものが「unread」に{ $n }通あります。
bounces_shut = 読めません: { $error }
bounces_do = MENDAN_BOUNCES のフォルダーかメールボックスを確かめてください。フォルダーは、mendan の利用者が読み書きできるようにしてください。

## The sender's domain.

dns = 差出人のDNS
dns_demo = デモでは、外へメールを送りません。
dns_good = { $domain } の SPF、DKIM、DMARC があります。
dns_good_but_dkim = { $domain } の SPF と DMARC があります(DKIM は、MENDAN_DKIM_SELECTOR を書くと調べます)。
dns_silent = DNS が答えません: { $why }
dns_silent_do = 外の DNS を引けるところで調べるか、MENDAN_RESOLVER に、引ける DNS のアドレスを書いて、もう一度実行してください。
dns_no_spf = { $domain } に SPF がありません。携帯電話の会社などが、メールを捨てることがあります。
dns_no_spf_do = { $domain } の DNS に、メールサーバーを許す TXT を足してもらってください(例 v=spf1 include:メールサーバーの会社が示す名前 ~all)。
dns_several_spf = { $domain } に SPF が二つ以上あります。ないのと同じに扱われます。
dns_spf_missing = { $domain } の SPF が頼る { $included } に、SPF がありません。全体が無効になります。
dns_spf_long = { $domain } の SPF は、調べる先が10を超えます。受け取る側が、無効とみなします。
dns_spf_all = { $domain } の SPF は、だれにでも送ることを許しています(+all)。
dns_spf_do = DNS の担当者に、v=spf1 で始まる TXT を一つだけにし、使っているメールサーバーだけを許す形に直してもらってください。
dns_no_dkim = DKIM の鍵がありません: { $name }
dns_no_dkim_do = メールサーバーの担当者に、署名の名前(セレクター)を確かめ、その公開鍵を DNS に置いてもらってください。
dns_no_dmarc = { $domain } に DMARC がありません。なりすましを、受け取る側が見分けにくくなります。
dns_no_dmarc_do = _dmarc.{ $domain } に TXT を足してもらってください(例 v=DMARC1; p=quarantine)。

## The clock.

clock = 時計
clock_database = データベースの機械
clock_good = 合っています(比べた相手: { $who })。
clock_off = { $who } の時計と{ $seconds }秒違います。
clock_behind = いちばん新しい予約より、時計が前を指しています。
clock_do = 時刻合わせ(systemd-timesyncd か chrony)を動かしてください(timedatectl で確かめられます)。時計が違うと、お知らせの時刻と受付の締切がずれます。
clock_alone = 比べられる時計がありません。
clock_alone_do = 「timedatectl」で、時刻合わせが動いているか確かめてください。

## Disks.

disk = ディスクの空き
disk_good = { $folder }: 空き { $free } MB。
disk_full = { $folder }: 空きが { $free } MB しかありません({ $least } MB 以上必要です)。
disk_files = { $folder }: 作れるファイルが、あと { $left } 個しかありません。
disk_do = 要らないファイルを消すか、ディスクを増やしてください。いっぱいになると、予約を受けられません。
disk_unknown = { $folder } の空きを調べられません: { $why }
disk_unknown_do = そのフォルダーがあるか、mendan を動かす利用者で見られるかを確かめてください。
disk_elsewhere = データは、データベースの機械にあります。

## Files.

files = ファイルの権限
files_good = { $folder } は、mendan の利用者だけのものです。
files_open = { $path } を、ほかの利用者が読み書きできます。
files_open_do = 「chmod o-rwx { $path }」を実行してください。
files_private_do = 「chmod 600 { $path }」を実行してください。
files_settings = パスワードか秘密の入った { $path } を、だれでも読めます。
files_folder_shut = フォルダー { $path } に、mendan の利用者が書けません。予約を受けられません。
files_folder_shut_do = 「chmod u+rwx { $path }」を実行してください。所有者も確かめてください(ls -ld)。
files_shut = { $path } に、mendan の利用者が書けません。
files_owner = { $path } の所有者が { $whose } です。mendan が書けないことがあります。
files_owner_do = 「chown { $user } { $path }」を実行してください。コマンドは、いつも mendan の利用者で動かします。

## Backups.

backup = バックアップ
backup_good = 最後のものは{ $hours }時間前です。
backup_tonight = まだありません。今夜、作ります。
backup_demo = デモでは、取っていなくてもかまいません。
backup_nowhere = 毎晩のバックアップの場所が決まっていません(MENDAN_BACKUP_FOLDER)。
backup_nowhere_do = 毎晩「mendan backup --into フォルダー --drill」を動かし、そのフォルダーを MENDAN_BACKUP_FOLDER に書いてください。データベースの側で取っているなら、戻せるかを年に一度は確かめてください。
backup_no_folder = フォルダー { $folder } を見られません: { $error }
backup_no_folder_do = 「install -d -o mendan -g mendan -m 0700 { $folder }」で作ってください。
backup_failed = 最後のバックアップは、戻してみたところ、だめでした: { $file }
backup_old = 最後の良いものから{ $hours }時間たっています。
backup_none = { $folder } に、一つもありません。
backup_do = 「systemctl start mendan-backup」を実行し、「journalctl -u mendan-backup」で理由を見てください。「systemctl list-timers mendan-backup.timer」で、毎晩動くことも確かめてください。

## What is for trying.

demo = デモと制限
demo_off = デモではなく、制限が働いています。
demo_here = デモです。この機械の中だけで使っています。
demo_on = デモ(MENDAN_DEMO)のまま、公開しています。だれもが知るパスワードで、職員の画面に入れます。
demo_on_do = MENDAN_DEMO を消して、起動し直してください。実際の市は、空のデータベースから作ります。
demo_shield = 制限が切ってあります(MENDAN_SHIELD=off)。機械による大量の予約や、パスワードの総当たりを止められません。
demo_shield_do = MENDAN_SHIELD を消して、起動し直してください。

## Alarms.

alarms = 警報
alarms_none = ありません。
alarms_one = { $code } が出ています({ $since } から)。
alarms_do = 管理者の画面の上に、どうすればよいかが出ています。意味は、手引きの「メール」の警報の一覧にあります。

## The identity provider.

openid = 認証基盤
openid_none = 決めていません。職員はパスワードで入ります。
openid_good = { $issuer } が答え、発行者の名前も合っています。
openid_unread = 認証基盤の設定を開けません。保存したときの秘密と違います。
openid_unread_do = 保存したときの秘密を MENDAN_SECRET に並べるか、「設定」の「認証基盤でのログイン」で決め直してください。それまで、職員はパスワードで入れます。
openid_no_name = 認証基盤 { $issuer } の名前が見つかりません(DNS)。
openid_not_allowed = 認証基盤 { $issuer } のあるネットワークには、つながないことになっています。
openid_not_allowed_do = 庁内の認証基盤なら、そのネットワークを MENDAN_OPENID_NETWORKS に書いて、起動し直してください。
openid_unreachable = 認証基盤 { $issuer } につながりません。
openid_unreachable_do = この機械からその認証基盤に出られるか(DNS、ファイアウォール)と、その証明書を信じられるか(庁内の認証局なら update-ca-certificates)を確かめてください。それまで、職員はパスワードで入れます。
openid_status = 認証基盤 { $issuer } の /.well-known/openid-configuration が、エラーを返します。
openid_other_issuer = 認証基盤 { $issuer } が、ほかの発行者を名乗っています。
openid_unfit = 認証基盤 { $issuer } の答えが、使える認証基盤のものではありません(OpenID Connect、PKCE の S256、RS256 などの署名)。
openid_do = 認証基盤を管理している部署に知らせ、「設定」の「認証基盤でのログイン」の発行者のアドレスを確かめてください。それまで、職員はパスワードで入れます。
