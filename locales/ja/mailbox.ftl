### The mailbox of developers.

title = 開発用の受信箱
empty = メールは、まだありません
choose = 左の一覧から選んでください
html = メールの本文
text = 文字だけの本文
calendar = カレンダーの部分(.ics)
raw = 元のメール(.eml)
