"""The application behind nginx: it answers with what it got, as JSON, and with the status and the fields it is asked for."""

import http.server
import json
import threading


class Echo(http.server.BaseHTTPRequestHandler):
    """`X-Answer-Status` and any number of `X-Answer-Field: NAME: VALUE` in the request shape the answer."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        fields = [[name, value] for name, value in self.headers.items()]
        seen = {"method": self.command, "uri": self.path, "fields": fields, "body": body.decode("latin-1")}
        self.server.seen.append(seen)
        text = json.dumps(seen).encode("ascii")
        self.send_response(int(self.headers.get("X-Answer-Status") or 200))
        for field in self.headers.get_all("X-Answer-Field") or []:
            name, _, value = field.partition(":")
            self.send_header(name.strip(), value.strip())
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = answer

    def log_message(self, *_):
        """The standard server prints each request; the checks say enough."""


class Upstream(http.server.ThreadingHTTPServer):
    """Runs in threads of the suite on a port that the kernel gave it. `seen` has all requests so far."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Echo)
        self.seen = []
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self):
        self.shutdown()
        self.server_close()
