"""One client of several copies of the service: it asks again until it knows, and writes down what it was told."""

import dataclasses
import http.client
import json
import random
import ssl
import time
import uuid

# How long one try may take, and how long a client goes on trying.
TRY_SECONDS = 45
PATIENCE_SECONDS = 150
# Refusals after which nothing was changed, by the service's word.
NOT_DONE = {"storeUnreachable", "storeConflict", "storeLocked", "tooManyTries"}
DECISIONS = {"approve": "approved", "deny": "denied", "cancel": "canceled"}


class NotSent(OSError):
    """Nobody has got the question."""


class Surprise(AssertionError):
    """An answer that no client should get."""


@dataclasses.dataclass
class Told:
    """What came of a change, after as many tries as it took."""

    outcome: str
    said: dict | None
    start: int
    end: int
    doubtful: bool = False  # An answer was lost on the way.


class Channel:
    """Connections to all copies, one each, that stay open."""

    def __init__(self, ports, certificate=None):
        self.ports = ports
        self.context = ssl.create_default_context(cafile=certificate) if certificate else None
        self.connections = {}

    def connect(self, copy):
        port = self.ports[copy]
        if self.context:
            made = http.client.HTTPSConnection("localhost", port, timeout=TRY_SECONDS, context=self.context)
        else:
            made = http.client.HTTPConnection("127.0.0.1", port, timeout=TRY_SECONDS)
        try:
            made.connect()
        except OSError as error:
            raise NotSent(str(error)) from error
        self.connections[copy] = made
        return made

    def close(self, copy):
        if connection := self.connections.pop(copy, None):
            connection.close()

    def ask(self, copy, method, path, token=None, body=None, key=None):
        """Status and answer; NotSent, or another error where nobody knows what became of it."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if key:
            headers["Idempotency-Key"] = key
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        connection = self.connections.get(copy) or self.connect(copy)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            if answer.will_close:
                self.close(copy)
        except (OSError, http.client.HTTPException):
            self.close(copy)
            raise
        return answer.status, json.loads(text) if "json" in answer.headers.get("Content-Type", "") else text


def decision_of(request):
    """A request's decision, as far as an answer or a refusal tells of it; None where there is none."""
    if request["decidedBy"] is None:
        return None
    state = request["state"]
    told = {
        "verdict": "approved" if state in ("completed", "revoked") else state,
        "by": request["decidedBy"],
        "at": request["decidedAt"],
    }
    if "comment" in request:
        told["comment"] = request["comment"]
    return told


def customers_decision_of(request):
    """The same without the provider's own no, of which customers see nothing."""
    return None if request["state"] == "rejected" else decision_of(request)


def authorization_of(request):
    """What the provider's manager said of it; None where nothing yet."""
    if request["state"] == "rejected":
        return {"verdict": "rejected", "by": request["decidedBy"], "at": request["decidedAt"]}
    if request.get("authorizedAt", "") is None or request["state"] == "submitted":
        return None
    told = {"verdict": "authorized"}
    if "authorizedAt" in request:
        told |= {"by": request["authorizedBy"], "at": request["authorizedAt"]}
    return told


