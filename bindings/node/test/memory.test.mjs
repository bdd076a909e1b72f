// Half a million verifications keep the memory flat: a leak of a few bytes at each call would break the bound.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("memory_use.mjs", import.meta.url));
const CALLS = 500_000;
// 500,000 leaks of 16 bytes would be 8 MB; what was measured is below 0.3 MB. tests/node/run shows an addon that leaks.
const GROWTH_MAX_BYTES = 4_000_000;

describe(`${CALLS} calls`, () => {
  for (const what of ["verify", "rejected", "sign", "read_cookie", "type_error", "signers"]) {
    it(`${what}: flat memory`, () => {
      const grown = growth(what);
      assert.ok(grown < GROWTH_MAX_BYTES, `${what} grew by ${grown} bytes`);
    });
  }
});

function growth(what) {
  const text = execFileSync(process.execPath, ["--expose-gc", PROGRAM, what, String(CALLS)], {
    encoding: "utf8",
    timeout: 120_000,
  });
  return Number(text);
}
