### What is on every page.

site_name = { $city } interview booking
site_name_discreet = { $city } booking
skip = Skip to main content
languages = 言語 Language
optional = optional
mode_in_person = In person
mode_video = Online
mode_phone = By phone
mode_home_visit = Home visit
phone_title = You can also book by phone
phone_title_booked = Questions by phone
errors_title_asks = Please check 1 thing
errors_title =
    { $n ->
        [one] Please correct { $n } thing
       *[other] Please correct { $n } things
    }
error_prefix = Error:{" "}
left = { $n } left
choose = Choose
to_start = To the booking page
# A file to read, with its form and how large it is.
file = { $name } ({ $form }, { $size } KB)
about_minutes =
    { $n ->
        [one] about { $n } minute
       *[other] about { $n } minutes
    }
right_address_text = You have opened this page at an unusual address. Booking or signing in may not work here.
right_address_open = Open the right address: { $address }
