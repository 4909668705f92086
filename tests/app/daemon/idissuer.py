"""An issuer of ID tokens on loopback: its keys and signatures are openssl's."""

import base64
import hashlib
import http.server
import json
import subprocess
import threading
import time


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Issuer:
    """Serves its document and its keys as long as it is entered."""

    def __init__(self, folder):
        self.key = folder + "/issuer.pem"
        openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", self.key)
        modulus = openssl("rsa", "-in", self.key, "-noout", "-modulus").decode().strip().split("=")[1]
        self.jwk = {"kid": "1", "kty": "RSA", "use": "sig", "e": "AQAB", "n": base64url(bytes.fromhex(modulus))}
        issuer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(issuer.page(self.path)).encode())

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.name = f"http://127.0.0.1:{self.server.server_port}"

    def page(self, path):
        if path == "/keys":
            return {"keys": [self.jwk]}
        return {"issuer": self.name, "jwks_uri": self.name + "/keys"}

    def proof(self, user, verifier):
        """An ID token for the client "lockbox", with its verifier: what a sign-in takes."""
        now = int(time.time())
        nonce = base64url(hashlib.sha256(verifier.encode()).digest())
        claims = {"iss": self.name, "sub": user, "aud": "lockbox", "iat": now, "exp": now + 300}
        claims |= {"auth_time": now, "nonce": nonce, "preferred_username": user}
        header = {"alg": "RS256", "kid": "1"}
        text = ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))
        signature = openssl("dgst", "-sha256", "-sign", self.key, data=text.encode())
        return {"idToken": text + "." + base64url(signature), "nonceVerifier": verifier}

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def openssl(*arguments, data=None):
    done = subprocess.run(["openssl", *arguments], input=data, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout
