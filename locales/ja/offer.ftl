### What can be booked, as staff shape it: templates, publishing, closed days, holidays, and why a time is not offered.

## Words of several pages.

office = 場所
month = 月
all = すべて
actions = すること
everybody = 場所の担当全員
precedence = いくつかが重なるときは、市や場所の休み、年末年始と祝日、不在やこの日だけの規則、ひな型の順に優先します。
absence_of = { $name }の不在
holidays_title = 祝日と年末年始
year_end = 年末年始
period = 期間
calls_to_make = かける電話
days_span = { $from }〜{ $until }
times = { $n }枠

## Closed days.

closure_edit = 休みを直す
closure_met = この休みにかかるもの
closure_delete_text = 消すと、公開している枠は、すぐにまた予約できるようになります。
closure_delete = この休みを消す
closure_save = この内容で休みにする
check = 確かめる
check_again = もう一度確かめる
closure_days_hint = 最後の日を空けておくと、一日だけです。
closure_hours = 時間(一日じゅうのときは空けておく)
closure_reason_hint = 職員だけに見えます。例: 施設の点検、研修
whole_city = 市全体
as_it_is = いまのまま
see_holidays = 祝日と年末年始を見る
own_absence = ここには、あなたの不在だけを入れられます。
closures_over = 終わった休み
closures_text = 休みの時間は、公開した枠があっても、すぐに予約できなくなります。予約は、そのまま残ります。
closures_ahead = これからの休み
closure_new = 休みを入れる
closures_none = ありません。
closed_office = { $office }の休み
closed_city = 市全体の休み
bookings = { $n }件
met_none = この時間に、予約はありません。
met_bookings = 予約が{ $n }件あります。予約はそのまま残ります。連絡が必要です。
met_calls = 事前の知らせは止め、一人ずつ{ $calls }に入れます。
met_times = 公開している{ $n }枠は、休みのあいだ予約できません。

## Public holidays.

see_bookings = { $day }の予約を見る
see_closures = 休みの日を見る
fiscal_year = { $year }年度
year_before = 前の年度
year_after = 次の年度
fiscal_holidays = { $year }年度の祝日
holiday = 祝日
city_rule = 市の規則
holiday_open = この祝日は開ける
opened = 開ける日
holiday_back = 祝日に戻す
renamed = 名前は「{ $name }」
rule_back = 規則のとおりに戻す
added = 市が加えた祝日「{ $name }」
holiday_end = 祝日をやめる
holiday_make = 祝日にする
holiday_make_text = 規則にない日を、市の祝日にします。公開した枠は予約できなくなり、予約はそのまま残ります。
holiday_name = 祝日の名前
year_end_closed = 12月29日から1月3日までは休みです。
year_end_open = 年末年始も開ける
year_end_opened = 年末年始も、ふだんのとおり開けています。1月1日は祝日のままです。
year_end_close = 年末年始を休みにする
year_end_stay = 変えても、予約はそのまま残ります。

## The Cabinet Office's list.

list_save = このちがいを保存する
list_check = ちがいを見る
list_title = 内閣府の一覧と合わせる
list_text = 内閣府の「国民の祝日」の CSV(syukujitsu.csv)を選ぶか、中身を貼ってください。今年からの、規則とちがう日だけを取りこみます。
list_hint = 1行に1日。例: 2027/1/1,元日
list_partial = { $years }は一部の日だけの一覧なので、ほかの祝日はそのままにします。
list_empty = 祝日が、ひとつもありません。「2027/1/1,元日」の形の行を入れてください
list_encoding = 文字が、UTF-8 でも Shift_JIS でも読めません。CSV(UTF-8)で保存しなおしてください
list_no_comma = 日付と名前のあいだに、コンマがありません。「2027/1/1,元日」の形にしてください
list_no_day = 日付が読めないか、こよみにない日です。「2027/1/1,元日」の形にしてください
list_no_name = 祝日の名前がありません。「2027/1/1,元日」の形にしてください
list_too_much = 日付と名前のほかにも、何かあります。「2027/1/1,元日」の形にしてください
list_name = 祝日の名前に、使えない文字があるか、長すぎます。名前を入れなおしてください
list_line = { $line }行目が読めません。{ $what }
list_same = ちがいはありません。いまの祝日のままで大丈夫です。
list_becomes = 祝日になります({ $name })
list_renamed = 名前が変わります({ $before } → { $after })
list_ends = 祝日ではなくなります({ $name })
list_differs = 規則とちがう日
list_differs_text = 規則とちがう日です。予約は、そのまま残ります。

## Publishing.

