"""The nginxes of the benchmark: an application, one without modules for "plain", and one for each module that is measured."""

import hashlib
import hmac
import http.client
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
MODULE = ROOT / "target/nginx/installed/ngx_http_cello_session_module.so"
TOOL = ROOT / "target/bin/cello-session"
MODULES = Path("/usr/lib/nginx/modules")
SECRET = b"a secret that only the benchmark uses, of 32 bytes and more"

APPLICATION = """
worker_processes 1; worker_cpu_affinity 10; pid application.pid; error_log application.log error;
events {}
http {
    access_log off; keepalive_requests 10000000;
    client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp; uwsgi_temp_path temp; scgi_temp_path temp;
    server {
        listen 127.0.0.1:@PORT@;
        location = /check { return 204; }
        location / { return 200 "hello\\n"; }
    }
}
"""

HEADERS = "proxy_set_header X-User {}; proxy_set_header X-Role {}; proxy_pass http://application/;"
CONSTANTS = HEADERS.format("alice", "admin")
VARIABLES = HEADERS.format("$cello_session_value_user_id", "$cello_session_value_role")

PLAIN = {
    "plain": f"location = /plain {{ {CONSTANTS} }}",
    "plain, file": "location = /file { try_files /file.txt =404; add_header X-User alice; add_header X-Role admin; }",
}
CHECKED = {
    "ours": f"location = /ours {{ cello_session required; {VARIABLES} }}",
    "ours, file": """location = /our_file { cello_session required; try_files /file.txt =404;
        add_header X-User $cello_session_value_user_id; add_header X-Role $cello_session_value_role; }""",
    "auth_request, local": f"""location = /local {{ auth_request /nothing; {CONSTANTS} }}
        location = /nothing {{ internal; return 204; }}""",
    "auth_request, proxied": f"""location = /proxied {{ auth_request /check; {CONSTANTS} }}
        location = /check {{ internal; proxy_pass_request_body off; proxy_set_header Content-Length "";
            proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass http://application/check; }}""",
}
LUA = f"""location = /lua {{ access_by_lua_block {{ session.check() }} {CONSTANTS} }}"""
NJS = f"""location = /njs {{ if ($njs_session = "") {{ return 401; }} {CONSTANTS} }}"""


class Servers:
    """Starts what is needed; `urls` and `workers` (process ids) by the name of a way, `cookie` with a valid token."""

    def __enter__(self):
        self.nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        if not (self.nginx and shutil.which("wrk")):
            raise SystemExit("the benchmark needs nginx and wrk: apt-get install nginx wrk")
        self.place = Path(tempfile.mkdtemp())
        self.place.chmod(0o755)
        self.started, self.urls, self.workers, self.all_workers = [], {}, {}, []
        try:
            self.start_all()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in self.started:
            process.terminate()
        for process in self.started:
            process.wait(20)
        shutil.rmtree(self.place)

    def start_all(self):
        said = subprocess.run([self.nginx, "-v"], check=True, capture_output=True, text=True).stderr
        self.version = said.strip().rpartition(": ")[2]
        (self.place / "temp").mkdir()
        (self.place / "file.txt").write_text("hello\n")
        secret = self.place / "session.secret"
        secret.touch(0o600)
        secret.write_bytes(SECRET)
        sign = [TOOL, "sign", "--secret-file", secret, "user_id=alice", "role=admin"]
        token = subprocess.run(sign, check=True, capture_output=True, text=True).stdout.strip()
        self.cookie = f"session_id={token}"
        self.application, _ = self.start("application", APPLICATION)
        self.start_front("plain", "", "", PLAIN)
        module = f"load_module {MODULE};\n"
        self.start_front("checked", module, "cello_session_secret_file session.secret;\n", CHECKED)
        self.start_comparisons()

    def start_comparisons(self):
        """The modules that are there, each in an nginx of its own, since even an idle one costs each request a little."""
        if (MODULES / "ngx_http_lua_module.so").exists():
            load = (
                f"load_module {MODULES}/ndk_http_module.so;\nload_module {MODULES}/ngx_http_lua_module.so;\n"
            )
            self.fill(HERE / "session.lua")
            http = f'lua_package_path "{self.place}/?.lua;;";\ninit_by_lua_block {{ session = require "session" }}\n'
            self.start_front("lua", load, http, {"lua": LUA})
        if (MODULES / "ngx_http_js_module.so").exists():
            load = f"load_module {MODULES}/ngx_http_js_module.so;\n"
            self.fill(HERE / "session.js")
            http = f"js_path {self.place};\njs_import session.js;\njs_set $njs_session session.check;\n"
            self.start_front("njs", load, http, {"njs": NJS})

    def fill(self, source):
        pseudo_random_key = hmac.digest(b"cello-session/1", SECRET, hashlib.sha256)
        mac_key = hmac.digest(pseudo_random_key, b"session_id\x01", hashlib.sha256)
        (self.place / source.name).write_text(source.read_text().replace("@MAC_KEY@", mac_key.hex()))

    def start_front(self, name, load, http, ways):
        template = (HERE / "front.conf").read_text()
        filled = {"LOAD": load, "NAME": name, "HTTP": http, "LOCATIONS": "\n".join(ways.values())}
        for key, value in {**filled, "APPLICATION_PORT": self.application}.items():
            template = template.replace(f"@{key}@", str(value))
        port, worker = self.start(name, template)
        for way, location in ways.items():
            self.urls[way] = f"http://127.0.0.1:{port}{location.split()[2]}"
            self.workers[way] = worker

    def start(self, name, configuration):
        """Starts an nginx and returns its port and the process id of its worker."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        path = self.place / f"{name}.conf"
        path.write_text(configuration.replace("@PORT@", str(port)))
        command = [
            self.nginx,
            "-p",
            self.place,
            "-c",
            path,
            "-e",
            self.place / f"{name}.log",
            "-g",
            "daemon off;",
        ]
        process = subprocess.Popen(command)
        self.started.append(process)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and process.poll() is None:
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            with socket.socket() as probe:
                if children and probe.connect_ex(("127.0.0.1", port)) == 0:
                    self.all_workers.append(int(children[0]))
                    return port, int(children[0])
            time.sleep(0.05)
        raise SystemExit(f"the nginx '{name}' did not start: {(self.place / f'{name}.log').read_text()}")

    def check_refusals(self):
        """Before anything is measured: every way that checks answers 401 to a forged cookie, and 200 to the real one."""
        middle = len(self.cookie) // 2
        forged = (
            self.cookie[:middle] + ("B" if self.cookie[middle] == "A" else "A") + self.cookie[middle + 1 :]
        )
        for way, url in self.urls.items():
            wanted = 200 if way.startswith(("plain", "auth_request")) else 401
            for cookie, status in (self.cookie, 200), (forged, wanted):
                host, _, path = url.removeprefix("http://").partition("/")
                connection = http.client.HTTPConnection(host, timeout=10)
                connection.request("GET", f"/{path}", headers={"Cookie": cookie})
                answered = connection.getresponse().status
                connection.close()
                if answered != status:
                    raise SystemExit(f"{way} answers {answered} and should answer {status}")
