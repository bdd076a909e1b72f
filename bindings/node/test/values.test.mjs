// What can be put into a session and what comes back: kinds, edges of integers, text, JSON, and what is refused.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import vm from "node:vm";
import { SessionError, Signer } from "cello-session";

const NOW = { nowSeconds: 1_700_000_000 };
const signer = new Signer({ secret: "a secret of more than thirty-two bytes" });

describe("values that come back as they were", () => {
  const cases = {
    text: "alice",
    "empty text": "",
    "U+0000, U+FEFF and a noncharacter": "\ufeffa\u0000\uffff\ufeff",
    "text beyond the first plane": "\u{1f36a}\u{10ffff}",
    zero: 0,
    "the greatest safe integer": Number.MAX_SAFE_INTEGER,
    "the smallest safe integer": Number.MIN_SAFE_INTEGER,
    "2^53 as BigInt": 2n ** 53n,
    "-2^53 as BigInt": -(2n ** 53n),
    "the greatest int64": 2n ** 63n - 1n,
    "the smallest int64": -(2n ** 63n),
    true: true,
    false: false,
    null: null,
    "a fraction": 0.1,
    "minus zero": -0,
    "a number beyond int64": 1e20,
    "the greatest double": Number.MAX_VALUE,
    "the smallest double": Number.MIN_VALUE,
    "an empty array": [],
    "an empty object": {},
    "minus zero inside of JSON": { a: [-0, 0] },
    "numbers beyond int64 inside of JSON": [1e20, -1e300],
    "text that is escaped": ['"', "\\", "\u0007\n\u007f\u2028é", { '"\\': 1 }],
    nested: { a: [1, 2.5, { b: null, c: [true, "x", "\u2028"] }] },
  };
  for (const [name, value] of Object.entries(cases)) {
    it(name, () => assert.deepStrictEqual(passedOn({ value }).get("value"), value));
  }

  it("a BigInt within the safe integers reads as a number", () => {
    assert.strictEqual(passedOn({ value: 7n }).get("value"), 7);
    assert.strictEqual(passedOn({ value: 2n ** 53n - 1n }).get("value"), Number.MAX_SAFE_INTEGER);
  });

  it("bytes read as a Buffer that is a copy", () => {
    const source = new Uint8Array([0, 1, 255]);
    const session = signer.begin(NOW);
    session.set("value", source);
    source[0] = 9;
    const read = session.get("value");
    assert.ok(Buffer.isBuffer(read));
    assert.deepEqual([...read], [0, 1, 255]);
    read[1] = 9;
    assert.deepEqual([...signer.verify(signer.sign(session, NOW), NOW).get("value")], [0, 1, 255]);
  });

  it("a view into a larger buffer is taken as the view", () => {
    const view = new Uint8Array(Buffer.from("abcdef").subarray(2, 4));
    assert.equal(passedOn({ value: view }).get("value").toString(), "cd");
    assert.equal(
      passedOn({ value: Buffer.from("abcdef").subarray(1, 3) })
        .get("value")
        .toString(),
      "bc",
    );
  });

  it("an object without a prototype is a plain one", () => {
    const value = Object.assign(Object.create(null), { a: 1 });
    assert.deepEqual({ ...passedOn({ value }).get("value") }, { a: 1 });
  });

  it("objects, arrays and bytes of another realm are plain ones", () => {
    const inner = vm.runInNewContext("({ a: [1, { b: null }] })");
    assert.equal(JSON.stringify(passedOn({ value: inner }).get("value")), '{"a":[1,{"b":null}]}');
    assert.deepEqual([...passedOn({ value: vm.runInNewContext("new Uint8Array([1, 2])") }).get("value")], [1, 2]);
  });

  it("what is asked once is what is stored, whatever a getter answers next", () => {
    let asked = 0;
    const value = {
      get a() {
        return asked++ === 0 ? 1 : new Date(0);
      },
    };
    assert.equal(signer.begin(NOW).set("value", value).size, 1);
    assert.equal(asked, 1);
  });

  it("a key __proto__ inside of JSON is data", () => {
    const session = signer.begin(NOW).setJsonText("value", '{"__proto__":{"admin":true},"a":1}');
    const value = signer.verify(signer.sign(session, NOW), NOW).get("value");
    assert.equal(value.admin, undefined);
    assert.equal({}.admin, undefined);
    assert.equal(value.a, 1);
  });
});

