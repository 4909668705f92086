"""The command line as a script uses it."""

import json
import subprocess


class Lockbox:
    """Runs `lockbox` on one store."""

    def __init__(self, program, store, env):
        self.program = program
        self.store = store
        self.env = env

    def init(self, tenant, domain, admin):
        self._run(["init", self.store, "--tenant", tenant, "--domain", domain, "--admin", admin])

    def run(self, *arguments, user):
        """The JSON that the command prints."""
        return json.loads(self._run(["--store", self.store, "--as", user, "--json", *arguments]))

    def _run(self, arguments):
        command = [self.program, *arguments]
        done = subprocess.run(command, env=self.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
                              check=False)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(command)}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout
