"""A running lockboxd, and somebody who asks it and holds each answer against the API's description."""

import contextlib
import copy
import http.client
import json
import os
import pathlib
import re
import subprocess
import sys
import threading
import urllib.parse
import uuid

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "core/api"))
import openapi  # noqa: E402

PASSWORD = "correct horse battery"


def strict(node):
    """The same schemas, where no object has a field that isn't described."""
    if isinstance(node, dict):
        if "properties" in node:
            node.setdefault("additionalProperties", False)
        for value in node.values():
            strict(value)
    elif isinstance(node, list):
        for value in node:
            strict(value)
    return node


FORMATS = jsonschema.FormatChecker(formats=())
FORMATS.checks("date-time")(
    lambda v: not isinstance(v, str) or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z", v)
)
FORMATS.checks("uuid", raises=ValueError)(lambda v: not isinstance(v, str) or str(uuid.UUID(v)) == v)


class Description:
    """The described operations, and which of their answers have been seen."""

    def __init__(self):
        self.document = openapi.load()
        self.all = {(m.upper(), p): o for p, m, o in openapi.operations(self.document)}
        self.seen = set()
        self.strict = copy.deepcopy(self.document)
        strict(self.strict["components"]["schemas"])

    def faults(self, schema, value, document):
        resolver = jsonschema.RefResolver.from_schema(document)
        validator = jsonschema.Draft202012Validator(schema, resolver=resolver, format_checker=FORMATS)
        return [f"{error.json_path}: {error.message[:400]}" for error in validator.iter_errors(value)]

    def check_question(self, method, path, query, body):
        operation = self.all[method, path]
        known = {one["name"] for one in operation["parameters"] if one["in"] == "query"}
        assert query.keys() <= known, f"{method} {path}: {query.keys() - known} are not described"
        if isinstance(body, dict):
            given = openapi.resolved(self.document, operation["requestBody"])
            schema = given["content"]["application/json"]["schema"]
            found = self.faults(schema, body, self.document)
            assert not found, f"{method} {path} takes {body}: {found}"

    def check_answer(self, method, path, status, headers, text):
        where = f"{method} {path} {status}"
        operation = self.all.get((method, path))
        answers = operation["responses"] if operation else {"405": self.method_not_allowed()}
        key = str(status) if str(status) in answers else "default"
        assert key in answers and (key != "default" or status >= 400), f"{where} is not described"
        answer = openapi.resolved(self.document, answers[key])
        for name in answer.get("headers", {}):
            assert key == "default" or name in headers, f"{where} has no {name}"
        kind = headers.get("Content-Type", "").split(";")[0]
        if "content" not in answer:
            assert not text, f"{where} has a body: {text[:200]}"
        else:
            assert kind in answer["content"], f"{where} is {kind or 'nothing'}"
            if kind.endswith("json"):
                found = self.faults(answer["content"][kind]["schema"], json.loads(text), self.strict)
                assert not found, f"{where} answered {text[:2000]}: {found}"
        if kind == "application/problem+json":
            said = json.loads(text)
            assert said["status"] == status, f"{where} says that it is {said['status']}"
            assert said["title"] != "Internal error", f"{where} has no title"
        self.seen.add((method, path, status))

    def method_not_allowed(self):
        return self.document["components"]["responses"]["MethodNotAllowed"]

    def unseen(self):
        """The operations of which no success was seen."""
        done = {(method, path) for method, path, status in self.seen if status < 300}
        return sorted(self.all.keys() - done)


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
        if expected < 300:
            self.description.check_question(method, path, query, body)
        address = path
        for place in places:
            address = re.sub(r"{\w+}", urllib.parse.quote(str(place), safe=""), address, count=1)
        if query:
            address += "?" + urllib.parse.urlencode(query, doseq=True)
        return self.send(expected, method, path, address, body, kind, key)

    def send(self, expected, method, path, address, body=None, kind=None, key=None):
        status, headers, text = self.raw(method, address, body, kind, key)
        assert status == expected, f"{method} {address}: {status} {text[:500]}"
        self.description.check_answer(method, path, status, headers, text)
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
            return answer.status, answer.headers, answer.read().decode()

    def get(self, path, *places, **query):
        return self.ask(200, "GET", path, places, query)

    def follow(self, path, **query):
        """All entries of a list, page by page."""
        page = self.get(path, **query)
        entries = page["value"]
        while page["nextLink"]:
            page = self.send(200, "GET", path, page["nextLink"])
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
