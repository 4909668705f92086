"""What all clients share: who they are, what there is to do, and what was acknowledged."""

import collections
import dataclasses
import threading

# Who is at work in each tenant: several consoles may be one person's.
ACCOUNTS = {
    "engineer": ("provider", "engineer", 3),
    "manager": ("provider", "manager", 2),
    "approver": ("customer", "customer-lockbox-access-approver", 2),
}
# Requests that wait, for each tenant, before engineers look around instead of filing more.
ENOUGH = 40


@dataclasses.dataclass
class Seat:
    """An account that is signed in."""

    name: str
    side: str
    token: str


class Tenant:
    """A customer, with the work that waits there."""

    def __init__(self, name, domain):
        self.name = name
        self.domain = domain
        self.id = None
        self.admin = None
        self.seats = collections.defaultdict(list)
        self.submitted = []
        self.pending = []
        self.known = collections.deque(maxlen=200)  # Filed not long ago.
        self.filings = {}  # reference: outcome, id


class World:
    """The copies' addresses and the tenants; its lists are changed under one lock."""

    def __init__(self, ports, certificate, tenants, seed):
        self.ports = ports
        self.certificate = certificate
        self.tenants = tenants
        self.seed = seed
        self.lock = threading.Lock()
        self.draining = threading.Event()  # Nothing more is filed.
        self.over = threading.Event()
        self.acknowledged = {}  # request: decision
        self.writes = []  # (end, kind, whether an answer was lost)
        self.given_up = collections.Counter()
        self.surprises = []

    def stop_if_surprised(self):
        if self.surprises:
            raise AssertionError(f"the clients can't go on: {self.surprises[:3]}")

    def count(self, kind, told):
        if told.outcome == "ok":
            self.writes.append((told.end, kind, told.doubtful))
        elif told.outcome != "refused":
            self.given_up[f"{kind} {told.outcome}"] += 1

    def filed(self, tenant, reference, told):
        with self.lock:
            self.count("filed", told)
            request = told.said["id"] if told.said else None
            tenant.filings[reference] = (told.outcome, request)
            if request:
                tenant.submitted.append(request)
                tenant.known.append(request)

    def authorized(self, tenant, request, told, value):
        with self.lock:
            self.count("authorized", told)
            if told.outcome not in ("ok", "refused"):
                return
            if request in tenant.submitted:
                tenant.submitted.remove(request)
                if value["verdict"] == "authorized":
                    tenant.pending.append(request)
            if told.outcome == "ok" and value["verdict"] == "rejected":
                self.acknowledged[request] = {name: value[name] for name in ("verdict", "by", "comment")}

    def decided(self, tenant, request, told, wish):
        with self.lock:
            self.count("decided", told)
            if told.outcome in ("ok", "refused") and request in tenant.pending:
                tenant.pending.remove(request)
            if told.outcome == "ok":
                self.acknowledged[request] = wish

    def pick(self, waiting, chance):
        """One of the few that wait longest, so that several go for the same."""
        with self.lock:
            return chance.choice(waiting[:4]) if waiting else None

    def known(self, tenant, chance):
        with self.lock:
            return chance.choice(tenant.known) if tenant.known else None

    def is_enough(self, tenant):
        with self.lock:
            return self.draining.is_set() or len(tenant.submitted) + len(tenant.pending) >= ENOUGH
