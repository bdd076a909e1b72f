// The buffer through which sessions cross into C and back, one call each way. src/addon.h has the same numbers.
"use strict";

const { binding } = require("./native.js");
const { Entries } = require("./entries.js");
const { Entry, entryOfBoolean, entryOfInteger, ENTRY_OF_NULL, TEXT, BYTES, INT, BOOL, NULL } = require("./entry.js");

const ID_LEN = 16;
const ENTRY_WORDS = 8;
const KEY_IS_WIDE = 1;
const VALUE_IS_WIDE = 2;

const head = new Float64Array(binding.exchange, 0, 9);
const idBytes = new Uint8Array(binding.exchange, 72, ID_LEN);
const words = new Int32Array(binding.exchange, 128, 64 * ENTRY_WORDS);
const integers = new BigInt64Array(binding.exchange, 128, (64 * ENTRY_WORDS) / 2);
const text = Buffer.from(binding.exchange, 4096, 12288);

// What writeSession is asked for.
const AS_TOKEN = 0;
const AS_COOKIE = 1;
const CHECK_ONLY = 2;
const ROOM_ONLY = 3;

/** The keys of the session that a signer read last, and the number that the addon has for them. */
class UsualKeys {
  number = 0;
  /** @type {readonly string[]} */
  keys = [];
}

/**
 * The entries of the session that the addon has just read.
 * @param {string} blob the id, then the entries' bytes
 * @param {UsualKeys} usual most sessions have the same keys as the one before, and share them with it
 * @returns {Entries}
 */
function takeEntries(blob, usual) {
  const count = head[5];
  const list = new Array(count);
  for (let i = 0; i < count; i++) list[i] = takeEntry(blob, i * ENTRY_WORDS);
  if (usual.number !== head[8]) {
    usual.keys = list.map((_, i) => takeKey(blob, i * ENTRY_WORDS));
    usual.number = head[8];
  }
  return new Entries(usual.keys, list);
}

/**
 * @param {string} blob
 * @param {number} at
 */
function takeKey(blob, at) {
  const start = ID_LEN + words[at + 1];
  const key = blob.slice(start, start + words[at + 2]);
  return words[at + 5] & KEY_IS_WIDE ? utf8(key) : ownString(key);
}

/**
 * The same text without a hold on the longer one that it was cut from, which has a visitor's values.
 * @param {string} cut
 */
function ownString(cut) {
  return Object.keys({ [cut]: 0 })[0];
}

/**
 * @param {string} blob
 * @param {number} at
 */
function takeEntry(blob, at) {
  const kind = words[at];
  if (kind === INT) {
    // Exact where the result is safe, and beyond the safe range where it is not.
    const number = words[at + 7] * 0x100000000 + (words[at + 6] >>> 0);
    return Number.isSafeInteger(number) ? new Entry(INT, number, number) : entryOfInteger(integers[(at + 6) / 2]);
  }
  if (kind === BOOL) return entryOfBoolean(words[at + 6] === 1);
  if (kind === NULL) return ENTRY_OF_NULL;
  const start = ID_LEN + words[at + 3];
  let value = blob.slice(start, start + words[at + 4]);
  if (words[at + 5] & VALUE_IS_WIDE && kind !== BYTES) value = utf8(value);
  return new Entry(kind, kind === TEXT ? value : undefined, value);
}

/**
 * @param {string} id 16 characters of latin1
 * @param {Entries} entries whose sizes were checked, so that they fit the buffer
 */
function putSession(id, entries) {
  for (let i = 0; i < ID_LEN; i++) idBytes[i] = id.charCodeAt(i);
  const keys = entries.keys();
  const list = entries.values();
  let end = 0;
  for (let i = 0; i < list.length; i++) {
    const at = i * ENTRY_WORDS;
    const entry = list[i];
    words[at] = entry.kind;
    words[at + 1] = end;
    end += putText(keys[i], end);
    words[at + 2] = end - words[at + 1];
    words[at + 3] = end;
    words[at + 5] = 0;
    words[at + 6] = 0;
    words[at + 7] = 0;
    if (entry.kind === INT) integers[(at + 6) / 2] = BigInt(entry.signed);
    else if (entry.kind === BOOL) words[at + 6] = entry.signed ? 1 : 0;
    else if (entry.kind === BYTES) end += text.write(entry.signed, end, "latin1");
    else if (entry.kind !== NULL) end += putText(entry.signed, end);
    words[at + 4] = end - words[at + 3];
  }
}

/**
 * Short ASCII, which is nearly everything, is written here: a call into the engine costs more than the characters.
 * @param {string} value
 * @param {number} start
 * @returns {number} bytes
 */
function putText(value, start) {
  const len = value.length;
  if (len <= 32) {
    let i = 0;
    for (; i < len; i++) {
      const code = value.charCodeAt(i);
      if (code >= 0x80) break;
      text[start + i] = code;
    }
    if (i === len) return len;
  }
  return text.write(value, start, "utf8");
}

/**
 * A byte order mark stays where it is; the library has checked that this is UTF-8.
 * @param {string} latin1
 */
function utf8(latin1) {
  return Buffer.from(latin1, "latin1").toString("utf8");
}

module.exports = { head, UsualKeys, takeEntries, putSession, AS_TOKEN, AS_COOKIE, CHECK_ONLY, ROOM_ONLY };
