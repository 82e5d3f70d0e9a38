### What is done for a booking besides mails, as staff see it.

title = オンラインの部屋
kind_room = オンラインの部屋の準備
kind_moved = オンラインの部屋の時間の変更
kind_gone = オンラインの部屋の取り消し
kind_staff = 職員へのメール
kind_forgotten = パスワードを忘れた人への案内
kind_reschedule = 知らせの時刻の直し
kind_other = 自動で行うこと
pending = { $when }に行います
leased = いま行っています
held = { $when }に行うはずでしたが、止めています
done = { $when } できました
undone = { $when } できませんでした
needless = { $when } 行う必要がなくなりました
again = うまくいかないため、自動でやり直しています。
answer = 答え: { $answer }
undone_title = メールのほかに、できなかったこと
undone_hint = オンラインの部屋がどうなっているかを、担当者と確かめてください。必要なら電話で伝えてください。職員への招待のメールは、「職員」のその人の画面から、もう一度送れます。
held_title = メールのほかに、止めていること
held_hint = 行うことにすると、いまの予約に合わせて、必要なことだけを行います。
put_away = 片づける
let_go = 行う
drop = やめる
