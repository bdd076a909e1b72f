#!/usr/bin/env python3
"""A tiny application behind nginx: it logs people in, and otherwise believes the two headers that nginx sets.

`application.py TOOL SECRET_FILE` serves on a free port of 127.0.0.1 and prints it. Sessions are signed by the tool
cello-session; an application would use the library of its language.
"""

import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

ROLES = {"alice": "admin", "bob": "reader"}


class Application(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.partition("?")[0] == "/login":
            self.answer(200, "Send your name to this page.\n")
        else:
            user, role = self.headers.get("X-User", ""), self.headers.get("X-Role", "")
            self.answer(200, f"This is {self.path} for {user}, who is {role or 'nobody special'}.\n")

    def do_POST(self):
        fields = parse_qs(self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode())
        user, seconds = fields["user"][0], fields.get("seconds", ["3600"])[0]
        # Here an application checks a password.
        token = sign(user, ROLES.get(user, ""), seconds)
        self.answer(
            200,
            f"Welcome, {user}.\n",
            f"session_id={token}; Path=/; Max-Age={int(seconds)}; HttpOnly; SameSite=Lax",
        )

    def answer(self, status, text, set_cookie=None):
        self.send_response(status)
        if set_cookie:
            self.send_header("Set-Cookie", set_cookie)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        """Quiet: the story of the demo is told by its script."""


def sign(user, role, seconds):
    tool, secret_file = sys.argv[1:]
    command = [
        tool,
        "sign",
        "--secret-file",
        secret_file,
        "--max-age",
        seconds,
        f"user_id={user}",
        f"role={role}",
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Application)
    print(server.server_port, flush=True)
    server.serve_forever()
