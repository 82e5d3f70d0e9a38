### Bringing in what a city has elsewhere: places, staff, bookings.

title = ファイルから取り込む
about = 場所、職員、ほかのシステムや表計算の予約を、CSVファイルから取り込みます。
lead = いまある表やほかのシステムから、まとめて移します。取り込む前に、何がどうなるかを1行ずつ確かめられます。おすまでは、何も書きこみません。
back = 取り込みの一覧へ
offices = 場所と部屋
offices_about = 場所と、その部屋。1行に1部屋を書きます。
staff = 職員
staff_about = ログイン名、名前、役割、職種、働く場所。
bookings = 予約
bookings_about = ほかのシステムや表計算にある、これからの予約とこれまでの予約。
waits = 途中です。続きから始められます。
result_waits = 取り込みの結果があります。

## The steps.

steps = 手順
step_file = ファイル
step_columns = 列
step_words = 言葉
step_preview = 確かめる
step_result = 結果

## The file.

file_title = ファイルを選ぶ
file_text = CSVファイルを選んでください。表計算から「名前を付けて保存」で「CSV」を選ぶと作れます。文字コードは、UTF-8でもShift_JISでも読めます。20,000行、8MBまでです。
file = CSVファイル
paste = または、表計算からここに貼りつける
paste_hint = 見出しの行から貼りつけてください
read = 読みこむ
file_safe = ファイルは暗号にして預かり、あなただけが見られます。24時間たつか、「取り込みをやめる」をおすと消えます。
template = 見本のファイル
template_text = 見出しと、架空の1行が入っています。この形でなくても、つぎの画面で列を選べます。
template_utf8 = 見本を受けとる
template_cp932 = 見本を受けとる(Shift_JIS)
stop = 取り込みをやめる
stop_text = 預かったファイルを消します。取り込みの済んだものは、そのまま残ります。
fault_empty = 見出しの下に、行がありません。見出しの行と、その下の行があるファイルを選んでください
fault_too_large = ファイルが大きすぎます。8MBまでに分けてください
fault_too_many_rows = 行が多すぎます。20,000行までに分けてください
fault_too_many_columns = 列が多すぎます。200列までにしてください
fault_spreadsheet = 表計算のファイルのままです。「名前を付けて保存」で「CSV」を選んで保存したものを、選んでください
fault_encoding = { $line }行目から、文字が読めません。UTF-8かShift_JISのCSVで保存しなおしてください
fault_quotes = { $line }行目の「"」が閉じていません。その行を直してください
fault_none = ファイルを選ぶか、表を貼りつけてください

## The columns.

columns_title = どの列が何かを選ぶ
columns_read = { $rows ->
   *[other] { $rows }行、{ $columns }列を読みました({ $encoding })。
}
encoding_utf8 = UTF-8
encoding_cp932 = Shift_JIS
encoding_utf16 = UTF-16
columns_text = 見出しから選んであります。違うところを直してください。
column_none = (列なし)
column_unnamed = { $number }列目
column_example = { $name } 例: { $example }
fixed = 空のとき
fixed_none = (なし)
source = 元のシステムの名前
source_hint = 例 予約台帳。番号は、この名前ごとに見分けます
must = 必ず要ります
lacks = { $column }の列を選んでください
lacks_word = { $column }の列を選ぶか、「空のとき」を決めてください
next = つぎへ

## The words.

words_title = 言葉を合わせる
words_text = ファイルの言葉が、この市の何にあたるかを選んでください。
words_rows = { $rows ->
   *[other] { $rows }行
}
words_none = (まだ決めない)
words_fine = すべての言葉が合っています。
words_more = ほかにも言葉があります。上のものを決めてから、「つぎへ」をおしてください。
anybody = 空いている人

## Before it is written.

