// Answers that are not one string: streams, flushed headers, HEAD, redirects, errors, and what is too late.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Readable } from "node:stream";
import { Browser, send } from "./browser.mjs";
import { FRAMEWORKS } from "./frameworks.mjs";

const caught = [];

const ROUTES = {
  "/read": (visit) => visit.all(),
  "/set": (visit) => {
    visit.set("a", 1);
    return {};
  },
  "/stream": (visit) => {
    visit.set("streamed", 1);
    const parts = Readable.from(["one ", "two ", "three"]);
    if (visit.reply) visit.reply.type("text/plain").send(parts);
    else parts.pipe(visit.response);
  },
  "/flush": async (visit) => {
    visit.set("flushed", 1);
    if (visit.reply) visit.reply.send(Readable.from([""]));
    visit.response.flushHeaders();
    await tryLate(visit, () => visit.set("late", 1));
    if (!visit.reply) visit.response.end("done");
  },
  "/raw": (visit) => {
    visit.set("raw", 1);
    visit.reply?.hijack();
    visit.response.writeHead(201, { "Content-Type": "text/plain", "Set-Cookie": "mine=1" });
    visit.response.write("part ");
    visit.response.end("end");
  },
  "/raw-list": (visit) => {
    visit.set("raw", 2);
    visit.reply?.hijack();
    visit.response.writeHead(200, "Fine", ["Content-Type", "text/plain", "Set-Cookie", "mine=1"]);
    visit.response.end("end");
  },
  "/redirect": (visit) => {
    visit.set("redirected", 1);
    if (visit.reply) return void visit.reply.redirect("/read", 303);
    visit.response.writeHead(303, { Location: "/read" });
    visit.response.end();
  },
  "/fail": (visit) => {
    visit.set("failed", 1);
    throw Object.assign(new Error("the application's own"), { status: 500, code: "own" });
  },
  "/too-much": (visit) => {
    visit.set("a", "x".repeat(5000));
    return {};
  },
  "/grow": (visit) => {
    visit.set("list", []);
    visit.get("list").push("x".repeat(5000));
    return {};
  },
  "/late": async (visit) => {
    if (visit.reply) await visit.reply.send("{}");
    else visit.response.end("{}");
    await tryLate(visit, () => visit.set("late", 1));
    await tryLate(visit, () => visit.clear());
    await tryLate(visit, () => visit.session.login());
  },
  "/no-content": (visit) => {
    visit.set("silent", 1);
    if (visit.reply) return void visit.reply.code(204).send();
    visit.response.statusCode = 204;
    visit.response.end();
  },
};

async function tryLate(_visit, change) {
  try {
    change();
    caught.push(null);
  } catch (error) {
    caught.push(error);
  }
}

for (const { name, kind, serve } of FRAMEWORKS) {
  describe(name, () => {
    let server;
    before(async () => {
      server = await serve({}, ROUTES);
    });
    after(() => server.close());

    for (const path of ["/stream", "/no-content", "/redirect"]) {
      it(`${path}: the cookie goes with it`, async () => {
        const visitor = new Browser(server);
        const answer = await visitor.get(path);
        assert.equal(answer.setCookie.length, 1, `${answer.status}`);
        assert.equal(Object.keys((await visitor.get("/read")).json).length, 1);
        if (path === "/stream") assert.equal(answer.text, "one two three");
        if (path === "/redirect") assert.deepEqual([answer.status, answer.headers.location], [303, "/read"]);
      });
    }

    it("HEAD has the headers of GET", async () => {
      const visitor = new Browser(server);
      const answer = await visitor.send("HEAD", "/set");
      assert.equal(answer.text, "");
      assert.equal(answer.setCookie.length, 1);
      assert.equal(answer.headers.vary, "Cookie");
      assert.deepEqual((await visitor.get("/read")).json, { a: 1 });
    });

    it("an error of the application after the session changed: the answer carries the session", async () => {
      const visitor = new Browser(server);
      const answer = await visitor.get("/fail");
      assert.deepEqual([answer.status, answer.text], [500, "own"]);
      assert.deepEqual((await visitor.get("/read")).json, { failed: 1 });
    });

    it("a value that does not fit is an error where it is set, and nothing is lost", async () => {
      const visitor = new Browser(server);
      await visitor.get("/set");
      const answer = await visitor.get("/too-much");
      assert.deepEqual([answer.status, answer.text], [500, "full"]);
      assert.deepEqual((await visitor.get("/read")).json, { a: 1 });
    });

    it("a value that grew inside is an error before headers are sent", async () => {
      const answer = await send(server.port, "GET", "/grow");
      assert.equal(answer.status, 500);
      assert.deepEqual(answer.setCookie, []);
      assert.ok(server.errors.some((error) => error.code === "full" && error.size > 5000));
    });

    it("a change after the answer is an error that the application sees", async () => {
      caught.length = 0;
      const answer = await send(server.port, "GET", "/late");
      assert.equal(answer.status, 200);
      await until(() => caught.length === 3);
      assert.deepEqual(
        caught.map((error) => error?.code),
        ["headers_sent", "headers_sent", "headers_sent"],
      );
    });

    if (kind === "express") {
      it("flushHeaders sends the cookie; what is set later is an error", async () => {
        caught.length = 0;
        const visitor = new Browser(server);
        const answer = await visitor.get("/flush");
        assert.equal(answer.setCookie.length, 1);
        assert.deepEqual(
          caught.map((error) => error?.code),
          ["headers_sent"],
        );
        assert.deepEqual((await visitor.get("/read")).json, { flushed: 1 });
      });

      for (const path of ["/raw", "/raw-list"]) {
        it(`${path}: writeHead with headers of its own keeps both cookies`, async () => {
          const answer = await send(server.port, "GET", path);
          assert.equal(answer.setCookie.length, 2, answer.setCookie.join());
          assert.ok(answer.setCookie.includes("mine=1"));
          assert.ok(answer.setCookie.some((line) => line.startsWith("session_id=")));
        });
      }
    }

    it("twenty answers at once", async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => send(server.port, "GET", "/stream")));
      for (const answer of answers) assert.deepEqual([answer.text, answer.setCookie.length], ["one two three", 1]);
    });
  });
}

async function until(reached) {
  for (let tries = 0; !reached() && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 10));
}
