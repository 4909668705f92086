"""Asks the real service each operation that is described, and for each refusal. tests/openapi holds what it answered against the description.

openapi_answers.py LOCKBOXD LOCKBOX
"""

import base64
import re
import sys
import tempfile
import threading
import urllib.parse
import uuid

from describedservice import PASSWORD, Client, Exchanges, Service, code_of, environment_for, run
from idissuer import Issuer

PENDING = "SR/2 ?#%"
SEARCH = "Mail flow ü"
DEMO_ADMIN = "amara.okafor@contoso.onmicrosoft.com"
LONGEST_BODY = 1 << 20


def look(who):
    """All that can be looked at."""
    for path in ("/v1/info", "/v1/account", "/v1/policy", "/v1/next-deadline", "/v1/overview"):
        who.get(path)
    for path in ("/v1/request-counts", "/v1/notice-counts", "/v1/notifications", "/v1/log"):
        who.get(path)
    assert who.get("/v1/users", search="e", side="provider")["value"]
    for user in who.get("/v1/users")["value"]:
        who.get("/v1/users/{user}", user["userPrincipalName"])
    for request in who.follow("/v1/requests", limit=7, sort="reference", descending="true")[:50]:
        who.get("/v1/requests/{request}", request["id"])
    assert who.follow("/v1/requests", state=["approved", "denied", "completed"], fromEnd="true")
    # A search that an address must encode.
    found = who.follow("/v1/requests", search=SEARCH, limit=1)
    assert who.get("/v1/requests", search=SEARCH)["value"] == found
    notices = who.follow("/v1/notices", limit=3, due="true", before=10**9)
    for notice in notices[:20]:
        who.get("/v1/notices/{notice}/letter", notice["id"])
    events = who.follow("/v1/events", limit=100)
    assert [event["seq"] for event in events] == sorted(event["seq"] for event in events)
    assert who.follow("/v1/events", newestFirst="true", kind=["request.submitted", "user.added"], search="e")
    who.follow("/v1/events", **{"from": "2020-01-01T00:00:00Z", "until": "2999-01-01T00:00:00+01:00"})
    for event in events[:3]:
        who.get("/v1/log/leaves/{seq}", event["seq"])
    head = who.get("/v1/changes")["head"]
    assert who.get("/v1/changes", after=0, wait="0s")["value"]
    assert not who.get("/v1/changes", after=head, wait="50ms")["value"]
    verified = who.ask(200, "POST", "/v1/log/verify")
    assert verified["finding"] is None, verified


def invited(admin, nobody, environment, lockboxd, name, side, role):
    user = {"userPrincipalName": name, "displayName": name, "email": name, "side": side}
    admin.ask(201, "POST", "/v1/users", body=user)
    roles = {"roles": [role] if role else []}
    admin.ask(200, "PUT", "/v1/users/{user}/roles", [name], body=roles)
    return nobody.redeemed(code_of(environment, lockboxd, "invite", name))


def work(admin, engineer, manager):
    """The workflow: each change once, and one as news for somebody who waits."""
    admin.ask(200, "PATCH", "/v1/policy", body={"requireApproval": True, "decideWithin": 7200})
    wish = {"reference": "SR/1 ü+", "service": "exchange", "reason": "Mail flow ü?\n#1", "duration": 7200}
    head = admin.get("/v1/changes")["head"]
    heard = []
    waiting = threading.Thread(
        target=lambda: heard.append(engineer.get("/v1/changes", after=head, wait="60s"))
    )
    waiting.start()
    key = str(uuid.uuid4())
    first = engineer.ask(201, "POST", "/v1/requests", body=wish, key=key)
    assert engineer.ask(201, "POST", "/v1/requests", body=wish, key=key) == first
    engineer.ask(422, "POST", "/v1/requests", body=wish | {"reason": "another"}, key=key)
    waiting.join(60)
    assert heard and heard[0]["head"] > head, heard
    more = [engineer.ask(201, "POST", "/v1/requests", body=wish)["id"] for _ in range(4)]

    def act(who, verb, request, body=None):
        return who.ask(200, "POST", f"/v1/requests/{{request}}/{verb}", [request], body=body)

    act(manager, "reject", more[0], {"comment": "not now"})
    for request in [first["id"], *more[1:]]:
        act(manager, "authorize", request)
    assert act(admin, "approve", first["id"], {"window": 3600, "comment": None})["state"] == "approved"
    act(admin, "approve", more[1])
    act(admin, "deny", more[2], {"comment": "no"})
    act(admin, "cancel", more[3], {"comment": "too late"})
    act(engineer, "record", first["id"], {"action": "looked at the queue"})
    act(engineer, "complete", first["id"])
    act(admin, "revoke", more[1], {"comment": "enough"})
    admin.ask(409, "POST", "/v1/requests/{request}/approve", [first["id"]])
    admin.ask(409, "GET", "/v1/requests/{request}", [wish["reference"]])
    admin.ask(404, "GET", "/v1/requests/{request}", [uuid.uuid4()])
    # One stays pending, by another name.
    act(manager, "authorize", engineer.ask(201, "POST", "/v1/requests", body=wish | {"reference": PENDING})["id"])
    admin.get("/v1/requests/{request}", PENDING)


