### What staff read about mails: what became of them, what did not leave, and the alarms.

## The state of a booking's mail.

none = メールなし(電話で知らせます)
sent = メールは送信済みです
late = メールは間に合いませんでした。電話してください
held = メールは止めています(バックアップから戻したため)
waits_for_relay = メールは、メールサーバーが直るのを待っています
waits_for_server = メールは、メールサーバーが設定されるのを待っています
not_yet = メールはまだ送っていません
no_mails = メールはありません
failed_internal = メールは、このシステムの不具合で送れませんでした。電話してください
failed_letter = メールは、中身を断られて送れませんでした。電話してください
failed = メールは断られました。電話してください
delivered = メールは相手に届きました
delayed = メールは、相手のサーバーが待たせています
returned = メールは届かずに戻りました(宛先がありません)。電話してください
returned_for_now = メールは届かずに戻りました。電話してください
unwanted = メールは届きましたが、迷惑メールとして報告されました
not_tried = メールは送っていません(前に届かなかったアドレスです)。電話してください
dropped = メールは、送らないことにしました

## What a mail server's answer means.

means_certificate = メールサーバーの証明書を確かめられないため、送っていません。
means_no_connection = メールサーバーにつながりません。
means_unset = メールサーバーが、まだ設定されていません。
means_unreadable = 保存したメールサーバーの設定を読めません。
means_relay = メールサーバーが、このシステムからのメールを断りました。
means_full = 相手のメールボックスがいっぱいです。
means_domain = アドレスの@より後ろが違うようです。
means_closed = このメールボックスは、いまは使われていないようです。
means_large = メールが大きすぎる、との答えです。
means_blocked = 相手の受信の設定で断られたようです(ドメイン指定受信など)。
means_unreachable = 相手のサーバーにつながりませんでした。
means_not_now = 相手のサーバーが、いまは受け取れませんでした。
means_recipient = このメールアドレスは使えない、との答えです。
means_letter = このメールは受け取らない、との答えです。
means_internal = このシステムの不具合で送れませんでした。
means_failed = 断られました。
means_late = 送れないうちに、間に合わなくなりました。
means_later = いまは受け取れない、との答えです。自動で送り直します。

unreadable = 読めないメール

## What became of it, on the panel.

messages = 知らせ
will_be_sent = { $when }に送ります
would_be_sent = { $when }に送るはずでしたが、止めています
is_sent = { $when } メールサーバーへ渡しました
is_being_sent = { $when } いま送っています
is_failed = { $when } 送れませんでした
is_delivered = { $when } 相手に届いた、との知らせがありました
is_delayed = { $when } 相手のサーバーが待たせている、との知らせがありました
is_returned = { $when } 届かずに戻りました(宛先がありません)
is_returned_for_now = { $when } 届かずに戻りました
is_unwanted = { $when } 迷惑メールとして報告されました。このアドレスには、もう送りません
is_not_tried = { $when } 送りませんでした(前に届かなかったアドレスです)
is_dropped = { $when } 人が決めて、送らないことにしました
is_late = { $when } 間に合いませんでした
is_superseded = { $when } 送らないことにしました
is_dropped_at_night = { $when }は夜なので、送りません(朝では遅いため)
is_dropped_for_her = { $when }は本人の希望の時間ではないので、送りません
city_does_without = 市が送らないことにしています
closed = 休みになったので、止めています
settled = 片づけたか、もう一度送りました
answer = 答え: { $answer }

## Mails that did not leave.

