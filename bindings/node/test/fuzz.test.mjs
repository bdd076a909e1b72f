// Random strings and types against every exported function and method: no crash, and no error but those that are promised.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as express from "cello-session/express";
import fastifySession from "cello-session/fastify";
import * as root from "cello-session";
import { chooser } from "./random_values.mjs";

const { MemoryRevocationStore, Revocation, readSecretFile, redisRevocationStore, SessionError, Signer } = root;
const SEED = 20_260_711;
const ROUNDS = 60_000;
const SECRET = "a secret of more than thirty-two bytes";

describe(`fuzzing, seed ${SEED}`, () => {
  const random = chooser(SEED);
  const signer = new Signer({ secret: SECRET });
  const token = signer.sign(signer.begin().set("user_id", "123").set("j", [1.5]));
  const fresh = () => signer.verify(token);
  const value = () => random.value([token, fresh, signer]);

  const functions = methodsOf(Signer.prototype).map((name) => [
    `Signer.${String(name)}`,
    () => signer[name](value(), value()),
  ]);
  const ofSession = methodsOf(Object.getPrototypeOf(fresh())).map((name) => [
    `Session.${String(name)}`,
    () => {
      const session = fresh();
      session[name](value(), value(), value());
      signer.sign(session);
      signer.writeCookie(session);
    },
  ]);
  const readers = [
    "id",
    "status",
    "size",
    "isNew",
    "isChanged",
    "isPopulated",
    "renewalDue",
    "issuedAt",
    "expiresAt",
    "beganAt",
  ];
  const others = [
    ["new Signer", () => new Signer(random.options(SECRET))],
    ["new Signer of anything", () => new Signer(value())],
    [
      "Session on a stranger",
      () => Reflect.apply(fresh()[random.pick(["get", "set", "clear", "login"])], value(), [value()]),
    ],
    ["Signer on a stranger", () => Reflect.apply(signer[random.pick(["verify", "sign", "begin"])], value(), [value()])],
    ["reading a stranger", () => Reflect.get(Object.getPrototypeOf(fresh()), random.pick(readers), value())],
    ["new Session", () => new root.Session(value(), value())],
    ["readSecretFile", () => readSecretFile(random.pick([value(), 5, {}, null]))],
    ["MemoryRevocationStore", () => new MemoryRevocationStore(value())],
    ["its look", () => new MemoryRevocationStore().look(value(), value())],
    ["its revoke", () => new MemoryRevocationStore().revoke(value(), value())],
    ["its raiseNotBefore", () => new MemoryRevocationStore().raiseNotBefore(value(), value(), value())],
    ["redisRevocationStore", () => redisRevocationStore(value())],
    ["new Revocation", () => new Revocation(random.pick([signer, value()]), value())],
    ["express", () => express.session(random.pick([value(), random.options(SECRET)]))],
    ["sessionOf", () => express.sessionOf(value())],
    ["req.session", () => onRequest(() => ({ key: value(), given: value() }))],
    ["req.session =", () => onRequest((request) => Reflect.set(request, "session", value()))],
    ["a Cookie field of anything", () => onRequest((request) => request.session.a, value())],
  ];
  const asynchronous = [
    ["isRevoked", (revocation) => revocation.isRevoked(value())],
    ["revoke", (revocation) => revocation.revoke(value())],
    ["revokeAll", (revocation) => revocation.revokeAll(value())],
    ["settle", (revocation) => revocation.settle(value())],
    [
      "the Fastify plugin",
      () => fastifySession({ decorateRequest() {}, decorate() {}, addHook() {} }, value(), () => {}),
    ],
  ];

  function onRequest(act, cookie) {
    const request = { headers: { cookie: cookie === undefined ? `session_id=${token}` : cookie } };
    middleware(request, {}, () => {});
    const found = act(request);
    if (found && "key" in found) {
      request.session[found.key] = found.given;
      return request.session[found.key];
    }
    return found;
  }
  const middleware = express.session({ signer });

  // Each place that throws wrongly is told once, all of them in one run.
  const wrong = new Map();
  function tolerant(error, name, round) {
    try {
      return kindOf(error, name, round);
    } catch (mistake) {
      wrong.set(String(error?.stack).split("\n").slice(0, 2).join(), mistake.message.slice(0, 500));
      return "TypeError";
    }
  }

  it("every function is among them", () => {
    const met = new Set([...functions, ...ofSession].map(([name]) => name));
    for (const name of [
      "Signer.verify",
      "Signer.sign",
      "Signer.readCookie",
      "Signer.writeCookie",
      "Signer.begin",
      "Session.set",
      "Session.get",
      "Session.setJsonText",
      "Session.setLifetime",
    ]) {
      assert.ok(met.has(name), name);
    }
    const known = [
      "MemoryRevocationStore",
      "Revocation",
      "Session",
      "SessionError",
      "Signer",
      "default",
      "readSecretFile",
      "redisRevocationStore",
      "version",
    ];
    assert.deepEqual(
      Object.keys(root).filter((name) => !known.includes(name) && name !== "module.exports"),
      [],
    );
  });

  it(`${ROUNDS} calls throw nothing but TypeErrors and errors with a code`, () => {
    const calls = [...functions, ...ofSession, ...others];
    const seen = { fine: 0, TypeError: 0, SessionError: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const [name, act] = random.pick(calls);
      try {
        act();
        seen.fine++;
      } catch (error) {
        seen[tolerant(error, name, round)]++;
      }
    }
    assert.equal(wrong.size, 0, [...wrong.values()].join("\n"));
    for (const [kind, count] of Object.entries(seen)) assert.ok(count > ROUNDS / 100, `${kind}: ${count}`);
  });

  it("so do those that answer by a promise", async () => {
    for (let round = 0; round < 3000; round++) {
      const [name, act] = random.pick(asynchronous);
      try {
        await act(new Revocation(signer, { store: new MemoryRevocationStore() }));
      } catch (error) {
        tolerant(error, name, round);
      }
    }
    assert.equal(wrong.size, 0, [...wrong.values()].join("\n"));
  });

  it("random text is never a session, and a token with one character changed neither", () => {
    for (let round = 0; round < 20_000; round++) {
      assert.notEqual(signer.verify(random.text()).status, "ok");
      const place = random.below(token.length);
      const other = random.pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=. ");
      if (token[place] !== other)
        assert.equal(signer.verify(token.slice(0, place) + other + token.slice(place + 1)).status, "rejected");
    }
  });

  it("would show an error of another kind", () => {
    assert.throws(() => kindOf(new RangeError("x"), "planted", 0), assert.AssertionError);
    assert.throws(
      () => kindOf(new TypeError("Cannot read properties of undefined (reading 'x')"), "planted", 0),
      assert.AssertionError,
    );
  });
});

function methodsOf(prototype) {
  return Reflect.ownKeys(prototype).filter((name) => {
    const { value } = Object.getOwnPropertyDescriptor(prototype, name);
    return typeof value === "function" && name !== "constructor";
  });
}

// A TypeError that the engine itself threw, deep in our code, is a check that is missing. What it throws where a method
// is called on a stranger, as every built-in class does, is none.
const ACCIDENT = /Cannot read propert[^#]*$|is not a function|is not iterable|Cannot mix BigInt|Invalid array length/;

function kindOf(error, name, round) {
  const told = `${name}, round ${round}: ${error?.stack}`;
  if (error instanceof SessionError) {
    assert.match(error.code, /^[a-z_]+$/, told);
    return "SessionError";
  }
  // readSecretFile hands on what the system says of a file.
  if (error?.syscall !== undefined) return "fine";
  assert.ok(error instanceof TypeError, told);
  assert.doesNotMatch(error.message, ACCIDENT, told);
  return "TypeError";
}
