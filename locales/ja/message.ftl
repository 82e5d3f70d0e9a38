### What mails and the calendar files that go with them say.

## What things are called.

# In the place of the kind's name where that must not be told.
appointment = 予約
mode_in_person = 来所
mode_video = オンライン
mode_phone = 電話
mode_home_visit = ご自宅への訪問
no_recording = 録音・録画はご遠慮ください。
# What to bring to us, or to have at hand at home.
bring = 持ち物
have_ready = 用意するもの

## The calendar file.

event_manage = 予約の確認・変更・取消: { $url }
event_view = 予約の確認: { $url }
event_cancelled = この予約は取り消しました。
event_mode = 方法: { $mode }
event_join = 参加用リンク: { $url }
event_bring = { $heading }: { $things }
# Between the things.
event_and = 、

## What staff call them.

already_booked_name = 2回目の申し込みへの返事
cancellation_name = 取り消しの知らせ
change_name = 変更の知らせ
confirmation_name = 予約の知らせ
offer_name = ほかの時間の案内
reminder_7d_name = 早めの知らせ
reminder_1d_name = 事前の知らせ
reminder_2h_name = 直前の知らせ

## The subjects.

# Says nothing of what it is about.
subject_discreet = 予約について
already_booked_subject = 予約は、もうあります【{ $city }】
cancellation_subject = 予約を取り消しました { $day } { $time }【{ $city }】
change_subject = 予約が変わりました { $day } { $time }【{ $city }】
confirmation_subject = 予約できました { $day } { $time }【{ $city }】
reminder_7d_subject = 予約の確認 { $day } { $time }【{ $city }】
reminder_2h_subject = まもなく予約の時間です { $day } { $time }【{ $city }】
reminder_1d_subject = 予約の日が近づきました { $day } { $time }【{ $city }】

## What each begins with: the heading of the HTML form, and the sentences.

# Between two sentences of a paragraph.
sentence_space = {""}
already_booked_title = 予約は、もうあります
already_booked_none_made = 新しい予約の申し込みがありましたが、同じ面談の予約がもうあるので、新しい予約は作っていません。
already_booked_as_before = いまの予約はそのままです。次のリンクから、確認・変更・取消ができます。
already_booked_not_asked = 心当たりがないときは、このメールを消してください。
cancellation_title = 予約を取り消しました
cancellation_done = 予約を取り消しました。
cancellation_not_asked = 心当たりがないときは、電話でお知らせください。
cancellation_again = 話したくなったときは、いつでもまた予約できます。
change_title = 予約が変わりました
change_done = 予約が変わりました。
change_same_time = 日時は同じです。ほかに変わったところを、下で確かめてください。
confirmation_title = 予約できました
confirmation_done = 予約できました。
reminder_7d_title = 予約の確認
reminder_7d_near = 予約の日を、あらためてお知らせします。
reminder_7d_may_change = 都合や体調が変わったときは、変えたり取り消したりできます。理由はおたずねしません。
reminder_2h_title = まもなく予約の時間です
reminder_2h_near = まもなく予約の時間です。
reminder_2h_if_late = 遅れそうなときや、都合が悪くなったときは、電話でお知らせください。
reminder_1d_title = 予約の日が近づきました
reminder_1d_near = 予約の日が近づきました。
reminder_1d_may_change = 都合や体調が変わったときは、変えたり取り消したりできます。理由はおたずねしません。

## The booking.

# How headings and lists look in plain text.
heading = ■ { $title }
item = ・{ $thing }
date_time = { $date } { $time }
before = 変更前 { $when }
after = 変更後 { $when }
heading_when = 日時
heading_what = 内容
heading_how = 方法
heading_where = 場所
heading_read = 面談の前に読むもの
heading_reference = 受付番号
phone_call = 時間になると、登録した番号にお電話します。
home_visit = 時間になると、ご自宅にうかがいます。
join = 時間になったら、次のリンクを開いてください。
join_later = 入室のリンクは、準備ができると、メールでお送りします。

## What each ends with.

