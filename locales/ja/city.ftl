### The set-up: what the city decides; and the words that all its pages share.

## On every page of the set-up.

save = 保存する
delete = 消す
add = 加える
from = から
until = まで
yes = はい
no = いいえ
in_japanese = 日本語
in_english = 英語
comma = {"、"}
dot = {" ・ "}
and_dot = ・
of_which = ({ $name })
empty = (空)
now = いまの内容: { $content }
changed_title = ほかの人が先に変えました。この内容は変わりました。まだ何も保存していません。
changed_text = 入れた内容とちがうところには、「いまの内容」を添えています。確かめて、もう一度おしてください。
no_bookings_ahead = 今後の予約はありません。

## What was just done.

saved = 保存しました。
added = 加えました。
deleted = 消しました。
moved = 順番を変えました。
published = 公開しました。
handed = 引きつぎました。空いている人のいない予約は、「かける電話」に入れました。
handed_some = いくつかの予約は、そのあいだに変わりました。それには何もしていません。のこりを確かめてください。
disabled = 使えないようにしました。
allowed = 続けて予約できるようにしました。
left = このままにしました。
forgotten = やめました。ほかのネットワークと同じになりました。
revoked = 鍵を止めました。
reset = パスワードを変えました。本人に、じかに伝えてください。
closed_booked = 保存しました。その日に予約があります。予約はそのまま残ります。連絡が必要です。
nothing = 変わったところは、ありませんでした。

## Where everything is.

setup = 設定
offices = 場所
offices_about = 住所、開庁時間、部屋を決めます。
people = 職員
people_about = だれが、どこで、どの方法で面談するかを決めます。
roles = 役割
roles_about = だれが何をできるかを、役割ごとに見て、市の役割も作れます。
kinds = 面談の種類
kinds_about = 名前、長さ、持ち物、予約の規則を決めます。
templates = ひな型
templates_about = 毎週の時間の割りふりを作ります。
publish = 公開
publish_about = ひな型から枠を作り、確かめてから公開します。
closures = 休みの日
closures_about = 市や場所の休み、職員の不在を入れます。
holidays = 祝日
holidays_about = 祝日の一覧を確かめ、市の規則に合わせます。
keys = 連携の鍵
keys_about = ほかのシステムが予約を扱うための鍵を作ります。
networks = 予約の多いネットワーク
networks_about = 病院など、たくさん予約するところを決めます。
mails = 届かなかったメール
mails_about = 送れなかったメールと、メールサーバーの答えを見ます。

## Lists.

up = 上へ
unused = まだどこにも使われていないので、消せます。消したものは、元に戻せません。

## Networks.

networks_text = 一人が予約をたくさん取ってしまわないように、同じネットワークからの予約は、これからの枠の5分の1までです。病院のように、たくさんの人が同じところから予約する場合は、ここに入れると、その数を超えて予約できます。
networks_none = まだありません。
networks_waiting = いま止めているところ
networks_allowed = 続けて予約できるところ
networks_unknown = 心当たりがなければ、このままにしてください。電話での予約は、いつもどおりです。
networks_allow = 続けて予約できるようにする
networks_leave = このままにする
networks_forget = やめる
networks_hint = 病院などのインターネットのアドレス。例 203.0.113.10 または 203.0.113.0/24
network = アドレス

## Offices.

office_add = 場所を加える
office_about = { $address } ・ 部屋 { $rooms }
office_idle = 使っていません
office_new = 新しい場所
offices_back = 場所の一覧へ
name = 名前
short = 短い名前
short_hint = 一覧で使います。空けると、名前と同じです。例 中央
address = 住所
floor = 階と部屋
floor_hint = 例 2階 母子相談室
discreet_name = 名前(予約を人に知られたくない方に)
discreet_hint = 予約を人に知られたくない方へのお知らせと控えに使います。何の窓口かが分からない名前に。空けると、住所だけを書きます
discreet_floor = 階と部屋(予約を人に知られたくない方に)
discreet_floor_hint = 例 2階 相談室
access = 行き方
access_hint = 駅やバス停からの道、駐車場
accessibility = バリアフリー
accessibility_hint = 段差、エレベーター、トイレ、車いす用の駐車場
phone = 電話番号
phone_hint = 空けると、市の番号を使います
mailbox = メールアドレス
mailbox_hint = お知らせへの返信が届くところ。空けると、市のアドレスを使います
slug = アドレスに使う名前
slug_office_hint = 小文字の英字、数字、ハイフン。空けると、英語の名前から作ります。あとから変えられません。例 north
slug_hint = 小文字の英字、数字、ハイフン。空けると、英語の名前から作ります。あとから変えられません
health_center = 保健センター
family_center = こども家庭センター
other_office = そのほか
sort = 種類
opening = 開庁時間
opening_hint = 9:00 の形で。休みの曜日は、両方を空けます。
rooms = 部屋
rooms_hint = 来所の面談だけが部屋を使います。使わなくした部屋でも、今ある予約はそのまま残ります。
room_new = 新しい部屋
room_number = 部屋{ $number }
room_places = 同時に入れる数
room_use = 使う
office_end_title = この場所を使わないようにする
office_end = 使わないようにする
office_end_text = 利用者のページに出なくなり、新しい予約が入りません。
office_bookings = この場所には今後の予約が{ $n }件あります。予約はそのまま残ります。
office_begin_title = この場所は使っていません
office_begin_text = 使うようにすると、公開した枠をまた予約できます。
office_begin = 使うようにする

