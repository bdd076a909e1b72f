// Session ids: 16 random bytes, kept as 16 characters of latin1 because that is how they come from the addon.
"use strict";

const { randomFillSync } = require("node:crypto");
const { types } = require("node:util");
const { typeError } = require("./error.js");

const ID_LEN = 16;

// One call to the random source for many ids: it costs as much as for one.
const pool = Buffer.alloc(64 * ID_LEN);
let used = pool.length;

/** @returns {string} */
function freshId() {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const id = pool.toString("latin1", used, used + ID_LEN);
  // An id that was given away is not kept.
  pool.fill(0, used, used + ID_LEN);
  used += ID_LEN;
  return id;
}

/** @param {string} id */
function hexOf(id) {
  return Buffer.from(id, "latin1").toString("hex");
}

/**
 * @param {unknown} id 16 bytes or 32 hex digits
 * @returns {string}
 */
function idOf(id) {
  if (typeof id === "string" && /^[0-9a-f]{32}$/i.test(id)) return Buffer.from(id, "hex").toString("latin1");
  if (types.isUint8Array(id) && id.length === ID_LEN) return Buffer.from(id).toString("latin1");
  throw typeError("id", "16 bytes or 32 hex digits");
}

module.exports = { freshId, hexOf, idOf };
