// What Fastify has alone: the methods of @fastify/secure-session, hooks around the plugin's, answers given twice.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { MemoryRevocationStore, Signer } from "cello-session";
import celloSession from "cello-session/fastify";
import Fastify from "fastify";
import { Browser } from "./browser.mjs";
import { SECRET } from "./frameworks.mjs";

const DELETION = new Signer({ secret: SECRET }).deletionCookie();

// `routes` are those of Fastify, by path. What its log says is in `lines`.
async function serve(test, routes, { options = {}, first = () => {}, last = () => {} } = {}) {
  const lines = [];
  const app = Fastify({ logger: { level: "warn", stream: { write: (line) => lines.push(JSON.parse(line)) } } });
  await first(app);
  await app.register(celloSession, { secret: SECRET, ...options });
  await last(app);
  app.get("/login", async (request) => {
    request.session.login();
    request.session.set("user_id", "ada");
    request.session.set("basket", [1]);
    return "in";
  });
  app.get("/all", async (request) => request.session.data());
  for (const [path, route] of Object.entries(routes)) app.get(path, route);
  await app.listen({ host: "127.0.0.1", port: 0 });
  test.after(() => app.close());
  return { app, lines, visitor: new Browser({ port: app.server.address().port }) };
}

// As slow as a store at the other end of a wire, so that a second answer comes before it has stored the logout.
function slowRevocation({ isDown = () => false } = {}) {
  const memory = new MemoryRevocationStore();
  const store = {
    look: (id, user) => memory.look(id, user),
    async revoke(id, ttl) {
      await wait(5);
      if (isDown()) throw Object.assign(new Error("connection lost"), { code: "ECONNRESET" });
      return memory.revoke(id, ttl);
    },
    raiseNotBefore: (user, at, ttl) => memory.raiseNotBefore(user, at, ttl),
  };
  return { store };
}

describe("the methods of @fastify/secure-session", () => {
  it("delete() ends the session, and changed and deleted say what was done", async (test) => {
    const flags = ({ changed, deleted }) => ({ changed, deleted });
    const { visitor } = await serve(test, {
      "/delete": async (request) => {
        const before = flags(request.session);
        request.session.delete();
        return { before, after: flags(request.session) };
      },
      "/set": async (request) => {
        request.session.set("a", 1);
        return flags(request.session);
      },
    });
    // There is nothing to delete.
    const empty = await visitor.get("/delete");
    assert.deepEqual(empty.json.after, { changed: true, deleted: false });
    assert.deepEqual(empty.setCookie, []);
    await visitor.get("/login");
    assert.deepEqual((await visitor.get("/set")).json, { changed: true, deleted: false });
    const answer = await visitor.get("/delete");
    assert.deepEqual(answer.json.before, { changed: false, deleted: false });
    assert.deepEqual(answer.json.after, { changed: true, deleted: true });
    assert.deepEqual(answer.setCookie, [DELETION]);
  });

  it("delete(key) takes away that key alone", async (test) => {
    const { visitor } = await serve(test, {
      "/forget": async (request) => [request.session.delete("basket"), request.session.delete("basket")],
    });
    await visitor.get("/login");
    assert.deepEqual((await visitor.get("/forget")).json, [true, false]);
    assert.deepEqual((await visitor.get("/all")).json, { user_id: "ada" });
  });

  it("regenerate(keep) begins anew with what is named", async (test) => {
    const { visitor } = await serve(test, {
      "/id": async (request) => request.session.id,
      "/some": async (request) => request.session.regenerate(["basket", "no such key"]),
      "/none": async (request) => request.session.regenerate(),
      "/wrong": async (request) => {
        assert.throws(() => request.session.regenerate("basket"), {
          name: "TypeError",
          message: /keep must be an array/,
        });
      },
    });
    await visitor.get("/login");
    const id = (await visitor.get("/id")).text;
    await visitor.get("/wrong");
    assert.deepEqual((await visitor.get("/all")).json, { user_id: "ada", basket: [1] });
    await visitor.get("/some");
    assert.deepEqual((await visitor.get("/all")).json, { basket: [1] });
    assert.notEqual((await visitor.get("/id")).text, id);
    assert.deepEqual((await visitor.get("/none")).setCookie, [DELETION]);
  });

  it("touch() sends the cookie anew, though nothing has changed", async (test) => {
    let now = 1_700_000_000;
    const { visitor } = await serve(
      test,
      {
        "/touch": async (request) => {
          request.session.touch();
          return request.session.changed;
        },
        "/until": async (request) => request.session.expiresAt,
      },
      { options: { clock: () => now } },
    );
    await visitor.get("/login");
    now += 10;
    const answer = await visitor.get("/touch");
    assert.deepEqual([answer.text, answer.setCookie.length], ["false", 1]);
    assert.equal((await visitor.get("/until")).json, now + 86_400);
  });

  it("a property set on it, or in its place, is an error and no loss", async (test) => {
    const { visitor } = await serve(test, {
      "/property": async (request) => {
        request.session.user_id = "eve";
      },
      "/null": async (request) => {
        request.session = null;
      },
    });
    await visitor.get("/login");
    for (const [path, message] of [
      ["/property", /session\.user_id must be set by session\.set\("user_id", value\)/],
      ["/null", /request\.session\.delete\(\) ends the session/],
    ]) {
      const answer = await visitor.get(path);
      assert.deepEqual([answer.status, answer.setCookie], [500, []]);
      assert.match(answer.json.message, message);
    }
    assert.equal((await visitor.get("/all")).json.user_id, "ada");
  });
});

