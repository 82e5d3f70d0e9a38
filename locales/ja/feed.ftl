### What members of staff read about calendars of their own.

title = 自分の予定表
account_title = 予定表
account_text = 自分の面談を、スマートフォンやOutlookの予定表で見られます。自分の予定表から、予約を受けない時間を取り込むこともできます。
account_link = 自分の予定表の設定へ

## Her interviews in a calendar program: the file.

calendar_name = 面談({ $city })
summary = { $kind }・{ $mode }
summary_called_off = 取り消し: { $what }
summary_anothers = 担当の交代: { $what }
more = くわしくは、職員のページにログインして見てください。 { $page }

## Her interviews in a calendar program: the page.

feed_title = 面談を、自分の予定表で見る
feed_text = 専用のアドレスを、お使いの予定表のアプリに登録します。面談の日時、種類、方法、場所が入ります。利用者の名前、電話番号、メモは入りません。
feed_make = アドレスを作る
feed_how = 予定表のアプリで「照会」「購読」「URLで追加」などを選び、このアドレスを入れてください。15分ほどで新しい内容になります。
feed_secret = このアドレスを知っている人は、面談の日時を見られます。ほかの人に教えないでください。
feed_copy = アドレスを写しとる
feed_copied = 写しとりました
feed_open = この端末の予定表で開く
feed_picture = スマートフォンで読みとるコード
feed_since = { $day } から使っています。
feed_hidden = アドレスは今も使えますが、ここには表示できません。表示したいときは、アドレスを作りなおしてください。
feed_again = アドレスを作りなおす
feed_again_text = 作りなおすと、前のアドレスはすぐに使えなくなります。予定表のアプリに、新しいアドレスを登録してください。
feed_end = アドレスをやめる
feed_end_text = やめると、このアドレスではもう面談を見られません。
said_made = 新しいアドレスを作りました。
said_ended = アドレスをやめました。

## What she has elsewhere.

source_title = 自分の予定表から、予約を受けない時間を取り込む
source_text = ほかの予定表で「予定あり」の時間は、予約を受けなくなります。取り込むのは日時だけで、予定の名前や場所は残しません。すでにある予約は、そのままです。
source_host = { $host } の予定表を、15分ごとに読んでいます。
source_file = 渡されたファイルの予定を使っています。
source_read = 最後に読んだのは { $when } です。
source_unread = { $when } のあとは読めていません。今は、最後に読めた内容を使っています。
source_days = これからの { $days } 日に、予約を受けない時間があります。
conflicts_title = 自分の予定と重なる面談
conflicts_text = 面談はそのままです。動かすときは、面談を開いて日時か担当を変えてください。
address_title = アドレスで取り込む
address_field = 予定表のアドレス
address_hint = https:// か webcal:// で始まる、iCal形式(.ics)のアドレスです。アドレスは暗号にして保管し、画面には出しません
address_set = 読んで取り込む
address_form = 予定表のアドレスを、https:// か webcal:// から入れてください
address_not_in_demo = お試しの市では、アドレスからは取り込めません。パスワードが公開されているためです。ファイルは取り込めます。
address_none = 予定表のアドレスを入れてください
file_title = ファイルで取り込む
file_field = 予定表のファイル(.ics)
file_hint = 2MBまで。予定が変わったときは、もう一度渡してください
file_set = ファイルを取り込む
file_none = 予定表のファイルを選んでください
end = 取り込みをやめる
end_text = やめると、取り込んだ時間は、すぐに予約できるようになります。
unread = 予定表を読めませんでした
trouble_no_name = アドレスにあるサーバーが見つかりません。
trouble_not_allowed = このアドレスは庁内の機器を指すため、読めません。必要なときは、システムの管理者に頼んでください。
trouble_unreachable = サーバーにつながりません。
trouble_silent = サーバーから返事がありません。
trouble_status = アドレスの先に、ファイルがありません。公開用のアドレスか確かめてください。
trouble_not_calendar = iCal形式の予定表ではありません。
trouble_too_large = 2MBより大きいため、読めません。
trouble_too_much = 予定が多すぎるため、読めません。
said_read = 予定表を取り込みました。
said_forgotten = 取り込みをやめました。その時間は、また予約できます。

## Where a time of hers is closed.

panel_read = { $when } に読みました
