### Days and times as their reader writes them.
### $month is 1 to 12, $weekday 1 (Monday) to 7 (Sunday), $hour 0 to 23; $minute has two digits.

weekday =
    { $weekday ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
# In the fewest letters.
weekday_short =
    { $weekday ->
        [1] Mon
        [2] Tue
        [3] Wed
        [4] Thu
        [5] Fri
        [6] Sat
       *[7] Sun
    }
month =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
month_short =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }

# Short: the largest thing on a narrow screen.
day = { weekday_short } { $day } { month_short }
# For the ear.
day_spoken = { weekday } { $day } { month }
# In the subject of a mail.
# omits $weekday
day_subject = { $day } { month }
# With the year, in a mail.
date = { weekday }, { $day } { month } { $year }
year = { $year }
# The year and the era's name ($era) and year in it, as on official papers.
# omits $era, $era_year
year_of_era = { $year }
time = { NUMBER($hour) }:{ $minute }
# From when until when.
range = { $from } – { $until }
# The same in a mail, which may be read in another time zone ($zone, as in JST).
range_zoned = { $from }–{ $until } ({ $zone })
time_zoned = { $time } ({ $zone })
# Hours of a day as rules name them.
hours = { $from }–{ $until }
# A day of this year, without its weekday.
month_day = { $day } { month_short }
month_of_year = { month } { $year }

## The three fields of a date.

field_year = Year
field_month = Month
field_day = Day
# The same within a sentence.
part_year = year
part_month = month
part_day = day
parts_and = {" "}and{" "}

## As staff read and say them.

# Where there is little room.
day_slash = { weekday_short } { $day } { month_short }
birth = { $day } { month } { $year }
day_time = { $day } { $time }
# $half is 0 in the morning, $hour 0 to 11; $time is the same as it is written.
# omits $half, $hour, $minute
clock_spoken = { $time }
moment_spoken = { $day }, { $clock }
