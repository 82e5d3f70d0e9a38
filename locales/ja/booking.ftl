### What residents see of booking.

## The start page: what can be booked.

start_title = { $city } 面談の予約
start_lead = 保健師や助産師と話す日時を、ここで決められます。
start_empty_title = いまは、予約できる面談がありません
start_empty_text = お急ぎのときは、電話でお知らせください。
start_lead_plain = 面談の日時を、ここで決められます。

## The times of a kind.

times_title = 日時を選ぶ
times_change_kind = 変える
times_mode = 方法
times_office = 場所
times_any_office = いちばん早い
times_days = 日
times_previous = 前の5日
times_next = 次の5日
times_am = 午前
times_pm = 午後
times_next_free = 次の空いている日は { $day }
times_full = { $day }は、満です。
times_full_at = { $place }は、この日は満です。
times_closed = { $day }は、面談の時間がありません。
times_over = 今日の受付は終わりました。
times_nearest = いちばん近い空きは
times_see_day = { $day }の時間を見る
times_elsewhere = ほかの場所では、この日の { $time } が空いています
times_empty_title = いまは、空きがありません
times_empty_text = 新しい時間は、公開されると、このページに出ます。
times_empty_call = お急ぎのときは、電話でお知らせください。公開していない時間を探します。
times_see_mode = { $mode }の空きを見る
times_see_all_offices = すべての場所の空きを見る
times_any_place = どの場所の保健師でも
times_places = 場所の案内

## What a day of the strip holds.

mark_free = 空き
mark_few = 残り​わずか
mark_full = 満
mark_closed = 休み
mark_over = 終了
mark_free_said = 空きあり
mark_few_said = 残りわずか
mark_full_said = 空きなし
mark_closed_said = 休み

## Who she is.

details_title = お名前と連絡先
details_kept = { $time }まで、この時間をお取りしています
details_kept_rest = あと { $rest }
details_kept_soon = あと2分です。のばすこともできます。
details_kept_over = お取りした時間が終わりました。この時間がまだ空いていれば、そのまま予約できます。
details_extend = { $n }分のばす
details_choose_again = 時間を選びなおす
details_all_required = 「任意」のほかは、すべて入れてください。
details_name = お名前
details_family_name = 姓
details_given_name = 名
details_name_hint = お名前がひとつだけの方は、どちらかに入れてください
details_kana = ふりがな
details_kana_hint = 漢字のお名前のときだけ。ひらがなでも、カタカナでも。アルファベットやカタカナのお名前なら、なくてかまいません
details_family_kana = せい
details_given_kana = めい
details_birth = 生年月日
details_birth_hint = 例 1995年4月3日。年は「平成7」や「95」とも書けます
details_phone = 電話番号
details_phone_hint = 日中に出られる番号
details_email = メールアドレス
details_email_hint = なくても予約できます。そのときは、お知らせのメールと、変えるためのリンクは届きません
details_due = 出産予定日
details_due_hint = わかっている方だけ
details_more = 手助けや、気をつけてほしいことがある
details_needs = あてはまるもの
details_discreet = 予約を人に知られたくない。お知らせに、面談のことを書きません
details_note = そのほか、伝えておきたいこと
details_note_hint = マイナンバーや口座番号は書かないでください
details_consent_title = 情報の使い方
details_consent = この使い方に同意する
details_book = この内容で予約する
details_gone_title = いま、お取りしている時間はありません
details_gone_text = 予約がすんだ方は、メールのリンクからご覧ください。まだの方は、もう一度日時を選んでください。時間をお取りできるのは10分間です。
details_gone_choose = 日時を選ぶ
details_not_kept = 別の画面でほかの時間をお取りになったため、この時間はお取りしていません。空いていれば、このまま予約できます。
details_due_hint_required = 母子健康手帳か診察券にあります

email_take = { $email } に直して予約する

## What she may tick.

