"""A mail server on loopback that misbehaves, one way at a time. Writes its port; ends when its input does.

  badsmtpd.py WAY

WAY: a command at which it hangs up ("greeting", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "body", "end": after the final dot), with
a colon and a reply instead ("RCPT:550 no", "end:554-no|554 never" in two lines, "greeting:garbage"), "handshake": it hangs up where TLS begins,
"silent": it says nothing at all, or "endless": it greets for ever.
"""

import socket
import sys
import threading


def answer(connection, way, reply):
    connection.settimeout(30)
    stream = connection.makefile("rwb", buffering=0)

    def say(stage, text):
        if stage == way and reply is None:
            connection.shutdown(socket.SHUT_RDWR)
            raise ConnectionError
        stream.write(((reply.replace("|", "\r\n") if stage == way else text) + "\r\n").encode())

    if way == "silent":
        stream.read()
        return
    while way == "endless":
        stream.write(b"220-and another thing\r\n" * 1000)
    say("greeting", "220 bad.test ESMTP")
    while True:
        line = stream.readline()
        if not line:
            return
        word = line.split()[0].upper().decode() if line.split() else ""
        if word in ("EHLO", "HELO"):
            say("EHLO", "250-bad.test\r\n250-STARTTLS\r\n250 AUTH PLAIN")
        elif word == "STARTTLS":
            say("STARTTLS", "220 go on")
            return
        elif word == "AUTH":
            say("AUTH", "235 welcome")
        elif word == "MAIL":
            say("MAIL", "250 OK")
        elif word == "RCPT":
            say("RCPT", "250 OK")
        elif word == "DATA":
            say("DATA", "354 go on")
            first = True
            while True:
                line = stream.readline()
                if not line:
                    return
                if first and way == "body":
                    connection.shutdown(socket.SHUT_RDWR)
                    return
                first = False
                if line == b".\r\n":
                    break
            say("end", "250 taken")
        elif word == "QUIT":
            stream.write(b"221 bye\r\n")
            return
        else:
            stream.write(b"502 not here\r\n")


def guarded(connection, way, reply):
    try:
        answer(connection, way, reply)
    except OSError:
        pass
    finally:
        connection.close()


def main():
    way, _, reply = sys.argv[1].partition(":")
    server = socket.create_server(("127.0.0.1", 0))
    print(server.getsockname()[1], flush=True)

    def accept():
        while True:
            connection, _ = server.accept()
            threading.Thread(target=guarded, args=(connection, way, reply or None), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()


main()