describe("values that are refused", () => {
  const coded = {
    NaN: Number.NaN,
    infinity: Number.POSITIVE_INFINITY,
    "infinity inside of JSON": [1, { a: Number.NEGATIVE_INFINITY }],
    "NaN inside of JSON": { a: Number.NaN },
    "an integer that is no longer exact": 2 ** 53,
    "a negative one": -(2 ** 53) - 2,
    "a BigInt beyond int64": 2n ** 63n,
    "a BigInt below int64": -(2n ** 63n) - 1n,
    "a BigInt inside of JSON": [1n],
    "an integer inside of JSON that is no longer exact": { a: [2 ** 53] },
    "one with zeros in place of its last digits": [2 ** 60],
    "a lone high surrogate": "a\ud800",
    "a lone low surrogate": "\udc00a",
    "surrogates in the wrong order": "\udc00\ud800",
    "a lone surrogate inside of JSON": { a: ["\ud800"] },
    "a lone surrogate as a key inside of JSON": { "\ud800": 1 },
  };
  for (const [name, value] of Object.entries(coded)) {
    it(`${name}: value_encoding`, () => refused(value, (error) => isCoded(error, "value_encoding")));
  }

  const typed = {
    undefined: undefined,
    "a function": () => 1,
    "a symbol": Symbol("secret"),
    "a Date": new Date(0),
    "a Map": new Map(),
    "a class instance": new (class Person {})(),
    "undefined inside of JSON": [undefined],
    "an undefined property": { a: undefined },
    "a function inside of JSON": { a: [() => 1] },
    "a Date inside of JSON": { a: new Date(0) },
    "a symbol inside of JSON": [Symbol("x")],
    "bytes inside of JSON": { a: new Uint8Array(2) },
    "the result of a match": "2026-11".match(/(\d+)-/),
    "an array with a symbol": Object.assign([1], { [Symbol("x")]: 1 }),
    "an array with a hole": Object.assign([1], { 2: 3 }),
    "an array of a class": new (class Cart extends Array {})(1, 2),
    "an array without a prototype": Object.setPrototypeOf([1], null),
    "an array over another one": Object.setPrototypeOf([1], [2]),
    "an object over another one": Object.create({ a: 1 }),
    "a hidden property": Object.defineProperty({}, "a", { value: 1 }),
    "a symbol as a key": { [Symbol("x")]: 1 },
    "a hidden toJSON": Object.defineProperty({ a: 1 }, "toJSON", { value: () => undefined }),
    "an array with a hidden toJSON": Object.defineProperty([1], "toJSON", { value: () => "other" }),
  };
  for (const [name, value] of Object.entries(typed)) {
    it(`${name}: TypeError`, () =>
      refused(value, (error) => error instanceof TypeError && /value/.test(error.message)));
  }

  it("a ring is an error and no crash", () => {
    const ring = [];
    ring.push(ring);
    refused(ring, (error) => error instanceof TypeError || error instanceof SessionError);
  });

  it("JSON nested 33 deep, and not 32", () => {
    const nested = (depth) => {
      let value = [];
      for (let level = 1; level < depth; level++) value = [value];
      return value;
    };
    assert.deepEqual(passedOn({ value: nested(32) }).get("value"), nested(32));
    refused(nested(33), (error) => isCoded(error, "value_encoding"));
    refused(nested(20_000), (error) => isCoded(error, "value_encoding") || error instanceof TypeError);
  });

  it("parts that are shared twenty times over are full, and soon", () => {
    let value = [];
    for (let level = 0; level < 30; level++) value = [value, value];
    const start = performance.now();
    refused(value, (error) => isCoded(error, "full") && error.size > error.bound);
    assert.ok(performance.now() - start < 500);
  });

  it("says that bytes need a key of their own", () => {
    refused([new Uint8Array(1)], (error) => /bytes .* key of their own/.test(error.message));
    refused([new Date(0)], (error) => !/Uint8Array/.test(error.message));
  });

  it("a getter that throws is the caller's own error", () => {
    const value = {
      get a() {
        throw new Error("mine");
      },
    };
    refused(value, (error) => error.message === "mine");
  });
});

