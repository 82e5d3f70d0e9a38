### What is on every page.

site_name = { $city } 面談の予約
site_name_discreet = { $city } 予約
skip = 本文へ
languages = 言語 Language
optional = 任意
mode_in_person = 来所
mode_video = オンライン
mode_phone = 電話
mode_home_visit = 訪問
phone_title = 電話でも予約できます
phone_title_booked = 電話でのお問い合わせ
errors_title_asks = 1か所を確かめてください
errors_title = { $n }か所を直してください
error_prefix = エラー:{" "}
left = 残り{ $n }
choose = 選ぶ
to_start = 予約のページへ
# A file to read, with its form and how large it is.
file = { $name } ({ $form }, { $size } KB)
about_minutes = 約{ $n }分
right_address_text = このページは、いつもと違うアドレスで開いています。ここでは、予約や入室がうまくいかないことがあります。
right_address_open = 正しいアドレス { $address } を開く
