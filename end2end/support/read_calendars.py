"""Reads mails (.eml) and calendar files (.ics) with PyPI icalendar; writes what they say as JSON, in their order."""

import email
import email.policy
import json
import sys
from datetime import timezone
from pathlib import Path

from icalendar import Calendar


def instant(value):
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def parts(path):
    """The calendars of a file, and the `method` each has in its MIME type."""
    octets = Path(path).read_bytes()
    if path.endswith(".ics"):
        return [octets], []
    mail = email.message_from_bytes(octets, policy=email.policy.default)
    found = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    defects = [str(defect) for part in mail.walk() for defect in part.defects]
    assert not defects, defects
    return [part.get_payload(decode=True) for part in found], [part["content-type"].params["method"] for part in found]


def read(path):
    texts, mime = parts(path)
    calendar = Calendar.from_ical(texts[0])
    events, zones = calendar.walk("VEVENT"), calendar.walk("VTIMEZONE")
    problems = [f"{path}: {error}" for component in calendar.walk() for error in component.errors]
    problems += [f"{path}: {len(events)} events"] if len(events) != 1 else []
    event, start = events[0], events[0]["DTSTART"]
    zone = start.params["TZID"]
    # Not by what Python knows of the world, but by what the file says.
    own = next(one for one in zones if one["TZID"] == zone).to_tz()
    at = lambda name: instant(event[name].dt.replace(tzinfo=None).replace(tzinfo=own))
    if Calendar.from_ical(calendar.to_ical()) != calendar:
        problems.append(f"{path}: is not the same when written again")
    return {
        "file": path, "mime": mime, "problems": problems, "method": str(calendar["METHOD"]), "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]), "status": str(event["STATUS"]), "zone": str(zone),
        "start": at("DTSTART"), "end": at("DTEND"),
    }


json.dump([read(path) for path in sys.argv[1:]], sys.stdout)
