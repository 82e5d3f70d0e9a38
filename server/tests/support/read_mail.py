"""Reads mails as others do: signatures with dkimpy, everything else with mail-parser and the standard library.

Standard input: {"mails": [text, …], "dns": {name: text, …}}. Standard output: for each mail what was read of it.
"""

import email
import email.policy
import email.utils
import json
import sys
import types

import dkim
import mailparser


def signatures(raw, dns):
    """For each signature from the top: its selector and algorithm, and whether it holds."""

    def looked_up(name, timeout=5):
        name = name.decode() if isinstance(name, bytes) else name
        return dns.get(name.rstrip("."), "").encode() or None

    read = []
    for index, (name, value) in enumerate(
        field for field in dkim.DKIM(raw).headers if field[0].lower() == b"dkim-signature"
    ):
        tags = dkim.util.parse_tag_value(value)
        try:
            holds = dkim.DKIM(raw, minkey=2048).verify(idx=index, dnsfunc=looked_up)
        except dkim.DKIMException as error:
            holds = str(error)
        read.append([tags[b"s"].decode(), tags[b"a"].decode(), holds])
    return read


def read(text, dns):
    raw = text.encode()
    # The mails are of another time than this program: each is looked at in the minute in which it was written.
    written = email.utils.parsedate_to_datetime(email.message_from_bytes(raw)["date"]).timestamp()
    dkim.time = types.SimpleNamespace(time=lambda: written + 60)
    parsed = mailparser.parse_from_bytes(raw)
    message = email.message_from_bytes(raw, policy=email.policy.default)
    defects = [str(defect) for part in message.walk() for defect in part.defects] + list(parsed.defects)
    return {
        "signatures": signatures(raw, dns),
        "subjects": [parsed.subject, str(message["subject"])],
        "from": [parsed.from_[0][1], message["from"].addresses[0].addr_spec],
        "message_ids": [parsed.message_id, message["message-id"]],
        "reply_to": str(message["reply-to"] or ""),
        "auto_submitted": str(message["auto-submitted"] or ""),
        "text": message.get_body(("plain",)).get_content(),
        "texts_agree": parsed.text_plain[0].split() == message.get_body(("plain",)).get_content().split(),
        "attachments": [part["filename"] for part in parsed.attachments if (part["filename"] or "").endswith(".ics")],
        "defects": defects,
    }


asked = json.load(sys.stdin)
json.dump([read(mail, asked["dns"]) for mail in asked["mails"]], sys.stdout)
