"""The stores that are tried: one file, or a cluster of servers."""

import shutil

from postgrescluster import PostgresCluster
from workshop import rows, wait_for


class FileStore:
    """SQLite: one copy of the service, and nothing else to install."""

    copies = 1
    tenants = 1
    engine = "sqlite"
    has_leader = False

    def __init__(self, workshop, certificate, key):
        self.workshop = workshop
        self.folder = workshop.make_folder("store")
        self.path = self.folder / "lockbox.store"

    def start(self):
        pass

    def settings(self, name):
        return {"store": {"path": str(self.path)}}

    def tool_configuration(self):
        return self.workshop.folder / "lockboxd1.toml"

    def add_tenant(self, copies, tenant):
        # fmt: off
        return copies.command(
            "init", "--tenant", tenant.name, "--domain", tenant.domain, "--admin", f"admin@{tenant.domain}",
        )
        # fmt: on

    def tenant_in_body(self, tenant):
        return {}

    def tenant_option(self, tenant):
        return []

    def rows(self, tenant, sql):
        return rows(self.workshop.run("sqlite3", "-readonly", "-ascii", self.path, sql))

    def is_whole(self):
        return True


class ServerStore:
    """PostgreSQL under patroni: three copies of the service before three servers."""

    copies = 3
    tenants = 2
    engine = "postgres"
    has_leader = True
    database = "lockbox"

    def __init__(self, workshop, certificate, key):
        self.workshop = workshop
        self.cluster = PostgresCluster(workshop, certificate, key)
        self.leader = self.cluster.leader
        self.is_whole = self.cluster.is_whole

    def start(self):
        self.cluster.start()
        # The tables' owner, and the service that owns nothing.
        self.cluster.add_account("lockbox_owner", "CREATEROLE")
        self.cluster.add_account("lockboxd")
        self.cluster.sql(f"CREATE DATABASE {self.database} OWNER lockbox_owner")
        # A server that follows and has not heard of it ends a search through the hosts: libpq takes that for an answer.
        wait_for("the database on every server", 60, lambda: self.tenants_there() == [])

    def settings(self, name):
        address = self.cluster.address("lockboxd", self.database)
        return {"store": {"postgres": address, "log_folder": str(self.log_folder(name)), "connections": 24}}

    def log_folder(self, name):
        return self.workshop.make_folder(f"{name}/log")

    def tool_configuration(self):
        return self.workshop.folder / "lockboxd1.toml"

    def add_tenant(self, copies, tenant):
        is_first = not self.tenants_there()
        named = ["init", "--tenant", tenant.name] if is_first else ["tenant", "add", tenant.name]
        owner = self.cluster.address("lockbox_owner", self.database)
        # fmt: off
        told = copies.command(
            *named, "--domain", tenant.domain, "--admin", f"admin@{tenant.domain}", "--owner", owner,
        )
        # fmt: on
        if is_first:
            self.cluster.sql("GRANT lockbox_service TO lockboxd")
        self.share_keys(copies)
        return told

    def tenants_there(self):
        found = self.cluster.sql("SELECT to_regclass('tenant') IS NOT NULL", database=self.database)
        return self.cluster.sql("SELECT id FROM tenant", database=self.database) if found == [["t"]] else []

    def share_keys(self, copies):
        """Every copy signs with the log's key, and remembers by itself what it has seen."""
        keys = self.log_folder(copies.all[0].name) / "keys"
        for copy in copies.all[1:]:
            folder = self.workshop.make_folder(f"{copy.name}/log/keys")
            for key in keys.iterdir():
                shutil.copy(key, folder)
                self.workshop.give(folder / key.name)

    def tenant_in_body(self, tenant):
        return {"tenant": tenant.domain}

    def tenant_option(self, tenant):
        return ["--tenant", tenant.domain]

    def rows(self, tenant, sql):
        return self.cluster.sql(sql, database=self.database)