manage = 予約の確認・変更・取消
view = 予約の確認
link_private = このリンクは、あなただけが使ってください。
heading_questions = 電話でのお問い合わせ
# The same in one line with the number.
questions = 電話でのお問い合わせ { $phone }
phone_with_hours = { $phone }({ $hours })
no_replies = このメールに返信しても、変えたり取り消したりはできません。
sender = { $city } { $department }

## Letters to members of staff.

staff_login = ログイン名: { $login }
staff_link_once = このリンクは、{ $until }まで、一度だけ使えます。ほかの人に転送しないでください。
staff_no_replies = このメールに返信しても、だれにも届きません。
invitation_subject = 職員用の画面への招待【{ $city }】
invitation_title = 職員用の画面への招待
invitation_text = { $city }の面談予約の、職員用の画面に招待されました。リンクを開いて、パスワードを決めてください。
invitation_link = パスワードを決める
invitation_not_asked = 心当たりがないときは、このメールを消してください。
password_link_subject = パスワードを決め直すリンク【{ $city }】
password_link_title = パスワードを決め直すリンク
password_link_text = { $city }の面談予約の、職員用の画面で、パスワードを忘れたという申し出がありました。リンクを開いて、新しいパスワードを決めてください。
password_link_link = パスワードを決め直す
password_link_not_asked = 心当たりがないときは、このメールを消してください。パスワードは変わりません。
password_changed_subject = パスワードが変わりました【{ $city }】
password_changed_title = パスワードが変わりました
password_changed_text = { $city }の面談予約の、職員用の画面のパスワードが変わりました。
password_changed_not_asked = 心当たりがないときは、すぐに、職員を管理する人に知らせてください。
address_confirm_subject = メールアドレスの確認【{ $city }】
address_confirm_title = メールアドレスの確認
address_confirm_text = { $city }の面談予約の、職員用の画面で、このアドレスを登録する申し出がありました。リンクを開いて、登録してください。
address_confirm_link = メールアドレスを登録する
address_confirm_not_asked = 心当たりがないときは、このメールを消してください。何も変わりません。
address_changed_subject = 登録のメールアドレスが変わりました【{ $city }】
address_changed_title = 登録のメールアドレスが変わりました
address_changed_text = { $city }の面談予約の、職員用の画面に登録したメールアドレスが、別のアドレスに変わりました。このアドレスには、もう送りません。
address_changed_not_asked = 心当たりがないときは、すぐに、職員を管理する人に知らせてください。

## What others changed of a nurse's day, to her.

day_news_subject = きょうの予定が変わりました【{ $city }】
day_news_title = きょうの予定が変わりました
day_news_new = きょうの面談が、あなたの担当に入りました。
day_news_gone = きょうの面談が、あなたの担当からなくなりました。
day_news_moved = きょうの面談の時間が、{ $was }から変わりました。
day_news_mode = きょうの面談の方法が変わりました。
day_news_line = { $date } { $time } { $mode } { $kind }
day_news_link = 職員用の画面で見る
day_news_why = このメールは、自分のアカウントのページで止められます。

## What a nurse's day holds, in the morning, to her.

morning_subject = きょうの面談 { $n }件【{ $city }】
morning_title = きょうの面談
morning_text = { $date }の面談です。
morning_line = { $time } { $mode } { $office }
morning_linkless = まだリンクがありません。

## What somebody has to look after, to whoever wants to know.

troubles_subject = 気がかりな予約があります【{ $city }】
troubles_title = 気がかりな予約
troubles_text = 次のことを、だれかが確かめてください。
troubles_failed = 届かなかったメール { $n }件
troubles_linkless = あすまでのオンライン面談で、リンクのないもの { $n }件
troubles_stranded = これから7日間の面談で、担当者が止められているもの { $n }件

## Other times to choose from.

offer_subject = 予約の時間を選びなおしてください { $day } { $time }【{ $city }】
offer_title = 予約の時間を選びなおしてください
offer_sorry = ご予約の時間に、面談ができなくなりました。申しわけありません。
offer_choose = かわりの時間をお取りしています。リンクを開いて、ひとつ選んでください。
offer_until = { $when }まで、お取りしています。
offer_times = 選べる時間
offer_none_fits = どれも合わないときは、開いたページで知らせてください。お電話でご相談します。
offer_former = いまの予約
offer_former_gone = この時間には、面談がありません。
