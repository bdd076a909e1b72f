"""Counts checks and prints what became of each: the family's last line is made from it."""


class Report:
    """Passed, failed and skipped checks. A quiet one prints nothing, for broken twins."""

    def __init__(self, quiet=False):
        self.quiet, self.passed, self.failures, self.skips = quiet, 0, [], []

    def say(self, text):
        if not self.quiet:
            print(text, flush=True)

    def ok(self, name):
        self.passed += 1
        self.say(f"ok      {name}")

    def fail(self, name, why):
        self.failures.append(f"{name}: {why}")
        self.say(f"FAILED  {name}: {why}")

    def skip(self, name, why):
        self.skips.append(name)
        self.say(f"skipped {name}: {why}")

    def check(self, name, holds, why):
        """Passes when `holds`; `why` is said when it does not."""
        if holds:
            self.ok(name)
        else:
            self.fail(name, why)

    def last_line(self):
        return f"{self.passed} passed, {len(self.failures)} failed, {len(self.skips)} skipped"
