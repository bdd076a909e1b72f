// The buffer through which sessions cross into C and back, one call each way. src/addon.h has the same numbers.
"use strict";

const { binding } = require("./native.js");
const { Entry, entryOfInteger, TEXT, BYTES, INT, BOOL, NULL } = require("./entry.js");

const ID_LEN = 16;
const ENTRY_WORDS = 8;
const KEY_IS_WIDE = 1;
const VALUE_IS_WIDE = 2;

const head = new Float64Array(binding.exchange, 0, 8);
const idBytes = new Uint8Array(binding.exchange, 64, ID_LEN);
const words = new Int32Array(binding.exchange, 128, 64 * ENTRY_WORDS);
const integers = new BigInt64Array(binding.exchange, 128, (64 * ENTRY_WORDS) / 2);
const text = Buffer.from(binding.exchange, 4096, 12288);

// What writeSession is asked for.
const AS_TOKEN = 0;
const AS_COOKIE = 1;
const CHECK_ONLY = 2;
const ROOM_ONLY = 3;

/**
 * The entries of the session that the addon has just read.
 * @param {string} blob the id, then the entries' bytes
 * @param {string[]} names the keys of the session that was read before: most have the same, and a string that the engine
 *   knows already costs less than a new one
 * @returns {Map<string, Entry>}
 */
function takeEntries(blob, names) {
  const entries = new Map();
  const count = head[5];
  for (let i = 0; i < count; i++) {
    const at = i * ENTRY_WORDS;
    const keyStart = ID_LEN + words[at + 1];
    const keyLen = words[at + 2];
    const wide = words[at + 5];
    let key = names[i];
    if (wide & KEY_IS_WIDE) {
      key = utf8(blob.slice(keyStart, keyStart + keyLen));
    } else if (key === undefined || key.length !== keyLen || !blob.startsWith(key, keyStart)) {
      key = ownString(blob.slice(keyStart, keyStart + keyLen));
      names[i] = key;
    }
    entries.set(key, takeEntry(blob, at, wide));
  }
  return entries;
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
 * @param {number} wide
 */
function takeEntry(blob, at, wide) {
  const kind = words[at];
  if (kind === INT) {
    // Exact where the result is safe, and beyond the safe range where it is not.
    const number = words[at + 7] * 0x100000000 + (words[at + 6] >>> 0);
    return Number.isSafeInteger(number) ? new Entry(INT, number, number) : entryOfInteger(integers[(at + 6) / 2]);
  }
  if (kind === BOOL) return new Entry(BOOL, words[at + 6] === 1, words[at + 6] === 1);
  if (kind === NULL) return new Entry(NULL, null, null);
  const start = ID_LEN + words[at + 3];
  let value = blob.slice(start, start + words[at + 4]);
  if (wide & VALUE_IS_WIDE && kind !== BYTES) value = utf8(value);
  return new Entry(kind, kind === TEXT ? value : undefined, value);
}

/**
 * @param {string} id 16 characters of latin1
 * @param {Map<string, Entry>} entries whose sizes were checked, so that they fit the buffer
 */
function putSession(id, entries) {
  for (let i = 0; i < ID_LEN; i++) idBytes[i] = id.charCodeAt(i);
  let at = 0;
  let end = 0;
  for (const [key, entry] of entries) {
    words[at] = entry.kind;
    words[at + 1] = end;
    end += putText(key, end);
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
    at += ENTRY_WORDS;
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

module.exports = { head, takeEntries, putSession, AS_TOKEN, AS_COOKIE, CHECK_ONLY, ROOM_ONLY };
