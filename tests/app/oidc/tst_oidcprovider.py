"""Signs users in to the real lockboxd with the real lockbox, at a real OpenID Connect provider (npm oidc-provider).

tst_oidcprovider.py LOCKBOXD LOCKBOX NODE PACKAGES
"""

import base64
import hashlib
import json
import os
import pathlib
import re
import secrets
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "daemon"))
sys.path.insert(0, str(HERE.parents[1] / "core/api"))
from browser import Browser  # noqa: E402
from describedservice import Service, environment_for, run  # noqa: E402

ADMIN = "ada@contoso.com"
PATIENCE = 60
LOCKBOXD = LOCKBOX = NODE = PACKAGES = None


def url64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Provider:
    """The provider as a process of its own; ends with its standard input."""

    def __init__(self, key, port=0):
        # Node.js was seen to stand still at its start, before the test has begun.
        for _ in range(3):
            self.process = subprocess.Popen(
                [NODE, "provider.mjs", str(port), key],
                cwd=PACKAGES, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            )
            if select.select([self.process.stdout], [], [], PATIENCE)[0]:
                break
            self.process.kill()
            self.process.wait(PATIENCE)
        line = self.process.stdout.readline()
        assert line.startswith("listening "), f"the provider did not start: {line!r}"
        self.port = int(line.split()[1])
        self.issuer = f"http://127.0.0.1:{self.port}"

    def stop(self):
        if self.process.poll() is None:
            self.process.stdin.close()
            self.process.wait(PATIENCE)
        self.process.stdout.close()

    def with_new_key(self, key):
        """The same issuer, whose old key is gone."""
        self.stop()
        return Provider(key, self.port)


