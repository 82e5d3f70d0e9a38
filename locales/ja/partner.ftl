### Keys of partner systems.

made = { $name }の鍵を作りました
copy = 鍵をコピーする
copied = コピーしました
made_text = この鍵が見られるのは、いまだけです。相手の担当者に、安全な方法で渡してください。なくしたときは、この鍵を止めて、新しい鍵を作ります。
none = 鍵は、まだありません。
made_at = { $when }に作成
stopped_at = { $when }に止めました
now = いまの鍵
stop_text = 止めると、この鍵を使う連携はすぐに動かなくなります。元には戻せません。
stop = この鍵を止める
new = 新しい鍵を作る
new_text = ほかのシステムが、この市の予約を扱えるようになります。相手ごとに1つ作ってください。
for_whom = 渡す相手
for_whom_hint = 例 母子手帳アプリ
make = 鍵を作る
