### What mails and the calendar files that go with them say.

## What things are called.

# In the place of the kind's name where that must not be told.
appointment = Appointment
mode_in_person = In person
mode_video = Online (video call)
mode_phone = Phone
mode_home_visit = Home visit
no_recording = Please do not record sound or pictures.
# What to bring to us, or to have at hand at home.
bring = Please bring
have_ready = Please have ready

## The calendar file.

event_manage = View, change or cancel: { $url }
event_view = View: { $url }
event_cancelled = This appointment has been cancelled.
event_mode = How: { $mode }
event_join = Link to join: { $url }
event_bring = { $heading }: { $things }
# Between the things.
event_and = ,{" "}
