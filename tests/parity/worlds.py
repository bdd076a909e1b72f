#!/usr/bin/env python3
"""Plays random worlds of visitors in Go, in Express and in Fastify, which have to do the same in each step.

Some worlds are without revocation, some with it, some go on when the store is down. What happens there: requests,
several at a time, with logins, logouts and recalls in any order, a store that goes down, a clock that moves. A
difference is shown in the smallest world that has it.
"""

import argparse
import copy
import json
import random
import subprocess
import sys
from pathlib import Path

KINDS = {
    "without revocation": {"Revocation": False, "FailOpen": False},
    "with revocation": {"Revocation": True, "FailOpen": False},
    "with fail_open": {"Revocation": True, "FailOpen": True},
}
JARS = ["a", "b"]
USERS = ["1", "2", {"int": "1"}]
SPECIALS = [{"int": "9007199254740993"}, {"float": "1.5"}, {"bytes": "AAH/"}]
VALUES = ["p", True, None, *SPECIALS]
USER_KEY = "user_id"


class Player:
    """A program that plays a world a line."""

    def __init__(self, name: str, *command: str) -> None:
        """Start the program."""
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def play(self, world: dict) -> list:
        """Return what became of each step."""
        self.process.stdin.write(json.dumps(world) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} ended at {json.dumps(world)}")
        return json.loads(line)


def act(chance: random.Random, *, revocation: bool) -> list:
    """Return something that an application does to a session."""
    acts = [
        (3, ["get", chance.choice([USER_KEY, "x"])]),
        (4, ["set", USER_KEY, chance.choice(USERS)]),
        (3, ["set", "x", chance.choice(VALUES)]),
        (2, ["delete", chance.choice([USER_KEY, "x"])]),
        (2, ["clear"]),
        (3, ["login"]),
        (2, ["rotate"]),
        (2, ["lifetime", chance.choice([50, 100, 400, 500])]),
        (1 if revocation else 0, ["revoke"]),
    ]
    return chance.choices([what for _, what in acts], [weight for weight, _ in acts])[0]


def event(chance: random.Random, waits: list[int], *, revocation: bool) -> list:
    """Return something that happens beside the requests."""
    events = [["wait", chance.choice(waits)]]
    if revocation:
        recalls = [["recall", chance.choice(["1", "2"])], ["revoke", chance.choice(JARS)]]
        events += [*recalls, *recalls, ["down", chance.random() < 0.5]]
    return chance.choice(events)


def world_of(kind: str, chance: random.Random) -> dict:
    """Return a random world."""
    revocation = KINDS[kind]["Revocation"]
    ages = {"Longest": chance.choice([100, 400]), "Absolute": chance.choice([0, 0, 150, 1000])}
    steps, count = [], 0
    for _ in range(chance.randint(3, 9)):
        if chance.random() < 0.3:
            steps.append(event(chance, [1, 1, 30, 51, 60, 101], revocation=revocation))
            continue
        jar, names = chance.choice(JARS), [f"r{count}", f"r{count + 1}"][: chance.choice([1, 1, 2])]
        count += 2
        steps += [["open", name, jar] for name in names]
        for _ in range(chance.randint(0, 4)):
            steps.append(["do", chance.choice(names), act(chance, revocation=revocation)])
            if chance.random() < 0.15:
                steps.append(event(chance, [1], revocation=revocation))
        chance.shuffle(names)
        steps += [["end", name, jar] for name in names]
        steps.append(["down", False])
    return {"Start": 1_700_000_000, "MaxAge": 100, **ages, **KINDS[kind], "Steps": steps}


def difference(world: dict, players: list[Player]) -> tuple[int, dict] | None:
    """Return the first step that differs, and what each said."""
    told = {player.name: player.play(world) for player in players}
    # The page of an error may be stored nowhere, so it does not matter what it varies by: Go names the cookie.
    for steps in told.values():
        for step in steps:
            if isinstance(step, dict) and step["cache"] == "no-store":
                del step["vary"]
    for number in range(len(world["Steps"])):
        said = {name: steps[number] for name, steps in told.items()}
        if len({json.dumps(one, sort_keys=True) for one in said.values()}) > 1:
            return number, said
    return None


def shrunk(world: dict, players: list[Player]) -> dict:
    """Return the smallest world with a difference that is found by leaving steps out."""
    number = len(world["Steps"])
    while number > 0:
        number = min(number, len(world["Steps"])) - 1
        step, smaller = world["Steps"][number], copy.deepcopy(world)
        if step[0] == "end":
            continue
        del smaller["Steps"][number]
        if step[0] == "open":
            smaller["Steps"] = [s for s in smaller["Steps"] if s[0] not in ("do", "end") or s[1] != step[1]]
        if difference(smaller, players):
            world = smaller
    return world


def main() -> None:
    """Play, and say in how many worlds all did the same."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("go", help="the program of go/")
    parser.add_argument("package", type=Path, help="the folder of the Node package")
    parser.add_argument("seed", type=int)
    parser.add_argument("count", type=int, help="worlds of each kind")
    options = parser.parse_args()
    go, package, seed, count = options.go, str(options.package.resolve()), options.seed, options.count
    play = str(Path(__file__).with_name("play.cjs"))
    players = [
        Player("Go", go),
        Player("Express", "node", play, package, "express"),
        Player("Fastify", "node", play, package, "fastify"),
    ]
    chance, written = random.Random(seed), 0
    for kind in KINDS:
        for _ in range(count):
            world = world_of(kind, chance)
            if difference(world, players):
                world = shrunk(world, players)
                number, said = difference(world, players)
                sys.exit(
                    f"seed {seed}, {kind}: step {number} differs\n"
                    + "".join(f"  {json.dumps(step)}\n" for step in world["Steps"])
                    + "\n".join(f"  {name}: {json.dumps(one)}" for name, one in said.items())
                )
            ends = [step for step in players[0].play(world) if isinstance(step, dict)]
            written += sum("session" in end for end in ends)
    # Worlds in which nothing is written would agree as well.
    print(f"seed {seed}: {count * len(KINDS)} worlds, {written} sessions written, all alike")
    if written < count:
        sys.exit("too few sessions were written")


main()
