"""Counts the checks of this family and says what became of each."""


class Report:
    """Passed, failed and skipped checks. A failed one says why."""

    def __init__(self):
        self.passed, self.failed, self.skipped = 0, 0, 0

    def check(self, name, faults):
        """Passes when there are no faults; each is a text that says what is wrong and where."""
        faults = list(faults)
        if faults:
            self.failed += 1
            print(f"FAILED  {name}", flush=True)
            for fault in faults[:20]:
                print(f"        {fault}", flush=True)
        else:
            self.passed += 1
            print(f"ok      {name}", flush=True)

    def twin(self, name, faults):
        """Passes when there are faults: the gate was run on a planted one and has to find it."""
        self.check(f"twin: {name}", [] if list(faults) else ["the planted fault was not found"])

    def skip(self, name, why):
        self.skipped += 1
        print(f"skipped {name}: {why}", flush=True)

    def last_line(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
