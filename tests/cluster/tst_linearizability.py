"""Holds the checker of histories against right and wrong ones, and against a search through all orders."""

import itertools
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

import linearizability
from linearizability import HistoryError, Operation, fault, operation_of

A = {"verdict": "approved", "by": "ada"}
B = {"verdict": "denied", "by": "bob"}


def write(start, end, value, outcome="ok"):
    return Operation("w", "write", start, end, outcome, value)


def read(start, end, value):
    return Operation("r", "read", start, end, "ok", value)


def unknown(start, value, end=math.inf):
    return write(start, end, value, "unknown")


def refused(start, end, value):
    return write(start, end, value, "refused")


def failed(start, end):
    return write(start, end, None, "failed")


RIGHT = {
    "nothing happened": [],
    "nothing was written": [read(1, 2, None), failed(3, 4), read(5, 6, None)],
    "one write": [read(1, 2, None), write(3, 4, A), read(5, 6, A), refused(5, 6, A)],
    "reads during the write see either": [write(1, 9, A), read(2, 3, None), read(4, 5, A)],
    "a read that began before sees it late": [read(1, 9, A), write(2, 3, A)],
    "a read that began before saw nothing": [read(1, 9, None), write(2, 3, A)],
    "an end and a start at the same time": [write(1, 2, A), read(2, 3, None), read(2, 3, A)],
    "two raced": [write(1, 9, A), refused(1, 5, A), read(6, 7, A)],
    "an unknown one took effect": [unknown(1, A), read(2, 3, None), read(4, 5, A), refused(6, 7, A)],
    "an unknown one never did": [unknown(1, A), read(2, 3, None), write(4, 5, B), read(6, 7, B)],
    "an unknown one took effect after all had given up": [unknown(1, A), read(90, 91, None), read(95, 96, A)],
    "one of two unknown ones took effect": [unknown(1, A), unknown(2, B), read(3, 4, B), read(5, 6, B)],
    "an unknown one took effect before it ended": [unknown(1, A, 5), read(3, 4, A)],
    "an unknown one took effect after it had ended": [unknown(1, A, 5), read(9, 10, None), read(11, 12, A)],
    "what is known in part": [write(1, 2, A), read(3, 4, {"by": "ada"}), refused(3, 4, {})],
    "who waits for ever binds nobody": [Operation("r", "read", 1, math.inf, "unknown", None), write(2, 3, A)],
    "failures bind nobody": [write(1, 2, A), Operation("r", "read", 3, 4, "failed", None), failed(3, 4)],
}

WRONG = {
    "two acknowledged": [write(1, 2, A), write(3, 4, B)],
    "two acknowledged that raced": [write(1, 9, A), write(1, 9, B)],
    "the same acknowledged twice": [write(1, 2, A), write(3, 4, A)],
    "a stale read": [write(1, 2, A), read(3, 4, None)],
    "a stale read between right ones": [write(1, 2, A), read(3, 4, A), read(5, 6, None), read(7, 8, A)],
    "it vanished": [unknown(1, A), read(2, 3, A), read(4, 5, None)],
    "it vanished and another came": [write(1, 2, A), read(3, 4, B)],
    "another came in its place": [unknown(1, A), read(2, 3, A), write(4, 5, B)],
    "a refusal that names another": [write(1, 2, A), refused(3, 4, B)],
    "a refusal that names what nobody made": [refused(1, 2, A), read(3, 4, None)],
    "a read of what nobody made": [read(1, 2, A)],
    "a read of what failed": [failed(1, 2), read(3, 4, A)],
    "a refusal of what nobody wrote": [refused(1, 2, {})],
    "read before it was begun": [read(1, 2, A), write(3, 4, A)],
    "read before the unknown one was begun": [read(1, 2, A), unknown(3, A)],
    "readers that disagree": [unknown(1, A), unknown(1, B), read(2, 3, A), read(2, 3, B)],
    "readers that disagree in part": [unknown(1, {}), read(2, 3, {"by": "ada"}), read(2, 3, {"by": "bob"})],
    "in the wrong order during the write": [write(1, 9, A), read(2, 3, A), read(4, 5, None)],
    "both unknown ones took effect": [unknown(1, A), unknown(2, B), read(3, 4, A), read(5, 6, B)],
    "the acknowledged one gave way to an unknown one": [unknown(1, B), write(2, 3, A), read(4, 5, B)],
}


def fits(sequence):
    """Whether a write-once register would answer so, one after the other."""
    held = None
    for one in sequence:
        if one.operation == "write" and one.outcome in ("ok", "unknown"):
            if held is not None:
                return False
            held = one.value
        elif one.saw_value and held != one.value:
            return False
        elif one.saw_nothing and held is not None:
            return False
    return True