unsent_title = 届かなかったメール
all_sent = 送れなかったメールは、ありません。
what_stands_here = ここには、メールサーバーへ渡せなかったメールと、渡したあとに戻ってきたメールが出ます。何も知らせがなければ、相手に届いたかどうかは分かりません。
to_held = バックアップから戻したあとに止めているメール
group_title = { $title }({ $n }通)
recipient_title = 相手のアドレスに送れなかった
recipient_hint = 電話で伝えてください。「アドレスを直す」で直すと、新しいアドレスへ送り直します。
letter_title = メールの中身を断られた
letter_hint = 電話で伝えてください。続くときは、メールサーバーの担当者に答えを知らせてください。
internal_title = このシステムの不具合で送れなかった
internal_hint = 電話で伝え、運用の担当者に知らせてください。
earlier_title = 断られた
earlier_hint = だれが断られたのかを記録していなかったころのメールです。電話で伝えるか、もう一度送ってください。
late_title = 間に合わなかった
late_hint = 送れないうちに、知らせる意味のある時間を過ぎました。必要なら電話で伝えてください。
late_by_relay_title = メールサーバーが直る前に、間に合わなくなった
late_by_relay_hint = 必要なら電話で伝えてください。
waiting_title = メールサーバーが直るのを待っている
waiting_hint = メールサーバーが、このシステムからのメールを断っています。直ると、2分以内に自動で送ります。押すものはありません。
unset_title = メールサーバーが設定されるのを待っている
unset_hint = メールを送るサーバーが、まだ設定されていません。管理者が設定すると、自動で送ります。間に合わない人には、電話で伝えてください。
mails = { $n }通
resend_all = まとめてもう一度送る(先に内容を見る)
mend_address = アドレスを直す
resend = もう一度送る
cannot_resend = 予約が変わったか、もう間に合わないため、もう一度は送れません。
settle = 片づける

## Another address for one booking.

address_title = メールアドレスを直す
address_new = メールアドレス
address_hint = 電話で、1文字ずつ確かめてください。
address_then = 保存すると、予約の確認と事前の知らせを、このアドレスへ送ります。前のアドレスに送ったリンクは、開けなくなります。
address_again = このアドレスで合っています。もう一度送ってみます
address_save = 直して送る
address_cancelled = この予約は取り消されています。

## After an outage.

again_title = まとめてもう一度送る
again_text = 同じ理由で送れなかったメールを、まとめて送り直します。いまは違う内容のメールと、もう間に合わないメールは送りません。
again_cause = 理由
again_from = いつから
again_until = いつまで
again_show = 見る
again_preview = もう一度送るメール({ $n }通)
again_left_out = 送らないメール: { $n }通(予約が変わったか、もう間に合いません)
again_none = もう一度送れるメールは、ありません。
again_send = { $n }通をもう一度送る
again_changed = 見ているあいだに変わりました。まだ何も送っていません。もう一度たしかめてください。
again_back = 届かなかったメールへ戻る
undo_resent = まだ出ていないメールを取り消す

## Reports that nobody understood.

reports_title = 読み取れなかった返信({ $n }通)
reports_hint = メールサーバーからの返信のうち、このシステムのメールのことだと分からなかったものです。返信用のメールボックスの「unread」に、この名前で残しています。
report_foreign = このシステムのメールのことではないようです
report_unreadable = 内容が分かりません

## Mails that are held back.

held_title = 止めているメール
held_none = 止めているメールは、ありません。
held_group = バックアップのときに、まだ送っていなかったメール({ $n }通)
held_hint = バックアップのあとに送ったものや、そのあとに変わった予約のものが混じっています。いまの予約と違うメールは、送ることにしても送りません。新しい予約のメールは、いつもどおり送ります。
release_all = すべて送る
drop_all = すべてやめる
release = 送る
drop = やめる
still_so = { $when }に送るはずでした。予約は、いまもこのメールのとおりです。
no_longer_so = { $when }に送るはずでした。予約は、もうこのメールのとおりではありません。

## What was just done.

done_resent = もう一度送ります。送れたかは、予約の「知らせ」に出ます。
done_resent_all = まとめてもう一度送ります。20秒のあいだは取り消せます。
done_undone = まだ出ていなかったメールを取り消しました。
done_left = もう取り消せません。メールは出ました。
done_address = 直しました。このアドレスへ送ります。
done_settled = 片づけました。
done_nothing = もう一度送れるメールは、ありませんでした。
done_impossible = 送りませんでした。予約が変わったか、もう間に合わないためです。
done_released = 送ることにしました。いまは違う内容のメールは送りません。
done_dropped = 送らないことにしました。