describe("registration", () => {
  it("takes what Fastify gives every plugin, and refuses what nobody knows", async () => {
    const app = Fastify();
    await app.register(celloSession, { secret: SECRET, prefix: "/api", logLevel: "warn", logSerializers: {} });
    await app.close();
    await assert.rejects(async () => Fastify().register(celloSession, { secret: SECRET, maxAge: 1 }), /without maxAge/);
  });

  for (const revocation of [undefined, slowRevocation()]) {
    const withStore = revocation === undefined ? "without" : "with";
    it(`a hook registered before the plugin, ${withStore} revocation`, async (test) => {
      const first = (app) =>
        app.addHook("onRequest", async (request) => {
          if (request.url === "/early") request.early = request.session.get("user_id");
        });
      const routes = { "/early": async (request) => `${request.early}, ${request.session.get("user_id")}` };
      const { visitor } = await serve(test, routes, { first, options: { revocation } });
      await visitor.get("/login");
      const answer = await visitor.get("/early");
      if (revocation === undefined) assert.equal(answer.text, "ada, ada");
      else assert.deepEqual([answer.status, answer.json.code], [500, "too_early"]);
    });
  }

  it("an answer that a hook gives before the plugin's has run", async (test) => {
    const first = (app) =>
      app.addHook("onRequest", async (request, reply) => {
        if (request.url === "/limited") return reply.code(429).send("slowly");
      });
    const { visitor } = await serve(test, {}, { first, options: { revocation: slowRevocation() } });
    const answer = await visitor.get("/limited");
    assert.deepEqual([answer.status, answer.text, answer.headers.vary], [429, "slowly", undefined]);
  });

  it("two instances side by side have their own sessions", async (test) => {
    const app = Fastify();
    for (const cookieName of ["one", "two"]) {
      app.register(async (part) => {
        await part.register(celloSession, { secret: SECRET, cookieName });
        part.get(`/${cookieName}`, async (request) => {
          const before = request.session.get("count") ?? 0;
          request.session.set("count", before + 1);
          return before;
        });
      });
    }
    await app.listen({ host: "127.0.0.1", port: 0 });
    test.after(() => app.close());
    const visitor = new Browser({ port: app.server.address().port });
    const seen = [];
    for (const path of ["/one", "/one", "/two", "/one"]) seen.push((await visitor.get(path)).json);
    assert.deepEqual(seen, [0, 1, 0, 2]);
  });
});

describe("answers that wait for the store", () => {
  const ROUTES = {
    "/throw": (request, reply) => {
      request.session.delete();
      reply.send("goodbye");
      throw new Error("after the answer");
    },
    "/reject": async (request, reply) => {
      request.session.delete();
      reply.send("goodbye");
      await wait(1);
      throw new Error("after the answer");
    },
    "/twice": (request, reply) => {
      request.session.delete();
      reply.send("goodbye");
      if (!reply.sent) reply.send("a longer goodbye");
    },
  };

  for (const path of Object.keys(ROUTES)) {
    it(`${path}: one answer, and the logout is stored`, async (test) => {
      const { visitor, lines } = await serve(test, ROUTES, { options: { revocation: slowRevocation() } });
      await visitor.get("/login");
      const thief = visitor.copy();
      const answer = await visitor.get(path);
      // As with any hook that waits: the first body, with the status of what came after it, and a line in the log.
      assert.deepEqual([answer.status, answer.text], [path === "/twice" ? 200 : 500, "goodbye"]);
      assert.ok(lines.some(({ msg }) => msg.startsWith("Reply was already sent")));
      assert.deepEqual(answer.setCookie, [DELETION]);
      assert.deepEqual((await thief.get("/all")).json, {});
      assert.equal((await visitor.get("/all")).status, 200);
    });
  }

  it("a store that fails: one error, no cookie, and the error handler cannot change the session", async (test) => {
    let isDown = false;
    const errors = [];
    const last = (app) =>
      app.setErrorHandler((error, request, reply) => {
        errors.push(error.code);
        try {
          request.session.set("flash", "sorry");
        } catch (refusal) {
          errors.push(refusal.code);
        }
        reply.code(error.statusCode).send("sorry");
      });
    const { visitor } = await serve(
      test,
      {
        "/logout": (request, reply) => {
          request.session.delete();
          reply.send("goodbye");
        },
      },
      { last, options: { revocation: slowRevocation({ isDown: () => isDown }) } },
    );
    await visitor.get("/login");
    isDown = true;
    const answer = await visitor.get("/logout");
    assert.deepEqual([answer.status, answer.text, answer.setCookie], [503, "sorry", []]);
    assert.deepEqual(errors, ["store_unavailable", "dropped"]);
    assert.equal((await visitor.get("/all")).json.user_id, "ada");
  });
});

describe("a hijacked reply", () => {
  const hijacked = (change) => (request, reply) => {
    change(request);
    reply.hijack();
    reply.raw.end("by hand");
  };
  const ROUTES = {
    "/changed": hijacked((request) => request.session.set("a", 1).set("b", 2)),
    "/read": hijacked((request) => request.session.get("a")),
  };

  it("a change that cannot be written is logged, once", async (test) => {
    const { visitor, lines } = await serve(test, ROUTES);
    // One that is written is not lost.
    await visitor.get("/login");
    assert.deepEqual((await visitor.get("/changed")).setCookie, []);
    await visitor.get("/read");
    assert.equal(lines.length, 1);
    assert.match(lines[0].msg, /the session was changed, .*so the change is lost/);
  });
});
