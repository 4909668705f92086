"""Reads mails from a file, each as a line of base64, and writes for each a line of JSON: what Python's own parser finds in it."""

import base64
import email
import email.policy
import email.utils
import json
import sys


def found(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = [
        [part.get_content_type(), part.get_payload(decode=True).decode(part.get_content_charset("ascii"), "replace")]
        for part in message.walk()
        if not part.is_multipart()
    ]
    compat = email.message_from_bytes(raw)
    return {
        "subject": str(message["subject"]),
        "from": email.utils.getaddresses([str(field) for field in compat.get_all("from", [])]),
        "to": email.utils.getaddresses([str(field) for field in compat.get_all("to", [])]),
        "fields": [name.lower() for name in message.keys()],
        "files": [part.get_filename() for part in message.walk() if part.get_filename()],
        "parts": parts,
        "around": [part.preamble or part.epilogue or "" for part in message.walk() if part.is_multipart()],
    }


for line in sys.stdin:
    print(json.dumps(found(base64.b64decode(line))))
