"""What must be true afterwards. Each check answers with what it looked at, or complains."""

import collections
import datetime
import hashlib
import json
import time

import linearizability
from client import authorization_of, customers_decision_of, decision_of
from workshop import wait_for

DECIDED = "('request.approved', 'request.denied', 'request.canceled', 'request.rejected')"
# What becomes of a mail: a reminder waits, and what a decision has overtaken is not sent.
KNOWN_ENDS = ("sent", "suppressed", "queued")


class Complaint(AssertionError):
    """What is not as it must be."""


def complain_if(found, what):
    if found:
        raise Complaint(f"{what}: {len(found)}, such as {list(found)[:3]}")


def millis(text):
    """A time as the store keeps it."""
    return round(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


def tree_head(leaves):
    """The root of RFC 6962, 2.1, over hashes of leaves."""
    level = leaves
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\x01" + b"".join(p)).digest() if len(p) == 2 else p[0] for p in pairs]
    return level[0] if level else hashlib.sha256(b"").digest()


class Judge:
    """Looks at the store, at what the clients were told, and at the mails."""

    def __init__(self, world, store, crew, registrar, mails, mail_patience):
        self.world = world
        self.store = store
        self.crew = crew
        self.registrar = registrar
        self.mails = mails
        self.mail_patience = mail_patience
        self.shown = {}  # by the service afterwards: request, as JSON

    def all_checks(self):
        return [
            ("no answer that nobody should get", self.check_surprises),
            ("the service shows every request, by each copy alike", self.check_shown),
            ("histories are linearizable", self.check_histories),
            ("every acknowledged decision is in the store", self.check_decisions),
            ("every request has one decision", self.check_one_decision),
            ("what was filed is there once", self.check_filings),
            ("every log is linear", self.check_logs),
            ("every log verifies, by each copy", self.check_verification),
            ("what the change feeds told is in the log", self.check_feeds),
            ("every mail is there once", self.check_mails),
        ]

    def check_surprises(self):
        complain_if(self.world.surprises, "surprises")
        given_up = ", ".join(f"{count} {what}" for what, count in self.world.given_up.items())
        doubtful = sum(doubtful for _, _, doubtful in self.world.writes)
        return f"{doubtful} changes acknowledged after a lost answer; given up: {given_up or 'none'}"

    def check_shown(self):
        """Also one more read of everything, for the histories."""
        lines = []
        for tenant in self.world.tenants:
            seen = []
            for copy in range(len(self.world.ports)):
                start = time.monotonic_ns()
                seen.append(self.listed(tenant, copy))
                lines += self.reads(seen[-1], start, time.monotonic_ns(), copy)
            if any(one != seen[0] for one in seen):
                raise Complaint(f"the copies show different requests of {tenant.name}")
            self.shown |= seen[0]
        name = self.crew.folder / "afterwards.jsonl"
        name.write_text("".join(lines), encoding="utf-8")
        self.crew.histories.append(name)
        return f"{len(self.shown)} requests"

    def listed(self, tenant, copy):
        """All requests, as a manager sees them."""
        found = {}
        path = "/v1/requests?limit=500"
        while path:
            status, said = self.registrar.channel.ask(copy, "GET", path, tenant.seats["manager"][0].token)
            if status != 200:
                raise Complaint(f"GET {path}: {status} {said}")
            found |= {request["id"]: request for request in said["value"]}
            path = said["nextLink"]
        return found

    def reads(self, requests, start, end, copy):
        line = {"client": f"afterwards {copy}", "operation": "read", "start": start, "end": end, "outcome": "ok"}
        for request, shown in requests.items():
            registers = {"authorization": authorization_of(shown), "decision": customers_decision_of(shown)}
            for register, value in registers.items():
                yield json.dumps(line | {"register": f"{request} {register}", "value": value}) + "\n"

    def check_histories(self):
        registers = collections.defaultdict(list)
        for name in self.crew.histories:
            with open(name, encoding="utf-8") as lines:
                for register, operations in linearizability.read_history(lines).items():
                    registers[register] += operations
        found = linearizability.faults_of(registers)
        complain_if([f"{register}: {what}" for register, what in found.items()], "registers at fault")
        return f"{sum(map(len, registers.values()))} operations on {len(registers)} registers"

    def check_decisions(self):
        """Read from the tables, and as the service shows it."""
        stored = {}
        for tenant in self.world.tenants:
            columns = "id, state, decided_by, comment, decided_at"
            for row in self.store.rows(tenant, f"SELECT {columns} FROM request r WHERE {self.of(tenant, 'r')}"):
                stored[row[0]] = row[1:]
        missing = []
        for request, wish in self.world.acknowledged.items():
            state, by, comment, at = stored.get(request, [None] * 4)
            shown = decision_of(self.shown[request]) if request in self.shown else None
            is_stored = (state, by) == (wish["verdict"], wish["by"]) and comment == wish.get("comment", comment)
            is_shown = shown and wish.items() <= shown.items() and str(millis(shown["at"])) == at
            if not is_stored or not is_shown:
                missing.append((request, wish, (state, by, comment, at), shown))
        complain_if(missing, "acknowledged decisions that are not there as they were acknowledged")
        return f"{len(self.world.acknowledged)} decisions"

    def of(self, tenant, alias):
        return f"{alias}.tenant = (SELECT key FROM tenant WHERE id = '{tenant.id}')"

    def check_one_decision(self):
        total = 0
        for tenant in self.world.tenants:
            found = self.store.rows(
                tenant,
                f"SELECT r.id, r.state, (SELECT count(*) FROM event e WHERE e.request = r.key AND e.kind IN {DECIDED})"
                f" FROM request r WHERE {self.of(tenant, 'r')}",
            )
            complain_if([row for row in found if row[2] != "1"], "requests without one decision")
            total += len(found)
        return f"{total} requests"

    def check_filings(self):
        total = 0
        for tenant in self.world.tenants:
            found = self.store.rows(tenant, f"SELECT reference, id FROM request r WHERE {self.of(tenant, 'r')}")
            times = collections.Counter(reference for reference, _ in found)
            complain_if([r for r, count in times.items() if count > 1], "filed twice")
            ids = dict(found)
            acknowledged = {r: i for r, (outcome, i) in tenant.filings.items() if outcome == "ok"}
            complain_if([r for r, i in acknowledged.items() if ids.get(r) != i], "acknowledged filings that are lost")
            failed = [r for r, (outcome, _) in tenant.filings.items() if outcome == "failed"]
            complain_if([r for r in failed if r in ids], "filings that failed, and are there")
            complain_if(ids.keys() - tenant.filings.keys(), "requests that nobody filed")
            total += len(acknowledged)
        return f"{total} acknowledged filings"

    def check_logs(self):
        """No gaps, the hashes of the leaves' bytes, the root over them: by other code than the service's."""
        sizes = []
        for tenant in self.world.tenants:
            hashed = {"sqlite": "hex(leaf_hash)", "postgres": "upper(encode(leaf_hash, 'hex'))"}[self.store.engine]
            found = self.store.rows(
                tenant, f"SELECT seq, {hashed}, body FROM event e WHERE {self.of(tenant, 'e')} ORDER BY seq"
            )
            numbers = [int(row[0]) for row in found]
            if numbers != list(range(1, len(found) + 1)):
                raise Complaint(f"{tenant.name}'s events are not numbered 1, 2, 3 …")
            leaves = [hashlib.sha256(b"\x00" + row[2].encode()).digest() for row in found]
            differing = [row[0] for row, leaf in zip(found, leaves) if leaf.hex().upper() != row[1]]
            complain_if(differing, "leaves of another hash")
            root = hashed.replace("leaf_hash", "root")
            head = self.store.rows(tenant, f"SELECT size, {root} FROM log l WHERE {self.of(tenant, 'l')}")
            if head != [[str(len(leaves)), tree_head(leaves).hex().upper()]]:
                raise Complaint(f"{tenant.name}'s log has another head: {head}")
            sizes.append(f"{tenant.name} {len(leaves)} events")
        return ", ".join(sizes)

    def check_verification(self):
        for tenant in self.world.tenants:
            for copy in range(len(self.world.ports)):
                status, said = self.registrar.channel.ask(copy, "POST", "/v1/log/verify", tenant.admin.token)
                if status != 200 or said["finding"] is not None:
                    raise Complaint(f"{tenant.name}, copy {copy + 1}: {status} {said}")
                if not said["isPinned"]:
                    raise Complaint(f"{tenant.name}, copy {copy + 1} does not remember the log")
        return f"{len(self.world.tenants)} logs, {len(self.world.ports)} copies"

    def check_feeds(self):
        count = 0
        final = {tenant.domain: self.final_events(tenant) for tenant in self.world.tenants}
        for tenant, copy, seen in self.crew.feeds:
            differing = [number for number, text in seen.items() if final[tenant.domain].get(number) != text]
            complain_if(differing, f"events that copy {copy + 1} told of {tenant.name} and that the log has not")
            count += len(seen)
        return f"{count} events on {len(self.crew.feeds)} feeds"

    def final_events(self, tenant):
        found = {}
        path = "/v1/events?limit=500"
        while path:
            status, said = self.registrar.channel.ask(0, "GET", path, tenant.admin.token)
            if status != 200:
                raise Complaint(f"GET {path}: {status} {said}")
            found |= {event["seq"]: json.dumps(event, sort_keys=True) for event in said["value"]}
            path = said["nextLink"]
        return found

    def outbox(self, tenant):
        columns = "message_id, state, next_at, attempts"
        return self.store.rows(tenant, f"SELECT {columns} FROM outbox o WHERE {self.of(tenant, 'o')}")

    def in_work(self, state):
        """The mails that wait for a sender, or that one has in hand; reminders wait for their time."""
        soon = (time.time() + 1800) * 1000
        rows = [row for tenant in self.world.tenants for row in self.outbox(tenant)]
        return {row[0] for row in rows if row[1] in state and float(row[2]) < soon}

    def check_mails(self):
        """A killed sender's claims run out after ten minutes; what the server had taken by then comes once more."""
        wait_for("the outbox to be worked off", 120, lambda: not self.in_work(("queued", "failed")), 2)
        still = self.in_work(("sending",))
        if self.mail_patience and still:
            wait_for("the claims of killed senders", self.mail_patience, lambda: not self.in_work(("sending",)), 5)
            wait_for("their mails", 120, lambda: not self.in_work(("queued", "failed", "sending")), 2)
            still = set()
        with open(self.mails, encoding="utf-8") as lines:
            taken = collections.Counter(json.loads(line)["id"] for line in lines)
        rows = [row for tenant in self.world.tenants for row in self.outbox(tenant)]
        sent = {row[0] for row in rows if row[1] == "sent"}
        complain_if(sent - taken.keys(), "mails that are called sent, and never came")
        complain_if(taken.keys() - {row[0] for row in rows}, "mails that nobody wrote")
        complain_if([row for row in rows if row[1] not in KNOWN_ENDS and row[0] not in still], "given up")
        attempts = {row[0]: int(row[3]) for row in rows}
        twice = [one for one, count in taken.items() if count > 1]
        # The same mail comes twice only where its sender was killed between the server's yes and writing it down.
        complain_if([one for one in twice if attempts[one] < taken[one]], "mails twice in one attempt")
        left = f", {len(still)} still claimed by a killed sender" if still else ""
        return f"{len(sent)} mails sent, {len(twice)} came again with the same Message-ID after a kill{left}"
