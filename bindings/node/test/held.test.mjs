// Answers that wait for a store: streamed, compressed, answered twice, and with a store that fails in the middle.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { MemoryRevocationStore } from "cello-session";
import { session } from "cello-session/express";
import compression from "compression";
import connect from "connect";
import express5 from "express";
import express4 from "express4";
import { Browser } from "./browser.mjs";
import { SECRET } from "./frameworks.mjs";

const FRAMEWORKS = { "Express 4": express4, "Express 5": express5, Connect: connect };

// As slow as a store at the other end of a wire; `revoke` fails where `isDown` says so.
function slowStore({ isDown = () => false } = {}) {
  const store = new MemoryRevocationStore();
  const slowly = async (act) => {
    if (!isDown()) await wait(5);
    else throw Object.assign(new Error("connection lost"), { code: "ECONNRESET" });
    return act();
  };
  return {
    look: (id, user) => store.look(id, user),
    revoke: (id, ttl) => slowly(() => store.revoke(id, ttl)),
    raiseNotBefore: (user, at, ttl) => store.raiseNotBefore(user, at, ttl),
  };
}

// `/login` makes a user; the other routes log him out and answer in their own manner.
async function serve(test, framework, routes, { store = slowStore(), before = [], after = [], onError } = {}) {
  const app = framework();
  const errors = [];
  for (const middleware of before) app.use(middleware);
  app.use(session({ secret: SECRET, revocation: { store } }));
  for (const middleware of after) app.use(middleware);
  app.use("/login", (request, response) => {
    request.session.login();
    request.session.user_id = "ada";
    response.end("in");
  });
  app.use("/who", (request, response) => response.end(request.session.user_id ?? "nobody"));
  for (const [path, route] of Object.entries(routes)) app.use(path, route);
  app.use(
    onError ??
      ((error, _request, response, _next) => {
        errors.push(error);
        if (response.headersSent) return response.destroy();
        response.statusCode = error.statusCode ?? 500;
        response.end(`sorry: ${error.code ?? error.message}`);
      }),
  );
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const visitor = new Browser({ port });
  await visitor.get("/login");
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port, visitor, errors };
}

const logout = (request) => Object.assign(request, { session: null });

