// Passport over req.session: it calls regenerate and save, which it knows from express-session.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { it } from "node:test";
import { MemoryRevocationStore } from "cello-session";
import { session } from "cello-session/express";
import express from "express";
import { Passport } from "passport";
import { Strategy } from "passport-local";
import { Browser } from "./browser.mjs";
import { SECRET } from "./frameworks.mjs";

for (const revocation of [null, { store: new MemoryRevocationStore(), userKey: "user_id" }]) {
  it(`Passport logs in and out, ${revocation ? "with" : "without"} revocation`, async (test) => {
    const passport = new Passport();
    passport.use(new Strategy((name, password, done) => done(null, password === "right" && { name })));
    passport.serializeUser((user, done) => done(null, user.name));
    passport.deserializeUser((name, done) => done(null, { name }));
    const app = express();
    app.use(session({ secret: SECRET, revocation }));
    app.use(passport.session());
    app.get("/login", passport.authenticate("local"), (request, response) => response.send(request.user.name));
    app.get("/who", (request, response) => response.send(request.user?.name ?? "nobody"));
    app.get("/logout", (request, response, next) => {
      request.logout((error) => (error ? next(error) : response.send("goodbye")));
    });
    const server = createServer(app).listen(0, "127.0.0.1");
    test.after(() => server.close());
    await once(server, "listening");
    const visitor = new Browser({ port: server.address().port });
    assert.equal((await visitor.get("/login?username=ada&password=wrong")).status, 401);
    assert.equal((await visitor.get("/login?username=ada&password=right")).text, "ada");
    const first = visitor.cookies();
    assert.equal((await visitor.get("/who")).text, "ada");
    assert.equal((await visitor.get("/logout")).text, "goodbye");
    assert.equal((await visitor.get("/who")).text, "nobody");
    await visitor.get("/login?username=ada&password=right");
    assert.notEqual(visitor.cookies(), first);
  });
}
