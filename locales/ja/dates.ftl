### Days and times as their reader writes them.
### $month is 1 to 12, $weekday 1 (Monday) to 7 (Sunday), $hour 0 to 23; $minute has two digits.

weekday =
    { $weekday ->
        [1] 月曜日
        [2] 火曜日
        [3] 水曜日
        [4] 木曜日
        [5] 金曜日
        [6] 土曜日
       *[7] 日曜日
    }
# In the fewest letters.
weekday_short =
    { $weekday ->
        [1] 月
        [2] 火
        [3] 水
        [4] 木
        [5] 金
        [6] 土
       *[7] 日
    }
month = { NUMBER($month) }月
month_short = { NUMBER($month) }月

# Short: the largest thing on a narrow screen.
day = { month_short }{ $day }日({ weekday_short })
# For the ear.
day_spoken = { month }{ $day }日 { weekday }
# In the subject of a mail.
day_subject = { month }{ $day }日({ weekday_short })
# With the year, in a mail.
date = { $year }年{ month }{ $day }日({ weekday_short })
year = { $year }年
# The year and the era's name ($era) and year in it, as on official papers.
year_of_era =
    { $year }年({ $era }{ $era_year ->
        [1] 元
       *[other] { $era_year }
    }年)
time = { NUMBER($hour) }:{ $minute }
# From when until when.
range = { $from } 〜 { $until }
# The same in a mail, which may be read in another time zone ($zone, as in JST).
# omits $zone
range_zoned = { $from }〜{ $until }
# omits $zone
time_zoned = { $time }
# Hours of a day as rules name them.
hours = { $from }〜{ $until }
# A day of this year, without its weekday.
month_day = { month_short }{ $day }日
month_of_year = { $year }年{ month_short }

## The three fields of a date.

field_year = 年
field_month = 月
field_day = 日
# The same within a sentence.
part_year = 年
part_month = 月
part_day = 日
parts_and = と

## As staff read and say them.

# Where there is little room.
day_slash = { $month }/{ $day }({ weekday_short })
birth = { $year }年{ month_short }{ $day }日
day_time = { $day } { $time }
# $half is 0 in the morning, $hour 0 to 11; $time is the same as it is written.
# omits $time
clock_spoken =
    { $half ->
        [0] 午前
       *[other] 午後
    }{ NUMBER($hour) }時{ $minute ->
        [0] {""}
       *[other] { $minute }分
    }
moment_spoken = { $day } { $clock }
