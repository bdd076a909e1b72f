// No secret, token or value shows where objects are printed, turned into JSON or logged, or in an error.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { session as middleware, sessionOf } from "cello-session/express";
import { MemoryRevocationStore, Revocation, redisRevocationStore, Signer } from "cello-session";

const SECRET = "hush-hush-hush-hush-hush-hush-hush";
const VALUE = "what-the-visitor-said";
const signer = new Signer({ secret: SECRET, acceptedSecrets: [`${SECRET}-old`] });
const session = signer.begin().set("user_id", VALUE);
const token = signer.sign(session);
const HIDDEN = [
  SECRET,
  Buffer.from(SECRET).toString("hex"),
  Buffer.from(SECRET).toString("hex").match(/../g).join(" "),
];

describe("nothing shows", () => {
  const store = redisRevocationStore({ sendCommand: async () => null });
  const app = middleware({ secret: SECRET, revocation: { store: new MemoryRevocationStore() } });
  const request = { headers: { cookie: `session_id=${token}` } };
  middleware({ signer })(request, {}, () => {});
  const objects = {
    "a Signer": signer,
    "a Session": session,
    "a Session that was read": signer.verify(token),
    "the middleware": app,
    "its signer": app.signer,
    "a Revocation": new Revocation(signer, { store: new MemoryRevocationStore() }),
    "a store": store,
    "an object around them": { signer, list: [session], app },
  };
  for (const [name, object] of Object.entries(objects)) {
    it(`printing ${name}`, () => {
      const options = { depth: 20, showHidden: true, getters: true, maxStringLength: null, maxArrayLength: null };
      for (const text of [
        inspect(object),
        inspect(object, { ...options, getters: false }),
        JSON.stringify(object) ?? "",
        `${object}`,
      ]) {
        hides(text, [...HIDDEN, token, VALUE]);
      }
      if (name === "a Signer") hides(inspect(object, options), HIDDEN);
    });
  }

  it("printing a session of Express does not print the token or the secret", () => {
    for (const text of [inspect(request.session), inspect(sessionOf(request), { depth: 9 })])
      hides(text, [...HIDDEN, token]);
  });

  it("in an error of any option, argument or value", () => {
    const errors = [];
    const meant = [
      () => new Signer({ secret: SECRET.slice(0, 31) }),
      () => new Signer({ secret: SECRET, acceptedSecrets: [SECRET] }),
      () => new Signer({ secret: { SECRET } }),
      () => new Signer({ secret: [SECRET] }),
      () => new Signer({ secret: SECRET, [SECRET.slice(0, 3)]: SECRET }),
      () => session.set("a", `${VALUE}\ud800`),
      () => session.set("a", VALUE.repeat(1000)),
      () => session.set("a", { [VALUE]: Number.NaN, b: new Map([[VALUE, 1]]) }),
      () => session.set("a", class {}),
      () => session.setJsonText("a", `{"${VALUE}"`),
      () => signer.verify({ token }),
      () => signer.readCookie([token]),
      () => signer.sign(token),
    ];
    for (const act of meant) {
      try {
        act();
        assert.fail(`${act} threw nothing`);
      } catch (error) {
        errors.push(error);
      }
    }
    for (const error of errors) {
      const told = `${inspect(error, { showHidden: true, depth: 9 })} ${JSON.stringify(error)}`.split(/\n\s+at /)[0];
      hides(told, [SECRET.slice(0, 20), VALUE, token.slice(0, 40)]);
    }
  });

  it("would be shown", () => {
    assert.throws(() => hides(inspect({ secret: SECRET }), HIDDEN), assert.AssertionError);
    assert.throws(() => hides(inspect({ secret: Buffer.from(SECRET) }), HIDDEN), assert.AssertionError);
  });
});

function hides(text, hidden) {
  for (const each of hidden) assert.ok(!text.includes(each), `${each.slice(0, 8)}... is in: ${text.slice(0, 400)}`);
}

describe("SessionError", () => {
  it("has its name where Error.prototype was frozen", () => {
    const program = `
      Object.freeze(Error.prototype);
      const { Signer } = require("cello-session");
      try { new Signer({ secret: "short" }); } catch (error) { console.log(error.name, error.code, String(error)); }`;
    const options = { cwd: fileURLToPath(new URL("..", import.meta.url)), encoding: "utf8" };
    assert.match(
      execFileSync(process.execPath, ["-e", program], options),
      /^SessionError secret_length SessionError: /,
    );
  });
});