class Client:
    """Somebody at work. Belongs to one thread."""

    def __init__(self, number, world, tenant, seat, history):
        self.number = number
        self.world = world
        self.tenant = tenant
        self.seat = seat
        self.history = history
        self.chance = random.Random(f"{world.seed} {number}")
        self.channel = Channel(world.ports, world.certificate)
        self.copy = self.chance.randrange(len(world.ports))
        self.filed = []

    def note(self, register, operation, start, end, outcome, value):
        line = {"client": self.number, "register": register, "operation": operation}
        line |= {"start": start, "end": end, "outcome": outcome, "value": value}
        self.history.write(json.dumps(line, ensure_ascii=False) + "\n")

    def move_on(self):
        """To the next copy, after a moment that is not the same for all."""
        self.copy = (self.copy + 1) % len(self.world.ports)
        time.sleep(self.chance.uniform(0.05, 0.5))

    def ask(self, method, path, body=None, key=None):
        return self.channel.ask(self.copy, method, path, self.seat.token, body, key)

    def change(self, method, path, body):
        """Asks with one key until the answer is definite, or for as long as the patience lasts."""
        key = str(uuid.uuid4())
        start = time.monotonic_ns()
        doubtful = False
        while True:
            try:
                status, said = self.ask(method, path, body, key)
                if status < 300:
                    return Told("ok", said, start, time.monotonic_ns(), doubtful)
                if status == 409 and said["code"] == "wrongState":
                    return Told("refused", said, start, time.monotonic_ns(), doubtful)
                if status not in (429, 503) or said["code"] not in NOT_DONE | {"outcomeUnknown"}:
                    raise Surprise(f"{method} {path}: {status} {said}")
                doubtful |= said["code"] == "outcomeUnknown"
            except NotSent:
                pass
            except (OSError, http.client.HTTPException):
                doubtful = True
            end = time.monotonic_ns()
            if end - start > PATIENCE_SECONDS * 10**9:
                return Told("unknown" if doubtful else "failed", None, start, end, doubtful)
            self.move_on()

    def look(self, path):
        """As change(), for what changes nothing; None where the patience was over."""
        start = time.monotonic_ns()
        while time.monotonic_ns() - start < PATIENCE_SECONDS * 10**9:
            asked = time.monotonic_ns()
            try:
                status, said = self.ask("GET", path)
                if status in (200, 404):
                    return Told("ok", said if status == 200 else None, asked, time.monotonic_ns())
                if status not in (429, 503) or said["code"] not in NOT_DONE:
                    raise Surprise(f"GET {path}: {status} {said}")
            except (OSError, http.client.HTTPException):
                pass
            self.move_on()
        return None

    def file(self):
        """Files a request; it is there once, or nobody knows."""
        reference = f"SR/{self.number}/{uuid.uuid4().hex[:12]}"
        body = {"reference": reference, "service": "exchange", "reason": f"by client {self.number}", "duration": 3600}
        told = self.change("POST", "/v1/requests", body)
        if told.outcome == "refused":
            raise Surprise(f"filing {reference}: {told.said}")
        self.world.filed(self.tenant, reference, told)
        if told.said:
            self.filed.append(told.said["id"])

    def authorize(self, request):
        verb = "reject" if self.chance.random() < 0.1 else "authorize"
        value = {"verdict": {"reject": "rejected", "authorize": "authorized"}[verb], "by": self.seat.name}
        comment = uuid.uuid4().hex
        told = self.change("POST", f"/v1/requests/{request}/{verb}", {"comment": comment})
        if told.said and not (value := authorization_of(told.said)):
            raise Surprise(f"{verb} {request}: {told.said}")
        self.note_write(f"{request} authorization", told, value)
        if verb == "authorize":
            # The customer's sight of it: another register, as a request that was rejected is not seen, as before.
            self.note_write(f"{request} sight", told, value if value["verdict"] == "authorized" else None)
        self.world.authorized(self.tenant, request, told, value | {"comment": comment})

    def decide(self, request, verbs):
        verb = self.chance.choice(verbs)
        comment = uuid.uuid4().hex
        told = self.change("POST", f"/v1/requests/{request}/{verb}", {"comment": comment})
        wish = {"verdict": DECISIONS[verb], "by": self.seat.name, "comment": comment}
        if told.outcome == "ok" and not wish.items() <= (decision_of(told.said) or {}).items():
            raise Surprise(f"asked to {verb} {request}, and told {told.said}")
        self.note_write(f"{request} decision", told, customers_decision_of(told.said) if told.said else wish)
        self.world.decided(self.tenant, request, told, wish)

    def note_write(self, register, told, value):
        """A refusal for another reason than what the register holds tells nothing of it."""
        outcome = "failed" if value is None else told.outcome
        value = None if outcome == "failed" else value
        self.note(register, "write", told.start, told.end, outcome, value)

    def read(self, request):
        """What anybody is shown of it, by any copy. Customers see nothing of it before the manager's yes."""
        self.copy = self.chance.randrange(len(self.world.ports))
        told = self.look(f"/v1/requests/{request}")
        if told is None:
            return
        if told.said is None and self.seat.side == "provider":
            raise Surprise(f"{request} was filed, and is not there")
        for register, value in self.seen(told.said and told.said["request"]):
            self.note(f"{request} {register}", "read", told.start, told.end, "ok", value)

    def seen(self, shown):
        """What a request's registers hold, by what is shown of it to this person."""
        yield "decision", customers_decision_of(shown) if shown else None
        if shown:
            yield "authorization", authorization_of(shown)
        if self.seat.side == "customer":
            yield "sight", authorization_of(shown) if shown else None