preview_title = 何がどうなるかを確かめる
preview_nothing_yet = まだ何も書きこんでいません。
count_new = 新しく加える
count_changed = 変える
count_same = もう同じ
count_kept = Mendanで変わったので、そのまま
count_out = 取り込まない
count_doubtful = うち、確かめるところがある
count_wrong = このままでは取り込めない
note_unpublished = { $n ->
   *[other] 公開していない時間の予約が{ $n }件あります。そのまま取り込めます。
}
note_past = { $n ->
   *[other] 過ぎた予約で、結果の書いていないものが{ $n }件あります。「済」として取り込みます。
}
note_found = { $n ->
   *[other] 担当の書いていない予約が{ $n }件あります。空いている人に割りあてます。
}
note_passwords = { $n ->
   *[other] 新しい{ $n }人は、はじめのパスワードを決めるまで入れません。
}
passwords = はじめのパスワードを作る
passwords_hint = つぎの画面に一度だけ出ます。印刷して、本人に渡してください
passwords_many = はじめのパスワードは、一度に{ $most }人まで作れます。この数より多いので、あとから職員の画面で決めてください。
remind = 前の日のお知らせを、いつものように送る
remind_hint = これからの予約で、メールアドレスのある人に届きます
tell = 案内メールを送る
tell_hint = { $n ->
    [0] メールアドレスのあるこれからの予約は、ありません
   *[other] 印を付けると、これからの予約の{ $n }件に、予約の案内をすぐに送ります。付けなければ、送りません
}
doubts = 確かめるところのある行を見ました。このまま取り込みます
rows_title = 見ていただきたい行
rows_text = 「取り込まない」に印を付けた行は、飛ばします。ファイルを直して、もう一度読みこむこともできます。
rows_more = { $n ->
   *[other] ほかに{ $n }行あります。上の行を決めると、つづきが出ます。
}
row = { $line }行目
row_out = 取り込まない
row_out_of = { $line }行目を取り込まない
head_line = 行
head_who = だれ・何
head_out = 外す
head_what = どうするか
wrong_row = 取り込めません
doubtful_row = 確かめてください
left_row = 取り込みません
kept_row = そのままにします
check = 選んだ内容で確かめなおす
leave_wrong = 取り込めない行を、すべて外す
import = { $n ->
   *[other] { $n }件を取り込む
}
import_nothing = 取り込むものは、ありません。ファイルの内容は、もうすべて入っています。
import_left_out = 取り込むものは、ありません。外した行を取り込むには、印をとって確かめなおしてください。
import_first = 「取り込めない」行を直すか外すと、取り込めます。
import_hint = すべて書きこむか、何も書きこまないかの、どちらかです。
change_columns = 列を選びなおす
change_words = 言葉を合わせなおす
other_file = 別のファイルにする

## What came of it.

result_title = 取り込みました
result_text = { $when }に取り込みました。預かったファイルは消しました。
result_none = まだ結果がありません
result_none_text = 行が多いと、書きこみに時間がかかります。少し待って、「もう一度見る」をおしてください。書きこみが終わるまで、何も取り込まれません。
result_look = もう一度見る
result_told = 案内メールを送り始めました。
result_untold = 案内メールは送っていません。
result_passwords = はじめのパスワード
result_passwords_text = 見られるのは、いまだけです。印刷して、本人に渡してください。入ったら、自分で変えてもらってください。
result_need = { $n ->
   *[other] 新しい{ $n }人には、まだパスワードがありません。職員の画面で決めてください。
}
to_staff = 職員の画面へ
to_offices = 場所の画面へ
to_day = 今日の予定へ
undo_title = この取り込みを取り消す
undo_text = この取り込みで新しく加えた予約を消します。消せないものもあります。そのあとMendanで変えた予約と、メールを送り始めた予約は、残ります。この取り込みで変えた予約は、元に戻りません。24時間を過ぎるか、別の予約のファイルを読みこむと、取り消せません。
undo = 加えた予約を消す
undone = { $gone }件を消しました。
undone_kept = { $n ->
    [0] すべて消せました。
   *[other] { $n }件は、変えられているか、メールを送り始めているため、残しました。
}
again = もう一度取り込む
again_text = 同じファイルをもう一度取り込んでも、二重にはなりません。直したファイルなら、直したところだけが変わります。