need_interpreter = 通訳がほしい
need_sign_language = 手話通訳がほしい
need_older_child = 上の子を連れて行く
need_wheelchair = 車いすで行く
need_quiet_contact = 連絡は、電話ではなくメールがよい
details_window = メールを受け取りたい時間
details_window_hint = 急ぎのお知らせと、予約や変更へのお返事は、すぐに送ります。
window_any = 夜をのぞいて、いつでも
window_weekdays = 平日の9時から17時
window_evenings = 17時から(夜をのぞいて)
window_weekends = 土日
need_child = お子さんを連れて行く

done_title = 予約できました

## Her booking.

manage_title = あなたの予約
manage_join = 入室する
manage_join_early = 5分前から入れます。録音・録画はご遠慮ください。
manage_join_later = 入室のリンクは、準備ができると、ここに出ます。
manage_join_qr = ほかの機器で入室する
manage_join_qr_label = 入室するページのQRコード
manage_phone_call = 時間になると、お電話します。
manage_bring = 持ち物
manage_bring_video = 用意するもの
manage_bring_discreet = 持ち物は、電話でお知らせします。
manage_calendar = カレンダーに入れる
manage_google = Googleカレンダーに入れる
manage_google_summary_discreet = 予約
manage_print = 印刷する
manage_print_hint = このページは、ブラウザーの「印刷」で、A5の用紙に印刷できます。
manage_mail_title = メールは届きましたか
manage_mail_text = 5分たっても届かないときは、迷惑メールの中をたしかめてください。それでもないときは、電話でお知らせください。予約は、メールが届かなくても決まっています。
manage_mail_arrived = 届かないとき

## Did the mail arrive?

arrived_title = メールは届きましたか
arrived_none = メールアドレスをうかがっていません。
arrived_waits = { $address } あてのメールは、これから送ります。
arrived_taken = { $address } あてに送りました。届いたかどうかは、こちらでは分かりません。
arrived_failed = { $address } には届きませんでした。
arrived_look = 5分たっても届かないときは、迷惑メールの中をたしかめてください。アドレスに間違いがないかも見てください。
arrived_firm = 予約は、メールが届かなくても決まっています。
arrived_again = もう一度送る
arrived_other = ほかのアドレスに送る
arrived_address = メールアドレス
arrived_digits = 電話番号の下4けた
arrived_digits_hint = ご本人とたしかめるためです。
arrived_digits_wrong = 予約のときの電話番号の、下4けたを入れてください
arrived_send = このアドレスに送る
arrived_call = 電話をもらう
arrived_call_hint = 予約のときの電話番号に、市役所からお電話します。
arrived_called = お電話します。少しお待ちください。
arrived_said_again = もう一度送ります。数分お待ちください。
arrived_said_to = このアドレスに送ります。前のアドレスに送ったリンクは、開けなくなりました。
arrived_said_call = お電話します。少しお待ちください。
arrived_said_often = 続けては送れません。時間をおくか、「電話をもらう」を押してください。
arrived_said_impossible = このアドレスには送れませんでした。ほかのアドレスを入れるか、「電話をもらう」を押してください。
manage_keep_title = このページを残してください
manage_keep_text = このページのアドレスがあれば、変えたり取り消したりできます。
manage_copy = アドレスをコピーする
manage_copied = コピーしました
manage_links = この予約を
manage_move = 日時を変える
manage_mode = 方法を変える
manage_cancel = 取り消す
manage_slip = 変えるとき、取り消すときは、このQRコードか電話で。
manage_slip_qr = このページのQRコード
manage_late = 変更の受付は終わりました。変えるときは、電話でお知らせください。
manage_until_each = 日時の変更は { $change } まで、取り消しは { $cancel } まで、ここでできます。
manage_until_both = 変更と取り消しは { $at } まで、ここでできます。
manage_until_change = 日時の変更は { $at } まで、ここでできます。
manage_until_cancel = 取り消しは { $at } まで、ここでできます。
manage_change_closed = ここでの変更の受付は終わりました。日時や方法を変えたいときは、どうぞ電話でお知らせください。
manage_cancel_closed = ここでの取り消しの受付は終わりました。ご都合が悪くなったときは、どうぞ電話でお知らせください。
manage_both_closed = ここでの変更と取り消しの受付は終わりました。ご都合が悪くなったときは、どうぞ電話でお知らせください。
manage_past_title = この面談の日時はすぎました
manage_past_text = また話したくなったときは、いつでも予約できます。
manage_cancelled_title = 予約を取り消しました
manage_cancelled_text = この予約についてのお知らせは、もう届きません。
manage_cancelled_again = 話したくなったときは、いつでもまた予約できます。
manage_links_before = 読んでおくもの
manage_cancelled_letter = 「取り消しました」というメールを1通お送りします。そのほかのお知らせは、もう届きません。
manage_bring_discreet_mail = 持ち物は、メールでお知らせします。

