"""The nginx servers that the module is tested with: Debian's, a current one, and the current one under AddressSanitizer."""

import os
import pathlib
import subprocess
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILT = ROOT / "target" / "nginx"
SOURCE = ROOT / "target" / "nginx-test" / "source"
CLOCK = ROOT / "target" / "nginx-test" / "clock.so"
MODULE = "ngx_http_cello_session_module.so"
CONFIGURE = (
    "--with-debug --with-threads --with-http_ssl_module --with-http_v2_module --with-http_auth_request_module"
    " --with-http_addition_module --with-http_realip_module"
)
# gcc brings its own runtime wherever it is installed. NGX_DEBUG_PALLOC gives each allocation of a pool a malloc of its
# own, so that a step beyond it is seen.
SANITIZE = "--with-cc-opt='-fsanitize=address,signed-integer-overflow -O1 -g -fno-omit-frame-pointer -DNGX_DEBUG_PALLOC=1' --with-ld-opt=-fsanitize=address,signed-integer-overflow"
# nginx frees little when it ends, and a preloaded clock stands before the run-time.
ASAN_OPTIONS = "detect_leaks=0:detect_odr_violation=0:verify_asan_link_order=0:abort_on_error=1"


@dataclass
class Flavour:
    name: str
    binary: str
    module: pathlib.Path
    asan: bool = False
    environment: dict = field(default_factory=dict)

    def __post_init__(self):
        self.environment = {
            "PATH": os.environ["PATH"],
            "TZ": "UTC",
            "LD_PRELOAD": str(CLOCK),
            "ASAN_OPTIONS": ASAN_OPTIONS,
        }

    def with_module(self, name, module):
        """The same nginx with another build of the module: a broken twin."""
        return Flavour(name, self.binary, module, self.asan)


def make(*arguments):
    done = subprocess.run(
        ["make", "--no-print-directory", "nginx", *arguments],
        cwd=ROOT,
        capture_output=True,
        timeout=600,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(
            f"make nginx {' '.join(arguments)}: {(done.stdout + done.stderr).decode()[-3000:]}"
        )


def build_clock():
    CLOCK.parent.mkdir(parents=True, exist_ok=True)
    source = ROOT / "tests" / "nginx" / "clock.c"
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", CLOCK, source], check=True, timeout=60)


def debian():
    make()
    return Flavour("debian", "/usr/sbin/nginx", BUILT / "installed" / MODULE)


def current():
    return from_source("current", CONFIGURE)


def asan():
    flavour = from_source("asan", f"{CONFIGURE} {SANITIZE}")
    flavour.asan = True
    return flavour


def from_source(name, configure):
    """`make nginx` builds the module, and the server of the same tree beside it."""
    make(f"NGINX_SOURCE={SOURCE}", f"NGINX_NAME={name}", "NGINX_BINARY=yes", f"NGINX_CONFIGURE={configure}")
    return Flavour(name, str(BUILT / name / "nginx"), BUILT / name / MODULE)
