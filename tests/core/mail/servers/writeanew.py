"""Writes the message on its input as a mail server might that keeps no byte of it: base64, other boundaries, fields in another order."""

import email
import email.policy
import sys
from email.message import EmailMessage

old = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.SMTP)
new = EmailMessage(policy=email.policy.SMTP)
for name, value in reversed(old.items()):
    if name.lower() not in ("content-type", "mime-version", "content-transfer-encoding"):
        new[name] = str(value)
text, html = (part.get_content() for part in old.walk() if not part.is_multipart())
new.set_content(text, cte="base64")
new.add_alternative(html, subtype="html", cte="base64")
sys.stdout.buffer.write(new.as_bytes())
