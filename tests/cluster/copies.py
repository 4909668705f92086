"""The copies of lockboxd before one store, and how a tenant and its people come into it."""

import json
import re
import shutil
import ssl
import urllib.error
import urllib.request
import uuid

from client import Channel
from workshop import free_ports, wait_for
from world import ACCOUNTS, Seat

PASSWORD = "correct horse battery"


def toml(settings):
    """Texts, whole numbers, booleans and lists of texts are written in TOML as in JSON."""
    sections = []
    for section, values in settings.items():
        lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
        sections.append("\n".join([f"[{section}]", *lines]))
    return "\n\n".join(sections) + "\n"


class Copy:
    """A lockboxd that can be killed and comes up again at the same port."""

    def __init__(self, workshop, name, program, settings, port):
        self.workshop = workshop
        self.name = name
        self.program = program
        self.port = port
        self.process = None
        self.ends = []  # by itself, with which code
        # The start may come while nobody leads: whoever runs it starts it again, as systemd would.
        self.wants_to_run = False
        workshop.write(f"{name}.toml", toml(settings | {"listen": settings["listen"] | {"port": port}}))

    def start(self):
        configuration = self.workshop.folder / f"{self.name}.toml"
        self.process = self.workshop.start(self.name, self.program, "--config", configuration, "serve")
        self.wants_to_run = True

    def keep_up(self):
        """Starts it again where it has ended by itself."""
        if self.wants_to_run and (code := self.process.poll()) is not None:
            self.ends.append(code)
            self.start()

    def is_ready(self, certificate):
        self.keep_up()
        scheme, context = ("https", ssl.create_default_context(cafile=certificate)) if certificate else ("http", None)
        address = f"{scheme}://localhost:{self.port}/readyz"
        try:
            with urllib.request.urlopen(address, timeout=10, context=context):
                return True
        except urllib.error.HTTPError:
            return False

    def kill(self):
        self.wants_to_run = False
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Ends it as a service manager would; its exit code."""
        self.wants_to_run = False
        self.process.terminate()
        return self.process.wait(60)


class Copies:
    """All of them, and what is done from the command line."""

    def __init__(self, workshop, store, program, certificate, key):
        self.workshop = workshop
        self.store = store
        self.certificate = certificate
        # The build folder may be closed to who runs it here.
        self.program = workshop.folder / "lockboxd"
        shutil.copy(program, self.program)
        workshop.give(self.program)
        listen = {"certificate": str(certificate), "key": str(key)}
        listen |= {"connections": 1000, "connections_of_address": 1000}
        settings = {
            "listen": listen,
            "password": {"passes": 1, "memory_mib": 8},
            "sign_in": {"fresh": "12h"},
            "service": {"workers": 8},
            # Clients without pause, many of which are one account.
            "limits": {"requests_per_minute_of_account": 0, "requests_per_minute_of_address": 0},
        }
        self.all = []
        for number, port in enumerate(free_ports(store.copies), 1):
            name = f"lockboxd{number}"
            self.all.append(Copy(workshop, name, self.program, settings | store.settings(name), port))

    @property
    def ports(self):
        return [copy.port for copy in self.all]

    def start(self):
        for copy in self.all:
            copy.start()
        for copy in self.all:
            self.wait_for(copy)

    def keep_up(self):
        for copy in self.all:
            copy.keep_up()

    def wait_for(self, copy):
        wait_for(f"{copy.name} to be ready", 120, lambda: copy.is_ready(self.certificate))

    def command(self, *arguments):
        return self.workshop.run(self.program, "--config", self.store.tool_configuration(), *arguments)


def code_in(text):
    return re.search(r"One-time code .*: (\S+)", text)[1]


class Registrar:
    """Brings tenants and their people into the store."""

    def __init__(self, copies):
        self.copies = copies
        self.channel = Channel(copies.ports, copies.certificate)

    def ask(self, expected, method, path, token=None, body=None):
        key = str(uuid.uuid4()) if token else None
        status, said = self.channel.ask(0, method, path, token, body, key)
        if status != expected:
            raise OSError(f"{method} {path}: {status} {said}")
        return said

    def redeem(self, tenant, name, side, code):
        body = {"code": code, "newPassword": PASSWORD} | self.copies.store.tenant_in_body(tenant)
        return Seat(name, side, self.ask(201, "POST", "/v1/sign-in/code", body=body)["token"])

    def add_people(self, tenant, code, mail_port):
        """The first administrator signs in, sets the mail server, and adds the others."""
        tenant.admin = self.redeem(tenant, f"admin@{tenant.domain}", "customer", code)
        token = tenant.admin.token
        for kind, (side, role, count) in ACCOUNTS.items():
            for number in range(1, count + 1):
                name = f"{kind}{number}@{tenant.domain if side == 'customer' else 'provider.example'}"
                user = {"userPrincipalName": name, "displayName": name, "email": name, "side": side}
                self.ask(201, "POST", "/v1/users", token, user)
                self.ask(200, "PUT", f"/v1/users/{name}/roles", token, {"roles": [role]})
                told = self.copies.command("invite", name, *self.copies.store.tenant_option(tenant))
                tenant.seats[kind].append(self.redeem(tenant, name, side, code_in(told)))
        self.ask(200, "PATCH", "/v1/policy", token, {"requireApproval": True})
        mail = {"host": "127.0.0.1", "port": mail_port, "security": "none", "sender": f"lockbox@{tenant.domain}"}
        self.ask(200, "PATCH", "/v1/notifications", token, mail)
        tenant.id = self.copies.store.rows(tenant, f"SELECT id FROM tenant WHERE domain = '{tenant.domain}'")[0][0]
