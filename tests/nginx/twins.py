"""The broken twins: the module with one planted fault each, which the test that is there for it has to find.

A twin is a copy of bindings/nginx in which one text is replaced by another. A text that is not there any more fails, since
the twin would prove nothing.
"""

import concurrent.futures
import shutil
import subprocess

import flavours
import hostile
import login
import memory
import mistakes
import phases
import renewal
import require
import rotation
import statuses
import variables
import vectors
from report import Report
from stage import Stage

PLACE = flavours.ROOT / "target" / "nginx-test" / "twins"
READ = "    now = (uint64_t) ngx_time();\n\n    reading->status ="
REJECTED = "    case CELLO_SESSION_REJECTED:\n    case"
ACCESS = "    if (lcf->mode == NGX_HTTP_CELLO_SESSION_REQUIRED) {\n"

# Name, file, the text in it, the fault, the test that must find it, and what its finding says.
TWINS = [
    ("no_verification", "request", REJECTED, "    case CELLO_SESSION_REJECTED: reading->info.count = 1; return NGX_OK;\n    case",
     hostile, "all 10000 get 401"),
    ("no_verification_of_vectors", "request", REJECTED, "    case CELLO_SESSION_REJECTED: reading->info.count = 1; return NGX_OK;\n    case",
     vectors, "vector mac-"),
    ("crash", "request", REJECTED, "    case CELLO_SESSION_REJECTED: if (cookies.len > 4500) abort();\n    case", hostile, "exited on signal"),
    ("own_clock", "request", READ, READ.replace("ngx_time()", "1700000100"), statuses, "on, "),
    ("late_clock", "request", READ, READ.replace("ngx_time()", "ngx_time() + 1"), vectors, "vector time-"),
    ("twice", "request", "if (reading->signer == signer)", "if (0 && reading->signer == signer)", phases, "verifies 1 times"),
    ("eager", "access", "if (lcf->mode == NGX_HTTP_CELLO_SESSION_OFF\n",
     "if (lcf->signer) (void) ngx_http_cello_session_read(r, lcf->signer);\n    if (lcf->mode == NGX_HTTP_CELLO_SESSION_OFF\n",
     phases, "verifies 0 times"),
    ("token_in_the_log", "request", READ, '    ngx_log_debug1(NGX_LOG_DEBUG_HTTP, r->connection->log, 0, "cello: %V", &cookies);\n' + READ,
     statuses, "no log has"),
    ("leak_of_malloc", "access", ACCESS, "    (void) ngx_alloc(8, r->connection->log);\n" + ACCESS, memory, "come and go"),
    ("leak_in_the_connection", "access", ACCESS, "    (void) ngx_palloc(r->connection->pool, 8);\n" + ACCESS, memory, "connections that stay"),
    ("control_characters", "value", "if (ngx_http_cello_session_has_control(", "if (0 && ngx_http_cello_session_has_control(",
     variables, "no control character"),
    ("require_lets_0_through", "access", "value.data[0] == '0'", "value.data[0] == 'O'", require, "require: "),
    ("require_lets_blanks_through", "access", "((c) == ' ' ||", "((c) == 0 ||", require, "'flag': ' '"),
    ("loop", "login", "|| (path->len == sent.len", "|| (0 && path->len == sent.len", login, "is not sent to itself"),
    ("offers_a_password", "login", "    ngx_http_cello_session_clear_authenticate(r);\n", "", login, "offers no password"),
    ("first_slashes_stay", "login", "(*uri.data == '/' || *uri.data == '\\\\' || *uri.data <= ' ')", "0", login, "leads nowhere else"),
    ("half_escaped", "login", "NGX_ESCAPE_URI_COMPONENT", "NGX_ESCAPE_URI", login, "login: from "),
    ("overwrites_a_logout", "answer", "|| ngx_http_cello_session_is_set(", "|| 0 * ngx_http_cello_session_is_set(", renewal, "deletes it"),
    ("renews_always", "answer", "!reading->info.renewal_due", "reading->session == NULL", renewal, "a young session"),
    ("no_warning", "secret", "& (S_IROTH | S_IWOTH)", "& 0", mistakes, "of mode 644"),
    ("newline_counts", "secret", "secret->bytes[secret->len - 1] == LF", "secret->bytes[secret->len - 1] == 0x0b", rotation, ""),
]  # fmt: skip
# A step beyond memory, which only AddressSanitizer sees: several Cookie fields are joined in too small a place.
OVERFLOW = (
    "overflow",
    "request",
    "ngx_pnalloc(r->pool, len);",
    "ngx_pnalloc(r->pool, len - 1);",
    phases,
    "AddressSanitizer",
)


def run(report, upstream, good, asan):
    """`good` and `asan` are flavours of the right module."""
    shutil.rmtree(PLACE, ignore_errors=True)
    work = [(twin, good) for twin in TWINS] + [(OVERFLOW, asan)]
    report.flavour = "twins"
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        built = list(pool.map(lambda one: attempt(build, *one), work))
    for (twin, _), flavour in zip(work, built, strict=True):
        name, _, _, _, test, wanted = twin
        subject = f"{test.__name__} finds the twin {name}"
        if isinstance(flavour, Exception):
            report.check(subject, False, flavour)
            continue
        found = Report(quiet=True)
        # A leak shows as well in a third of the requests, against a third of the bound.
        more = [memory.REQUESTS // 3] if test is memory else []
        found.run("it", test.run, Stage(flavour, upstream, found), *more)
        hits = [failure for failure in found.failures if wanted in failure]
        report.check(
            subject, hits, f"it said {found.last_line()}, nothing of {wanted!r}: {found.failures[:3]}"
        )
    shutil.rmtree(PLACE, ignore_errors=True)


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (LookupError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        return error


def build(twin, flavour):
    """The module with the fault, from what the flavour's own build left: only the changed file is compiled."""
    name, file, right, wrong, _, _ = twin
    place, tree = PLACE / name, flavour.module.parent / "tree"
    shutil.copytree(flavours.ROOT / "bindings" / "nginx", place)
    source = place / "src" / f"ngx_http_cello_session_{file}.c"
    text = source.read_text(encoding="utf-8")
    if right not in text:
        raise LookupError(f"{source.name} has no {right!r} any more")
    source.write_text(text.replace(right, wrong), encoding="utf-8")
    (place / "tree").mkdir()
    (place / "tree" / "src").symlink_to(tree / "src")
    shutil.copytree(tree / "objs", place / "tree" / "objs", ignore=shutil.ignore_patterns("nginx", "*.so"))
    makefile = place / "tree" / "objs" / "Makefile"
    # What a compiler says of a fault is not the question here.
    text = makefile.read_text(encoding="utf-8").replace(str(flavours.ROOT / "bindings" / "nginx"), str(place))
    makefile.write_text(text.replace("-Werror ", ""), encoding="utf-8")
    module = f"objs/{flavours.MODULE}"
    command = ["make", "-f", "objs/Makefile", module]
    done = subprocess.run(command, cwd=place / "tree", capture_output=True, timeout=300, check=False)
    if done.returncode != 0:
        raise RuntimeError((done.stdout + done.stderr).decode()[-1500:])
    return flavour.with_module(name, place / "tree" / module)