for (const [name, framework] of Object.entries(FRAMEWORKS)) {
  describe(name, () => {
    it("an answer in pieces waits for the store, and comes whole", async (test) => {
      const { visitor } = await serve(test, framework, {
        "/pieces": async (request, response) => {
          logout(request);
          response.setHeader("Content-Type", "text/plain");
          response.write("one ");
          await wait(1);
          response.write("two ");
          await wait(20);
          response.end("three");
        },
        "/pipe": (request, response) => {
          logout(request);
          Readable.from(["one ", "two ", "three"]).pipe(response);
        },
        "/flush": (request, response) => {
          logout(request);
          response.writeHead(202, { "X-Own": "1" });
          response.flushHeaders();
          response.end("one two three", () => {});
        },
      });
      for (const path of ["/pieces", "/pipe", "/flush"]) {
        const thief = visitor.copy();
        const answer = await visitor.get(path);
        assert.equal(answer.text, "one two three", path);
        assert.match(answer.setCookie.join(), /Max-Age=0/, path);
        assert.equal((await thief.get("/who")).text, "nobody", path);
        await visitor.get("/login");
      }
    });

    it("an answer of megabytes is not kept in memory, and its writer goes on afterwards", async (test) => {
      const piece = "x".repeat(1000);
      let made = 0;
      let madeBefore = 0;
      const store = slowStore();
      const { revoke } = store;
      store.revoke = (id, ttl) =>
        revoke(id, ttl).finally(() => {
          madeBefore = made;
        });
      const { visitor } = await serve(
        test,
        framework,
        {
          "/big": (request, response) => {
            logout(request);
            const pieces = Readable.from(
              (function* () {
                for (; made < 5000; made++) yield piece;
              })(),
            );
            pieces.pipe(response);
          },
        },
        { store },
      );
      const answer = await visitor.get("/big");
      assert.equal(answer.text.length, 5_000_000);
      assert.ok(madeBefore > 10 && madeBefore < 2000, `${madeBefore} pieces`);
    });

    it("the first answer stands, whatever comes after it", async (test) => {
      const { visitor, errors } = await serve(test, framework, {
        "/throw": (request, response) => {
          logout(request);
          response.setHeader("X-Own", "1");
          response.end("goodbye");
          throw new Error("after the answer");
        },
        "/again": (request, response) => {
          logout(request);
          response.setHeader("X-Own", "1");
          response.end("goodbye");
          if (!response.headersSent) {
            response.statusCode = 418;
            response.removeHeader("X-Own");
            response.setHeader("X-Other", "1");
            response.write("and again");
            response.end("and again");
          }
        },
      });
      for (const path of ["/throw", "/again"]) {
        const { status, text, headers, setCookie } = await visitor.get(path);
        assert.deepEqual([status, text, headers["x-own"], headers["x-other"]], [200, "goodbye", "1", undefined], path);
        assert.match(setCookie.join(), /Max-Age=0/, path);
        await visitor.get("/login");
      }
      assert.equal(errors.length, 1);
    });

    it("an error in the middle of an answer ends the connection", async (test) => {
      const { visitor } = await serve(test, framework, {
        "/half": (request, response) => {
          logout(request);
          response.write("the first half");
          throw new Error("in the middle");
        },
      });
      await assert.rejects(visitor.get("/half"), /socket hang up|ECONNRESET/);
    });

    it("a store that fails: the page of the error, with none of the headers of the answer", async (test) => {
      let isDown = false;
      const { visitor, errors } = await serve(
        test,
        framework,
        {
          "/logout": (request, response) => {
            logout(request);
            response.setHeader("ETag", '"1"');
            response.setHeader("Content-Length", "7");
            response.setHeader("Location", "/elsewhere");
            response.statusCode = 303;
            response.end("goodbye");
          },
          "/writes-on": async (request, response) => {
            logout(request);
            // Each within the same turn of the event loop, where the answer has ended and its connection has not.
            for (let i = 0; i < 200; i++) {
              response.write("part ");
              await null;
            }
            response.end();
          },
          "/writes-later": async (request, response) => {
            logout(request);
            response.write("part ");
            await wait(30);
            const called = new Promise((resolve) => response.write("part ", resolve));
            response.flushHeaders();
            response.end("end");
            errors.push(await called);
          },
        },
        { store: slowStore({ isDown: () => isDown }) },
      );
      isDown = true;
      for (const path of ["/logout", "/writes-on", "/writes-later"]) {
        const { status, text, headers, setCookie } = await visitor.get(path);
        assert.deepEqual([status, text], [503, "sorry: store_unavailable"], path);
        assert.deepEqual([headers.etag, headers.location, setCookie], [undefined, undefined, []], path);
      }
      await wait(50);
      assert.deepEqual(
        errors.map((error) => error?.code),
        ["store_unavailable", "store_unavailable", "store_unavailable", "ERR_STREAM_WRITE_AFTER_END"],
      );
      isDown = false;
      assert.equal((await visitor.get("/who")).text, "ada");
    });

    it("what is set in an error handler, when nothing can be written any more, is refused", async (test) => {
      let isDown = false;
      const { visitor } = await serve(
        test,
        framework,
        {
          "/logout": (request, response) => {
            logout(request);
            response.end("goodbye");
          },
        },
        {
          store: slowStore({ isDown: () => isDown }),
          // Whoever does not look at the error sends the status that is there.
          onError(_error, request, response, _next) {
            try {
              request.session = { flash: "sorry" };
              response.end("accepted");
            } catch (refusal) {
              response.end(refusal.code);
            }
          },
        },
      );
      isDown = true;
      const answer = await visitor.get("/logout");
      assert.deepEqual([answer.status, answer.text], [503, "dropped"]);
    });

    for (const order of ["before", "after"]) {
      it(`compression, installed ${order} the session`, async (test) => {
        const text = "a line that can be made short. ".repeat(4000);
        const compress = { [order]: [compression({ threshold: 0 })] };
        const routes = {
          "/page": (request, response) => {
            logout(request);
            response.setHeader("Content-Type", "text/plain");
            response.end(text);
          },
          "/pipe": (request, response) => {
            logout(request);
            response.setHeader("Content-Type", "text/plain");
            Readable.from(text.match(/.{1,500}/gs)).pipe(response);
          },
        };
        const { port, visitor } = await serve(test, framework, routes, compress);
        for (const path of ["/page", "/pipe"]) {
          const cookie = visitor.cookies();
          const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
            headers: { cookie, "accept-encoding": "gzip" },
          });
          assert.equal(answer.headers.get("content-encoding"), "gzip", path);
          assert.equal(await answer.text(), text, path);
          assert.match(answer.headers.getSetCookie().join(), /Max-Age=0/);
          await visitor.get("/login");
        }
      });
    }

    it("compression, installed after a change of the session", async (test) => {
      const change = (request, _response, next) => {
        request.session.rotateId();
        next();
      };
      const routes = { "/pipe": (_request, response) => void Readable.from(["one ", "two"]).pipe(response) };
      const { visitor } = await serve(test, framework, routes, {
        after: [change, compression({ threshold: 0 })],
      });
      const answer = await visitor.get("/pipe");
      assert.equal(answer.text, "one two");
    });
  });
}
