"""A mail server on loopback for tests: Debian's aiosmtpd, with TLS and a log-in where asked for.

Writes the port it listens on, then each mail that it took as one line of JSON: the envelope, and what Python's own parser reads
from the message. Ends when its input does.

  smtpd.py FOLDER [--starttls|--tls] [--auth USER:PASSWORD] [--only-login] [--refuse ADDRESS] [--greylist N] [--busy-while FILE]
           [--ascii|--ascii-later] [--delay SECONDS [--delay-for ADDRESS]] [--tell-begun] [--quiet]

FOLDER holds cert.pem and key.pem. --refuse: 550 for that recipient. --greylist N: 451 for the first N recipients. --busy-while: 451
while there is such a file. --only-login: the password is asked for by AUTH LOGIN only. --ascii: takes no addresses beyond ASCII; --ascii-later: only its first connection does, as where a
name stands for several servers. --delay: it takes a mail only after so long, unless the other side has gone; --delay-for: only for
that recipient. --tell-begun: one line
more, "begun", when a mail is there, before that. --quiet: tells of no mail.
"""

import argparse
import asyncio
import email
import email.header
import email.policy
import email.utils
import itertools
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--starttls", action="store_true")
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--auth", default="")
    parser.add_argument("--refuse", action="append", default=[])
    parser.add_argument("--greylist", type=int, default=0)
    parser.add_argument("--busy-while", type=pathlib.Path)
    parser.add_argument("--only-login", action="store_true")
    parser.add_argument("--ascii", action="store_true")
    parser.add_argument("--ascii-later", action="store_true")
    parser.add_argument("--delay", type=float, default=0)
    parser.add_argument("--delay-for", default="")
    parser.add_argument("--tell-begun", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    return parser.parse_args()


def mailboxes(content, field):
    """Names and addresses; not by the new parser, which puts blanks between words that RFC 2047 wants joined."""
    named = email.utils.getaddresses([email.message_from_string(content)[field]])
    return [[str(email.header.make_header(email.header.decode_header(name))), address] for name, address in named]


class Handler:
    def __init__(self, options):
        self.options = options
        self.left = options.greylist
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.options.refuse:
            return "550 5.1.1 there is no such mailbox here"
        if self.left > 0:
            self.left -= 1
            return "451 4.7.1 greylisted, come back later"
        if self.options.busy_while and self.options.busy_while.exists():
            return "451 4.3.0 too busy just now, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.options.tell_begun:
            print('{"begun": true}', flush=True)
        if self.options.delay_for in ("", *envelope.rcpt_tos):
            await asyncio.sleep(self.options.delay)
        self.count += 1
        if self.options.quiet:
            return "250 2.0.0 taken as %d" % self.count
        # By RFC 6532 fields may be UTF-8 where the envelope says so.
        content = envelope.original_content.decode("utf-8" if envelope.smtp_utf8 else "ascii", "surrogateescape")
        message = email.message_from_string(content, policy=email.policy.default)
        parts = [
            {"type": part.get_content_type(), "charset": part.get_content_charset(), "content": part.get_content()}
            for part in message.walk()
            if not part.is_multipart()
        ]
        print(
            json.dumps(
                {
                    "from": envelope.mail_from,
                    "to": envelope.rcpt_tos,
                    "type": message.get_content_type(),
                    "headers": [[name, str(value)] for name, value in message.items()],
                    "mailboxes": {name: mailboxes(content, name) for name in ("from", "to")},
                    "parts": parts,
                    "defects": [str(defect) for defect in message.defects],
                    "raw": envelope.original_content.decode("utf-8", "replace"),
                    "tls": session.ssl is not None,
                    "authenticated": session.authenticated,
                }
            ),
            flush=True,
        )
        return "250 2.0.0 taken as %d" % self.count


async def serve(options):
    context = None
    if options.tls or options.starttls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.folder + "/cert.pem", options.folder + "/key.pem")
    handler = Handler(options)

    def authenticate(server, session, envelope, mechanism, data):
        wanted = options.auth.split(":", 1)
        fits = isinstance(data, LoginPassword) and [data.login.decode(), data.password.decode()] == wanted
        return AuthResult(success=fits, handled=fits)

    connections = itertools.count(1)

    def factory():
        is_ascii = options.ascii or (next(connections) > 1 and options.ascii_later)
        return SMTP(
            handler,
            hostname="mail.test",
            tls_context=context if options.starttls else None,
            require_starttls=options.starttls,
            authenticator=authenticate if options.auth else None,
            auth_required=bool(options.auth),
            auth_require_tls=False,
            auth_exclude_mechanism=["PLAIN"] if options.only_login else [],
            enable_SMTPUTF8=not is_ascii,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(factory, "127.0.0.1", 0, ssl=context if options.tls else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(arguments()))
