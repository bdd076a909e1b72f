// Answers that wait for a store: streamed, answered twice, and with a store that fails in the middle.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { FRAMEWORKS, logout, serve, slowStore } from "./held.mjs";

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

    it("a method that was taken before the change waits as well", async (test) => {
      const slowly = async (request) => {
        await wait(1);
        logout(request);
        return "goodbye";
      };
      const { visitor } = await serve(test, framework, {
        // `response.end` is looked up before the session changes.
        "/end": async (request, response) => response.end(await slowly(request)),
        "/write": async (request, response) => {
          response.write(await slowly(request));
          response.end();
        },
        "/head": async (request, response) => {
          const { writeHead } = response;
          const text = await slowly(request);
          writeHead.call(response, 202).end(text);
        },
      });
      for (const path of ["/end", "/write", "/head"]) {
        const thief = visitor.copy();
        const answer = await visitor.get(path);
        assert.equal(answer.text, "goodbye", path);
        assert.match(answer.setCookie.join(), /Max-Age=0/, path);
        assert.equal((await thief.get("/who")).text, "nobody", path);
        await visitor.get("/login");
      }
    });

    it("an answer of megabytes is not kept in memory, and its writer goes on afterwards", async (test) => {
      const piece = "x".repeat(1000);
      let made;
      let madeBefore;
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
                for (made = 0; made < 5000; made++) yield piece;
              })(),
            );
            pieces.pipe(response);
          },
        },
        { store },
      );
      // Of an answer to HEAD nothing is sent, so nobody but us can say that there is room again.
      for (const [method, len] of Object.entries({ GET: 5_000_000, HEAD: 0 })) {
        const answer = await visitor.send(method, "/big");
        assert.deepEqual([answer.text.length, answer.setCookie.length, made], [len, 1, 5000], method);
        assert.ok(madeBefore > 10 && madeBefore < 2000, `${madeBefore} pieces`);
        await visitor.get("/login");
      }
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
  });
}
