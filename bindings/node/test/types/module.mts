// What an ES module in TypeScript may write over the package, and what it may not: tsc reads it, and nobody runs it.

import {
  MemoryRevocationStore,
  Revocation,
  readSecretFile,
  redisRevocationStore,
  type Session,
  SessionError,
  Signer,
} from "cello-session";
import { session, sessionOf } from "cello-session/express";
import celloSession from "cello-session/fastify";
import express from "express";
import Fastify from "fastify";

declare module "cello-session" {
  interface SessionData {
    user_id: string;
    visits: number;
  }
}

const secret: Buffer = readSecretFile("secret");
const signer = new Signer({ secret, acceptedSecrets: ["old"], maxAgeSeconds: 60, sameSite: "strict", domain: null });
const one: Session = signer.begin({ nowSeconds: 1 });
const facts: [boolean, boolean, boolean, boolean] = [one.isNew, one.isChanged, one.isPopulated, one.renewalDue];
const times: [number, number, number, number] = [one.issuedAt, one.expiresAt, one.beganAt, one.size];
const id: string = one.id;
const status: "ok" | "missing" | "rejected" | "expired" | "not_yet_valid" = one.status;
one.set("user_id", "123").set("visits", 1);
one.login();
one.rotateId();
one.setLifetime(60);
one.clear();
const token: string = signer.sign(one);
const line: string = signer.writeCookie(signer.readCookie(undefined));
const text: string | undefined = one.getJsonText("j");
const existed: boolean = one.delete("x");
for (const [key, value] of one) console.log(key satisfies string, value);

// @ts-expect-error: a secret is required
new Signer({});
// @ts-expect-error: the name that Express has for milliseconds
new Signer({ secret, maxAge: 60_000 });
// @ts-expect-error: a number of seconds
new Signer({ secret, maxAgeSeconds: "60" });
// @ts-expect-error: one of three
new Signer({ secret, sameSite: "sometimes" });
// @ts-expect-error: it can be read only
one.isNew = true;
// @ts-expect-error: text or bytes
signer.verify(5);
// @ts-expect-error: a number
one.setLifetime("60");
// @ts-expect-error: no value of a session
one.set("f", () => 1);

const store = redisRevocationStore({ sendCommand: async (args: string[]) => args.join() });
const revocation = new Revocation(signer, {
  store: new MemoryRevocationStore({ maxEntries: 5 }),
  userKey: "user_id",
  failOpen: true,
});
const revoked: Promise<boolean> = revocation.isRevoked(one);
await revocation.revokeAll(5n);
// @ts-expect-error: a store is required
new Revocation(signer, {});

const app = express();
app.use(session({ secret, revocation: { store } }));
app.get("/", (request, response) => {
  const inner: Session = sessionOf(request);
  response.send(inner.get("user_id"));
});

const fastify = Fastify();
await fastify.register(celloSession, { secret, secure: false });
fastify.get("/", async (request) => {
  const user: string | undefined = request.session.get("user_id");
  request.session.set("visits", 2);
  request.session.login();
  request.session.regenerate(["visits"]);
  request.session.delete();
  return { user };
});

try {
  one.set("a", "b");
} catch (error) {
  if (error instanceof SessionError) console.log(error.code satisfies string, error.size satisfies number | undefined);
}
export { existed, facts, id, line, revoked, status, text, times, token };