## What an administrator must know.

alarms = 管理者へのお知らせ
alarm_since = { $when }から
alarm_relay = メールを送れません。メールサーバーの答え: { $answer }
alarm_relay_do = 予約はいつもどおり受け付けています。メールは待っていて、直ると2分以内に送ります。メールサーバーの担当者に、この答えを伝えてください。
alarm_relay_place = 待っているメールを見る
alarm_unset = メールの送り先(メールサーバー)が、まだ設定されていません。
alarm_unset_do = 予約はいつもどおり受け付けています。メールは待っていて、設定すると自動で送ります。
alarm_unset_place = メールサーバーを設定する
alarm_unreadable = メールを送れません。保存したメールサーバーの設定を読めません。サーバーの秘密(MENDAN_SECRET)が、保存したときのものと違います。
alarm_unreadable_do = メールは待っています。前の秘密も並べて起動し直すか、メールサーバーをもう一度設定すると送ります。
alarm_internal = このシステムの不具合で、送れないメールがあります。
alarm_internal_do = 必要な人には電話で伝え、運用の担当者に知らせてください。
alarm_internal_place = 送れないメールを見る
alarm_held = バックアップから戻したので、送っていなかったメールを止めています。
alarm_held_of = { $when }のバックアップから戻したので、送っていなかったメールを止めています。
alarm_held_do = もう送ってあるメールや、いまは違うメールかもしれません。確かめて、送るか、やめるかを決めてください。
alarm_held_place = 止めているメールを見る
alarm_network = 同じネットワーク({ $network })からの予約が、これからの枠の5分の1になりました。そこからの予約を止めています。
alarm_network_do = 病院や携帯電話の会社のネットワークなら、続けて予約できるようにしてください。
alarm_network_place = ネットワークを見る
alarm_server_changed = { $who }さんが、市のメールサーバーを変えました。
alarm_server_changed_do = 市のメールは、すべてそのサーバーを通ります。聞いていないことなら、本人に確かめ、設定を見てください。変えてから7日で、このお知らせは消えます。
alarm_server_changed_place = メールサーバーの設定を見る
alarm_spray = 多くの名前で、多くのネットワークから、ログインが試されています。
alarm_spray_do = 職場とふだんのブラウザーからは、いつもどおり入れます。2段階目の確認をまだ登録していない人に、登録を頼んでください。
alarm_spray_place = 試された場所を見る
alarm_secret = 予定日・配慮・ひとことなど、暗号化した項目を読めない予約があります。サーバーの秘密(MENDAN_SECRET)が、保存したときのものと違います。
alarm_audit_tampered = 操作の記録に、このシステムが書いていないところがあります。
alarm_audit_tampered_do = データベースを直接書きかえた人がいるかもしれません。運用の担当者に伝えて、サーバーで mendan audit verify を実行してください。最後に見つかってから30日で、このお知らせは消えます。
alarm_audit_waiting = 封印できない操作の記録があります。サーバーの秘密(MENDAN_SECRET)が、書いたときのものと違います。
alarm_audit_waiting_do = 記録は消えていません。前の秘密も並べて起動し直すと封印されます。運用の担当者に知らせてください。
alarm_secret_do = 項目は消えていません。前の秘密も並べて起動し直すと読めます。運用の担当者に知らせてください。
alarm_backup_failed = バックアップができませんでした。理由: { $answer }
alarm_backup_old = バックアップが1日より長く、できていません。最後は{ $when }のものです。
alarm_backup_none = バックアップが、まだ一つもできていません。
alarm_backup_do = このままでは、サーバーが壊れたときに予約を失うことがあります。運用の担当者に知らせてください(「mendan doctor」が、直すところを言います)。次のバックアップがうまくいくと、このお知らせは消えます。
alarm_other_do = 運用の担当者に知らせてください。