class Command:
    """`lockbox sign-in` under way; what it says on standard error is read as it comes."""

    def __init__(self, environment, *arguments):
        self.process = subprocess.Popen(
            [LOCKBOX, *arguments], env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        self.lines = []
        self.changed = threading.Condition()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stderr:
            with self.changed:
                self.lines.append(line)
                self.changed.notify_all()
        with self.changed:
            self.lines.append(None)
            self.changed.notify_all()

    def said(self, pattern):
        """The first match in what it has said, as soon as there is one."""
        with self.changed:
            look = lambda: re.search(pattern, self.text()) or None in self.lines  # noqa: E731
            assert self.changed.wait_for(look, PATIENCE), f"nothing like {pattern}: {self.text()}"
            found = re.search(pattern, self.text())
            assert found, f"nothing like {pattern}: {self.text()}"
            return found

    def text(self):
        return "".join(line for line in self.lines if line)

    def end(self):
        code = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        out = self.process.stdout.read()
        self.process.stdout.close()
        self.process.stderr.close()
        return code, out, self.text()


class OidcProviderTest(unittest.TestCase):
    """Signing in with OpenID Connect, from the command line to the provider and back."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.provider = Provider("first")
        self.addCleanup(lambda: self.provider.stop())
        more = {
            "LOCKBOXD_OIDC_ISSUER": self.provider.issuer,
            "LOCKBOXD_OIDC_CLIENT_ID": "lockbox",
            "LOCKBOXD_SIGN_IN_PASSWORD": "false",
        }
        self.environment = environment_for(self.folder.name, **more)
        made = run(self.environment, LOCKBOXD, "init", "--tenant", "Contoso", "--domain", "contoso.com", "--admin", ADMIN)
        self.assertIn(f"{ADMIN} signs in at {self.provider.issuer}", made)
        self.service = Service(LOCKBOXD, self.environment)
        self.addCleanup(self.service.__exit__)
        self.store = f"http://127.0.0.1:{self.service.port}"
        # No keychain, and a browser that this test plays.
        tools = pathlib.Path(self.folder.name, "tools")
        tools.mkdir()
        (tools / "xdg-open").write_text('#!/bin/sh\nprintf "%s\\n" "$1" > "$OPENED.new" && mv "$OPENED.new" "$OPENED"\n')
        (tools / "xdg-open").chmod(0o755)
        self.opened = pathlib.Path(self.folder.name, "opened")
        self.environment |= {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "OPENED": str(self.opened),
            "BROWSER": "the test",
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
        }
        self.environment.pop("DISPLAY", None)

    # What people do

    def lockbox(self, *arguments):
        done = subprocess.run(
            [LOCKBOX, "--store", self.store, *arguments], env=self.environment,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE,
        )
        return done.returncode, done.stdout, done.stderr

    def sign_in_command(self, *more):
        return Command(self.environment, "--store", self.store, "sign-in", *more)

    def opened_address(self):
        end = time.monotonic() + PATIENCE
        while not self.opened.exists():
            self.assertLess(time.monotonic(), end, "no browser was opened")
            time.sleep(0.02)
        address = self.opened.read_text().strip()
        self.opened.unlink()
        return address

    def sign_in(self, user, browser=None, *more):
        command = self.sign_in_command(*more)
        browser = browser or Browser()
        page = browser.sign_in(browser.go(self.opened_address()), user)
        self.assertEqual(page.status, 200, page.text)
        self.assertIn("go back to the program", page.text)
        return command.end()

    def proof(self, user):
        """An ID token and its verifier, got without the product."""
        verifier, challenge, state = (secrets.token_urlsafe(32) for _ in range(3))
        back = "http://127.0.0.1:1/signed-in"
        query = {
            "client_id": "lockbox", "response_type": "code", "scope": "openid profile email", "redirect_uri": back,
            "state": state, "nonce": url64(hashlib.sha256(verifier.encode()).digest()), "max_age": "600",
            "code_challenge": url64(hashlib.sha256(challenge.encode()).digest()), "code_challenge_method": "S256",
        }
        browser = Browser()
        page = browser.go(f"{self.provider.issuer}/auth?{urllib.parse.urlencode(query)}")
        try:
            page = browser.sign_in(page, user)
            self.fail(page.text)
        except urllib.error.URLError:
            pass  # nobody listens at `back`; the code is in what the provider said last
        location = browser.last_redirect
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(location).query)["code"][0]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back,
                "client_id": "lockbox", "code_verifier": challenge}
        answer = browser.go(self.provider.issuer + "/token", form)
        return {"idToken": json.loads(answer.text)["id_token"], "nonceVerifier": verifier}

    def post(self, proof):
        question = urllib.request.Request(
            self.store + "/v1/sign-in/oidc", json.dumps(proof).encode(), {"Content-Type": "application/json"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(question, timeout=PATIENCE) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    # What is shown

    def test_browser(self):
        code, out, err = self.sign_in(ADMIN, None, "--browser")
        self.assertEqual((code, out), (0, f"{ADMIN} is signed in to {self.store}.\n"), err)
        code, out, err = self.lockbox("--json", "setting", "show")
        self.assertEqual(code, 0, err)
        # The sign-in is young: what is sensitive is done.
        code, out, err = self.lockbox("setting", "set", "decide-within", "2h")
        self.assertEqual(code, 0, err)

    def test_browser_is_the_way_where_there_are_no_passwords(self):
        # The provider still knows the browser; asked again, it wants the name again.
        browser = Browser()
        self.assertEqual(self.sign_in(ADMIN, browser)[0], 0)
        command = self.sign_in_command()
        address = self.opened_address()
        self.assertIn("prompt=login", address)
        page = browser.go(address)
        self.assertTrue(page.forms, page.text)
        self.assertEqual(page.forms[0][2].get("login"), ADMIN)
        browser.sign_in(page, ADMIN)
        self.assertEqual(command.end()[0], 0)

    def test_device(self):
        command = self.sign_in_command("--device")
        address, code = command.said(r"Go to (\S+) on any device, and type this code: (\S+)").groups()
        browser = Browser()
        page = browser.go(address)
        page = browser.submit(page, user_code=code)
        page = browser.submit(page)  # that the code is the one that is shown
        page = browser.sign_in(page, ADMIN)
        self.assertEqual(page.status, 200, page.text)
        code, out, err = command.end()
        self.assertEqual((code, out), (0, f"{ADMIN} is signed in to {self.store}.\n"), err)
        code, out, err = self.lockbox("setting", "set", "decide-within", "2h")
        self.assertEqual(code, 0, err)

    def test_device_without_a_screen(self):
        self.environment.pop("BROWSER")
        command = self.sign_in_command()
        address = command.said(r"Or go to (\S+)").group(1)
        browser = Browser()
        page = browser.submit(browser.submit(browser.go(address)))
        page = browser.refuse(page)
        code, out, err = command.end()
        self.assertEqual((code, out), (4, ""), err)
        self.assertIn("access_denied", err)

    def test_who_is_no_user_is_refused(self):
        code, out, err = self.sign_in("eve@contoso.com")
        self.assertEqual((code, out), (4, ""), err)
        self.assertIn("eve@contoso.com", err)
        self.assertIn("no user here", err)
        self.assertNotEqual(self.lockbox("setting", "show")[0], 0)

    def test_refusal_at_the_provider(self):
        command = self.sign_in_command()
        browser = Browser()
        page = browser.refuse(browser.go(self.opened_address()))
        self.assertIn("go back to the program", page.text)
        code, out, err = command.end()
        self.assertEqual((code, out), (4, ""), err)
        self.assertIn("End-User aborted interaction (access_denied)", err)

    def test_strangers_do_not_end_the_wait(self):
        command = self.sign_in_command()
        address = self.opened_address()
        back = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)["redirect_uri"][0]
        stranger = Browser()
        for wrong in (back, back + "?code=a&state=b", back + "?error=access_denied", back + "/favicon.ico"):
            self.assertEqual(stranger.go(wrong).status, 404)
        browser = Browser()
        browser.sign_in(browser.go(address), ADMIN)
        self.assertEqual(command.end()[0], 0)

    def test_another_issuers_answer_is_refused(self):
        command = self.sign_in_command()
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.opened_address()).query)
        forged = {"code": "a", "state": query["state"][0], "iss": "http://127.0.0.1:1"}
        Browser().go(query["redirect_uri"][0] + "?" + urllib.parse.urlencode(forged))
        code, out, err = command.end()
        self.assertEqual((code, out), (4, ""), err)
        self.assertIn("another issuer", err)

    def test_rotated_keys(self):
        kept = self.proof(ADMIN)
        self.assertEqual(self.post(self.proof(ADMIN))[0], 201)
        self.provider = self.provider.with_new_key("second")
        # The new key is fetched as soon as a token names it; then the old one is gone.
        self.assertEqual(self.sign_in(ADMIN)[0], 0)
        status, problem = self.post(kept)
        self.assertEqual((status, problem["code"]), (401, "signInRequired"), problem)
        self.assertIn("key that its issuer does not publish", problem["detail"])

    def test_replayed_token_is_refused(self):
        proof = self.proof(ADMIN)
        self.assertEqual(self.post(proof | {"nonceVerifier": "a" * 43})[0], 401)
        self.assertEqual(self.post(proof)[0], 201)
        self.assertEqual(self.post(proof)[0], 401)

    def test_provider_down(self):
        self.assertEqual(self.sign_in(ADMIN)[0], 0)
        self.provider.stop()
        code, out, err = self.lockbox("sign-in", "--browser")
        self.assertEqual((code, out), (1, ""), err)
        self.assertIn(f"nothing answers at 127.0.0.1:{self.provider.port}", err)
        # Who is signed in works on.
        self.assertEqual(self.lockbox("setting", "show")[0], 0)
        doctor = subprocess.run([LOCKBOXD, "doctor"], env=self.environment, capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(doctor.returncode, 1, doctor.stdout)
        self.assertIn(f"nothing answers at 127.0.0.1:{self.provider.port}", doctor.stderr)

    def test_doctor_asks_the_issuer(self):
        said = run(self.environment, LOCKBOXD, "doctor")
        self.assertIn("the issuer answers: 1 keys", said)
        other = self.environment | {"LOCKBOXD_OIDC_ISSUER": self.provider.issuer.replace("127.0.0.1", "localhost")}
        doctor = subprocess.run([LOCKBOXD, "doctor"], env=other, capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(doctor.returncode, 1)
        self.assertIn(f'says that it is "{self.provider.issuer}"', doctor.stderr)

    def test_secrets_are_not_said(self):
        command = self.sign_in_command()
        address = self.opened_address()
        lines = pathlib.Path(f"/proc/{command.process.pid}/cmdline").read_bytes()
        self.assertNotIn(b"code_verifier", lines)
        self.assertNotIn("code_verifier", address)
        browser = Browser()
        browser.sign_in(browser.go(address), ADMIN)
        _, out, err = command.end()
        self.assertNotIn("eyJ", out + err)


def main():
    global LOCKBOXD, LOCKBOX, NODE, PACKAGES
    LOCKBOXD, LOCKBOX, NODE, PACKAGES = sys.argv[1:5]
    if not shutil.which(NODE):
        sys.exit("node is not there: Node.js is needed for this test")
    # A module finds what it imports from where it lies.
    shutil.copy(HERE / "provider.mjs", PACKAGES)
    unittest.main(argv=[sys.argv[0], *sys.argv[5:]], verbosity=2)


if __name__ == "__main__":
    main()