def keeps_time(sequence):
    return all(not later.latest < earlier.start for earlier, later in itertools.combinations(sequence, 2))


def found_by_search(operations):
    """Linearizable by the definition: some order, with some of the unknown ones."""
    certain = [one for one in operations if one.outcome in ("ok", "refused")]
    doubtful = [one for one in operations if one.may_be_written]
    for count in range(len(doubtful) + 1):
        for taken in itertools.combinations(doubtful, count):
            if any(keeps_time(s) and fits(s) for s in itertools.permutations([*certain, *taken])):
                return True
    return False


def random_operation(chance):
    start = chance.randrange(8)
    end = start + chance.randrange(5)
    value = chance.choice([A, B])
    kind = chance.randrange(10)
    if kind < 2:
        return write(start, end, value)
    if kind < 4:
        return unknown(start, value, chance.choice([end, math.inf]))
    if kind < 5:
        return refused(start, end, value)
    if kind < 6:
        return failed(start, end)
    return read(start, end, chance.choice([None, value]))


def line(register, operation, start, end, outcome, value):
    return {
        "client": 1,
        "register": register,
        "operation": operation,
        "start": start,
        "end": end,
        "outcome": outcome,
        "value": value,
    }


class TestLinearizability(unittest.TestCase):
    """The checker finds what is wrong, and nothing else."""

    def test_right(self):
        for name, operations in RIGHT.items():
            for order in (operations, operations[::-1]):
                with self.subTest(name):
                    self.assertIsNone(fault(order))

    def test_wrong(self):
        for name, operations in WRONG.items():
            for order in (operations, operations[::-1]):
                with self.subTest(name):
                    self.assertTrue(fault(order))

    def test_search_agrees(self):
        chance = random.Random(20261125)
        counts = {True: 0, False: 0}
        for _ in range(12_000):
            operations = [random_operation(chance) for _ in range(chance.randrange(1, 6))]
            expected = found_by_search(operations)
            self.assertEqual(fault(operations) is None, expected, [str(one) for one in operations])
            counts[expected] += 1
        # A test that only meets one kind would show nothing.
        self.assertGreater(min(counts.values()), 2000, counts)

    def test_search_agrees_on_the_tables(self):
        for table, expected in ((RIGHT, True), (WRONG, False)):
            for name, operations in table.items():
                # The search compares whole values only.
                whole = all(one.value in (None, A, B) for one in operations)
                if whole:
                    with self.subTest(name):
                        self.assertEqual(found_by_search(operations), expected)

    def test_what_is_no_history(self):
        good = line("x", "read", 1, 2, "ok", None)
        operation_of(json.dumps(good))
        for change in (
            {"end": 0},
            {"end": None},
            {"start": "1"},
            {"outcome": "perhaps"},
            {"outcome": "refused"},
            {"operation": "write"},
            {"operation": "erase"},
            {"value": "approved"},
        ):
            with self.subTest(change), self.assertRaises(HistoryError):
                operation_of(json.dumps(good | change))
        for text in ("{", "[]", "{}", json.dumps({k: v for k, v in good.items() if k != "start"})):
            with self.subTest(text), self.assertRaises(HistoryError):
                operation_of(text)


class TestProgram(unittest.TestCase):
    """The program's exit code tells."""

    def judged(self, *histories):
        with tempfile.TemporaryDirectory() as folder:
            names = []
            for number, lines in enumerate(histories):
                names.append(os.path.join(folder, str(number)))
                pathlib.Path(names[-1]).write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
            program = [sys.executable, "-B", linearizability.__file__, *names]
            return subprocess.run(program, text=True, capture_output=True, timeout=60)

    def test_right(self):
        # Two clients' histories are one; two registers are two.
        first = [line("one", "write", 1, 2, "ok", A), line("two", "read", 9, 10, "ok", None)]
        second = [line("one", "read", 3, 4, "ok", A), line("two", "write", 9, None, "unknown", B)]
        done = self.judged(first, second)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("4 operations on 2 registers: none not linearizable", done.stdout)

    def test_wrong(self):
        done = self.judged(
            [line("one", "write", 1, 2, "ok", A), line("two", "write", 1, 2, "ok", A)],
            [line("one", "read", 3, 4, "ok", A), line("two", "read", 3, 4, "ok", None)],
        )
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("two: lost or stale", done.stdout)
        self.assertNotIn("one:", done.stdout)

    def test_nothing_to_judge(self):
        self.assertEqual(self.judged().returncode, 2)
        self.assertEqual(self.judged([]).returncode, 2)
        self.assertEqual(self.judged([{}]).returncode, 2)


if __name__ == "__main__":
    unittest.main()
