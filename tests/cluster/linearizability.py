"""Judges histories of write-once registers: could one register have answered so?

    linearizability.py HISTORY…

A history is a text of JSON lines, one for each operation:

    {"client": 7, "register": "4f0c… decision", "operation": "write", "start": 12, "end": 19,
     "outcome": "ok", "value": {"verdict": "approved", "by": "ada@contoso.com"}}

`operation` is `write` (a decision) or `read`. `start` and `end` are times of one clock, in any unit;
`end` is null where no answer ever came. `outcome` is

    ok        a write was done, and wrote `value`; a read gave `value`, null where nothing was written
    refused   a write was not done, because `value` had been written already
    failed    it was not done, for a reason that tells nothing of the register
    unknown   a write of `value` may have been done, or will be, also after `end`; nobody knows

A value is an object of what is known of it: {} is a value of which nothing is known. Two that say
nothing different may be the same.

Exit codes: 0 linearizable, 1 not (each register with what is wrong), 2 no history.
"""

import collections
import dataclasses
import json
import math
import sys


@dataclasses.dataclass(frozen=True)
class Operation:
    """One call of one client, with its answer."""

    client: object
    operation: str
    start: float
    end: float
    outcome: str
    value: dict | None

    @property
    def latest(self):
        """It doesn't happen after that. What nobody knows of may still be on its way."""
        return math.inf if self.outcome == "unknown" else self.end

    @property
    def is_written(self):
        return self.operation == "write" and self.outcome == "ok"

    @property
    def may_be_written(self):
        return self.operation == "write" and self.outcome == "unknown"

    @property
    def saw_value(self):
        return self.outcome == "refused" or (self.is_read and self.value is not None)

    @property
    def saw_nothing(self):
        return self.is_read and self.value is None

    @property
    def is_read(self):
        return self.operation == "read" and self.outcome == "ok"

    def __str__(self):
        said = "nothing" if self.value is None else json.dumps(self.value)
        end = "…" if self.end == math.inf else self.end
        return f"client {self.client}: {self.operation} {self.outcome} {said} [{self.start}, {end}]"


class HistoryError(ValueError):
    """What is no history, and so can't be judged."""


def operation_of(line):
    """The register and the operation that a line tells of."""
    try:
        entry = json.loads(line)
        end = math.inf if entry["end"] is None else entry["end"]
        operation = Operation(
            entry["client"], entry["operation"], entry["start"], end, entry["outcome"], entry["value"]
        )
        register = entry["register"]
    except (ValueError, KeyError, TypeError) as error:
        raise HistoryError(f"no operation: {line.strip()[:200]} ({error!r})") from error
    complain_of_form(operation, line)
    return register, operation


def complain_of_form(one, line):
    kinds = {"write": ("ok", "refused", "failed", "unknown"), "read": ("ok", "failed", "unknown")}
    if one.outcome not in kinds.get(one.operation, ()):
        raise HistoryError(f"no such operation or outcome: {line.strip()[:200]}")
    if not all(isinstance(time, (int, float)) for time in (one.start, one.end)) or not one.start <= one.end:
        raise HistoryError(f"ends before it starts: {line.strip()[:200]}")
    if one.end == math.inf and one.outcome in ("ok", "refused"):
        raise HistoryError(f"answered, but without an end: {line.strip()[:200]}")
    needs_value = one.operation == "write" and one.outcome != "failed"
    if not (isinstance(one.value, dict) or (one.value is None and not needs_value)):
        raise HistoryError(f"no value: {line.strip()[:200]}")


def read_history(lines):
    """The operations by their registers."""
    registers = collections.defaultdict(list)
    for line in lines:
        if line.strip():
            register, operation = operation_of(line)
            registers[register].append(operation)
    return registers


def contradiction(operations):
    """What the values of operations say differently of one value; None where they can be one."""
    said = {}
    for one in operations:
        for field, content in one.value.items():
            before = said.setdefault(field, (content, one))
            if before[0] != content:
                return f"{field} differs between {before[1]} and {one}"
    return None


def judged_with(write, operations):
    """What is wrong if it was this write that was done; None where nothing is."""
    observers = [one for one in operations if one.saw_value]
    differs = contradiction([write, *observers])
    if differs:
        return differs
    latest = max([write, *(one for one in operations if one.saw_nothing)], key=lambda one: one.start)
    earliest = min([write, *observers], key=lambda one: one.latest)
    if latest.start <= earliest.latest:
        return None
    if earliest is write:
        return f"lost or stale: {latest}, after {write}"
    return f"seen before it was there, or gone again: {latest}, after {earliest}"


def fault(operations):
    """What is wrong with one register's history; None where it is linearizable.

    Linearizable means: each operation has a moment between its start and its end, at which it happens
    as a whole, and in the order of these moments each answer is that of a register that nobody wrote
    at first and that takes one write only (Herlihy & Wing, 1990). What nobody knows of may happen or
    not. Finding the moments takes a search in general; for this register there is a closed form.

    At most one write happens. Without any, nobody may have seen a value, and reads that saw nothing
    fit anywhere. So let W be the write that happens, at the moment t. Operations that saw a value must
    have their moments at t or later, which they can exactly if their end is not before t; those that
    saw nothing at t or earlier, which they can exactly if their start is not after t; the others bind
    nobody. W itself asks for start(W) <= t <= end(W). These conditions don't mention each other's
    moments (two operations at one moment have either order), so they can all be met exactly if some t
    is at or after each such start and at or before each such end, that is: if the latest of the starts
    is not after the earliest of the ends. What was seen must be W's value besides. A write that was
    acknowledged did happen, so W is that one, and two of them can't be; else W is one of those that
    nobody knows of, and each is tried.
    """
    written = [one for one in operations if one.is_written]
    if len(written) > 1:
        return f"written twice: {written[0]} and {written[1]}"
    if written:
        return judged_with(written[0], operations)
    observers = [one for one in operations if one.saw_value]
    if not observers:
        return None
    candidates = [one for one in operations if one.may_be_written]
    faults = [judged_with(one, operations) for one in candidates]
    if not faults:
        return f"nobody wrote what was seen: {observers[0]}"
    return None if None in faults else "; or ".join(faults)


def faults_of(registers):
    """The registers whose histories are not linearizable, each with what is wrong."""
    found = {register: fault(operations) for register, operations in registers.items()}
    return {register: what for register, what in found.items() if what}


def main(names):
    if not names or names[0] in ("-h", "--help"):
        print(__doc__.strip())
        return 0 if names else 2
    try:
        registers = collections.defaultdict(list)
        for name in names:
            with open(name, encoding="utf-8") as lines:
                for register, operations in read_history(lines).items():
                    registers[register] += operations
        if not registers:
            raise HistoryError("there is no operation in it")
    except (OSError, HistoryError) as error:
        print(f"linearizability: {error}", file=sys.stderr)
        return 2
    found = faults_of(registers)
    for register, what in found.items():
        print(f"{register}: {what}")
    count = sum(map(len, registers.values()))
    print(f"{count} operations on {len(registers)} registers: {len(found) or 'none'} not linearizable")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
