// Half a million verifications keep the memory flat: a leak of a few bytes at each call would break the bound.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("memory_use.mjs", import.meta.url));
const CALLS = 500_000;
// Of the median fifth of the calls: a leak of 16 bytes a call would be 1.6 MB. Each version of Node since 20 stays below
// 0.7 MB, with a young generation that may not grow and is freed at once. tests/node/run shows an addon that leaks.
const GROWTH_MAX_BYTES = 1_200_000;
const FLAGS = ["--expose-gc", "--single-threaded-gc", "--min-semi-space-size=1", "--max-semi-space-size=1"];

describe(`${CALLS} calls`, () => {
  for (const what of ["verify", "rejected", "sign", "read_cookie", "type_error", "signers"]) {
    it(`${what}: flat memory`, () => {
      const grown = growth(what);
      assert.ok(grown < GROWTH_MAX_BYTES, `${what} grew by ${grown} bytes`);
    });
  }
});

function growth(what) {
  const text = execFileSync(process.execPath, [...FLAGS, PROGRAM, what, String(CALLS)], {
    encoding: "utf8",
    timeout: 120_000,
  });
  return Number(text);
}
