#!/usr/bin/python3
"""The three procedures of the portal, done by an outside program over the accessibility bus, from an empty store to the
recorded history. Controls are found by the labels that people read, and by nothing else.

    run_in_session.py python3 tst_procedures.py FOLDER-OF-THE-PROGRAMS
"""

import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lockbox import Lockbox  # noqa: E402
from screenreader import ScreenReader  # noqa: E402

PROGRAMS = ""
ADMIN = "admin@contoso.onmicrosoft.com"
APPROVER = "alex@contoso.onmicrosoft.com"
ENGINEER = "erin@provider.example"
MANAGER = "max@provider.example"


class Procedures(unittest.TestCase):
    """One story in one window: what is done in a step is what the next one stands on."""

    def setUp(self):
        self.store = os.path.join(os.environ["HOME"], "contoso.lockbox")
        self.lockbox = Lockbox(os.path.join(PROGRAMS, "lockbox"), self.store, dict(os.environ))
        self.lockbox.init("Contoso", "contoso.onmicrosoft.com", ADMIN)
        self.add_user(APPROVER, "Alex Wilber", "alex@contoso.example")
        self.add_user(ENGINEER, "Erin Engineer", "erin@provider.example", "engineer")
        self.add_user(MANAGER, "Max Manager", "max@provider.example", "manager")
        self.console = subprocess.Popen(
            [os.path.join(PROGRAMS, "lockbox-console"), "--store", self.store, "--as", ADMIN], stdin=subprocess.DEVNULL)
        self.addCleanup(self.end_console)
        self.screen = ScreenReader(self.console)

    def end_console(self):
        if self.console.poll() is None:
            self.console.terminate()
            self.console.wait(20)

    def add_user(self, upn, name, email, *roles):
        self.lockbox.run("user", "add", upn, "--name", name, "--email", email, user=ADMIN)
        if roles:
            self.lockbox.run("user", "set-roles", upn, *roles, user=ADMIN)

    def file_request(self, reference, reason):
        self.lockbox.run("request", "submit", "--service", "Exchange", "--reference", reference, "--reason", reason,
                         "--duration", "4h", user=ENGINEER)
        self.lockbox.run("request", "authorize", reference, user=MANAGER)

    def request(self, reference):
        listed = self.lockbox.run("request", "list", user=ADMIN)["value"]
        return next(one for one in listed if one["reference"] == reference)

    def roles_of(self, upn):
        return [role["slug"] for role in self.lockbox.run("user", "show", upn, user=ADMIN)["roles"]]

    def test_from_an_empty_store_to_the_history(self):
        self.give_the_role()
        self.switch_the_setting_on()
        self.approve()
        self.deny()
        self.read_the_history()

    def give_the_role(self):
        self.assertNotIn("customer-lockbox-access-approver", self.roles_of(APPROVER))
        self.screen.use("Active users")
        self.screen.use("Alex Wilber", exact=False)
        self.screen.use("Edit")
        self.screen.check("Customized administrator")
        self.screen.check("Customer Lockbox access approver")
        self.screen.use("Save")
        self.screen.until("the role is recorded",
                          lambda: "customer-lockbox-access-approver" in self.roles_of(APPROVER))
        self.screen.wait_gone("Customized administrator")

    def switch_the_setting_on(self):
        self.assertFalse(self.lockbox.run("setting", "show", user=ADMIN)["requireApproval"])
        self.screen.use("Security & privacy")
        # A press takes a moment to act; until then the user's blade is there, with an Edit of its own.
        self.screen.wait_for("Set requirements for data access")
        self.screen.wait_gone("Close the blade Alex Wilber")
        self.screen.use("Edit")
        self.screen.wait_for("Save")
        self.screen.check("Require approval")
        self.screen.use("Save")
        self.screen.until("the setting is recorded",
                          lambda: self.lockbox.run("setting", "show", user=ADMIN)["requireApproval"])

    def approve(self):
        self.screen.use("Customer Lockbox Requests")
        self.file_request("EXSR359123", "Mail flow stops at one mailbox")
        self.screen.wait_for("EXSR359123", exact=False)
        self.screen.use("EXSR359123", exact=False)
        self.screen.use("Approve")
        self.screen.use("Approve access")
        self.screen.until("the approval is recorded", lambda: self.request("EXSR359123")["state"] == "approved")
        approved = self.request("EXSR359123")
        self.assertEqual(approved["decidedBy"], ADMIN)
        self.assertEqual(approved["decidedRole"], "global-administrator")
        self.assertEqual(approved["accessStart"], approved["decidedAt"])
        self.screen.wait_gone("Approve access")

    def deny(self):
        self.file_request("EXSR359124", "Calendar shows the wrong day")
        self.screen.wait_for("EXSR359124", exact=False)
        self.screen.use("EXSR359124", exact=False)
        self.screen.use("Deny")
        self.screen.write("Reason", "Not while the auditors are here")
        self.screen.use("Deny access")
        self.screen.until("the denial is recorded", lambda: self.request("EXSR359124")["state"] == "denied")
        denied = self.request("EXSR359124")
        self.assertEqual(denied["comment"], "Not while the auditors are here")
        self.assertEqual(denied["decidedBy"], ADMIN)
        self.assertIsNone(denied["accessStart"])

    def read_the_history(self):
        events = self.lockbox.run("event", "list", user=ADMIN)["value"]
        kinds = [event["kind"] for event in events]
        self.assertEqual([event["seq"] for event in events], list(range(1, len(events) + 1)))
        told = [kind for kind in kinds if kind.startswith(("setting.", "request."))]
        self.assertEqual(told, ["setting.changed",
                                "request.submitted", "request.authorized", "request.notified", "request.approved",
                                "request.submitted", "request.authorized", "request.notified", "request.denied"])


if __name__ == "__main__":
    PROGRAMS = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
