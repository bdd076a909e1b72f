// Signer and Session used directly: secrets, options, times, and the argument that every TypeError names.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import * as esm from "cello-session";

const { MemoryRevocationStore, readSecretFile, Revocation, SessionError, Signer } = esm;
const SECRET = "a secret of more than thirty-two bytes";
const T0 = 1_700_000_000;
const at = (nowSeconds) => ({ nowSeconds });
// Each is taken for { nowSeconds } by somebody; begin has an id as well.
const ODD_TIMES = [T0, null, "now", { now: T0 }, { nowSeconds: T0, seconds: 1 }, { id: "0".repeat(32) }];

describe("the package", () => {
  it("is the same for import and for require", () => {
    const cjs = createRequire(import.meta.url)("cello-session");
    for (const name of ["Signer", "Session", "SessionError", "readSecretFile", "MemoryRevocationStore", "Revocation"]) {
      assert.equal(typeof cjs[name], "function", name);
      assert.equal(cjs[name], Object.entries(esm).find(([exported]) => exported === name)[1], name);
    }
    assert.match(cjs.version, /^\d+\.\d+\.\d+/);
  });
});

describe("secrets", () => {
  it("a string is its UTF-8 bytes", () => {
    const text = "ünïcödé secret, long enough for it";
    const token = new Signer({ secret: text }).sign(new Signer({ secret: text }).begin().set("a", 1));
    assert.equal(new Signer({ secret: Buffer.from(text, "utf8") }).verify(token).get("a"), 1);
    assert.equal(new Signer({ secret: new Uint8Array(Buffer.from(text)) }).verify(token).status, "ok");
    assert.equal(new Signer({ secret: Buffer.from(text, "latin1") }).verify(token).status, "rejected");
  });

  it("are bytes of another realm too, as a test runner makes them", () => {
    const bytes = vm.runInNewContext("new Uint8Array(40).fill(7)");
    const token = new Signer({ secret: bytes }).sign(new Signer({ secret: bytes }).begin().set("a", 1));
    assert.equal(new Signer({ secret: `x${SECRET}`, acceptedSecrets: [bytes] }).verify(token).get("a"), 1);
    const id = vm.runInNewContext("new Uint8Array(16).fill(171)");
    assert.equal(new Signer({ secret: bytes }).begin({ id }).id, "ab".repeat(16));
  });

  it("a secret with a lone surrogate has no UTF-8 bytes", () => {
    assert.throws(
      () => new Signer({ secret: `\ud800${SECRET}` }),
      (error) => /secret/.test(error.message),
    );
  });

  it("one that is changed after the signer was made changes nothing", () => {
    const secret = Buffer.from(SECRET);
    const signer = new Signer({ secret });
    const token = signer.sign(signer.begin().set("a", 1));
    secret.fill(0);
    assert.equal(signer.verify(token).status, "ok");
  });

  it("in rotation: the old one is accepted, and the session is due for renewal", () => {
    const old = new Signer({ secret: SECRET });
    const next = new Signer({ secret: `next ${SECRET}`, acceptedSecrets: [SECRET] });
    const token = old.sign(old.begin(at(T0)).set("a", 1), at(T0));
    assert.equal(next.verify(token, at(T0 + 59)).renewalDue, false);
    assert.equal(next.verify(token, at(T0 + 61)).renewalDue, true);
    assert.equal(old.verify(next.sign(next.verify(token, at(T0)), at(T0)), at(T0)).status, "rejected");
  });

  it("are read from a file less one trailing newline", () => {
    const folder = mkdtempSync(join(tmpdir(), "cello-"));
    const path = join(folder, "secret");
    try {
      for (const [written, read] of [
        ["abc\n", "abc"],
        ["abc", "abc"],
        ["abc\n\n", "abc\n"],
        ["a\r\n", "a"],
        ["a\r", "a\r"],
        ["\n", ""],
      ]) {
        writeFileSync(path, written);
        assert.equal(readSecretFile(path).toString(), read);
      }
      assert.ok(Buffer.isBuffer(readSecretFile(pathToFileURL(path))));
      assert.throws(() => readSecretFile(join(folder, "none")), { code: "ENOENT" });
      assert.throws(() => readSecretFile(7), TypeError);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("options", () => {
  it("have the defaults of every language", () => {
    const signer = new Signer({ secret: SECRET });
    const line = signer.writeCookie(signer.begin(at(T0)).set("a", 1), at(T0));
    assert.match(line, /^session_id=[\w-]+; Path=\/; Max-Age=86400; HttpOnly; Secure; SameSite=Lax$/);
    assert.equal(signer.cookieName, "session_id");
    assert.equal(signer.longestMaxAgeSeconds, 86400);
  });

  it("name the rule that is broken", () => {
    const broken = {
      secret_length: { secret: "short" },
      cookie_name: { cookieName: "a b" },
      host_prefix: { cookieName: "__Host-a", path: "/x" },
      same_site_none_needs_secure: { sameSite: "none", secure: false },
      max_age: { maxAgeSeconds: 0 },
      secret_duplicate: { acceptedSecrets: [SECRET] },
    };
    for (const [code, options] of Object.entries(broken)) {
      assert.throws(() => new Signer({ secret: SECRET, ...options }), { name: "SessionError", code });
    }
  });

  const wrong = {
    secret: [undefined, null, 5, {}, [], Symbol("x")],
    acceptedSecrets: ["text", 5, [5], [null], {}],
    cookieName: [5, null, Buffer.from("x"), Symbol("x")],
    path: [5, {}],
    domain: [5, {}],
    maxAgeSeconds: ["60", 1.5, Number.NaN, -1, Number.POSITIVE_INFINITY, 2 ** 60],
    longestMaxAgeSeconds: ["60", 1.5],
    absoluteMaxAgeSeconds: ["60", -1],
    httpOnly: [1, "true"],
    secure: [0, "auto"],
    partitioned: [1],
    persistent: ["no"],
    sameSite: [5, true],
    clock: [5, "now", () => Date.now(), () => Date.now() / 1000, () => Number.NaN, () => undefined, () => -1],
  };
  for (const [name, values] of Object.entries(wrong)) {
    it(`${name} of another type is an error that names it`, () => {
      for (const value of values) {
        assert.throws(
          () => new Signer({ secret: SECRET, [name]: value }),
          (error) => naming(error, name),
          `${name}: ${typeof value}`,
        );
      }
    });
  }

  it("an unknown name is an error, and maxAge is told apart", () => {
    assert.throws(() => new Signer({ secret: SECRET, maxAge: 60_000 }), /maxAgeSeconds/);
    assert.throws(() => new Signer({ secret: SECRET, coookieName: "x" }), /coookieName/);
    const store = new MemoryRevocationStore();
    const revocation = (options) => new Revocation(new Signer({ secret: SECRET }), { store, ...options });
    for (const make of [(o) => new Signer({ secret: SECRET, ...o }), (o) => new MemoryRevocationStore(o), revocation]) {
      assert.throws(() => make({ nothing: 1 }), /without nothing, which is no option/);
      // What is as long as a secret may be one.
      assert.throws(
        () => make({ [SECRET]: 1 }),
        (error) => /without a name of 38 bytes/.test(error.message) && !error.message.includes(SECRET),
      );
    }
    assert.throws(() => new Signer(), TypeError);
    assert.throws(() => new Signer(null), TypeError);
    assert.throws(() => Signer({ secret: SECRET }), TypeError);
  });
});

describe("arguments of another type are TypeErrors", () => {
  const signer = new Signer({ secret: SECRET });
  const session = () => signer.begin(at(T0));
  const strange = { prototype: Object.create(Object.getPrototypeOf(session())), other: {}, text: "x", none: null };
  const calls = {
    "readCookie(header) of several": ["header", [[5], ["a=b", null], [["a=b"]]], (value) => signer.readCookie(value)],
    "at of verify": ["at", ODD_TIMES, (value) => signer.verify("x", value)],
    "at of readCookie": ["at", ODD_TIMES, (value) => signer.readCookie("x", value)],
    "at of begin": ["at", ODD_TIMES.slice(0, -1), (value) => signer.begin(value)],
    "at of sign": ["at", ODD_TIMES, (value) => signer.sign(session(), value)],
    "at of writeCookie": ["at", ODD_TIMES, (value) => signer.writeCookie(session(), value)],
    "verify(token)": ["token", [5, null, {}, Symbol("x"), []], (value) => signer.verify(value)],
    "readCookie(header)": ["header", [5, null, {}, Symbol("x")], (value) => signer.readCookie(value)],
    "sign(session)": ["session", Object.values(strange), (value) => signer.sign(value)],
    "writeCookie(session)": ["session", Object.values(strange), (value) => signer.writeCookie(value)],
    nowSeconds: ["nowSeconds", ["5", -1, 1.5, Number.NaN, 2 ** 60, null], (value) => signer.begin(at(value))],
    "nowSeconds of verify": ["nowSeconds", ["5", -1, 1.5, T0 * 1000], (value) => signer.verify("x", at(value))],
    id: ["id", ["zz", 5, Buffer.alloc(15), "0".repeat(31)], (value) => signer.begin({ id: value })],
    "setLifetime(seconds)": ["seconds", ["60", Number.NaN, 1.5, -1, 1n], (value) => session().setLifetime(value)],
    "setJsonText(text)": ["text", [5, null, {}], (value) => session().setJsonText("a", value)],
  };
  it("a bare number in place of { nowSeconds } is told so", () => {
    assert.throws(() => signer.verify("x", T0), /at must be an object, such as \{ nowSeconds: 1700000000 \}/);
  });

  for (const [call, [argument, values, act]] of Object.entries(calls)) {
    it(call, () => {
      for (const value of values)
        assert.throws(
          () => act(value),
          (error) => naming(error, argument),
        );
    });
  }
});

describe("a Cookie field that came as several", () => {
  const signer = new Signer({ secret: SECRET });
  const cookie = signer.writeCookie(signer.begin().set("a", 1)).split(";")[0];

  it("is joined", () => {
    for (const header of [cookie, [cookie], ["x=y", cookie], [cookie, "x=y; z"], Buffer.from(cookie)]) {
      assert.equal(signer.readCookie(header).get("a"), 1);
    }
  });

  it("is none where there is none of them", () => {
    for (const header of [undefined, []]) assert.equal(signer.readCookie(header).status, "missing");
  });
});

describe("times", () => {
  it("come from the clock that is handed in, or the system's", () => {
    const signer = new Signer({ secret: SECRET, clock: () => T0 });
    assert.equal(signer.begin().beganAt, T0);
    const real = new Signer({ secret: SECRET }).begin().beganAt;
    assert.ok(Math.abs(real - Date.now() / 1000) < 5);
  });

  it("milliseconds are noticed", () => {
    let now = T0;
    const signer = new Signer({ secret: SECRET, clock: () => now });
    now *= 1000;
    assert.throws(() => signer.sign(signer.begin().set("a", 1)), { code: "time_range" });
  });

  it("login takes a fresh id and keeps the map; rotateId keeps the beginning", () => {
    let now = T0;
    const signer = new Signer({ secret: SECRET, clock: () => now });
    const first = signer.begin().set("basket", [1]);
    const token = signer.sign(first);
    now += 100;
    const read = signer.verify(token);
    read.login();
    assert.notEqual(read.id, first.id);
    assert.equal(read.get("basket")[0], 1);
    assert.equal(read.beganAt, now);
    const rotated = signer.verify(token);
    rotated.rotateId();
    assert.notEqual(rotated.id, first.id);
    assert.equal(rotated.beganAt, T0);
    assert.equal(rotated.isChanged, true);
  });

  it("clear begins anew: fresh id, began now, lifetime as configured", () => {
    let now = T0;
    const signer = new Signer({ secret: SECRET, longestMaxAgeSeconds: 864_000, clock: () => now });
    const first = signer.begin().set("a", 1);
    first.setLifetime(864_000);
    now += 100;
    const read = signer.verify(signer.sign(first, at(T0)));
    read.clear();
    assert.equal(read.isPopulated, false);
    read.set("b", 2);
    const again = signer.verify(signer.sign(read));
    assert.notEqual(again.id, first.id);
    assert.equal(again.beganAt, now);
    assert.equal(again.expiresAt, now + 86_400);
  });

  it("a lifetime beyond the longest is refused", () => {
    const session = new Signer({ secret: SECRET }).begin();
    assert.throws(() => session.setLifetime(86_401), { name: "SessionError", code: "time_range" });
    assert.throws(() => session.setLifetime(0), { name: "SessionError", code: "time_range" });
    session.setLifetime(60);
  });
});

// Either the type is wrong, or the value breaks a rule of that name: both say which argument it was.
function naming(error, name) {
  const spaced = name.replace(/Seconds$/, "").replace(/[A-Z]/g, (letter) => `.?${letter.toLowerCase()}`);
  const named = new RegExp(`${name}|${spaced}`, "i").test(`${error.message} ${error.code}`);
  return named && (error instanceof TypeError || error instanceof RangeError || error instanceof SessionError);
}
