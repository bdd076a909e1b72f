// One token for every language: what the tool cello-session signs is read here, and what is signed here it verifies.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { readSecretFile, Signer } from "cello-session";

const ROOT = new URL("../../../", import.meta.url);
const TOOL = process.env.CELLO_SESSION_TOOL ?? fileURLToPath(new URL("target/bin/cello-session", ROOT));
// Built by tests/node/run where the Go binding is there; it takes the same two commands, and the same words.
const GO = process.env.CELLO_SESSION_GO_PEER;
const ENTRIES = [
  "user_id=123",
  "visits:int=7",
  "big:int=9223372036854775807",
  "admin:bool=false",
  "none:null=",
  "raw:bytes=00ff",
  'tags:json=["a",1.50]',
];

describe("tokens of the tool cello-session", () => {
  let folder;
  let secret;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "cello-tool-"));
    secret = join(folder, "secret");
    writeFileSync(secret, `${run(TOOL, ["keygen"]).trim()}\n`);
  });
  after(() => rmSync(folder, { recursive: true }));

  it("the tool was built", () => assert.ok(existsSync(TOOL), TOOL));

  it("are read here", () => {
    const signer = new Signer({ secret: readSecretFile(secret) });
    const session = signer.verify(run(TOOL, ["sign", "--secret-file", secret, ...ENTRIES]).trim());
    assert.equal(session.status, "ok");
    assert.deepEqual(
      { ...session.toObject() },
      {
        user_id: "123",
        visits: 7,
        big: 2n ** 63n - 1n,
        admin: false,
        none: null,
        raw: Buffer.from([0, 255]),
        tags: ["a", 1.5],
      },
    );
    assert.equal(session.getJsonText("tags"), '["a",1.50]');
  });

  it("made here are verified there", () => {
    const signer = new Signer({ secret: readSecretFile(secret), cookieName: "sid" });
    const session = signer
      .begin()
      .set("user_id", "ünï")
      .set("big", -(2n ** 63n))
      .set("j", { a: [1, 2.5] })
      .set("raw", Buffer.from([7]));
    const told = run(TOOL, ["verify", "--json", "--cookie", "sid", "--secret-file", secret], signer.sign(session));
    // An integer is a bare number of 64 bits there, which JSON.parse would round.
    const { id, entries } = JSON.parse(told.replace(/"value":(-?\d+)/g, '"value":"$1"'));
    assert.equal(id, session.id);
    assert.deepEqual(Object.fromEntries(entries.map(({ key, kind, value }) => [key, [kind, value]])), {
      j: ["json", '{"a":[1,2.5]}'],
      raw: ["bytes", "07"],
      big: ["int", "-9223372036854775808"],
      user_id: ["text", "ünï"],
    });
  });

  it("under another cookie name are worth nothing on either side", () => {
    const signer = new Signer({ secret: readSecretFile(secret), cookieName: "sid" });
    assert.equal(signer.verify(run(TOOL, ["sign", "--secret-file", secret, "a=1"]).trim()).status, "rejected");
    const token = signer.sign(signer.begin().set("a", 1));
    const refused = spawnSync(TOOL, ["verify", "--secret-file", secret], { input: token, encoding: "utf8" });
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /rejected/);
  });
});

describe("tokens of the Go binding", { skip: GO ? false : "the Go binding is not here" }, () => {
  it("are read here, and ours there", () => {
    const folder = mkdtempSync(join(tmpdir(), "cello-go-"));
    try {
      const secret = join(folder, "secret");
      writeFileSync(secret, "a secret that two languages share, long enough\n");
      const signer = new Signer({ secret: readSecretFile(secret) });
      const big = "big:int=-9007199254740993";
      const made = run(GO, ["sign", "--secret-file", secret, "user_id=123", big, 'tags:json=["a",1.50]']);
      const session = signer.verify(made.trim());
      assert.deepEqual({ ...session.toObject() }, { user_id: "123", big: -(2n ** 53n) - 1n, tags: ["a", 1.5] });
      const token = signer.sign(
        signer
          .begin()
          .set("user_id", "ünï")
          .set("big", 2n ** 63n - 1n)
          .set("j", [2.5]),
      );
      assert.deepEqual(run(GO, ["verify", "--secret-file", secret], token).trim().split("\n"), [
        "j:json=[2.5]",
        "big:int=9223372036854775807",
        "user_id=ünï",
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function run(program, words, input) {
  return execFileSync(program, words, { input, encoding: "utf8", timeout: 10_000 });
}
