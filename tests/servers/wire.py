"""As much of the servers' protocol (RESP) as starting them needs: one command, one answer."""

import socket

ANSWER_LIMIT_S = 5


class ServerError(Exception):
    """A server did not start, or said no."""


def ask(port, *words):
    command = b"*%d\r\n" % len(words)
    for word in words:
        text = str(word).encode()
        command += b"$%d\r\n%s\r\n" % (len(text), text)
    with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_LIMIT_S) as connection:
        connection.sendall(command)
        with connection.makefile("rb") as answers:
            return answer_of(answers, words)


def answer_of(answers, words):
    line = answers.readline()
    if not line.endswith(b"\r\n"):
        raise ServerError(f"{words}: the connection was closed")
    mark, text = line[:1], line[1:-2].decode()
    if mark == b"+":
        return text
    if mark == b":":
        return int(text)
    if mark == b"-":
        raise ServerError(f"{words}: {text}")
    if mark == b"$":
        count = int(text)
        return None if count < 0 else answers.read(count + 2)[:-2].decode(errors="replace")
    if mark == b"*":
        return [answer_of(answers, words) for _ in range(int(text))]
    raise ServerError(f"{words}: an answer that begins with {mark!r}")


def is_up(port, pid):
    """Whether this process answers on this port, and not another server that was faster to take it."""
    try:
        return f"process_id:{pid}\r\n" in (ask(port, "INFO", "server") or "")
    except (OSError, ServerError):
        return False
