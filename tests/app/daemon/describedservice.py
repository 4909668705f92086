"""A running lockboxd, and somebody who asks it and keeps what was asked and answered."""

import contextlib
import http.client
import json
import os
import re
import subprocess
import threading
import urllib.parse

PASSWORD = "correct horse battery"


class Exchanges:
    """Writes each question and its answer as a line of JSON, as tests/support/exchanges.h does."""

    def __init__(self):
        folder = os.environ.get("LOCKBOX_TEST_EXCHANGES")
        self.path = folder and f"{folder}/describedservice-{os.getpid()}.jsonl"
        self.count = 0
        self.lock = threading.Lock()

    def record(self, method, target, headers, body, status, answer_headers, text):
        self.count += 1
        if not self.path:
            return
        question = {"method": method, "target": target, "headers": headers, "body": body}
        answer = {"status": status, "headers": answer_headers, "body": text}
        exchange = {"by": f"openapi_answers.py, {self.count}", "question": question, "answer": answer}
        with self.lock, open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(exchange) + "\n")


class Service:
    """A running lockboxd."""

    def __init__(self, program, environment):
        self.process = subprocess.Popen(
            [program, "serve"], env=environment, stderr=subprocess.PIPE, text=True
        )
        for line in self.process.stderr:
            if found := re.search(r" listening .*\bport=(\d+)", line):
                self.port = int(found[1])
                break
        else:
            raise AssertionError(f"{program} ended: {self.process.wait()}")
        # Nobody may wait for a full pipe.
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        assert self.process.wait(60) == 0


class Client:
    """Somebody who asks; nobody in particular where there is no token."""

    def __init__(self, description, service, token=None):
        self.description = description
        self.service = service
        self.token = token

    def ask(self, expected, method, path, places=(), query=None, body=None, kind=None, key=None):
        """The answer's JSON or text. What is not expected to succeed may be asked in a wrong form."""
        query = query or {}
        address = path
        for place in places:
            address = re.sub(r"{\w+}", urllib.parse.quote(str(place), safe=""), address, count=1)
        if query:
            address += "?" + urllib.parse.urlencode(query, doseq=True)
        return self.send(expected, method, address, body, kind, key)

    def send(self, expected, method, address, body=None, kind=None, key=None):
        status, headers, text = self.raw(method, address, body, kind, key)
        assert status == expected, f"{method} {address}: {status} {text[:500]}"
        return json.loads(text) if "json" in headers.get("Content-Type", "") else text

    def raw(self, method, address, body=None, kind=None, key=None):
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if key is not None:
            headers["Idempotency-Key"] = key
        if body is not None:
            headers["Content-Type"] = kind or "application/json"
            body = (json.dumps(body) if isinstance(body, dict) else body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=60)
        with contextlib.closing(connection):
            # What is too large is answered before all of it has come.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, address, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        told = {name.lower(): value for name, value in headers.items() if name != "Authorization"}
        said = {name.lower(): value for name, value in answer.headers.items()}
        # Who is told that it is too much, the validator need not read.
        sent = (body or b"").decode() if answer.status != 413 else ""
        self.description.record(method, address, told, sent, answer.status, said, text)
        return answer.status, answer.headers, text

    def get(self, path, *places, **query):
        return self.ask(200, "GET", path, places, query)

    def follow(self, path, **query):
        """All entries of a list, page by page."""
        page = self.get(path, **query)
        entries = page["value"]
        while page["nextLink"]:
            page = self.send(200, "GET", page["nextLink"])
            entries += page["value"]
        return entries

    def redeemed(self, code):
        answer = self.ask(201, "POST", "/v1/sign-in/code", body={"code": code, "newPassword": PASSWORD})
        return Client(self.description, self.service, answer["token"])


def environment_for(folder, **more):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("LOCKBOX")}
    return clean | {
        "HOME": folder,
        "XDG_DATA_HOME": folder,
        "LOCKBOXD_STORE_PATH": folder + "/store",
        "LOCKBOXD_LISTEN_PORT": "0",
        "LOCKBOXD_PASSWORD_PASSES": "1",
        "LOCKBOXD_PASSWORD_MEMORY_MIB": "8",
        "LOCKBOXD_SERVICE_SEND_MAIL": "false",
    } | more


def run(environment, *command):
    done = subprocess.run(command, env=environment, text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def code_of(environment, lockboxd, *command):
    return re.search(r"One-time code .*: (\S+)", run(environment, lockboxd, *command))[1]
