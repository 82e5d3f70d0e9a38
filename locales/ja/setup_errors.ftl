### What is to mend on a form of the set-up.

required = ここを入れてください
invalid = この内容は使えません。直してください
too_long = 長すぎます。短くしてください
taken = 同じものが、もうあります。ほかのものにしてください
out_of_range = 決められた範囲の数を入れてください
not_same = 2回の入力が同じではありません。もう一度入れてください
not_https = https:// で始まるアドレスを入れてください
not_a_time = 時刻を 9:00 の形で入れてください。終わりは、始まりより後にしてください
not_a_date = 日付を 2026-12-01 や R8.12.1 の形で入れてください
before_start = 最後の日は、最初の日より前にできません
outside_hours = 休憩は、時間帯のなかに入れてください
last_administrator = 管理者が一人もいなくなります。ほかの人を管理者にしてから変えてください
not_her_own = 自分にない権限は、ほかの人に渡せません。その権限のある人に頼んでください
has_members = この役割の人がいます。ほかの役割に変えてから消してください
slug = 小文字の英字、数字、ハイフンで入れてください(40字まで)
joint = 二人で担当するときは、職種を一つか二つだけ選んでください
password_guessable = 推測されやすいパスワードです。よくある言葉やくり返し、自分やまちの名前を使わないでください
password_old = いまのパスワードが合いません。もう一度入れてください
password_same = いまと違うパスワードにしてください
password_short = パスワードは15文字以上にしてください
used = 予約や公開した枠、ひな型で使われています。消すかわりに、使わないようにしてください
oneself = 自分を消すことはできません。ほかの管理者に頼んでください
file_required = ファイルを選んでください
file_form = PDF、PNG、JPEG のファイルを選んでください
file_large = 5MBまでのファイルを選んでください
file_many = ファイルは5つまでです。いらないものを消してから加えてください
changed = 見ているあいだに内容が変わりました。もう一度確かめてください
rooms = 部屋の名前と、同時に入れる数(1〜50)を入れてください
rooms_taken = 同じ名前の部屋があります。ほかの名前にしてください
links = しおりには、言葉とアドレスの両方を入れてください
steps_of_five = 5分きざみの数を入れてください
both_or_none = 両方に入れるか、両方を空けてください
deadline = 締切の日数と時刻、または時間を入れてください
control_character = 目に見えない文字か、使えない文字があります。入れなおしてください
link = お名前に、ウェブのアドレスは入れられません。お名前だけを入れてください
my_number = マイナンバーのような12けたの数字は、消してください

## How a sentence names its field.

entered = { $field }を入れてください
chosen = { $field }を選んでください
taken_named = 同じ{ $field }が、もうあります。ほかの{ $field }にしてください
of_field = { $field }: { $what }

## What only some fields can have.

file_unreadable = ファイルに、読めない行があります。「ファイル」の下の説明を見て、直してください
server_form = smtp.city.example.jp のように、サーバーの名前だけを入れてください。ポートは下の欄に入れます
port_form = 587 や 465 のように、1 から 65535 までの数字を入れてください
hello_form = mendan.city.example.jp のように、点のある名前を入れてください
authority_form = -----BEGIN CERTIFICATE----- から -----END CERTIFICATE----- までを、そのままはりつけてください
doubts = 確かめるところのある行を見て、「このまま取り込みます」に印を付けるか、その行を外してください
network_wide = 広すぎます。203.0.113.0/24 より狭くしてください
network_form = 203.0.113.10 か 203.0.113.0/24 のように入れてください
no_room = この時間帯には、選んだ面談が一つも入りません。長くしてください
overlap_same = 同じひな型が、もうあります
overlap_elsewhere = 同じ人が、同じ時間に別の場所にいることになります。時間か曜日を変えてください
overlap_kind = 同じ人の同じ種類のひな型と、時間が重なります。時間か曜日を変えるか、そのひな型を直してください
overlap_asked = ほかのひな型と時間が重なります。下を確かめて、よければ「重ねて保存する」をおしてください
