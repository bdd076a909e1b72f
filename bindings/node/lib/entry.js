// One value of a session: which kind it is, what JavaScript sees of it, and what is signed.
"use strict";

const { types } = require("node:util");
const { SessionError, typeError } = require("./error.js");
const { jsonText, jsonTextOfRead, numberText, parseJson } = require("./json.js");

// The numbers of the C library.
const TEXT = 1;
const BYTES = 2;
const INT = 3;
const BOOL = 4;
const NULL = 5;
const JSON_TEXT = 6;

const KIND_NAMES = [undefined, "text", "bytes", "int", "bool", "null", "json"];

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

class Entry {
  /**
   * @param {number} kind
   * @param {any} value what JavaScript sees; undefined until somebody looks, for the kinds that have to be decoded
   * @param {any} signed text and JSON: a string; bytes: a string of latin1; the others: the value
   */
  constructor(kind, value, signed) {
    this.kind = kind;
    this.value = value;
    this.signed = signed;
  }

  /** The value for the application. An object is made once, so that a change in place is found; bytes are a copy. */
  look() {
    if (this.kind === BYTES) return Buffer.from(this.signed, "latin1");
    if (this.value === undefined) this.value = parseJson(this.signed);
    return this.value;
  }

  /** Brings `signed` up to date when the application has changed the value in place; true when it had. */
  refresh() {
    const now = this.changedTo();
    if (now === null) return false;
    this.signed = now;
    return true;
  }

  /** What has to be signed instead of `signed`, or null where the value was not changed in place. */
  changedTo() {
    if (this.kind !== JSON_TEXT || typeof this.value !== "object") return null;
    const now = jsonTextOfRead(this.value);
    if (now === this.signed) return null;
    // Another language may have written the same thing with other blanks: what was not touched stays as it was.
    return now === jsonTextOfRead(parseJson(this.signed)) ? null : jsonText(this.value);
  }

  /** For those who only ask: what cannot be stored is a change, and an error when it is written. */
  isChanged() {
    try {
      return this.changedTo() !== null;
    } catch {
      return true;
    }
  }

  /** The bytes that the value has in the map. */
  size() {
    switch (this.kind) {
      case TEXT: {
        const len = byteLength(this.signed);
        return headSize(len) + len;
      }
      case BYTES:
        return headSize(this.signed.length) + this.signed.length;
      case JSON_TEXT: {
        const len = byteLength(this.signed);
        return 3 + headSize(len) + len;
      }
      case INT:
        return headSize(this.value < 0 ? -1 - Number(this.value) : Number(this.value));
      default:
        return 1;
    }
  }
}

/**
 * The entry for a value that the application sets.
 * @param {unknown} value
 * @returns {Entry}
 */
function entryOf(value) {
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) throw loneSurrogate();
      return new Entry(TEXT, value, value);
    case "number":
      return entryOfNumber(value);
    case "bigint":
      if (value < INT64_MIN || value > INT64_MAX) {
        throw new SessionError("value_encoding", "a BigInt in a session must fit into 64 bits; store it as text");
      }
      return entryOfInteger(value);
    case "boolean":
      return entryOfBoolean(value);
    case "object":
      if (value === null) return ENTRY_OF_NULL;
      if (types.isUint8Array(value)) return new Entry(BYTES, undefined, latin1Of(value));
      return new Entry(JSON_TEXT, value, jsonText(value));
    default:
      throw typeError(
        "value",
        `a string, number, BigInt, boolean, null, Uint8Array, array or object, not ${typeof value}`,
      );
  }
}

/** @param {number} value */
function entryOfNumber(value) {
  // An integer has no negative zero, and JSON has one.
  const isInteger = Number.isSafeInteger(value) && !Object.is(value, -0);
  return isInteger ? new Entry(INT, value, value) : new Entry(JSON_TEXT, value, numberText(value));
}

/**
 * An integer reads as a number where that is exact, and as a BigInt elsewhere.
 * @param {bigint} value
 */
function entryOfInteger(value) {
  const number = Number(value);
  const seen = Number.isSafeInteger(number) ? number : value;
  return new Entry(INT, seen, seen);
}

// Nothing in these changes, so each is there once.
const ENTRY_OF_NULL = new Entry(NULL, null, null);
const ENTRY_OF_TRUE = new Entry(BOOL, true, true);
const ENTRY_OF_FALSE = new Entry(BOOL, false, false);

/** @param {boolean} value */
function entryOfBoolean(value) {
  return value ? ENTRY_OF_TRUE : ENTRY_OF_FALSE;
}

/** @param {string} key */
function checkKey(key) {
  if (typeof key !== "string") throw typeError("key", "a string");
  if (key.length === 0 || key.length > 128 || byteLength(key) > 128) {
    throw new SessionError("key_length", "a key of a session has 1 to 128 bytes", {
      size: byteLength(key),
      bound: 128,
    });
  }
  if (!key.isWellFormed()) throw new SessionError("key_encoding", "a key of a session is text without lone surrogates");
}

/** @returns {SessionError} */
function loneSurrogate() {
  return new SessionError("value_encoding", "text with a lone surrogate is no UTF-8 and cannot be stored in a session");
}

/** @param {Uint8Array} bytes */
function latin1Of(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** @param {string} text */
function byteLength(text) {
  return Buffer.byteLength(text, "utf8");
}

/**
 * What stands before a text of this length, or the whole of an integer.
 * @param {number} n
 */
function headSize(n) {
  if (n < 24) return 1;
  if (n < 0x100) return 2;
  if (n < 0x10000) return 3;
  return n < 0x100000000 ? 5 : 9;
}

/**
 * The bytes that an entry adds to the map: for saying early, and with numbers, that something does not fit.
 * The library decides when the session is written.
 * @param {string} key
 * @param {Entry} entry
 */
function sizeOf(key, entry) {
  const len = byteLength(key);
  return headSize(len) + len + entry.size();
}

module.exports = {
  Entry,
  entryOf,
  entryOfBoolean,
  entryOfInteger,
  ENTRY_OF_NULL,
  checkKey,
  sizeOf,
  KIND_NAMES,
  TEXT,
  BYTES,
  INT,
  BOOL,
  NULL,
  JSON_TEXT,
};
