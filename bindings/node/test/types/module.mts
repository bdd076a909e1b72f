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
import { session, sessionOf, type WithSession } from "cello-session/express";
import celloSession from "cello-session/fastify";
import connect from "connect";
import express from "express";
import Fastify from "fastify";
import type { IncomingMessage } from "node:http";

declare module "cello-session" {
  interface SessionData {
    user_id: string;
    visits: number;
    basket?: Cart;
  }
}

interface Cart {
  items: string[];
  note?: string;
  parts?: Cart[];
}
const cart: Cart = { items: [] };

const secret: Buffer = readSecretFile("secret");
const signer = new Signer({ secret, acceptedSecrets: ["old"], maxAgeSeconds: 60, sameSite: "strict", domain: null });
const one: Session = signer.begin({ nowSeconds: 1 });
const facts: [boolean, boolean, boolean, boolean] = [one.isNew, one.isChanged, one.isPopulated, one.renewalDue];
const times: [number, number, number, number] = [one.issuedAt, one.expiresAt, one.beganAt, one.size];
const id: string = one.id;
const status: "ok" | "missing" | "rejected" | "expired" | "not_yet_valid" | "revoked" | "unavailable" = one.status;
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

// What SessionData declares.
// @ts-expect-error: it was declared as text
one.set("user_id", 5);
// @ts-expect-error: it was declared as a number
one.set("visits", "2");
// @ts-expect-error: not what the interface says
one.set("basket", { items: [5] });
// @ts-expect-error: it may be absent, but undefined cannot be set
one.set("basket", undefined);
one.set("basket", cart);
// @ts-expect-error: it was declared as a number
const visited: string | undefined = one.toObject().visits;

// What it does not: any value, also of an interface, a union, or a key that is not known.
const key: string = String(visited);
const anything: any = JSON.parse("1");
type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
const json: Json | bigint = anything;
const list: readonly string[] = ["a"];
one.set("cart", cart).set("carts", [cart]).set(key, { cart }).set("any", anything).set("json", json).set("list", list);
one
  .set("n", 5n)
  .set("bytes", Buffer.alloc(2))
  .set("none", null)
  .set("o", { a: [1, { b: true }] });
// @ts-expect-error: JSON has no dates
one.set("when", new Date());
// @ts-expect-error: nor within an object
one.set("when", { at: new Date() });
// @ts-expect-error: undefined
one.set("x", [cart, undefined]);
// @ts-expect-error: a BigInt within an object
one.set("x", { a: 5n });
// @ts-expect-error: bytes within an object
one.set("x", { a: Buffer.alloc(2) });
// @ts-expect-error: nobody knows what it is
one.set("x", anything as unknown);

const store = redisRevocationStore({ sendCommand: async (args: string[]) => args.join() });
const revocation = new Revocation(signer, {
  store: new MemoryRevocationStore({ maxEntries: 5 }),
  userKey: "user_id",
  failOpen: true,
});
const revoked: Promise<boolean> = revocation.isRevoked(one);
await revocation.revokeAll(5n);
new Revocation(signer, {});
// @ts-expect-error: a store is an object
new Revocation(signer, { store: "memory" });

const app = express();
app.use(session({ secret, revocation: { store } }));
app.use(session({ secret, revocation: {} }));
app.get("/", (request, response) => {
  const inner: Session = sessionOf(request);
  request.session = { cart, user_id: "x" };
  request.session = cart as Cart & { user_id?: string };
  // @ts-expect-error: it was declared as text
  request.session = { user_id: 5 };
  // @ts-expect-error: it was declared as a number
  request.session.visits = "2";
  response.send(inner.get("user_id"));
});
connect()
  .use(session({ secret, revocation: { store, timeoutMs: 500 } }))
  .use((request: IncomingMessage, response) => {
    const { session: visitor } = request as IncomingMessage & WithSession;
    visitor.login();
    visitor.user_id = "x";
    response.end(signer.readCookie(["a=b", "c=d"]).status);
  });

const fastify = Fastify();
await fastify.register(celloSession, { secret, secure: false });
fastify.get("/", async (request) => {
  const user: string | undefined = request.session.get("user_id");
  request.session.set("visits", 2).set("cart", cart);
  // @ts-expect-error: it was declared as a number
  request.session.set("visits", "2");
  // @ts-expect-error: it was declared as a number
  const visits: string | undefined = request.session.data().visits;
  request.session.login();
  request.session.regenerate(["visits"]);
  request.session.delete();
  return { user, visits };
});

try {
  one.set("a", "b");
} catch (error) {
  if (error instanceof SessionError)
    console.log(error.code satisfies string, error.size satisfies number | undefined, error.cause);
}
export { existed, facts, id, line, revoked, status, text, times, token };
