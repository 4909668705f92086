"""Sees and uses a program as a screen reader does: over the accessibility bus, by names and actions, never by coordinates."""

import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

# What a person would call "use it", the most telling first.
USING = ("press", "toggle", "activate", "select", "click", "jump")


class Lost(Exception):
    """Something that should be there, or happen, did not."""


def name_of(node):
    try:
        return node.get_name() or ""
    except GLib.Error:
        return ""


def states_of(node):
    try:
        return node.get_state_set()
    except GLib.Error:
        return Atspi.StateSet()


def is_(node, state):
    return states_of(node).contains(state)


def actions_of(node):
    try:
        action = node.get_action_iface()
        return [action.get_action_name(i).lower() for i in range(action.get_n_actions())] if action else []
    except GLib.Error:
        return []


def children_of(node):
    try:
        found = [node.get_child_at_index(i) for i in range(node.get_child_count())]
    except GLib.Error:
        return []
    return [child for child in found if child is not None]


def walk(node, depth=0):
    """The node and all below it that can be seen, from top to bottom."""
    yield node, depth
    for child in children_of(node):
        if is_(child, Atspi.StateType.SHOWING):
            yield from walk(child, depth + 1)


def dump(node):
    lines = []
    for one, depth in walk(node):
        try:
            marks = [word for word, state in (("checked", Atspi.StateType.CHECKED), ("selected", Atspi.StateType.SELECTED),
                                              ("focused", Atspi.StateType.FOCUSED)) if is_(one, state)]
            if not is_(one, Atspi.StateType.ENABLED):
                marks.append("disabled")
            lines.append(f"{'  ' * depth}{one.get_role_name()} {name_of(one)!r} {' '.join(marks)} {actions_of(one) or ''}".rstrip())
        except GLib.Error as gone:
            lines.append(f"{'  ' * depth}(gone: {gone.message})")
    return "\n".join(lines)


class ScreenReader:
    """One running program, found on the bus by its process."""

    def __init__(self, process, patience=20):
        self.process = process
        self.patience = patience
        self.app = self.until("the program is on the accessibility bus", self._own_application)

    def _own_application(self):
        desktop = Atspi.get_desktop(0)
        for child in children_of(desktop):
            try:
                if child.get_process_id() == self.process.pid and child.get_child_count() > 0:
                    child.set_cache_mask(Atspi.Cache.NONE)
                    return child
            except GLib.Error:
                continue
        return None

    def until(self, what, look, patience=None):
        """Looks again and again until `look` answers; then gives up and shows what is there instead."""
        end = time.monotonic() + (patience or self.patience)
        while True:
            if self.process.poll() is not None:
                raise Lost(f"waiting until {what}: the program ended with {self.process.returncode}")
            answer = look()
            if answer:
                return answer
            if time.monotonic() > end:
                shown = dump(self.app) if hasattr(self, "app") else "(no program)"
                raise Lost(f"waited {patience or self.patience} s until {what}. What is there:\n{shown}")
            self._breathe()

    @staticmethod
    def _breathe():
        context = GLib.MainContext.default()
        while context.pending():
            context.iteration(False)
        time.sleep(0.05)

    def named(self, name, usable=False, exact=True):
        """What can be seen and has this name (or, not exact, a name with this in it)."""
        wanted = name.casefold()
        found = []
        for node, _ in walk(self.app):
            own = name_of(node).casefold()
            if own != wanted if exact else wanted not in own:
                continue
            if usable and not (is_(node, Atspi.StateType.ENABLED) and self._way_to_use(node) is not None):
                continue
            found.append(node)
        return found

    @staticmethod
    def _way_to_use(node):
        actions = actions_of(node)
        for way in USING:
            for index, action in enumerate(actions):
                if way in action:
                    return index
        return None

    def sees(self, name, exact=True):
        return bool(self.named(name, exact=exact))

    def wait_for(self, name, exact=True, patience=None):
        return self.until(f"'{name}' can be seen", lambda: self.named(name, exact=exact), patience)[0]

    def wait_gone(self, name, usable=False):
        self.until(f"'{name}' is gone", lambda: not self.named(name, usable=usable))

    def use(self, name, exact=True):
        """Does what a click on the control of this name does. There must be one only; a row counts once."""

        def unmistakable():
            found = self.named(name, usable=True, exact=exact)
            return found if found else None

        found = self.until(f"'{name}' can be used", unmistakable)
        if exact and len(found) > 1:
            raise Lost(f"{len(found)} controls are called '{name}', nobody can tell which is meant:\n{dump(self.app)}")
        node = found[0]
        if not node.get_action_iface().do_action(self._way_to_use(node)):
            raise Lost(f"'{name}' refused to be used:\n{dump(self.app)}")

    def check(self, name, on=True):
        """Brings a check box, radio button or toggle into a state, and sees it there."""
        node = self.until(f"'{name}' can be used", lambda: self.named(name, usable=True))[0]
        if is_(node, Atspi.StateType.CHECKED) != on:
            node.get_action_iface().do_action(self._way_to_use(node))
        self.until(f"'{name}' is {'on' if on else 'off'}", lambda: is_(node, Atspi.StateType.CHECKED) == on)

    def write(self, name, text):
        """Types into the field of this name."""

        def field():
            return [node for node in self.named(name) if node.get_editable_text_iface() is not None]

        node = self.until(f"the field '{name}' can be written in", field)[0]
        if not node.get_editable_text_iface().set_text_contents(text):
            raise Lost(f"the field '{name}' takes no text:\n{dump(self.app)}")
        self.until(f"the field '{name}' holds what was typed",
                   lambda: Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)) == text)
