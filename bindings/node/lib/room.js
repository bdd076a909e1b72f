// The room of a session: what a map may hold, and what it would with one entry more.
"use strict";

const { sizeOf } = require("./entry.js");
const { full } = require("./error.js");
const { userOfEntry } = require("./user.js");

const ENTRIES_MAX = 64;

/**
 * The size of a map with one entry more, or another in its place; it is refused if that does not fit.
 * @param {import('./state.js').SessionState} state
 * @param {import('./entries.js').Entries} entries
 * @param {number} size
 * @param {string} key
 * @param {import('./entry.js').Entry} entry
 */
function sizeWith(state, entries, size, key, entry) {
  if (key === state.userKey) userOfEntry(entry);
  const old = entries.get(key);
  const sum = size + sizeOf(key, entry) - (old === undefined ? 0 : sizeOf(key, old));
  if (sum > state.core.room && sum > size) throw full(sum, state.core.room, "bytes");
  if (old === undefined && entries.size >= ENTRIES_MAX) throw full(ENTRIES_MAX + 1, ENTRIES_MAX, "entries");
  return sum;
}

module.exports = { sizeWith };