describe("JSON that this language cannot hold", () => {
  for (const text of [
    "1e400",
    "[-1e400]",
    "1e-400",
    "[-0.01e-400]",
    "9007199254740993000000001",
    '{"a":9007199254740993}',
  ]) {
    it(`${text} fails at that key alone, and is kept`, () => {
      const session = signer.begin(NOW).set("good", 1).setJsonText("strange", text);
      const read = signer.verify(signer.sign(session, NOW), NOW);
      assert.equal(read.get("good"), 1);
      assert.throws(
        () => read.get("strange"),
        (error) => isCoded(error, "value_encoding"),
      );
      assert.equal(read.getJsonText("strange"), text);
      read.set("good", 2);
      const again = signer.verify(signer.sign(read, NOW), NOW);
      assert.equal(again.getJsonText("strange"), text);
      assert.equal(again.get("good"), 2);
    });
  }

  it("a value that was read and not touched keeps its text and its kind", () => {
    const session = signer
      .begin(NOW)
      .setJsonText("j", '{ "a" : 1.50e0 }')
      .set("n", 2n ** 60n)
      .set("b", Buffer.alloc(3));
    const read = signer.verify(signer.sign(session, NOW), NOW);
    read.get("j");
    read.get("n");
    read.get("b");
    read.set("other", true);
    const again = signer.verify(signer.sign(read, NOW), NOW);
    assert.equal(again.getJsonText("j"), '{ "a" : 1.50e0 }');
    assert.deepEqual(
      ["j", "n", "b"].map((key) => again.kind(key)),
      ["json", "int", "bytes"],
    );
  });

  it("an integer that JavaScript has exactly is no error where it was only looked at", () => {
    const text = '{"a":1152921504606846976,"b":0e5}';
    const read = signer.verify(signer.sign(signer.begin(NOW).setJsonText("v", text).set("n", 1), NOW), NOW);
    assert.equal(read.get("v").a, 2 ** 60);
    assert.equal(read.isChanged, false);
    read.set("n", 2);
    assert.equal(signer.verify(signer.sign(read, NOW), NOW).getJsonText("v"), text);
    read.get("v").b = 1;
    assert.equal(read.isChanged, true);
    assert.throws(
      () => signer.sign(read, NOW),
      (error) => isCoded(error, "value_encoding"),
    );
  });

  it("isChanged is true, and no error, where something was changed in place that cannot be stored", () => {
    for (const strange of [undefined, Number.NaN, new Date(0), () => 1, "x".repeat(100_000)]) {
      const read = passedOn({ cart: { items: [] } });
      read.get("cart").items.push(strange);
      assert.equal(read.isChanged, true);
      assert.throws(() => signer.sign(read, NOW));
    }
  });

  it("what is changed inside of a value is written", () => {
    const read = passedOn({ cart: { items: [1, { n: 2 }] } });
    read.get("cart").items[1].n = 3;
    assert.equal(read.isChanged, true);
    const again = signer.verify(signer.sign(read, NOW), NOW);
    assert.deepEqual(again.get("cart"), { items: [1, { n: 3 }] });
  });
});

function passedOn(entries) {
  const session = signer.begin(NOW);
  for (const [key, value] of Object.entries(entries)) session.set(key, value);
  return signer.verify(signer.sign(session, NOW), NOW);
}

// Refused where it is set, and the session is as it was.
function refused(value, matches) {
  const session = signer.begin(NOW).set("before", 1);
  assert.throws(() => session.set("value", value), matches);
  assert.throws(() => session.set("before", value), matches);
  assert.deepEqual([...session.entries()], [["before", 1]]);
}

function isCoded(error, code) {
  assert.ok(error instanceof SessionError, `${error}`);
  assert.equal(error.code, code);
  return true;
}
