"""The clients at work: each a thread that does what its role does, without pause."""

import json
import threading
import traceback

from client import Client

# How the clients are shared out: of ten, that many.
SHARES = ["engineer", "manager", "approver", "approver"] * 2 + ["reader", "admin"]


def work(client, role):
    """One thing that somebody in that role does next."""
    world, tenant = client.world, client.tenant
    if role == "engineer":
        # Engineers see their own only.
        if not client.filed or not world.is_enough(tenant):
            client.file()
        else:
            client.read(client.chance.choice(client.filed[-20:]))
    elif role == "manager" and (request := world.pick(tenant.submitted, client.chance)):
        client.authorize(request)
    elif role in ("approver", "admin") and (request := world.pick(tenant.pending, client.chance)):
        client.decide(request, ["approve", "approve", "deny", "cancel"])
        # As everybody sees it now, by another copy perhaps.
        client.read(request)
    elif request := world.known(tenant, client.chance):
        client.read(request)


def is_at_work(world, role):
    if world.draining.is_set() and role in ("engineer", "reader"):
        return False
    return not world.over.is_set()


def seat_of(tenant, role, number):
    if role == "admin":
        return tenant.admin
    # Readers are managers, who see all, or customers.
    kind = {"reader": ["manager", "approver"][number % 2]}.get(role, role)
    seats = tenant.seats[kind]
    return seats[number % len(seats)]


class Crew:
    """All clients, and a follower of the change feed for each copy and tenant."""

    def __init__(self, world, count, folder):
        self.world = world
        self.folder = folder
        self.histories = []
        self.feeds = []
        self.threads = []
        for number in range(count):
            tenant = world.tenants[number % len(world.tenants)]
            role = SHARES[number // len(world.tenants) % len(SHARES)]
            self.add(self.live, number, tenant, seat_of(tenant, role, number // len(SHARES)), role)
        for tenant in world.tenants:
            for copy in range(len(world.ports)):
                self.add(self.follow, f"feed {tenant.domain} {copy}", tenant, tenant.admin, copy)

    def add(self, target, number, tenant, seat, *arguments):
        name = self.folder / f"{str(number).replace(' ', '-')}.jsonl"
        history = open(name, "w", encoding="utf-8")  # noqa: SIM115, closed by its thread
        self.histories.append(name)
        client = Client(number, self.world, tenant, seat, history)
        self.threads.append(threading.Thread(target=self.guarded, args=(target, client, *arguments), daemon=True))

    def guarded(self, target, client, *arguments):
        try:
            with client.history:
                target(client, *arguments)
        except Exception as error:  # noqa: BLE001, whatever it is, the run has failed
            self.world.surprises.append(f"client {client.number}: {error!r}")
            traceback.print_exc()

    def live(self, client, role):
        while is_at_work(self.world, role):
            work(client, role)

    def follow(self, client, copy):
        """Reads the change feed of one copy as it grows."""
        seen = {}
        self.feeds.append((client.tenant, copy, seen))
        after = 0
        while not self.world.over.is_set():
            client.copy = copy
            told = client.look(f"/v1/changes?after={after}&wait=5s")
            if not told:
                continue
            for event in told.said["value"]:
                if event["seq"]:
                    text = json.dumps(event, sort_keys=True)
                    if seen.setdefault(event["seq"], text) != text:
                        self.world.surprises.append(f"event {event['seq']} was {seen[event['seq']]}, then {text}")
            after = max(after, told.said["head"])

    def start(self):
        for thread in self.threads:
            thread.start()

    def join(self):
        for thread in self.threads:
            thread.join()