sort_new = 新しく
sort_change = 変わる
sort_withdraw = 取り下げ
sort_keep = そのまま
sort_by_hand = 手で作った
sort_closed_by_hand = 手で閉じた
sort_collide = 重なる
collides_booking = { $time }からの予約({ $office })と重なります
collides_by_hand = 手で作った枠({ $office })と重なります
copy_lead = 写した枠は「手で作った枠」になり、あとでひな型を公開しても残ります。いまある枠は変わりません。
publish_lead = ひな型から作った枠と、いま公開されている枠とのちがいです。過ぎた時間と予約は、変わりません。
publish_changed = 下は、いまの内容です。
copy_title = { $from }の枠を{ $to }に写す
publish_title = { $month }の公開
see = 見る
made_of = 作りかた
source = もと
of_templates = ひな型から
of_last_month = 先月を写す
publish_empty = この月に当てはまるものがありません。月や場所を変えるか、ひな型を確かめてください。
publish_same = 変わるところはありません。
publish_same_text = いま公開されているとおりです。
part_new = 新しく{ $n }枠
part_change = 変更{ $n }枠
part_withdraw = 取り下げ{ $n }枠
publish_button = 公開する({ $parts })
copy_button = 写して公開する({ $parts })
publish_hint = 1枠は、ひとりの担当の、ひとつの面談の種類の時間です。公開すると、すぐに予約できるようになります。
booked_title = 予約が{ $n }件あります。予約はそのまま残ります
booked_text = 枠が変わるか、なくなる時間です。日時を変えてもらうときは、連絡が必要です。
own_title = 担当の予定と重なる時間があります
own_text = 担当が取りこんだ、自分の予定です。予定がある間は閉じ、なくなるとあきます。公開は、そのままできます。
own_closed = { $who }: { $n }枠は予定と重なるため閉じます
never_title = ひな型にあって、公開されないもの({ $n }種類)
head_times = 枠
head_left_out = 出さない時間と理由
head_details = くわしく
week_of = { $day }の週
left_out_times = { $why } { $n }枠

## Why a time of a template is left out.

left_closed = 休み({ $reason })
left_holiday = 祝日({ $name })
left_absent = { $who }の不在({ $reason })
left_elsewhere = { $who }は、ほかの場所({ $place })と重なる
left_outside_hours = { $place }の開庁時間の外
left_not_here = { $who }は、{ $place }の担当ではありません
left_profession = { $who }の職種は、「{ $kind }」を担当しません
left_modes = { $who }と「{ $kind }」に、ひな型の方法がありません
left_gone = 使っていない種類・担当・場所が、ひな型にあります({ $who }、{ $kind }、{ $place })

## Templates.

template_new = 新しいひな型
template_edit = ひな型を直す
template_delete_text = 公開した枠は、次に公開するまで残ります。予約は、そのまま残ります。
template_delete = このひな型を消す
save_overlapping = 重ねて保存する
template_name = ひな型の名前
template_name_hint = 職員だけに見えます。例: 午前だけの日
cancel = やめる
templates_met = 重なるひな型
one_nurse_hint = 一人を選ぶと、その人の枠だけを作ります。
idle = { $name }(休止中)
kinds_hint = 同じ時刻に複数を選べます。先に予約された種類で埋まります。
modes_hint = 種類と担当の人ができる方法だけが公開されます。
repeat_weekly = 毎週、または何週かごと
repeat_monthly = 毎月、第何週かを選ぶ
repeat_once = 一度だけ(最初の日に)
repeat = くりかえし
every = 何週ごと
every_hint = 「毎週」のとき。空けておくと毎週です。数は最初の日の週から数えます。
nth_weeks = 第何週
nth_weeks_hint = 「毎月」のとき。
pause = 休憩 { $n }
step = 間隔(分)
hours = 時間帯
step_hint = 始まりから次の始まりまで。空けておくと、面談の長さと前後の時間から決まります。
templates_none = まだありません。「ひな型を作る」から、毎週の時間を入れてください。
templates_text = 毎週の時間の割りふりです。直しても、すぐには公開されません。公開のページで確かめてから、枠になります。
template_make = ひな型を作る
check_publish = 確かめて公開する
when_what = いつ、何を
change = 直す
copy = 写して作る
meets_kind = 別の種類のひな型と、時間が重なっています: { $other }
meets = 重なっています。どちらかを直してください: { $other }
not_published = 公開されません: { $why }
called = 「{ $name }」
template = { $days } { $hours } { $kinds }({ $modes })
over = 終わりました
starting = { $day }から
ended = { $day }で終わりました
ending = { $day }まで
starting_ending = { $from }から{ $until }まで
last_week = 最終
nth_week = 第{ $n }
weekly = 毎週 { $weekdays }
every_weeks = { $n }週ごと { $weekdays }
monthly = 毎月 { $weeks } { $weekdays }
once = { $day }だけ
and_more = { $first } ほか{ $n }

## Deadlines.

deadline_start = 開始時刻まで
deadline_before = 開始の{ $duration }前まで
deadline_today = 当日{ $time }まで
deadline_day_before = 前営業日{ $time }まで
deadline_days_before = { $n }営業日前の{ $time }まで
duration_minutes = { $minutes }分
duration_hours = { $hours }時間
duration_both = { $hours }時間{ $minutes }分
hour = { $hour }時
# omits $clock
hour_minute = { $hour }時{ $minute }分
who_where = { $who }({ $place })

