// Revocation stores that never answer, or answer something else: nobody is let in by mistake, and nobody waits for ever.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, it } from "node:test";
import { MemoryRevocationStore, Revocation, redisRevocationStore, Signer } from "cello-session";
import { session } from "cello-session/express";
import connect from "connect";
import express5 from "express";
import express4 from "express4";
import { Browser, send } from "./browser.mjs";
import { FRAMEWORKS, SECRET } from "./frameworks.mjs";
import { ROUTES } from "./revocation_routes.mjs";

const NEVER = () => new Promise(() => {});
const signer = new Signer({ secret: SECRET });
const token = signer.sign(signer.begin().set("user_id", "ann"));
const good = {
  look: () => ({ revoked: false, notBefore: null }),
  revoke: async () => true,
  raiseNotBefore: () => {},
};
const answering = (method, answer) => ({ ...good, [method]: answer });
const redisAnswering = (reply) => redisRevocationStore({ sendCommand: async () => reply });

// What a store has to say is asked three times: may this session go on, is its id stored, and are all of this user over.
const QUESTIONS = {
  look: (revocation) => revocation.isRevoked(signer.verify(token)),
  revoke: (revocation) => revocation.revoke(signer.verify(token)),
  raiseNotBefore: (revocation) => revocation.revokeAll("ann"),
};

const STRANGE = [
  ...[undefined, null, true, [], {}, { revoked: false }, { notBefore: null }].map((answer) => ["look", answer]),
  ...["soon", 1.5, -1, Number.NaN, Date.now(), 5n].map((notBefore) => ["look", { revoked: false, notBefore }]),
  ...[undefined, null, "OK", 1, []].map((answer) => ["revoke", answer]),
];
const STRANGE_OF_REDIS = [
  ...[undefined, [], false, 1, {}, new Error("READONLY"), "soon", "", "-1", "1e9"].map((reply) => ["look", reply]),
  ...[undefined, [], false, 1, "", "QUEUED", new Error("READONLY")].map((reply) => ["revoke", reply]),
  ...[undefined, null, "QUEUED", new Error("READONLY")].map((reply) => ["raiseNotBefore", reply]),
];

describe("what a store answers", () => {
  for (const [method, answer] of STRANGE) {
    it(`${method} answers ${shown(answer)}`, async () => {
      await isUnavailable(
        answering(method, () => answer),
        method,
        "store_answer",
      );
      await isUnavailable(
        answering(method, async () => answer),
        method,
        "store_answer",
      );
    });
  }

  for (const [method, reply] of STRANGE_OF_REDIS) {
    it(`a client of Redis answers ${shown(reply)} to ${method}`, () =>
      isUnavailable(redisAnswering(reply), method, "store_answer"));
  }

  it("the replies of clients, as text and as bytes", async () => {
    const revocation = (reply) => new Revocation(signer, { store: redisAnswering(reply) });
    for (const [text, revoked, stored] of [
      ["OK", undefined, true],
      [null, false, false],
      ["1700000000", true, undefined],
    ]) {
      for (const reply of [text, text === null ? null : Buffer.from(text)]) {
        if (revoked !== undefined) assert.equal(await QUESTIONS.look(revocation(reply)), revoked);
        if (stored !== undefined) assert.equal(await QUESTIONS.revoke(revocation(reply)), stored);
      }
    }
    for (const reply of [1, "1", 1n, Buffer.from("1")]) {
      const sendCommand = async ([name]) => (name === "EVAL" ? reply : null);
      await QUESTIONS.raiseNotBefore(new Revocation(signer, { store: redisRevocationStore({ sendCommand }) }));
    }
  });

  it("a store that is full or throws says so in the error's cause, and a client's own error is not shown", async () => {
    const store = new MemoryRevocationStore({ maxEntries: 1 });
    store.revoke("0".repeat(32), 100);
    await isUnavailable(store, "revoke", "store_full");
    const throwing = () => {
      throw new Error("SET secret value");
    };
    await assert.rejects(QUESTIONS.look(new Revocation(signer, { store: answering("look", throwing) })), (error) => {
      assert.equal(error.cause, undefined);
      assert.doesNotMatch(error.message, /secret value/);
      return error.code === "store_unavailable";
    });
  });
});

