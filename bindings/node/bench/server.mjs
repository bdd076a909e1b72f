// One server to measure: `server.mjs Express|Fastify none|cello-session|cookie-session|secure-session` prints its port and
// a cookie with a session. /profile reads that session and answers; with none it answers the same without.

import { once } from "node:events";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const ours = createRequire(new URL("../package.json", import.meta.url));
const [framework, kind] = process.argv.slice(2);
const SECRET = "bench-secret-of-more-than-thirty-two-bytes";
const VALUES = { user_id: "123", name: "alice", visits: 7, admin: false };

const port = framework === "Express" ? await express() : await fastify();
const login = await fetch(`http://127.0.0.1:${port}/login`, { method: "POST" });
const cookie = login.headers
  .getSetCookie()
  .map((line) => line.split(";")[0])
  .join("; ");
const profile = await fetch(`http://127.0.0.1:${port}/profile`, { headers: { cookie } });
if ((await profile.json()).user !== "123") throw new Error(`${framework} with ${kind} does not know its user`);
console.log(JSON.stringify({ port, cookie: cookie || "session_id=none" }));

async function express() {
  const app = require("express")();
  app.disable("x-powered-by");
  if (kind === "cello-session") app.use(ours("cello-session/express").session({ secret: SECRET, secure: false }));
  if (kind === "cookie-session")
    app.use(require("cookie-session")({ name: "session_id", keys: [SECRET], maxAge: 86_400_000 }));
  app.post("/login", (request, response) => {
    if (request.session) Object.assign(request.session, VALUES);
    response.json({});
  });
  app.get("/profile", (request, response) =>
    response.json({ user: kind === "none" ? "123" : request.session.user_id }),
  );
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server.address().port;
}

async function fastify() {
  const app = require("fastify")();
  if (kind === "cello-session") await app.register(ours("cello-session/fastify"), { secret: SECRET, secure: false });
  if (kind === "secure-session") {
    await app.register(require("@fastify/secure-session"), {
      key: Buffer.alloc(32, 7),
      expiry: 86_400,
      cookieName: "session_id",
    });
  }
  app.post("/login", async (request) => {
    if (request.session) for (const [key, value] of Object.entries(VALUES)) request.session.set(key, value);
    return {};
  });
  app.get("/profile", async (request) => ({ user: kind === "none" ? "123" : request.session.get("user_id") }));
  await app.listen({ host: "127.0.0.1", port: 0 });
  return app.server.address().port;
}
