"""The header compiles by itself in every standard of C and C++, and its own example does what it says."""

import re
import shutil
import subprocess

import layout
from builds import WORK

COMPILERS = ("gcc", "clang")
STANDARDS = {
    "c": ("c89", "c99", "c11", "c17", "c2x"),
    "c++": ("c++98", "c++11", "c++14", "c++17", "c++20", "c++2b"),
}
TWICE = (
    '#include "cello_session.h"\n#include "cello_session.h"\nint unit(void);\nint unit(void) { return 0; }\n'
)
IGNORES = '#include "cello_session.h"\nvoid unit(cello_session *s);\nvoid unit(cello_session *s) { cello_session_set_lifetime(s, 1); }\n'


def check(report, header):
    for compiler in COMPILERS:
        if not shutil.which(compiler):
            report.skip(f"the header in every standard: {compiler}", f"there is no {compiler}")
            continue
        for language, standards in STANDARDS.items():
            for standard in standards:
                report.check(f"{compiler} -std={standard}", faults(compiler, language, standard, header.text))
        planted = header.text.replace("#endif /* CELLO_SESSION_H */", "// planted\n#endif")
        report.twin(f"{compiler}: a comment that C89 does not have", faults(compiler, "c", "c89", planted))
        planted = header.text.replace('extern "C" {', 'extern "C" { enum class planted { one };')
        report.twin(
            f"{compiler}: an enum that C++98 does not have", faults(compiler, "c++", "c++98", planted)
        )
        planted = header.text.replace("CELLO_SESSION_INFO_SIZE 80", "CELLO_SESSION_INFO_SIZE 72")
        report.twin(f"{compiler}: a size that is wrong, in C11", faults(compiler, "c", "c11", planted))
        report.twin(f"{compiler}: a size that is wrong, in C++11", faults(compiler, "c++", "c++11", planted))
        for language, standard in (("c", "c2x"), ("c++", "c++17")):
            ignored = faults(compiler, language, standard, header.text, IGNORES)
            report.twin(f"{compiler} -std={standard}: an answer that is ignored", ignored)
        quiet = "#define CELLO_SESSION_NODISCARD\n" + IGNORES
        report.check(
            f"{compiler}: the warning can be switched off", faults(compiler, "c", "c2x", header.text, quiet)
        )
        report.check(
            f"{compiler}: C17 has no such warning", faults(compiler, "c", "c17", header.text, IGNORES)
        )
    report.check("the example in the opening comment compiles and runs", example(header))


def faults(compiler, language, standard, text, source=TWICE):
    folder = WORK / "languages"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cello_session.h").write_text(text)
    (folder / "unit").write_text(source)
    warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
    command = [
        compiler,
        f"-std={standard}",
        *warnings,
        "-fsyntax-only",
        "-I",
        folder,
        "-x",
        language,
        folder / "unit",
    ]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    return ran.stderr.split("\n")[:6] if ran.returncode else []


def example(header):
    """A visitor without a cookie is nobody."""
    found = re.search(r"\n Example: .*?\n\n(.*?)\n\n Contract", header.opening, re.DOTALL)
    if not found:
        return ["there is no example"]
    before = [
        '  static const uint8_t secret[] = "an example secret of at least 32 bytes";',
        '  const char *header = "theme=dark; lang=en";',
        "  const size_t secret_len = sizeof secret - 1, header_len = strlen(header);",
        "  const uint64_t now = 1700000000;",
    ]
    printed = layout.compile_and_run(header, "example", layout.program("", [*before, found[1]]))
    return [] if printed == "nobody\n" else [f"it printed: {printed}"]
