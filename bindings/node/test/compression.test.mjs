// Answers that wait for a store and are compressed, wherever compression is installed; its version 1.7 asks for the
// headers with each piece.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { describe, it } from "node:test";
import compression from "compression";
import compression17 from "compression17";
import { FRAMEWORKS, logout, serve } from "./held.mjs";

const TEXT = "a line that can be made short. ".repeat(4000);

// Each changes the session, or leaves that to the middleware that ran before it.
const ROUTES = {
  "/page": (request, response) => {
    logout(request);
    response.setHeader("Content-Type", "text/plain");
    response.end(TEXT);
  },
  "/pipe": (request, response) => {
    logout(request);
    response.setHeader("Content-Type", "text/plain");
    Readable.from(TEXT.match(/.{1,500}/gs)).pipe(response);
  },
};

const PLACES = {
  "before the session": (compress) => ({ before: [compress] }),
  "after the session": (compress) => ({ after: [compress] }),
  "after a change of the session": (compress) => ({ after: [change, compress] }),
};

function change(request, _response, next) {
  request.session.visits = 1;
  next();
}

for (const [name, framework] of Object.entries(FRAMEWORKS)) {
  for (const [version, make] of Object.entries({ 1.8: compression, 1.7: compression17 })) {
    describe(`${name}, compression ${version}`, () => {
      for (const [place, middlewares] of Object.entries(PLACES)) {
        it(`installed ${place}`, async (test) => {
          const { port, visitor } = await serve(test, framework, ROUTES, middlewares(make({ threshold: 0 })));
          for (const path of Object.keys(ROUTES)) {
            for (const encoding of ["gzip", "identity"]) {
              const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
                headers: { cookie: visitor.cookies(), "accept-encoding": encoding },
              });
              assert.equal(answer.headers.get("content-encoding") ?? "identity", encoding, path);
              assert.equal(await answer.text(), TEXT, path);
              assert.match(answer.headers.getSetCookie().join(), /Max-Age=0/);
              await visitor.get("/login");
            }
          }
        });
      }
    });
  }
}
