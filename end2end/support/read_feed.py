"""Reads a member's feed as programs do that are not ours: khal keeps it as a calendar and lists it, Radicale takes each of its events by
CalDAV and gives them back. Prints what they say of it as JSON.

usage: read_feed.py FEED.ics FIRST_DAY LAST_DAY     (days as YYYY-MM-DD)
"""
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from icalendar import Calendar

PATIENCE = 30
MARK = "\x1f"


def listed(feed, first, last, folder):
    """Titles and starts of what khal lists: an event that was called off stands there with its own word."""
    config = folder / "khal.conf"
    (folder / "khal").mkdir()
    config.write_text(
        f"[calendars]\n[[feed]]\npath = {folder / 'khal'}\n[locale]\nlocal_timezone = Asia/Tokyo\ndefault_timezone = Asia/Tokyo\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {folder / 'khal.db'}\n"
    )
    khal = [sys.executable, "-m", "khal", "-c", str(config)]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    run = lambda *arguments: subprocess.run([*khal, *arguments], check=True, capture_output=True, text=True, env=environment)
    run("import", "--batch", "-a", "feed", str(feed))
    form = MARK.join(["{start}", "{title}", "{location}", "{status}", "{uid}"])
    out = run("list", "--day-format", "", "--format", form, first, last).stdout
    lines = [[part.strip() for part in line.split(MARK)] for line in out.splitlines() if MARK in line]
    return [dict(zip(["start", "title", "location", "status", "uid"], line)) for line in lines]


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def asked(url, method, body=None, kind="text/calendar; charset=utf-8"):
    headers = {"content-type": kind, "authorization": "Basic bnVyc2U6eA=="}
    request = urllib.request.Request(url, data=body, method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return answer.status, answer.read()


def kept(feed, folder):
    """Every event, put on a CalDAV server and read back from it."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    arguments = [
        sys.executable, "-m", "radicale", "--config", "", "--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none",
        "--rights-type", "owner_only", "--storage-filesystem-folder", str(folder / "radicale"),
    ]
    server = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if time.monotonic() > until or server.poll() is not None:
                    raise
                time.sleep(0.05)
        asked(f"{base}/nurse/feed/", "MKCALENDAR", b"", "application/xml")
        calendar = Calendar.from_ical(feed.read_bytes())
        zones = calendar.walk("VTIMEZONE")
        back = []
        for event in calendar.walk("VEVENT"):
            one = Calendar()
            one.add("version", "2.0")
            one.add("prodid", "-//test//test//EN")
            for part in [*zones, event]:
                one.add_component(part)
            place = f"{base}/nurse/feed/{event['UID']}.ics"
            asked(place, "PUT", one.to_ical())
            read = Calendar.from_ical(asked(place, "GET")[1]).walk("VEVENT")[0]
            back.append({
                "uid": str(read["UID"]), "sequence": int(read["SEQUENCE"]), "status": str(read["STATUS"]),
                "title": str(read["SUMMARY"]), "start": read["DTSTART"].dt.strftime("%Y-%m-%d %H:%M"),
            })
        return back
    finally:
        server.terminate()
        server.wait(PATIENCE)


with tempfile.TemporaryDirectory() as made:
    file, first_day, last_day = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    json.dump({"khal": listed(file, first_day, last_day, Path(made)), "radicale": kept(file, Path(made))}, sys.stdout)
