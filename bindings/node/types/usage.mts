// What applications write, as an ES module: it only has to pass the type checker.
import celloSession from "cello-session/fastify";
import session, { session as named, sessionOf } from "cello-session/express";
import {
  MemoryRevocationStore,
  type RevocationStore,
  redisRevocationStore,
  type Session,
  SessionError,
  Signer,
} from "cello-session";
import connect from "connect";
import express from "express";
import Fastify from "fastify";

declare module "cello-session" {
  interface SessionData {
    user_id: string;
  }
}

const signer = new Signer({ secret: Buffer.alloc(32), maxAgeSeconds: 60, sameSite: "strict" });
const visitor: Session = signer.readCookie("a=b");
const user: string | undefined = visitor.get("user_id");
visitor.set("n", 5n).set("list", [1, "a", null]).set("user_id", "x");
// @ts-expect-error: it was declared as text
visitor.set("user_id", 5);
// @ts-expect-error: nothing of a session
visitor.set("other", undefined);
// @ts-expect-error: this is not the name of an option
new Signer({ secret: "x", maxAge: 5 });
const store: RevocationStore = redisRevocationStore({ sendCommand: async (args: string[]) => args.length });

const app = express();
app.use(session({ signer, revocation: { store } }));
app.get("/", (req, res) => {
  req.session.user_id = "123";
  req.session.cart = [1];
  req.session.login();
  const until: number = req.session.expiresAt;
  // @ts-expect-error: only the library sets it
  req.session.isNew = true;
  sessionOf(req).set("id", "x");
  req.session = { user_id: "y" };
  req.session = null;
  res.send(`${until} ${user}`);
});
connect().use(named({ secret: "x".repeat(32), revocation: { store: new MemoryRevocationStore() } }));

const fastify = Fastify();
await fastify.register(celloSession, { secret: "x".repeat(32) });
fastify.get("/", async (request) => {
  const name: string | undefined = request.session.get("user_id");
  request.session.set("user_id", "x");
  request.session.delete("user_id");
  request.session.delete();
  request.session.regenerate(["user_id"]);
  request.session.login();
  await fastify.session.revocation?.revokeAll("x");
  return { name, changed: request.session.changed };
});
const error: unknown = new Error();
if (error instanceof SessionError) error.code.trim();
