### Pages that say one thing: not here, not now.

not_found_title = This page cannot be found
not_found_text = The address may have been cut off. Please press the link in the e-mail again.
already_title = No new booking was made
already_text = There can be one booking per person for this interview. If we have an e-mail address for it, we have sent the link to change it there. If you gave none, or nothing arrives, please call us.
too_late_title = Booking has closed
too_late_text = This time can no longer be booked or changed here. Please call us or choose another time.
not_possible_title = This is not possible now
not_possible_text = The booking has changed in the meantime. Please open its page again.
invalid_title = Please check what was sent
invalid_text = We could not read it. Please go back and try again.
foreign_title = Please start again at the right address
foreign_text = This was sent from a page at another address, so we did not accept it, and what you entered has not been kept. Please open the right address and try again.
too_many_title = Please wait a little
too_many_text = There were many requests in a short time. Please try again in about 10 minutes. If it is urgent, please call us.
busy_title = We are busy at the moment
busy_text = Please wait about 30 seconds and try again.
fault_title = Something went wrong
fault_text = This is our fault. Please wait a little and try again. If it happens again, please call us.
cookies_title = Booking needs a cookie
cookies_text = To keep the time you choose for ten minutes, this service uses one cookie (a small mark that your browser keeps). Your browser seems to refuse cookies. Please allow cookies for this page in its settings and choose a time again. If you are not sure how, you can book by phone. No time has been kept for you yet.
wrong_method_title = This address cannot be opened by itself
wrong_method_text = It is only used when a button is pressed. Please start again from the booking page.
foreign_open = Open the right address
ended_title = This booking is over
ended_text = Its date has passed, so this link is closed. You can make a new booking whenever you need one.

## The last resort, without city and telephone: when nothing else works.

bare_not_found_title = There is no page at this address
bare_not_found_text = Please check the address.
bare_busy_title = The service is busy
bare_busy_text = Please try again in half a minute.
bare_too_large_title = What was sent is too large
bare_too_large_text = Please go back and shorten it, or choose a smaller file.
bare_fault_title = Something went wrong on our side
bare_fault_text = Please wait a little and try again.
bare_invalid_title = What was sent could not be read
bare_invalid_text = Please go back and try again.
