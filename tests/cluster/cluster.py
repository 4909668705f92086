"""Kills what serves a lockbox while many work with it, and judges afterwards what they were told. See run.sh --help."""

import argparse
import pathlib
import random
import signal
import sys
import time

from copies import Copies, Registrar, code_in
from crew import Crew
from judge import Complaint, Judge
from killer import Killer
from postgrescluster import make_certificate
from stores import FileStore, ServerStore
from workshop import Timeout, Workshop, free_ports, wait_for
from world import Tenant, World

STORES = {"sqlite": FileStore, "postgres": ServerStore}
HERE = pathlib.Path(__file__).parent
DOMAINS = ["contoso.example", "fabrikam.example", "tailspin.example"]


def parsed():
    parser = argparse.ArgumentParser(prog="tests/cluster/run.sh", add_help=False)
    parser.add_argument("program")
    parser.add_argument("--store", choices=STORES, default="postgres")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--quiet-seconds", type=float, default=10)
    parser.add_argument("--mail-patience", type=float, default=700)
    parser.add_argument("--seed", default=str(random.SystemRandom().randrange(10**9)))
    parser.add_argument("--hang", action="store_true")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    if options.hang and options.store != "postgres":
        parser.error("--hang is for the store postgres")
    return options


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def start_mail_server(workshop):
    port = free_ports(1)[0]
    mails = workshop.write("mails.jsonl", "")
    program = workshop.write("mailsink.py", HERE.joinpath("mailsink.py").read_text())
    workshop.start("mailsink", "/usr/bin/python3", "-B", program, port, mails)
    return port, mails


class Trial:
    """One run, from the first start to the verdict."""

    def __init__(self, options, workshop):
        self.options = options
        self.workshop = workshop
        certificate, key = make_certificate(workshop)
        self.store = STORES[options.store](workshop, certificate, key)
        self.copies = Copies(workshop, self.store, options.program, certificate, key)
        self.mail_port, self.mails = start_mail_server(workshop)
        tenants = [Tenant(domain.split(".")[0].title(), domain) for domain in DOMAINS[: self.store.tenants]]
        self.world = World(self.copies.ports, str(certificate), tenants, options.seed)

    def prepare(self):
        say(f"starting, seed {self.options.seed}, in {self.workshop.folder}")
        self.store.start()
        codes = [code_in(self.store.add_tenant(self.copies, tenant)) for tenant in self.world.tenants]
        self.copies.start()
        self.registrar = Registrar(self.copies)
        for tenant, code in zip(self.world.tenants, codes):
            self.registrar.add_people(tenant, code, self.mail_port)
        self.crew = Crew(self.world, self.options.clients, self.workshop.make_folder("histories"))

    def work(self):
        tenants = ", ".join(tenant.name for tenant in self.world.tenants)
        say(f"{self.options.clients} clients at work on {len(self.copies.all)} copies for {tenants}")
        killer = Killer(self.store, self.copies, self.world, self.options, say)
        self.crew.start()
        figures = killer.all_rounds()
        self.finish()
        return figures

    def finish(self):
        """Nothing more is filed; what waits is decided, also what no client knows of."""
        self.world.draining.set()

        def is_done():
            self.copies.keep_up()
            self.world.stop_if_surprised()
            return all([self.nothing_waits(tenant) for tenant in self.world.tenants])

        wait_for("the end of the work", 300, is_done, 1)
        self.world.over.set()
        self.crew.join()

    def nothing_waits(self, tenant):
        path = "/v1/requests?state=submitted&state=pending&limit=500"
        status, said = self.registrar.channel.ask(0, "GET", path, tenant.seats["manager"][0].token)
        if status != 200:
            return False
        with self.world.lock:
            for request in said["value"]:
                waiting = tenant.submitted if request["state"] == "submitted" else tenant.pending
                if request["id"] not in tenant.submitted + tenant.pending:
                    waiting.append(request["id"])
        return not said["value"]

    def judge(self):
        options = self.options
        judge = Judge(self.world, self.store, self.crew, self.registrar, self.mails, options.mail_patience)
        is_right = True
        for name, check in judge.all_checks():
            try:
                say(f"ok    {name}: {check()}")
            except (Complaint, Timeout) as complaint:
                is_right = False
                say(f"WRONG {name}: {complaint}")
        ends = {copy.name: copy.ends for copy in self.copies.all if copy.ends}
        crashes = [code for codes in ends.values() for code in codes if code != 1]
        say(f"copies that ended by themselves while no store could be reached: {ends or 'none'}")
        stops = [copy.stop() for copy in self.copies.all]
        if crashes or any(stops):
            is_right = False
            say(f"WRONG a copy crashed, or stopped with an error: {crashes} {stops}")
        return is_right


def table(figures):
    heads = ["round", "killed", "longest without a write", "decisions/s", "in peace", "changes/s", "after a lost answer"]
    print("\n| " + " | ".join(heads) + " |\n" + "|---" * len(heads) + "|")
    for one in figures:
        cells = [one.number, one.what, f"{one.longest_gap:.1f} s", f"{one.decisions:.1f}", f"{one.in_peace:.1f}"]
        print("|", " | ".join(map(str, [*cells, f"{one.changes:.1f}", one.doubtful])), "|")


def main():
    options = parsed()
    # Whoever ends this ends all of it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    workshop = Workshop()
    is_right = False
    keeps = options.keep
    try:
        trial = Trial(options, workshop)
        trial.prepare()
        figures = trial.work()
        is_right = trial.judge()
        table(figures)
        keeps |= not is_right
    except Exception:
        keeps = True
        raise
    finally:
        workshop.close(keeps)
        if workshop.folder.exists():
            say(f"what was written is in {workshop.folder}")
    say("all is as it must be" if is_right else "this is NOT as it must be")
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
