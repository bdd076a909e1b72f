// Keys are the visitor's data: no name means anything to the language, and what is no key is refused.

import assert from "node:assert/strict";
import { IncomingMessage, ServerResponse } from "node:http";
import { describe, it } from "node:test";
import { session as middleware, sessionOf } from "cello-session/express";
import { SessionError, Signer } from "cello-session";

const NOW = { nowSeconds: 1_700_000_000 };
const signer = new Signer({ secret: "a secret of more than thirty-two bytes" });
const DANGEROUS = ["__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "valueOf", "then", "toJSON"];
// These mean the API where a session is used like an object.
const RESERVED = [
  ...["isNew", "isChanged", "isPopulated", "login", "rotateId", "setLifetime"],
  ...["clear", "id", "status", "issuedAt", "expiresAt", "beganAt", "renewalDue", "regenerate", "save"],
];

describe("Session", () => {
  for (const key of [...DANGEROUS, ...RESERVED, "get", "size"]) {
    it(`${key} is a key like any other`, () => {
      const session = signer.begin(NOW);
      assert.equal(session.get(key), undefined);
      assert.equal(session.has(key), false);
      session.set(key, "mine");
      const read = signer.verify(signer.sign(session, NOW), NOW);
      assert.equal(read.get(key), "mine");
      assert.deepEqual([...read.keys()], [key]);
      const plain = read.toObject();
      assert.equal(Object.getPrototypeOf(plain), null);
      assert.equal(Object.getOwnPropertyDescriptor(plain, key).value, "mine");
      assert.equal({}.mine, undefined);
      assert.equal(Object.prototype.toString.call({}), "[object Object]");
      assert.equal(read.delete(key), true);
      assert.equal(read.has(key), false);
    });
  }

  it("takes keys of 1 to 128 bytes, counted in UTF-8", () => {
    const session = signer.begin(NOW);
    session.set("k".repeat(128), 1);
    session.set("é".repeat(64), 2);
    assert.equal(session.size, 2);
    for (const key of ["", "k".repeat(129), "é".repeat(65)]) {
      assert.throws(() => session.set(key, 1), { name: "SessionError", code: "key_length" });
      assert.equal(session.get(key), undefined);
      assert.equal(session.delete(key), false);
    }
  });

  it("refuses keys with a lone surrogate", () => {
    assert.throws(() => signer.begin(NOW).set("\ud800", 1), { name: "SessionError", code: "key_encoding" });
  });

  it("keeps keys apart that only look the same", () => {
    const session = signer.begin(NOW);
    for (const key of ["é", "e\u0301", "\ufeffa", "a", "a\u0000", "A"]) session.set(key, key);
    const read = signer.verify(signer.sign(session, NOW), NOW);
    assert.equal(read.size, 6);
    for (const [key, value] of read) assert.equal(key, value);
  });

  for (const key of [Symbol("s"), 1, null, undefined, {}, 1n, true]) {
    it(`refuses a ${typeof key} as a key (${String(key)})`, () => {
      const session = signer.begin(NOW);
      assert.throws(
        () => session.set(key, 1),
        (error) => error instanceof TypeError && /key/.test(error.message),
      );
      for (const ask of ["get", "has", "delete"]) {
        assert.throws(
          () => session[ask](key),
          (error) => error instanceof TypeError && /key/.test(error.message),
        );
      }
    });
  }

  it("holds 64 entries, and says so when there is one more", () => {
    const session = signer.begin(NOW);
    for (let number = 0; number < 64; number++) session.set(`k${number}`, 0);
    assert.throws(() => session.set("one more", 0), full(65, 64));
    assert.equal(session.size, 64);
    session.set("k63", 1);
    assert.equal(signer.verify(signer.sign(session, NOW), NOW).size, 64);
  });

  it("says the size and the bound when a value does not fit", () => {
    const session = signer.begin(NOW).set("a", "before");
    assert.throws(
      () => session.set("a", "x".repeat(5000)),
      (error) => {
        assert.equal(error.code, "full");
        assert.ok(error.size > 5000 && error.bound === 2890, `${error.size} ${error.bound}`);
        assert.match(error.message, new RegExp(`${error.size}.*${error.bound}`));
        return error instanceof SessionError;
      },
    );
    assert.equal(session.get("a"), "before");
    session.set("a", "x".repeat(2880));
    assert.equal(signer.verify(signer.sign(session, NOW), NOW).get("a").length, 2880);
  });
});

describe("req.session, used like an object", () => {
  for (const key of DANGEROUS) {
    it(`${key} is a key like any other`, () => {
      const { session, of } = request();
      assert.equal(session[key], undefined);
      assert.equal(key in session, false);
      session[key] = "mine";
      assert.equal(session[key], "mine");
      assert.deepEqual(Object.keys(session), [key]);
      assert.equal(of.get(key), "mine");
      assert.equal(Object.getPrototypeOf(session), null);
      assert.equal(delete session[key], true);
      assert.equal(key in session, false);
      assert.equal({}.mine, undefined);
    });
  }

  for (const key of RESERVED) {
    it(`${key} means the session's own, whatever a cookie holds`, () => {
      const made = signer.begin().set(key, "from a cookie").set("a", 1);
      const { session, of } = request(signer.writeCookie(made).split(";")[0]);
      assert.notEqual(session[key], "from a cookie");
      assert.equal(of.get(key), "from a cookie");
      for (const change of [() => (session[key] = "x"), () => delete session[key]]) {
        assert.throws(change, { name: "SessionError", code: "reserved_name" });
      }
      // What is listed can be assigned, so that a copy of all properties works.
      assert.deepEqual([Reflect.ownKeys(session), { ...session }], [["a"], { a: 1 }]);
      assert.equal(JSON.stringify(session), '{"a":1}');
      assert.deepEqual([key in session, Object.hasOwn(session, key)], [true, false]);
    });
  }

  it("answers undefined for a symbol, and refuses to set one", () => {
    const { session } = request();
    assert.equal(session[Symbol.iterator], undefined);
    assert.equal(session[Symbol("x")], undefined);
    assert.throws(() => (session[Symbol("x")] = 1), TypeError);
    assert.equal(`${Object.prototype.toString.call(session)}`, "[object Object]");
  });

  it("can be spread, listed, and compared", () => {
    const { session } = request();
    Object.assign(session, { b: 1, a: [true] });
    assert.deepEqual({ ...session }, { b: 1, a: [true] });
    assert.deepEqual(Object.entries(session), [
      ["b", 1],
      ["a", [true]],
    ]);
    assert.equal(JSON.stringify(session), '{"b":1,"a":[true]}');
    assert.equal("b" in session, true);
    assert.equal(Object.hasOwn(session, "b"), true);
  });

  it("cannot be given a prototype, a getter, or be frozen", () => {
    const { session } = request();
    assert.throws(() => Object.setPrototypeOf(session, { admin: true }), TypeError);
    assert.throws(() => Object.defineProperty(session, "a", { get: () => 1 }), TypeError);
    assert.throws(() => Object.freeze(session), TypeError);
    assert.equal(session.admin, undefined);
  });
});

function full(size, bound) {
  return (error) =>
    error instanceof SessionError && error.code === "full" && error.size === size && error.bound === bound;
}

function request(cookie) {
  const incoming = new IncomingMessage(null);
  if (cookie) incoming.headers.cookie = cookie;
  middleware({ signer })(incoming, new ServerResponse(incoming), (error) => assert.ifError(error));
  return { session: incoming.session, of: sessionOf(incoming) };
}
