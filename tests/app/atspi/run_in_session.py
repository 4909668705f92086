#!/usr/bin/python3
"""Runs a test with a display that nobody sees, a session bus and an accessibility bus of its own, and cleans up after it.

    run_in_session.py PROGRAM ARGUMENT...
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

BUS_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


def need(program):
    path = program if os.path.isabs(program) and os.path.exists(program) else shutil.which(program)
    if not path:
        sys.exit(f"{program} is missing; tests/packages.txt lists what the tests need")
    return path


def start_display(env):
    """Xvfb picks a free number itself and tells it. Without -noreset it starts anew when its last client leaves, and turns away who comes
    just then."""
    read_end, write_end = os.pipe()
    display = subprocess.Popen(
        [need("Xvfb"), "-displayfd", str(write_end), "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write_end], env=env, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        number = pipe.readline().strip()
    if not number:
        sys.exit("Xvfb did not start")
    return display, f":{number}"


def stop(process):
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def clean_environment(home):
    """Nothing of the person who runs the tests gets in; nothing gets out."""
    kept = ("PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LD_LIBRARY_PATH")
    env = {key: os.environ[key] for key in kept if key in os.environ}
    run = os.path.join(home, "run")
    os.makedirs(run, mode=0o700)
    env.update(HOME=home, XDG_RUNTIME_DIR=run, XDG_DATA_HOME=os.path.join(home, "data"),
               XDG_CONFIG_HOME=os.path.join(home, "config"), XDG_CACHE_HOME=os.path.join(home, "cache"),
               LC_ALL="C.UTF-8", TZ="Europe/Berlin", QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
               QT_ACCESSIBILITY="1", NO_AT_BRIDGE="0", GSETTINGS_BACKEND="memory", PYTHONDONTWRITEBYTECODE="1")
    return env


def accessibility_bus_answers():
    from gi.repository import Gio, GLib
    try:
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                          Gio.DBusCallFlags.NO_AUTO_START, 2000, None)
        return True
    except GLib.Error:
        return False


def inside():
    """What runs within dbus-run-session: the accessibility bus, then the test."""
    launcher = next((path for path in BUS_LAUNCHERS if os.path.exists(path)), None) or need("at-spi-bus-launcher")
    bus = subprocess.Popen([launcher, "--launch-immediately"], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 20
        while not accessibility_bus_answers():
            if time.monotonic() > end:
                sys.exit("the accessibility bus did not come up")
            time.sleep(0.1)
        return subprocess.run(sys.argv[2:], check=False).returncode
    finally:
        stop(bus)


def outside():
    with tempfile.TemporaryDirectory(prefix="lockbox-atspi-") as home:
        env = clean_environment(home)
        display, env["DISPLAY"] = start_display(env)
        session = subprocess.Popen(
            [need("dbus-run-session"), "--", sys.executable, os.path.abspath(__file__), "--inside", *sys.argv[1:]],
            env=env, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            return session.wait(240)
        finally:
            if session.poll() is None:
                os.killpg(session.pid, signal.SIGTERM)
            stop(session)
            stop(display)


if __name__ == "__main__":
    sys.exit(inside() if sys.argv[1:2] == ["--inside"] else outside())
