"""Ends leaders and copies as a power cut would, in turn, and measures what the clients got meanwhile."""

import dataclasses
import time

from workshop import wait_for


@dataclasses.dataclass
class Figures:
    """What one round came to."""

    number: int
    what: str
    seconds: float
    decisions: float  # A second, over the whole round.
    in_peace: float  # The same after all was whole again.
    changes: float
    doubtful: int
    longest_gap: float


class Killer:
    """Each round: a copy and a leader, then all is brought up again, and a while of peace."""

    def __init__(self, store, copies, world, options, say):
        self.store = store
        self.copies = copies
        self.world = world
        self.options = options
        self.say = say

    def all_rounds(self):
        self.peace()
        return [self.round(number) for number in range(1, self.options.rounds + 1)]

    def peace(self):
        """Some changes must come through, however long that takes, and a while must pass."""
        self.wait_for_writes()
        until = time.monotonic() + self.options.quiet_seconds
        wait_for("peace", self.options.quiet_seconds + 60, self.keeping_up(lambda: time.monotonic() > until))

    def keeping_up(self, look):
        def look_and_keep_up():
            self.copies.keep_up()
            self.world.stop_if_surprised()
            return look()

        return look_and_keep_up

    def wait_for_writes(self):
        begun = time.monotonic_ns()

        def has_written():
            with self.world.lock:
                # Two: the first may have been on its way.
                return sum(end > begun for end, _, _ in self.world.writes[-100:]) > 1

        wait_for("an acknowledged change", 180, self.keeping_up(has_written), 0.1)

    def round(self, number):
        begun = time.monotonic_ns()
        copy = self.copies.all[(number - 1) % len(self.copies.all)]
        if self.options.hang:
            what = self.hang_patroni(copy)
        elif self.store.has_leader:
            what = self.kill_both(number, copy)
        else:
            what = copy.name
            copy.kill()
            time.sleep(0.5)
        copy.start()
        self.wait_for_writes()
        wait_for(f"{copy.name} to be ready", 180, lambda: copy.is_ready(self.world.certificate))
        wait_for("a whole cluster", 240, self.keeping_up(self.store.is_whole), 1)
        whole = time.monotonic_ns()
        self.peace()
        figures = self.measured(number, what, begun, whole)
        self.say(f"round {number}: {what} killed; {figures.longest_gap:.1f} s without a write")
        return figures

    def kill_both(self, number, copy):
        """By turns the copy first, while all is well, or in the middle of the failover."""
        leader = self.store.leader()
        if number % 2:
            copy.kill()
            self.wait_for_writes()
            leader.kill()
        else:
            leader.kill()
            time.sleep(3)
            copy.kill()
        self.wait_for_writes()
        leader.start()
        return f"{copy.name}, {leader.name}" if number % 2 else f"{leader.name}, {copy.name}"

    def hang_patroni(self, copy):
        """Its server goes on, and takes itself for the leader until patroni can tell it otherwise."""
        copy.kill()
        leader = self.store.leader()
        leader.pause()

        def has_other_leader():
            return self.store.leader() not in (None, leader)

        wait_for("another leader", 120, self.keeping_up(has_other_leader), 1)
        self.wait_for_writes()
        time.sleep(self.options.quiet_seconds)
        leader.go_on()
        return f"{copy.name}; patroni of {leader.name} hung"

    def measured(self, number, what, begun, whole):
        ended = time.monotonic_ns()
        with self.world.lock:
            writes = sorted(one for one in self.world.writes if begun <= one[0] <= ended)
        ends = [begun, *(end for end, _, _ in writes), ended]
        decided = [end for end, kind, _ in writes if kind == "decided"]
        seconds = (ended - begun) / 1e9
        return Figures(
            number=number,
            what=what,
            seconds=seconds,
            decisions=len(decided) / seconds,
            in_peace=sum(end > whole for end in decided) / ((ended - whole) / 1e9),
            changes=len(writes) / seconds,
            doubtful=sum(doubtful for _, _, doubtful in writes),
            longest_gap=max(b - a for a, b in zip(ends, ends[1:])) / 1e9,
        )