## Kinds of interview.

kind_add = 種類を加える
sets = セットから加える
kind_closed = 受け付けていません
kind_by_staff = 職員が予約
kind_by_residents = 利用者が予約
kind_about = { $minutes }分 ・ { $modes } ・ { $state }
set_there = (もうあります)
set_complete = このセットの種類は、すべてあります。
set_add = 「{ $set }」から{ $n }種類を加える
kind_new = 新しい種類
kinds_back = 種類の一覧へ
rules = 予約の規則
held = 面談
minutes = 長さ(分)
minutes_hint = 5〜480、5分きざみ。公開した枠の長さは、次に公開するときに変わります
before = 前の準備(分)
after = 後の記録(分)
modes = 方法
professions = 担当する職種
joint = 二人で担当する(職種が二つなら一人ずつ、一つなら二人)
not_saved = まだ保存していません。
count_times = 保存せずに、枠を数える
kind_end_title = この種類の受付を止める
kind_end_text = 利用者のページにも電話受付にも出なくなります。
kind_bookings = この種類には今後の予約が{ $n }件あります。予約はそのまま残ります。
kind_end = 受付を止める
kind_begin_title = この種類は受け付けていません
kind_begin_text = 戻すと、公開した枠をまた予約できます。
kind_begin = 受付を始める

## What people read about a kind.

words = 名前と案内
audience = だれのためか
audience_hint = 一文で
purpose = 個人情報の利用目的
purpose_hint = 空けると、市の説明を使います
bring_in_person = 持ち物(来所)
bring_hint = 一行に一つ
ready = 用意するもの(来所のほか)
ready_hint = 一行に一つ。空けると、何も出ません
note = ひとこと({ $mode })
note_hint = 例 母子健康手帳は、面談のあと、ご自宅に郵送します。
link_number = しおり{ $number }
link_ja = 言葉(日本語)
link_en = 言葉(英語)
link_url = アドレス(https://…)
links_hint = しおり: 面談の前に読んでもらうページ。予約のページの、持ち物の下に出ます。ファイルは、この下の「しおりのファイル」で加えます。
leaflets = しおりのファイル
leaflets_text = 予約のページとメールに、リンクとして出ます。
leaflet_ja = 名前(日本語)
leaflet_en = 名前(英語)
file = ファイル
file_hint = PDF、PNG、JPEG。5MBまで
file_add = ファイルを加える

## What comes of rules.

months_by_staff = この規則では { $month }に { $n }枠が職員が予約できます。
months_by_residents = この規則では { $month }に { $n }枠が予約できます。
rest_of_month = { $month }の残り
limited = 1日の受付数の規則があるので、入る予約の数はこれより少なくなります。
nothing_left = 公開中の枠がありますが、規則により予約できる時刻がありません。
rule = 規則
see_rules = 「{ $kind }」の規則を見る

## The rules.

deadline_book = 予約の締切
deadline_change = 変更の締切
deadline_cancel = 取り消しの締切
deadlines_hint = 締切は利用者のページだけのものです。職員は、開始の時刻まで扱えます。
by_residents = 利用者が自分で予約できる
by_staff = 職員が予約する
booked_by = 予約する人
due_hidden = 聞かない
due_optional = わかるときだけ聞く
due_required = かならず聞く
due_date = 出産予定日
weeks_from = から(週)
weeks_until = まで(週)
weeks = 妊娠週数
weeks_hint = 面談の日の週数。出産予定日が入ったときだけ、たしかめます。空けると、いつでも予約できます
until_start = 開始の時刻まで
until_hours = 開始の何時間前まで
until_days = 何営業日前の何時まで
counted = 数え方
business_days = 営業日前
time = 時刻
hours_before = 時間前
deadline_now = いまは「{ $deadline }」。前営業日15時までは、1営業日前と15:00です。0営業日前は、その日です
quota = 1日の受付数
quota_web = Web
quota_phone = 電話
quota_staff = 窓口
release_days = Web に開放する日(何日前)
quota_hint = 場所ごとの件数。空けると、上限はありません。開放する日からは、Web の上限がなくなります
horizon = 何日先まで予約できるか
horizon_hint = 空けると、公開したところまで
capacity = 同じ時刻に受ける数
capacity_hint = 場所ごと。空けると、職員と部屋の数まで

## Names of fields where an error speaks of them.

field_bring = 持ち物
field_ready = 用意するもの
login = ログイン名
password = パスワード
password_again = パスワード(もう一度)
role = 役割
permissions = できること
profession = 職種
works_at = 働く場所
office = 場所
staff = 担当
weekdays = 曜日
field_weeks = 週
repeat = くり返し
hours = 時間
step = 間隔
daily_max = 1日の面談の上限
video_url = 自分のオンライン面談室
field_horizon = 受付の期間
valid_from = 始める日
valid_until = 終わる日
first_day = 最初の日
last_day = 最後の日
day = 日
reason = 理由
whose = どこの、だれの休みか
list = 一覧の中身

two_sentences = { $first }{ $second }
