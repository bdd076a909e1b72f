"""Ten thousand random and mutated cookies: each is refused or sent to log in, and no worker ends."""

import random
import socket

import client
import mint

COUNT = 10_000
A_CONNECTION_HAS = 50
ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# What nginx itself refuses in a field, or would end it.
NO_FIELD_BYTE = (0, 10, 13)


def http():
    return """
    cello_session_secret_file secret;
    cello_session_accepted_secret_file old;
    cello_session required;
    cello_session_renew on;
    absolute_redirect off;
    keepalive_requests 100000;
    large_client_header_buffers 8 128k;
    server {
        listen 127.0.0.1:PORT;
        location / { cello_session_login_url /login; cello_session_require $cello_session_value_user_id;
            add_header X-User "$cello_session_value_user_id $cello_session_id" always; }
        location /shown { cello_session on; return 200 "$cello_session_status"; }
    }"""


def cookies(rng):
    """COUNT Cookie fields, none of which is a genuine session."""
    genuine = [mint.token(at=mint.now() - 10).encode("ascii") for _ in range(3)]
    genuine.append(mint.token({f"key{n}": "x" * 30 for n in range(60)}, at=mint.now() - 10).encode("ascii"))
    genuine.append(mint.token(secret=mint.OLD_SECRET, at=mint.now() - 10).encode("ascii"))
    kinds = (any_bytes, any_token, mutated, mutated, mutated, truncated, spliced, wrapped)
    made = 0
    while made < COUNT:
        field = kinds[made % len(kinds)](rng, genuine)
        field = bytes(byte for byte in field if byte not in NO_FIELD_BYTE)
        if any(
            value.strip(b" \t") in genuine
            for _, _, value in (part.partition(b"=") for part in field.split(b";"))
        ):
            continue
        made += 1
        yield field


def any_bytes(rng, _):
    return rng.randbytes(rng.choice((0, 1, 2, 10, 100, 1000, 5000)))


def any_token(rng, _):
    return b"session_id=" + bytes(
        rng.choices(ALPHABET, k=rng.choice((0, 1, 3, 4, 100, 151, 4000, 4001, 9000)))
    )


def mutated(rng, genuine):
    token = bytearray(rng.choice(genuine))
    for _ in range(rng.choice((1, 1, 1, 2, 10))):
        place = rng.randrange(len(token))
        change = rng.randrange(4)
        if change == 0:
            token[place] = rng.choice(ALPHABET)
        elif change == 1:
            token[place] = rng.randrange(256)
        elif change == 2:
            del token[place]
        else:
            token.insert(place, rng.choice(ALPHABET))
    return b"session_id=" + bytes(token)


def truncated(rng, genuine):
    token = rng.choice(genuine)
    end = rng.randrange(len(token))
    return b"session_id=" + rng.choice((token[:end], token[end + 1 :], token + token[:end], token + b"="))


def spliced(rng, genuine):
    """The head of one token and the tail of another."""
    one, other = rng.sample(genuine[:3], 2)
    place = rng.randrange(1, min(len(one), len(other)))
    return b"session_id=" + one[:place] + other[place:]


def wrapped(rng, genuine):
    """A genuine token where none should be found."""
    token = rng.choice(genuine)
    return rng.choice((
        b'session_id="' + token + b'"', b"session_id =x; session-id=" + token, b"SESSION_ID=" + token, b"xsession_id=" + token,
        b"session_id==" + token, b"session_id=%30" + token[1:], b"session_id=x, session_id=" + token, b"a=session_id=" + token,
        b"session_id=" + token[:20] + b" " + token[20:], b"session_id=" + b"; session_id=".join([b"x"] * 500), token,
        b"; ".join([b"session_id=x"] * 9), b"session_id[]=" + token, b"\xef\xbb\xbfsession_id=" + token, b"session_id=\xc2\xa0" + token,
    ))  # fmt: skip


def run(stage):
    report, seed = stage.report, random.randrange(2**32)
    rng = random.Random(seed)
    with stage.nginx("hostile cookies", http(), workers=2) as server:
        genuine = mint.cookie()
        answer = client.ask(server.port, "/index.html", genuine)
        report.equal("hostile cookies: a genuine one is let in", answer.status, 200)
        workers, wrong, counts = sorted(server.worker_pids()), [], {}
        fields = list(cookies(rng))
        for start in range(0, COUNT, A_CONNECTION_HAS):
            batch = fields[start : start + A_CONNECTION_HAS]
            for field, status, refused in answers(
                server.port, batch, browser=start % (2 * A_CONNECTION_HAS) == 0
            ):
                counts[status] = counts.get(status, 0) + 1
                if not refused:
                    wrong.append((field[:200], status))
        told = f"seed {seed}: {len(wrong)} of {COUNT}: {wrong[:3]}"
        report.check(f"hostile cookies: all {COUNT} get 401 or the login redirect", not wrong, told)
        total = sum(counts.values())
        report.check(
            f"hostile cookies: {total} answers, {counts}",
            total == COUNT and set(counts) == {401, 302},
            counts,
        )
        report.equal("hostile cookies: no worker ended", sorted(server.worker_pids()), workers)
        report.equal(
            "hostile cookies: a genuine one is let in after them",
            client.ask(server.port, "/index.html", genuine).status,
            200,
        )


def answers(port, fields, browser):
    """Sends all requests at once on one connection; yields (field, status, whether that was a refusal) for each."""
    accept = b"Accept: text/html\r\n" if browser else b""
    requests = b"".join(
        b"GET /page HTTP/1.1\r\nHost: a\r\n" + accept + b"Cookie: " + field + b"\r\n\r\n"
        for field in fields[:-1]
    )
    requests += (
        b"GET /page HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        + accept
        + b"Cookie: "
        + fields[-1]
        + b"\r\n\r\n"
    )
    received = exchange(port, requests)
    wanted = 302 if browser else 401
    for field in fields:
        answer = client.parse(received)
        length = int(answer.one("Content-Length"))
        location = answer.one("Location")
        fine = answer.status == wanted and location == ("/login?next=%2Fpage" if browser else None)
        # X-User is there for refusals too, and has to be empty: a blank is left of it.
        fine = fine and not answer.one("X-User") and answer.one("Set-Cookie") is None
        yield field, answer.status, fine
        received = received.partition(b"\r\n\r\n")[2][length:]


def exchange(port, requests):
    """Reads while it writes: a server that cannot answer stops reading."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        for start in range(0, len(requests), 65536):
            connection.sendall(requests[start : start + 65536])
        while chunk := connection.recv(1 << 20):
            received += chunk
    return received