reference = 受付番号

## What has just been done.

said_moved = 日時を変えました。
said_mode = 方法を変えました。
said_same = 予約は変わっていません。
said_changed = ご予約の内容が変わっています。いまの内容をご確認ください。
said_mode_same = 方法はそのままです。

changed_title = 内容が変わっています

not_held_title = この時間は、お取りしていません
not_held_text = 別の画面で、ほかの時間をお取りになっています。この時間にするときは、もう一度お取りください。
not_held_again = この時間を取る
not_held_other = お取りしている時間へ

## Another time.

move_title = 日時を変える
move_now = いまの予約
move_keep = 新しい時間が決まるまで、いまの予約はそのままです。選ぶと、すぐに変わります。

back_unchanged = 変えずに戻る

## Another way.

mode_title = 方法を変える
mode_same_time = 日時はそのままです
mode_current = { $mode }(いま)
mode_change = この方法に変える
mode_none_text = この日時では、ほかの方法が空いていません。日時を変えると、選べることがあります。

## Calling it off.

cancel_title = この予約を取り消しますか
cancel_text = 取り消すと、この予約についてのお知らせは、もう届きません。
cancel_instead = 日時や方法を変えることもできます。
cancel_reason = 理由
cancel_reason_hint = 書かなくてかまいません
cancel_confirm = 取り消す
cancel_back = 取り消さずに戻る
cancel_links = ほかの方法
cancel_text_mail = 取り消すと、「取り消しました」というメールを1通だけお送りします。そのほかのお知らせは、すべて止まります。
cancel_quiet = そのメールもいらない

## What cannot be changed here.

closed_title = ここでは変えられません
closed_late = 面談の時間になったため、ここでは変えられません。電話でお知らせください。
closed_cut_off = ここでの受付は終わりました。ご都合が変わったときは、どうぞ電話でお知らせください。
closed_cancelled = この予約は、取り消してあります。

to_booking = 予約のページに戻る

## Somebody was faster.

taken_title = その時間は、いま予約が入りました
taken_kept = 入れていただいた内容は残っています。近い時間を選べば、そのまま続けられます。
taken_text = 近い時間を選ぶと、そのまま続けられます。
taken_nearby = 近い空き
taken_none = 近い時間に、空きがありません。電話でお知らせいただくか、日時を選びなおしてください。
taken_see_day = { $day }の時間をすべて見る

cookies_gone = 時間を選んだすぐあとにこの画面が出たときは、ブラウザーがクッキーを受け取らない設定かもしれません。設定で許可するか、電話で予約してください。

## Her nurse is absent at her time.

offer_title = 予約の時間を選びなおしてください
offer_text = ご予約の時間に、面談ができなくなりました。申しわけありません。かわりの時間をお取りしています。
offer_until = { $until }までに、ひとつ選んでください。
offer_none = どれも合いません
offer_said_none = 分かりました。お取りしていた時間は、お返ししました。
offer_away = この時間は、担当がお休みです。こちらからご連絡します。
