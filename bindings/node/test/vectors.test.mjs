// The vectors that every implementation shares: each case of each group, none left out.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { SessionError, Signer } from "cello-session";

const vectors = JSON.parse(readFileSync(new URL("../../../tests/vectors/v1.json", import.meta.url)));

// How many there are. A case that is added to the file has to be added here, so that none is lost unseen.
const COUNTS = { accept: 100, must_fail: 308, cookie_header: 65, set_cookie: 36, configuration: 123 };
let checked = 0;

describe("accept", () => {
  for (const vector of vectors.accept) {
    it(vector.name, () => {
      const signer = signerOf(vector.config);
      const session = signer.verify(vector.token, { nowSeconds: vector.now });
      assert.equal(session.status, "ok");
      assertFound(session, vector.expect);
      // A cookie that carries it is read the same.
      const header = `other=1; ${vector.config.cookie_name}=${vector.token}`;
      assertFound(signer.readCookie(header, { nowSeconds: vector.now }), vector.expect);
      const again = signAt(signer, session, vector.expect.issued_at);
      assert.equal(again === vector.token, vector.resign, again);
      checked++;
    });
  }
});

describe("must fail", () => {
  for (const vector of vectors.must_fail) {
    it(vector.name, () => {
      const session = signerOf(vector.config).verify(bytesOrText(vector, "token"), { nowSeconds: vector.now });
      assertEmpty(session, vector.status);
      checked++;
    });
  }
});

describe("cookie header", () => {
  for (const vector of vectors.cookie_header) {
    it(vector.name, () => {
      const header = bytesOrText(vector, "cookie_header");
      const session = signerOf(vector.config).readCookie(header, { nowSeconds: vector.now });
      if (vector.status === "ok") {
        assert.equal(session.status, "ok");
        assertFound(session, vector.expect);
      } else {
        assertEmpty(session, vector.status);
      }
      checked++;
    });
  }
});

describe("set cookie", () => {
  for (const vector of vectors.set_cookie) {
    it(vector.name, () => {
      const signer = signerOf(vector.config);
      if (vector.deletion) {
        assert.equal(signer.deletionCookie(), vector.line);
      } else {
        const { id, began_at, lifetime_s, entries } = vector.session;
        const session = signer.begin({ nowSeconds: began_at, id });
        for (const entry of entries) setEntry(session, entry);
        if (lifetime_s !== null) session.setLifetime(lifetime_s);
        assert.equal(signer.writeCookie(session, { nowSeconds: vector.now }), vector.line);
      }
      checked++;
    });
  }
});

describe("configuration", () => {
  for (const vector of vectors.configuration) {
    it(vector.name, () => {
      if (vector.status === "ok") {
        signerOf(vector.config);
      } else {
        assert.throws(
          () => signerOf(vector.config),
          (error) => error instanceof SessionError && error.code === vector.status,
        );
      }
      checked++;
    });
  }
});

describe("the file", () => {
  it("has as many cases as were checked", () => {
    const found = Object.fromEntries(Object.keys(COUNTS).map((group) => [group, vectors[group].length]));
    assert.deepEqual(found, COUNTS);
    assert.deepEqual(Object.keys(vectors).sort(), ["format", ...Object.keys(COUNTS)].sort());
    assert.equal(checked, 632);
  });

  it("would show a reader that takes anything", () => {
    const [vector] = vectors.must_fail.filter((each) => each.step === 5);
    const good = signerOf(vectors.accept[0].config);
    const session = good.verify(vectors.accept[0].token, { nowSeconds: vectors.accept[0].now });
    assert.throws(() => assertEmpty(session, vector.status));
    assert.throws(() => assertFound(session, vectors.accept[1].expect));
  });
});

function signerOf(config) {
  return new Signer({
    secret: Buffer.from(config.signing_secret, "hex"),
    acceptedSecrets: config.accepted_secrets.map((secret) => Buffer.from(secret, "hex")),
    cookieName: config.cookie_name,
    path: config.path,
    domain: config.domain,
    maxAgeSeconds: config.max_age_s,
    longestMaxAgeSeconds: config.longest_max_age_s,
    absoluteMaxAgeSeconds: config.absolute_max_age_s,
    httpOnly: config.http_only,
    secure: config.secure,
    sameSite: config.same_site,
    partitioned: config.partitioned,
    persistent: config.persistent,
  });
}

// What cannot be signed anew with this configuration is another token than the one that was read, too.
function signAt(signer, session, nowSeconds) {
  try {
    return signer.sign(session, { nowSeconds });
  } catch (error) {
    assert.ok(error instanceof SessionError, error);
    return error.code;
  }
}

function bytesOrText(vector, field) {
  const hex = vector[`${field}_hex`];
  return hex === undefined ? vector[field] : Buffer.from(hex, "hex");
}

function assertFound(session, expect) {
  assert.equal(session.id, expect.id);
  assert.equal(session.issuedAt, expect.issued_at);
  assert.equal(session.expiresAt, expect.ends_at);
  assert.equal(session.beganAt, expect.began_at);
  assert.equal(session.renewalDue, expect.renewal_due);
  assert.equal(session.isNew, false);
  assert.equal(session.isChanged, false);
  assert.deepEqual(
    [...session.keys()].map((key) => entryOf(session, key)),
    expect.entries,
  );
}

function assertEmpty(session, status) {
  assert.equal(session.status, status);
  assert.equal(session.isPopulated, false);
  assert.equal(session.size, 0);
  assert.deepEqual([...session.entries()], []);
}

function entryOf(session, key) {
  const kind = session.kind(key);
  return { key, kind, value: kind === "json" ? session.getJsonText(key) : plain(kind, session.get(key)) };
}

function plain(kind, value) {
  if (kind === "bytes") return value.toString("hex");
  if (kind === "int") {
    assert.equal(typeof value, Number.isSafeInteger(Number(value)) ? "number" : "bigint");
    return String(value);
  }
  return value;
}

function setEntry(session, { key, kind, value }) {
  if (kind === "json") session.setJsonText(key, value);
  else if (kind === "bytes") session.set(key, Buffer.from(value, "hex"));
  else if (kind === "int") session.set(key, BigInt(value));
  else session.set(key, value);
}