## Who shares the bookings of a day.

group_web = Web
group_phone = 電話
group_staff = 窓口

## Why a time is not offered: a sentence, and the rule behind it in a few words.

why_past = 開始の時刻を過ぎています。
why_past_rule = 開始時刻まで
why_kind_inactive = この面談は、いま受け付けていません。
why_kind_inactive_rule = 面談の種類: 休止中
why_office_inactive = この場所は、いま使っていません。
why_office_inactive_rule = 場所: 休止中
why_mode_not_offered = この面談には、その方法がありません。
why_mode_not_offered_rule = 面談の種類: 方法
why_staff_only = この面談は職員だけが予約を入れられます。
why_staff_only_rule = 面談の種類: 職員が予約
why_horizon = まだ受付の期間ではありません。{ $day }から予約できます。
why_horizon_rule = 受付期間
why_lead_time = 受付の締切({ $moment })を過ぎています。
why_lead_time_rule = 締切: { $deadline }
why_quota = { $group }で受ける数(1日{ $limit }件)に達しています。
why_quota_opens = のこりは{ $day }に Web へ開放します。
why_quota_rule = 受付数: { $group } 1日{ $limit }件
why_capacity = 同じ時刻に受ける数({ $limit }件)に達しています。
why_capacity_rule = 定員: 同時{ $limit }件
why_not_published = この時刻の枠は公開されていません。
why_not_published_rule = ひな型・公開
why_closed_by_hand = { $who }の枠は、職員が閉じています。
why_closed_by_hand_rule = 枠を閉じる
why_nurse_inactive = { $who }は、いま担当していません。
why_nurse_inactive_rule = 職員: 停止中
why_profession = { $who }の職種は、この面談を担当しません。
why_profession_rule = 面談の種類: 担当する職種
why_mode_not_done = { $who }は、この時刻にその方法では面談しません。
why_mode_not_done_rule = 職員: 担当する方法
why_daily_maximum = { $who }のこの日の面談が上限({ $limit }件)に達しています。
why_daily_maximum_rule = 1日の上限: { $limit }件
why_nurse_busy = { $who }には、この時間にほかの予約か仮押さえがあります。
why_nurse_busy_rule = 予約・仮押さえ
why_no_partner = いっしょに面談する職種の職員が、この時間に空いていません。
why_no_partner_rule = 面談の種類: 二人で担当
why_room_full = 場所の部屋がすべて使われています。
why_room_full_rule = 部屋が満室
why_closure = { $place }は休みです({ $reason })。
why_closure_hours = { $place }は{ $hours }、休みです({ $reason })。
why_closure_rule = 休み: { $reason }
every_place = すべての場所
why_year_end = 年末年始(12月29日〜1月3日)はお休みです。
why_year_end_rule = 閉庁日: 年末年始
why_holiday = 祝日です({ $name })。
why_holiday_rule = 祝日: { $name }
why_absent = { $who }は不在です({ $reason })。
why_absent_hours = { $who }は{ $hours }、不在です({ $reason })。
why_absent_rule = 不在: { $reason }
why_never = 受付の期間が始まる{ $days }日前には、受付の締切({ $deadline })を過ぎています。このままでは、いつになっても予約できません。
why_nobody = 担当できる職員が、この時間に空いていません。
why_nobody_rule = 職員の予定

## Why nobody published a time.

why_not_here = { $who }は、この場所の担当ではありません。
why_not_here_rule = 職員: 担当する場所
why_elsewhere = { $who }は、この時間に{ $place }の担当です。
why_elsewhere_rule = ほかの場所のひな型
why_outside_opening = 場所の開庁時間の外です。
why_outside_opening_rule = 場所: 開庁時間
why_not_yet = { $template }にある時間ですが、まだ公開していません。
why_not_yet_rule = 公開
why_pause = { $template }の休憩({ $hours })の中です。
why_pause_rule = { $template }: 休憩 { $hours }
why_between = { $template }では、この時刻に始まる面談がありません({ $starts })。
why_between_rule = { $template }: 始まる時刻
start_before = 前は { $time }
start_after = 次は { $time }
why_outside = { $template }の時間({ $hours })の外です。
why_outside_rule = { $template }: 時間 { $hours }
why_no_template = この面談には、この日のひな型がありません。
why_no_template_of = { $who }には、この面談のこの日のひな型がありません。
why_no_template_rule = ひな型なし
template_named = ひな型「{ $name }」
template_of = { $who }のひな型
template_of_all = 場所の担当全員のひな型

## Times that are closed by a calendar of the nurse's own.

why_own_calendar = { $who }は、自分の予定表に、この時間の予定があります。
why_own_calendar_rule = 自分の予定表(本人だけが変えられます)
