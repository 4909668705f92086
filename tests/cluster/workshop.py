"""A temporary folder with all that a test starts in it, as somebody without privileges, and ends without a trace."""

import contextlib
import os
import pathlib
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time


class Timeout(AssertionError):
    """What should have come to pass did not."""


def wait_for(what, seconds, look, pause=0.2):
    """The first true answer of `look`; its complaints of a moment are passed over."""
    deadline = time.monotonic() + seconds
    last = None
    while time.monotonic() < deadline:
        try:
            if found := look():
                return found
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            last = error
        time.sleep(pause)
    raise Timeout(f"{what}: not within {seconds} s ({last})")


def rows(text):
    """What psql and sqlite3 print with the ASCII separators."""
    return [row.split("\x1f") for row in text.rstrip("\n").split("\x1e") if row]


def free_ports(count):
    """Ports that nobody listens on, and that the system gives to no outgoing connection meanwhile."""
    found = []
    for port in random.SystemRandom().sample(range(20000, 32000), 12000):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            found.append(port)
        if len(found) == count:
            return found
    raise OSError("no port is free")


class Workshop:
    """Everything that was started stands below one folder, and is found there again to be ended."""

    def __init__(self, user="postgres"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lockbox-cluster-"))
        self.switch = ["setpriv", "--pdeathsig", "KILL"]
        self.owner = None
        if os.geteuid() == 0:
            entry = pwd.getpwnam(user)
            self.owner = (entry.pw_uid, entry.pw_gid)
            self.switch += [f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
        self.give(self.folder)
        self.environment = {
            "PATH": "/usr/lib/postgresql/15/bin:/usr/bin:/bin:/usr/sbin",
            "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
        }

    def give(self, path):
        if self.owner:
            os.chown(path, *self.owner)

    def make_folder(self, name):
        path = self.folder / name
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.give(path)
        return path

    def write(self, name, text, mode=0o600):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        self.give(path)
        return path

    def run(self, *command, text=None, environment=None, seconds=120):
        """What a command printed; its complaint, where it failed, as an OSError."""
        done = subprocess.run(
            [*self.switch, *map(str, command)],
            cwd=self.folder,
            env=self.environment | (environment or {}),
            input=text,
            text=True,
            capture_output=True,
            timeout=seconds,
        )
        if done.returncode:
            raise OSError(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
        return done.stdout

    def start(self, name, *command, environment=None):
        """A process that goes on; ends with this one. Only the main thread may start any: they end with it."""
        place = self.make_folder(name)
        with open(self.folder / f"{name}.log", "a", encoding="utf-8") as log:
            return subprocess.Popen(
                [*self.switch, *map(str, command)],
                cwd=place,
                env=self.environment | (environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def below(self, place):
        """The ids of all processes that stand in a folder: a server's own children, too."""
        found = []
        for entry in os.listdir("/proc"):
            with contextlib.suppress(OSError):
                if entry.isdigit():
                    stands = pathlib.Path(os.readlink(f"/proc/{entry}/cwd").removesuffix(" (deleted)"))
                    if stands == place or place in stands.parents:
                        found.append(int(entry))
        return found

    def kill_below(self, place):
        """Ends them as a power cut would, and sees that none is left."""

        def none_left():
            for process in self.below(place):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            return not self.below(place)

        wait_for(f"the end of what runs in {place}", 30, none_left, 0.05)

    def close(self, keep=False):
        self.kill_below(self.folder)
        if not keep:
            shutil.rmtree(self.folder)