## The parts.

field_number = 予約番号
field_name = 氏名
field_name_staff = 名前
field_name_offices = 場所の名前
field_family = 姓
field_given = 名
field_kana = フリガナ
field_family_kana = セイ
field_given_kana = メイ
field_birth = 生年月日
field_phone = 電話番号
field_email = メールアドレス
field_date = 予約日(日時)
field_time = 開始時刻
field_kind = 面談の種類
field_office = 場所
field_nurse = 担当
field_mode = 方法
field_state = 状態
field_due = 出産予定日
field_language = 言語
field_note = 備考
field_login = ログイン名
field_role = 役割
field_profession = 職種
field_video = オンライン面談室のアドレス
field_slug = アドレス用の名前
field_house = 場所の種類
field_english = 英語の名前
field_address = 住所
field_floor = 階
field_access = 行き方
field_room = 部屋
field_places = 同時に入れる数

## What is wrong or doubtful, and what to do.

of_field = { $field }: { $what }
missing = 空です。ファイルに入れてください
missing_fixed = 空です。ファイルに入れるか、「列」の画面で「空のとき」を選んでください
unknown = 「{ $word }」が何か分かりません。「言葉」の画面で選んでください
no_moment = 「{ $word }」を日付や時刻として読めません。2026/4/3 や 10:00 の形にしてください
field_typed = 「{ $typed }」 { $what }
twice = { $line }行目と同じ予約です。どちらか1行を外してください
twice_member = { $line }行目と同じログイン名です。どちらか1行を外してください
nurse_twice = 同じ担当の同じ時間が、{ $line }行目にもあります。どちらか1行を直すか外してください
nurse_busy = 担当には、この時間に別の予約({ $reference })があります。ファイルの担当か時間を直すか、外してください
nurse_held = 担当のこの時間は、いま予約の途中の人がいます。少し待って確かめなおすか、外してください
nobody_free = 空いている担当がいません。担当か時間を直すか、外してください
no_partner = 二人で行う面談ですが、もう一人が空いていません。時間を直すか、外してください
open_twice = 同じ人の同じ種類のこれからの予約が、{ $line }行目にもあります。どちらか1行を外してください
open_already = この人には、この種類の予約が{ $when }にもうあります。この行を外すか、先にその予約を取り消してください
mode_not_offered = この種類の面談にない方法です。方法を直すか、面談の種類の設定を変えてください
not_over_yet = これからの予約なのに、終わったことになっています。状態か日時を直してください
longer = 見出しより列が多い行です。列がずれていないか確かめてください
lost_zero = 先頭の0が消えているようです。0を補って { $phone } として取り込みます
no_kana = フリガナがありません。フリガナなしで取り込みます。読みでは探せません
did_you_mean = { $email } は、打ちまちがいかもしれません
closed = この日は休みです({ $reason })
closed_year_end = この日は年末年始の休みです
absent = 担当は、この日はお休みです
not_here = 担当は、この場所で働いていません
not_hers = 担当の職種は、この種類の面談をしません
disabled = 担当は、いま使っていない職員です
no_room = 空いている部屋がありません。部屋を決めずに取り込みます
other_kind = 面談の種類が、前に取り込んだときと違います。この行を外して、前の予約を取り消し、新しく取ってください
changed_here = 取り込んだあとMendanで変わりました。この行では変えません

## The file is gone, or was brought in.

gone_title = ファイルは、もうありません
gone_text = 預かったファイルと取り込みの結果は、24時間たつか、「取り込みをやめる」をおすと消えます。続けるには、もう一度ファイルを選んでください。一度取り込んだファイルでも、二重にはなりません。
gone_again = ファイルを選ぶ
gone_done_title = もう取り込みました
gone_done_text = このファイルは、取り込みが済んでいます。
gone_look = 結果を見る