def settle(admin):
    """Users, notices and the log."""
    user = [admin.get("/v1/account")["userPrincipalName"]]
    admin.ask(200, "PUT", "/v1/users/{user}/alternate-email", user, body={"email": "a@example.com"})
    admin.ask(200, "PUT", "/v1/users/{user}/alternate-email", user)
    admin.ask(200, "PUT", "/v1/users/{user}/email", user, body={"email": "ada@example.com"})
    waiting = admin.follow("/v1/notices", state="queued", recipient=user[0], request=PENDING, limit=1)
    asking = [notice["id"] for notice in waiting if notice["kind"] == "request.pending"]
    admin.ask(200, "POST", "/v1/notices/{notice}/retry", asking)
    admin.ask(200, "POST", "/v1/notices/{notice}/suppress", asking)
    admin.ask(409, "POST", "/v1/notices/{notice}/suppress", asking)
    letter = admin.get("/v1/notices/{notice}/letter", *asking)
    for change, verdict in (("", "genuine"), ("Exchange", "altered"), (letter["text"], "unknown")):
        text = letter["text"].replace(change, "Teams") if change else letter["text"]
        said = admin.ask(200, "POST", "/v1/mail-check", body=text, kind="text/plain")
        assert said["verdict"] == verdict, said
    # Nobody listens there.
    server = {"host": "127.0.0.1", "port": 1, "security": "none", "sender": "lockbox@example.com"}
    admin.ask(200, "PATCH", "/v1/notifications", body=server | {"kinds": ["decided"], "timeZone": "Europe/Berlin"})
    assert not admin.ask(200, "POST", "/v1/test-mail", body={"to": "ada@example.com"})["sent"]
    checkpoint = admin.get("/v1/log/checkpoint")
    admin.ask(200, "POST", "/v1/log/proofs/{seq}", [1], body=checkpoint, kind="text/plain")
    trust = {"checkpoint": base64.b64encode(checkpoint.encode()).decode(), "verifierKey": None}
    admin.ask(200, "POST", "/v1/log/verify", body=trust)


