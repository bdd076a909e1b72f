"""Counts the checks of this family and prints what became of each; its last line is made from the counts."""

import traceback


class Report:
    """Passed, failed and skipped checks, each under the flavour of nginx it was made with. A quiet one is for broken twins."""

    def __init__(self, quiet=False):
        self.quiet, self.passed, self.failures, self.skips, self.flavour = quiet, 0, [], [], ""

    def say(self, text):
        if not self.quiet:
            print(text, flush=True)

    def check(self, name, holds, why=""):
        """Passes when `holds`; `why` is said when it does not."""
        full = f"{self.flavour}: {name}" if self.flavour else name
        if holds:
            self.passed += 1
            self.say(f"ok      {full}")
        else:
            self.failures.append(f"{full}: {why}")
            self.say(f"FAILED  {full}: {str(why)[:2000]}")
        return bool(holds)

    def equal(self, name, found, wanted):
        return self.check(name, found == wanted, f"found {found!r}, wanted {wanted!r}")

    def skip(self, name, why):
        self.skips.append(name)
        self.say(f"skipped {name}: {why}")

    def run(self, subject, function, *arguments):
        """A test that breaks off is one failed check and does not end the others."""
        try:
            function(*arguments)
        except Exception as error:  # noqa: BLE001 (a test may break off in any way)
            lines = "" if self.quiet else traceback.format_exc(limit=-4)
            self.check(f"{subject} runs to its end", False, f"{type(error).__name__}: {error}\n{lines}")

    def last_line(self):
        return f"{self.passed} passed, {len(self.failures)} failed, {len(self.skips)} skipped"
