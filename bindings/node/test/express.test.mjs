// What Express and Connect have alone: req.session as a property, middlewares installed twice, and two cookie names.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, it } from "node:test";
import { MemoryRevocationStore, Signer } from "cello-session";
import { session, sessionOf } from "cello-session/express";
import connect from "connect";
import express5 from "express";
import express4 from "express4";
import { Browser } from "./browser.mjs";
import { SECRET } from "./frameworks.mjs";

const FRAMEWORKS = { "Express 4": express4, "Express 5": express5, Connect: connect };

// A route gives what is answered as JSON; an error is answered with its code and its message.
async function serve(test, framework, middlewares, routes) {
  const app = framework();
  for (const middleware of middlewares) app.use(middleware);
  for (const [path, route] of Object.entries(routes)) {
    app.use(path, (request, response) => {
      const body = JSON.stringify(route(request, response) ?? {});
      response.end(body);
    });
  }
  app.use((error, _request, response, _next) => {
    response.statusCode = 500;
    response.end(JSON.stringify({ code: error.code, message: error.message }));
  });
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(() => server.close());
  return new Browser({ port: server.address().port });
}

const namesOf = (answer) => answer.setCookie.map((line) => line.split("=")[0]);

for (const [name, framework] of Object.entries(FRAMEWORKS)) {
  describe(name, () => {
    it("the same middleware installed twice: one session and one cookie", async (test) => {
      const middleware = session({ secret: SECRET, revocation: { store: new MemoryRevocationStore() } });
      // Made of the same signer and without a store of its own it is the same, too.
      const signer = new Signer({ secret: SECRET, cookieName: "other" });
      const twins = [session({ signer }), session({ signer })];
      const visitor = await serve(test, framework, [middleware, middleware, ...twins], {
        "/set": (request) => {
          sessionOf(request, "session_id").set("a", 1);
          sessionOf(request, "other").set("b", 2);
        },
        "/get": (request) => [sessionOf(request, "session_id").toObject(), sessionOf(request, "other").toObject()],
      });
      assert.deepEqual(namesOf(await visitor.get("/set")).sort(), ["other", "session_id"]);
      assert.deepEqual((await visitor.get("/get")).json, [{ a: 1 }, { b: 2 }]);
    });

    it("another one with the same cookie name is an error", async (test) => {
      const second = session({ secret: SECRET, maxAgeSeconds: 60 });
      const visitor = await serve(test, framework, [session({ secret: SECRET }), second], { "/": () => ({}) });
      const answer = await visitor.get("/");
      assert.deepEqual([answer.status, answer.json.code], [500, "installed_twice"]);
      assert.match(answer.json.message, /cookie name session_id/);
    });

    it("one with a store, and one without, are not the same", async (test) => {
      const signer = new Signer({ secret: SECRET });
      const store = new MemoryRevocationStore();
      const middlewares = [session({ signer }), session({ signer, revocation: { store } })];
      const visitor = await serve(test, framework, middlewares, { "/": () => ({}) });
      assert.equal((await visitor.get("/")).json.code, "installed_twice");
    });

    it("where another session middleware runs before it, that is an error", async (test) => {
      const other = (request, _response, next) => {
        request.session = {};
        next();
      };
      const visitor = await serve(test, framework, [other, session({ secret: SECRET })], { "/": () => ({}) });
      const answer = await visitor.get("/");
      assert.equal(answer.json.code, "installed_twice");
      assert.match(answer.json.message, /another session middleware/);
    });

    it("two cookie names: both are written, the inner one is req.session", async (test) => {
      const outer = session({ secret: SECRET, cookieName: "outer" });
      const inner = session({ secret: SECRET, cookieName: "inner" });
      const visitor = await serve(test, framework, [outer, inner], {
        "/set": (request) => {
          request.session.where = "inner";
          sessionOf(request, "outer").set("where", "outer");
        },
        "/get": (request) => [
          request.session.where,
          sessionOf(request).get("where"),
          sessionOf(request, "inner").get("where"),
          sessionOf(request, "outer").get("where"),
        ],
        "/logout": (request) => {
          request.session = null;
        },
        "/nobody": (request) => sessionOf(request, "third"),
      });
      assert.deepEqual(namesOf(await visitor.get("/set")).sort(), ["inner", "outer"]);
      assert.deepEqual((await visitor.get("/get")).json, ["inner", "inner", "inner", "outer"]);
      assert.deepEqual(namesOf(await visitor.get("/logout")), ["inner"]);
      assert.deepEqual((await visitor.get("/get")).json, [null, null, null, "outer"]);
      assert.match((await visitor.get("/nobody")).json.message, /req must be a request that/);
    });

    it("req.session = {...} is all or nothing", async (test) => {
      const visitor = await serve(test, framework, [session({ secret: SECRET })], {
        "/set": (request) => {
          request.session = { a: 1, b: [2] };
        },
        "/bad": (request) => {
          const before = request.session.id;
          const refused = [
            [{ c: 1, d: undefined }, "TypeError"],
            [{ c: 1, d: "x".repeat(5000) }, "SessionError"],
            [{ c: 1, login: 1 }, "SessionError"],
            [{ c: 1, [Symbol("d")]: 1 }, "TypeError"],
          ];
          for (const value of [new Map([["c", 1]]), new Date(), [1], "text", 7, true, () => {}, new (class A {})()]) {
            refused.push([value, "TypeError"]);
          }
          for (const [value, name] of refused) {
            assert.throws(
              () => {
                request.session = value;
              },
              (error) => error.name === name,
              `${typeof value} ${value}`,
            );
          }
          return { same: before === request.session.id, changed: request.session.isChanged };
        },
        "/itself": (request) => {
          // biome-ignore lint/correctness/noSelfAssign: that is what is tested
          request.session = request.session;
          return request.session.isChanged;
        },
        "/all": (request) => ({ ...request.session }),
        "/from-another": (request) => {
          request.session = sessionOf(request).toObject();
        },
      });
      await visitor.get("/set");
      assert.deepEqual((await visitor.get("/bad")).json, { same: true, changed: false });
      assert.equal((await visitor.get("/itself")).json, false);
      assert.deepEqual((await visitor.get("/all")).json, { a: 1, b: [2] });
      // An object without a prototype is as plain as any.
      assert.equal((await visitor.get("/from-another")).status, 200);
      assert.deepEqual((await visitor.get("/all")).json, { a: 1, b: [2] });
    });

    it("null until it is set again; undefined means the same", async (test) => {
      const visitor = await serve(test, framework, [session({ secret: SECRET })], {
        "/set": (request) => {
          request.session = { a: 1 };
        },
        "/null": (request) => {
          request.session = null;
          const seen = [request.session];
          request.session = { b: 2 };
          return [...seen, { ...request.session }];
        },
        "/undefined": (request) => {
          request.session = undefined;
          return [request.session];
        },
      });
      await visitor.get("/set");
      assert.deepEqual((await visitor.get("/null")).json, [null, { b: 2 }]);
      const answer = await visitor.get("/undefined");
      assert.deepEqual(answer.json, [null]);
      assert.match(answer.setCookie.join(), /Max-Age=0/);
    });
  });
}