def refuse(nobody, admin, engineer, bystander):
    """Each status that can be brought about, told as it should be."""
    nobody.ask(401, "GET", "/v1/account")
    nobody.ask(401, "POST", "/v1/sign-in", body={"userPrincipalName": "no@body.com", "password": "a"})
    nobody.ask(401, "POST", "/v1/sign-in/code", body={"code": "0000", "newPassword": PASSWORD})
    nobody.ask(400, "POST", "/v1/sign-in", body={"userPrincipalName": "no@body.com"})
    more = {"userPrincipalName": "no@body.com", "password": "a", "more": 1}
    nobody.ask(400, "POST", "/v1/sign-in", body=more)
    for body, kind in (("{", None), ("[]", None), ("{}", "text/plain"), ('{"more": 1}', None)):
        admin.ask(400, "PATCH", "/v1/policy", body=body, kind=kind)
    admin.ask(400, "PATCH", "/v1/policy", body={"decideWithin": 1})
    for wrong in ({"limit": 0}, {"state": "no"}, {"more": 1}, {"after": "no"}):
        admin.ask(400, "GET", "/v1/requests", query=wrong)
    admin.ask(400, "GET", "/v1/changes", query={"wait": "61s"})
    for path in ("/v1/users", "/v1/notices", "/v1/events", "/v1/log", "/v1/notifications"):
        engineer.ask(403, "GET", path)
    for path in ("/v1/requests", "/v1/policy", "/v1/overview"):
        bystander.ask(403, "GET", path)
    admin.ask(404, "GET", "/v1/users/{user}", ["no@body.com"])
    admin.ask(404, "GET", "/v1/notices/{notice}/letter", ["no"])
    admin.ask(404, "GET", "/v1/log/leaves/{seq}", [10**6])
    admin.ask(405, "DELETE", "/v1/policy")
    user = admin.get("/v1/account")["userPrincipalName"]
    admin.ask(409, "POST", "/v1/users", body={"userPrincipalName": user, "displayName": "a", "side": "customer"})
    admin.ask(409, "PUT", "/v1/users/{user}/roles", [user], body={"roles": []})
    admin.ask(413, "POST", "/v1/mail-check", body="a" * (LONGEST_BODY + 1), kind="text/plain")
    admin.ask(414, "GET", "/v1/users/{user}", ["a" * 3000])
    admin.ask(422, "POST", "/v1/clock/advance", body={"by": 60})
    for key in ("", "k" * 256):
        admin.ask(422, "PATCH", "/v1/policy", body={}, key=key)


def systems(nobody, environment, lockboxd):
    """A system of the provider gets a token, and files with it."""
    said = run(environment, lockboxd, "client", "add", "ticketing", "--account", "eve@fabrikam.com")
    client, secret = (re.search(rf"^{name} +(\S+)$", said, re.MULTILINE)[1] for name in ("id", "secret"))
    form = "application/x-www-form-urlencoded"

    def ask(status, **fields):
        return nobody.ask(status, "POST", "/v1/token", body=urllib.parse.urlencode(fields), kind=form)

    wish = {"grant_type": "client_credentials", "client_id": client}
    token = ask(200, **wish, client_secret=secret, tenant="contoso.com")["access_token"]
    system = Client(nobody.description, nobody.service, token)
    assert system.get("/v1/account")["userPrincipalName"] == "eve@fabrikam.com"
    ask(400, grant_type="password")
    ask(401, **wish)
    for _ in range(5):
        ask(401, **wish, client_secret="wrong")
    ask(429, **wish, client_secret=secret)


def sign_in_and_out(nobody, user):
    who = {"userPrincipalName": user, "password": PASSWORD}
    token = nobody.ask(201, "POST", "/v1/sign-in", body=who)["token"]
    own = Client(nobody.description, nobody.service, token)
    own.ask(204, "POST", "/v1/sign-in/prove", body={"password": PASSWORD})
    own.ask(401, "POST", "/v1/sign-in/prove", body={"password": "wrong"})
    change = {"password": PASSWORD, "newPassword": PASSWORD + "!"}
    own.ask(400, "PUT", "/v1/password", body=change | {"newPassword": "short"})
    own.ask(204, "PUT", "/v1/password", body=change)
    own.ask(204, "POST", "/v1/sign-out")
    own.ask(401, "GET", "/v1/account")
    own.token = nobody.ask(201, "POST", "/v1/sign-in", body=who | {"password": PASSWORD + "!"})["token"]
    own.ask(204, "POST", "/v1/sign-out-everywhere")
    for _ in range(5):
        nobody.ask(401, "POST", "/v1/sign-in", body=who)
    nobody.ask(429, "POST", "/v1/sign-in", body=who)


