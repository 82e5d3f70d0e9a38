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
