"""Three PostgreSQL servers under patroni, which agree by etcd who leads; synchronous, TLS, SCRAM, on loopback."""

import json
import secrets
import signal
import urllib.error
import urllib.request

from workshop import free_ports, rows, wait_for

PROGRAMS = "/usr/lib/postgresql/15/bin"
# A leader of whom nothing is heard for that long is none any more: patroni takes no less. An attempt of a
# member to reach etcd or its server may take RETRY, and each looks around every LOOP: LOOP + 2 * RETRY <= TTL.
TTL, LOOP, RETRY = 20, 5, 7


class Etcd:
    """What patroni's members agree by."""

    def __init__(self, workshop):
        self.workshop = workshop
        self.port, self.peer_port = free_ports(2)

    def start(self):
        peer = f"http://127.0.0.1:{self.peer_port}"
        own = f"http://127.0.0.1:{self.port}"
        # fmt: off
        self.process = self.workshop.start(
            "etcd", "etcd", "--name", "etcd", "--data-dir", self.workshop.folder / "etcd/data",
            "--listen-client-urls", own, "--advertise-client-urls", own,
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
            "--initial-cluster", f"etcd={peer}", "--log-level", "warn",
            # It is alone: nobody is to be missed soon, however busy the machine is.
            "--heartbeat-interval", "500", "--election-timeout", "5000",
        )
        # fmt: on
        wait_for("etcd", 60, lambda: self.health().get("health") == "true")

    def health(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as answer:
            return json.load(answer)


class Node:
    """A server and the patroni that watches over it."""

    def __init__(self, cluster, name, port, rest_port):
        self.cluster = cluster
        self.name = name
        self.port = port
        self.rest_port = rest_port
        self.folder = cluster.workshop.make_folder(name)
        self.data = self.folder / "data"
        self.process = None
        cluster.workshop.write(f"{name}.yml", json.dumps(self.configuration(), indent=2))

    def configuration(self):
        certificate = {"sslmode": "verify-full", "sslrootcert": str(self.cluster.certificate)}
        accounts = {
            role: {"username": user, "password": self.cluster.passwords[user]} | certificate
            for role, user in (("superuser", "postgres"), ("replication", "replicator"), ("rewind", "rewinder"))
        }
        return {
            "scope": "lockbox",
            "name": self.name,
            "log": {"level": "INFO"},
            "etcd3": {"host": f"127.0.0.1:{self.cluster.etcd.port}"},
            "restapi": {
                "listen": f"127.0.0.1:{self.rest_port}",
                "connect_address": f"127.0.0.1:{self.rest_port}",
            },
            "bootstrap": self.bootstrap(),
            "postgresql": {
                "listen": f"127.0.0.1:{self.port}",
                "connect_address": f"127.0.0.1:{self.port}",
                "data_dir": str(self.data),
                "bin_dir": PROGRAMS,
                "pgpass": str(self.folder / "pgpass"),
                "authentication": accounts,
                # One that was killed while it led has perhaps written what nobody took over: that goes, or all of it.
                "remove_data_directory_on_rewind_failure": True,
                "remove_data_directory_on_diverged_timelines": True,
                "parameters": {"unix_socket_directories": str(self.folder)},
            },
        }

    def bootstrap(self):
        return {
            "dcs": {
                "ttl": TTL,
                "loop_wait": LOOP,
                "retry_timeout": RETRY,
                # Nothing is acknowledged that is not on two servers. Without "strict" patroni lets a leader go
                # on alone when it has lost the others; then what it acknowledges hangs on this one disk.
                "synchronous_mode": True,
                "synchronous_mode_strict": True,
                "postgresql": {"use_pg_rewind": True, "use_slots": True, "parameters": self.parameters()},
            },
            "initdb": [
                {"encoding": "UTF8"},
                {"locale": "C.UTF-8"},
                {"auth-host": "scram-sha-256"},
                {"auth-local": "scram-sha-256"},
                "data-checksums",
            ],
            "pg_hba": [
                "local all all scram-sha-256",
                "hostssl replication replicator 127.0.0.1/32 scram-sha-256",
                "hostssl all all 127.0.0.1/32 scram-sha-256",
            ],
        }

    def parameters(self):
        return {
            "max_connections": 150,
            "shared_buffers": "64MB",
            "password_encryption": "scram-sha-256",
            "ssl": "on",
            "ssl_cert_file": str(self.cluster.certificate),
            "ssl_key_file": str(self.cluster.key),
            "wal_log_hints": "on",
            "wal_keep_size": "256MB",
            "wal_sender_timeout": "15s",
            "wal_receiver_timeout": "15s",
        }

    def start(self):
        configuration = self.cluster.workshop.folder / f"{self.name}.yml"
        self.process = self.cluster.workshop.start(self.name, "patroni", configuration)

    def pause(self):
        """patroni alone hangs, as it would on a machine that is out of memory or disk."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        """patroni first, or it would bring its server up again."""
        self.process.kill()
        self.process.wait()
        self.cluster.workshop.kill_below(self.folder)


class PostgresCluster:
    """Three servers, one of which leads."""

    def __init__(self, workshop, certificate, key):
        self.workshop = workshop
        self.certificate = certificate
        self.key = key
        self.passwords = {name: secrets.token_hex(16) for name in ("postgres", "replicator", "rewinder")}
        self.etcd = Etcd(workshop)
        ports = free_ports(6)
        self.nodes = [Node(self, f"node{i + 1}", ports[i], ports[i + 3]) for i in range(3)]

    def start(self):
        self.etcd.start()
        for node in self.nodes:
            node.start()
        wait_for("a whole cluster", 180, self.is_whole)

    def members(self):
        """How patroni sees them; asked of whoever answers."""
        for node in self.nodes:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{node.rest_port}/cluster", timeout=5) as answer:
                    return json.load(answer)["members"]
            except (OSError, ValueError):
                continue
        return []

    def leader(self):
        """Who leads, by patroni and by its own word."""
        for member in self.members():
            if member["role"] == "leader":
                node = next(one for one in self.nodes if one.name == member["name"])
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{node.rest_port}/primary", timeout=5):
                        return node
                except urllib.error.URLError:
                    return None
        return None

    def is_whole(self):
        """Whether any one of them could be lost now."""
        members = self.members()
        roles = sorted(member["role"] for member in members)
        lags = [member.get("lag", 0) for member in members]
        return (
            roles == ["leader", "replica", "sync_standby"]
            and {member["state"] for member in members} <= {"running", "streaming"}
            and len({member.get("timeline") for member in members}) == 1
            and all(isinstance(lag, int) and lag < 16 << 20 for lag in lags)
            and self.leader() is not None
        )

    def address(self, user, database):
        """A connection string that finds whoever leads. The password is in a file."""
        hosts = ",".join("127.0.0.1" for _ in self.nodes)
        ports = ",".join(str(node.port) for node in self.nodes)
        return (
            f"host={hosts} port={ports} dbname={database} user={user} target_session_attrs=read-write"
            f" sslmode=verify-full sslrootcert={self.certificate} passfile={self.passfile()}"
        )

    def passfile(self):
        lines = [f"*:*:*:{user}:{password}\n" for user, password in self.passwords.items()]
        return self.workshop.write("pgpass", "".join(lines))

    def sql(self, text, user="postgres", database="postgres", seconds=60):
        """The rows that come of it, each a list of texts."""
        # fmt: off
        said = self.workshop.run(
            "psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-R", "\x1e", "-v", "ON_ERROR_STOP=1",
            self.address(user, database), text=text, seconds=seconds, environment={"PGCONNECT_TIMEOUT": "5"},
        )
        # fmt: on
        return rows(said)

    def add_account(self, name, options=""):
        self.passwords[name] = secrets.token_hex(16)
        self.sql(f"CREATE ROLE {name} LOGIN {options} PASSWORD '{self.passwords[name]}'")


def make_certificate(workshop):
    """One for all servers of this machine, that nobody else signed; the certificate and its key."""
    certificate, key = (workshop.folder / name for name in ("certificate.pem", "key.pem"))
    # fmt: off
    workshop.run(
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-keyout", key, "-out", certificate,
    )
    # fmt: on
    key.chmod(0o600)
    return certificate, key