def sign_in_by_id_token(description, lockboxd, environment, folder, user):
    with Issuer(folder) as issuer:
        more = {"LOCKBOXD_OIDC_ISSUER": issuer.name, "LOCKBOXD_OIDC_CLIENT_ID": "lockbox"}
        with Service(lockboxd, environment | more | {"LOCKBOXD_SIGN_IN_PASSWORD": "false"}) as service:
            nobody = Client(description, service)
            methods = nobody.get("/v1/sign-in/methods")
            assert methods["password"] is False and methods["oidc"]["issuer"] == issuer.name, methods
            proof = issuer.proof(user, "a" * 43)
            token = nobody.ask(201, "POST", "/v1/sign-in/oidc", body=proof)["token"]
            nobody.ask(401, "POST", "/v1/sign-in/oidc", body=proof)
            nobody.ask(400, "POST", "/v1/sign-in/oidc", body={"idToken": "a"})
            nobody.ask(422, "POST", "/v1/sign-in", body={"userPrincipalName": user, "password": PASSWORD})
            nobody.ask(422, "POST", "/v1/sign-in/code", body={"code": "0000", "newPassword": PASSWORD})
            own = Client(description, service, token)
            own.ask(204, "POST", "/v1/sign-in/prove", body=issuer.proof(user, "b" * 43))
            own.ask(401, "POST", "/v1/sign-in/prove", body=issuer.proof("no@body.com", "c" * 43))
            own.ask(422, "POST", "/v1/sign-in/prove", body={"password": PASSWORD})
            own.ask(422, "PUT", "/v1/password", body={"password": PASSWORD, "newPassword": PASSWORD + "!"})
            own.ask(204, "POST", "/v1/sign-out")


def real_store(description, lockboxd, folder):
    environment = environment_for(folder)
    init = ["init", "--tenant", "Contoso", "--domain", "contoso.com", "--admin", "ada@contoso.com"]
    code = code_of(environment, lockboxd, *init)
    with Service(lockboxd, environment) as service:
        nobody = Client(description, service)
        for path in ("/healthz", "/readyz", "/metrics", "/v1/info"):
            nobody.get(path)
        admin = nobody.redeemed(code)
        engineer, manager, bystander = (
            invited(admin, nobody, environment, lockboxd, name, side, role)
            for name, side, role in (
                ("eve@fabrikam.com", "provider", "engineer"),
                ("max@fabrikam.com", "provider", "manager"),
                ("bill@contoso.com", "customer", None),
            )
        )
        work(admin, engineer, manager)
        settle(admin)
        look(admin)
        assert bystander.get("/v1/changes", after=0)["value"]
        refuse(nobody, admin, engineer, bystander)
        systems(nobody, environment, lockboxd)
        sign_in_and_out(nobody, "eve@fabrikam.com")
        assert nobody.get("/v1/sign-in/methods") == {"password": True, "oidc": None}
        nobody.ask(422, "POST", "/v1/sign-in/oidc", body={"idToken": "a", "nonceVerifier": "a" * 43})
    sign_in_by_id_token(description, lockboxd, environment, folder, "ada@contoso.com")
    with Service(lockboxd, environment | {"LOCKBOXD_SIGN_IN_FRESH": "1s"}) as service:
        admin.service = service
        while admin.raw("PATCH", "/v1/policy", {})[0] == 200:
            pass  # until the sign-in is older than a second
        assert admin.ask(401, "PATCH", "/v1/policy", body={})["field"] == "password"


def demo_store(description, lockboxd, lockbox, folder):
    environment = environment_for(folder)
    run(environment, lockbox, "init", folder + "/store", "--demo", "--requests", "50")
    code = code_of(environment, lockboxd, "invite", DEMO_ADMIN)
    with Service(lockboxd, environment) as service:
        admin = Client(description, service).redeemed(code)
        before = admin.get("/v1/info")["now"]
        after = admin.ask(200, "POST", "/v1/clock/advance", body={"by": 7200})["now"]
        assert after > before
        look(admin)
        admin.ask(422, "POST", "/v1/test-mail", body={"to": "ada@example.com"})


def main():
    lockboxd, lockbox = sys.argv[1:]
    description = Exchanges()
    with tempfile.TemporaryDirectory() as folder:
        real_store(description, lockboxd, folder)
    with tempfile.TemporaryDirectory() as folder:
        demo_store(description, lockboxd, lockbox, folder)
    print(f"{description.count} questions were answered as they had to be")


if __name__ == "__main__":
    main()