describe("a store that never answers", () => {
  for (const method of Object.keys(QUESTIONS)) {
    it(`${method}: after timeoutMs it counts as unavailable`, async () => {
      const start = performance.now();
      await isUnavailable(answering(method, NEVER), method, "store_timeout");
      assert.ok(performance.now() - start < 1500);
    });
  }

  it("an error that comes after it was given up is heard by nobody, and harmless", async () => {
    let fail;
    const late = () => new Promise((_, reject) => (fail = reject));
    await isUnavailable(answering("look", late), "look", "store_timeout");
    fail(new Error("late"));
    await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it("timeoutMs is a number of milliseconds that a timer can have", () => {
    for (const timeoutMs of [0, -1, 1.5, "2000", null, Number.POSITIVE_INFINITY, 2 ** 31]) {
      assert.throws(() => new Revocation(signer, { store: good, timeoutMs }), /revocation\.timeoutMs/);
    }
    assert.throws(() => redisRevocationStore({ sendCommand: NEVER, timeoutMs: 5 }), /it is one of `revocation`/);
  });
});

for (const { name, serve } of FRAMEWORKS) {
  describe(name, () => {
    const broken = {
      "never answers": { ...good, look: NEVER, revoke: NEVER },
      "answers nothing": { ...good, look: async () => {}, revoke: async () => {} },
    };
    for (const [what, store] of Object.entries(broken)) {
      it(`a store that ${what}: 503, and with failOpen a line in the log`, async () => {
        const logged = [];
        const strict = await serve({ revocation: { store, timeoutMs: 40 } }, ROUTES);
        const open = await serve(
          { revocation: { store, timeoutMs: 40, failOpen: true, log: (line) => logged.push(line) } },
          ROUTES,
        );
        try {
          const visitor = new Browser(open);
          const welcome = await visitor.post("/login?user=ann");
          assert.deepEqual([welcome.status, welcome.setCookie.length, logged.length], [200, 1, 1]);
          assert.equal((await visitor.get("/profile")).json.user, "ann");
          assert.equal(logged.length, 2);
          const refused = visitor.copy();
          refused.port = strict.port;
          for (const path of ["/profile", "/logout", "/login?user=bob"]) {
            const answer = await refused.post(path);
            assert.deepEqual([answer.status, answer.text, answer.setCookie], [503, "store_unavailable", []], path);
            const { "cache-control": cacheControl, "x-session-status": status } = answer.headers;
            assert.deepEqual([cacheControl, status], ["no-store", "unavailable"]);
          }
          assert.equal((await visitor.post("/logout")).setCookie.length, 1);
          assert.equal(visitor.cookie(), undefined);
        } finally {
          await strict.close();
          await open.close();
        }
      });
    }
  });
}

for (const [name, framework] of Object.entries({ "Express 4": express4, "Express 5": express5, Connect: connect })) {
  it(`${name}: a store that is given up after somebody else has answered`, async (test) => {
    const app = framework();
    app.use((_request, response, next) => {
      setTimeout(() => response.end("took too long"), 10);
      next();
    });
    app.use(session({ secret: SECRET, revocation: { store: answering("look", NEVER), timeoutMs: 40 } }));
    const failed = new Promise((resolve) => app.use((error, _request, _response, _next) => resolve(error)));
    const server = createServer(app).listen(0, "127.0.0.1");
    await once(server, "listening");
    test.after(() => server.close());
    const answer = await send(server.address().port, "GET", "/", { cookie: `session_id=${token}` });
    assert.equal(answer.text, "took too long");
    assert.equal((await failed).code, "store_unavailable");
  });
}

// What a handler has prepared is about an answer that nobody gets.
const PREPARED = {
  "Cache-Control": "public, max-age=600",
  ETag: '"1"',
  Expires: "Thu, 01 Jan 2099 00:00:00 GMT",
  Location: "/elsewhere",
  "Set-Cookie": "other=1",
  "X-Own": "stays",
};
for (const { name, serve } of FRAMEWORKS) {
  it(`${name}: where the store fails at the end, nothing of the answer is left`, async () => {
    let isDown = false;
    const memory = new MemoryRevocationStore();
    const revoke = (id, ttl) => (isDown ? Promise.reject(new Error("connection lost")) : memory.revoke(id, ttl));
    const store = { look: (id, user) => memory.look(id, user), revoke, raiseNotBefore: () => {} };
    const logout = (visit) => {
      for (const [header, value] of Object.entries(PREPARED)) visit.header(header, value);
      visit.clear();
      return { text: "goodbye" };
    };
    const server = await serve({ revocation: { store } }, { ...ROUTES, "/prepared": logout });
    try {
      const visitor = new Browser(server);
      await visitor.post("/login?user=ann");
      isDown = true;
      const { status, text, headers } = await visitor.copy().post("/prepared");
      assert.deepEqual([status, text], [503, "store_unavailable"]);
      const left = Object.keys(PREPARED).filter((header) => headers[header.toLowerCase()] !== undefined);
      assert.deepEqual(left, ["Cache-Control", "X-Own"]);
      assert.equal(headers["cache-control"], "no-store");
      isDown = false;
      const other = await visitor.post("/prepared");
      assert.equal(other.headers.location, PREPARED.Location);
    } finally {
      await server.close();
    }
  });
}

async function isUnavailable(store, method, cause) {
  const logged = [];
  const strict = new Revocation(signer, { store, timeoutMs: 30 });
  await assert.rejects(QUESTIONS[method](strict), (error) => {
    assert.deepEqual([error.code, error.status, error.cause?.code], ["store_unavailable", 503, cause], error.message);
    assert.match(error.message, new RegExp(cause));
    return true;
  });
  const open = new Revocation(signer, { store, timeoutMs: 30, failOpen: true, log: (line) => logged.push(line) });
  if (method === "look") {
    assert.equal(await QUESTIONS.look(open), false);
    assert.equal(logged.length, 1);
    return;
  }
  // What was asked for by name and is not done must not look done.
  await assert.rejects(QUESTIONS[method](open), { code: "store_unavailable" });
  assert.equal(logged.length, 0);
}

function shown(value) {
  if (value instanceof Error) return "an Error";
  return typeof value === "object" && value !== null && "notBefore" in value
    ? `a time of ${String(value.notBefore)}`
    : `${typeof value} ${JSON.stringify(value)}`;
}
