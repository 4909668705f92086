"""A mail server that takes everything and writes a line of JSON for each mail: mailsink.py PORT FILE"""

import asyncio
import email
import email.policy
import hashlib
import json
import sys
import time

from aiosmtpd.smtp import SMTP


class Sink:
    """Notes what came, before it says that it has it."""

    def __init__(self, file):
        self.file = file

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, aiosmtpd's name
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        line = {
            "id": str(message["Message-ID"]),
            "to": envelope.rcpt_tos,
            "digest": hashlib.sha256(envelope.content).hexdigest(),
            "at": time.time(),
        }
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()
        return "250 taken"


async def serve(port, file):
    loop = asyncio.get_running_loop()
    sink = Sink(file)
    server = await loop.create_server(lambda: SMTP(sink, hostname="sink.example", loop=loop), "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    with open(sys.argv[2], "a", encoding="utf-8") as lines:
        asyncio.run(serve(int(sys.argv[1]), lines))
