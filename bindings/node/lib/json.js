// JSON for values that have no kind of their own: what JavaScript would drop, round or change in silence is refused.
"use strict";

const { types } = require("node:util");
const { SessionError, full, typeError } = require("./error.js");

// The library's bound on nesting.
const DEPTH_MAX = 32;

// The library's bound on the map. A text that is many times as long is not written to its end: an array that has another
// one twice, and so on, is small in memory and without end as text.
const ENTRIES_LEN_MAX = 2890;
const TEXT_LEN_MAX = 65_536;

// A text without these has no number that JavaScript could round or overflow.
const MAY_BE_INEXACT = /\d{16}|[eE]/;
const STRINGS_AND_NUMBERS = /"(?:[^"\\]|\\.)*"|-?\d+(\.\d+)?([eE][+-]?\d+)?/g;

// In a text without these nothing is escaped, and no surrogate stands alone.
const MAY_BE_ESCAPED = /[^ !#-[\]-\u007e]/;

/**
 * The text that is stored. Written here, in the walk that refuses: JSON.stringify would read each property a second time,
 * when a getter may answer something else, would ask `toJSON`, and would go on for ever where parts are shared.
 * @param {unknown} value an array or a plain object
 * @returns {string}
 */
function jsonText(value) {
  return written(value, refuseRounded);
}

/**
 * The text of a value that was read and perhaps changed in place. Where another language wrote an integer that may have
 * been rounded here, JavaScript has it exactly; it must not be an error as long as nothing is changed.
 * @param {unknown} value
 * @returns {string}
 */
function jsonTextOfRead(value) {
  return written(value, exactly);
}

/**
 * @param {unknown} value
 * @param {(integer: number) => string} beyond what becomes of an integer that may have been rounded
 */
function written(value, beyond) {
  const writer = new Writer(beyond);
  writer.write(value, 1);
  return writer.text;
}

class Writer {
  text = "";

  /** @param {(integer: number) => string} beyond */
  constructor(beyond) {
    this.beyond = beyond;
  }

  /**
   * @param {any} value
   * @param {number} depth
   */
  write(value, depth) {
    switch (typeof value) {
      case "string":
        this.text += quoted(value, "text with a lone surrogate");
        break;
      case "number":
        this.text += numberText(value, this.beyond);
        break;
      case "boolean":
        this.text += value ? "true" : "false";
        break;
      case "object":
        if (value === null) this.text += "null";
        else if (depth > DEPTH_MAX) throw refused(`what is nested more than ${DEPTH_MAX} deep`);
        else if (Array.isArray(value)) this.#writeArray(value, depth);
        else this.#writeObject(value, depth);
        break;
      case "bigint":
        throw refused("a BigInt within an array or object");
      default:
        throw typeError("value", `without ${typeof value} in it: JSON has no such thing`);
    }
    if (this.text.length > TEXT_LEN_MAX) throw full(this.text.length, ENTRIES_LEN_MAX, "bytes");
  }

  /**
   * @param {any[]} array
   * @param {number} depth
   */
  #writeArray(array, depth) {
    if (!isArrayPrototype(Object.getPrototypeOf(array))) throw instance();
    checkToJson(array);
    // An index that is missing is found as undefined.
    if (Object.keys(array).length > array.length || Object.getOwnPropertySymbols(array).length > 0) {
      throw typeError("value", "without properties on arrays: they would not come back");
    }
    this.text += "[";
    for (let i = 0; i < array.length; i++) {
      if (i > 0) this.text += ",";
      this.write(array[i], depth + 1);
    }
    this.text += "]";
  }

  /**
   * @param {any} object
   * @param {number} depth
   */
  #writeObject(object, depth) {
    checkPrototype(object);
    checkToJson(object);
    const keys = Object.keys(object);
    if (Object.getOwnPropertySymbols(object).length > 0 || Object.getOwnPropertyNames(object).length > keys.length) {
      throw typeError("value", "without symbols as keys and without hidden properties: they would not come back");
    }
    this.text += "{";
    for (let i = 0; i < keys.length; i++) {
      if (i > 0) this.text += ",";
      this.text += quoted(keys[i], "a key with a lone surrogate");
      this.text += ":";
      this.write(object[keys[i]], depth + 1);
    }
    this.text += "}";
  }
}

/**
 * @param {string} text
 * @param {string} otherwise what it is called when it cannot be stored
 */
function quoted(text, otherwise) {
  if (!MAY_BE_ESCAPED.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw refused(otherwise);
  return JSON.stringify(text);
}

/**
 * @param {number} value
 * @param {(integer: number) => string} beyond
 * @returns {string} JSON, from which the same number is read
 */
function numberText(value, beyond = refuseRounded) {
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? "-0.0" : String(value);
  if (!Number.isFinite(value)) throw refused("NaN and Infinity");
  // From 1e21 on JavaScript writes an exponent, which says that it is a floating-point number.
  if (!Number.isInteger(value) || Math.abs(value) >= 1e21) return String(value);
  // What is no integer of 64 bits cannot have been meant as one. String() would write zeros at the end of it.
  return value < -(2 ** 63) || value >= 2 ** 63 ? exactly(value) : beyond(value);
}

/**
 * @param {number} integer
 * @returns {string}
 */
function exactly(integer) {
  return BigInt(integer).toString();
}

/**
 * @param {number} _integer
 * @returns {never}
 */
function refuseRounded(_integer) {
  throw new SessionError(
    "value_encoding",
    "an integer beyond 2 ** 53 may have been rounded before it came here: use a BigInt, and text within an array or object",
  );
}

/** @param {any} prototype of an array; each realm has its own Array.prototype, which is an array itself */
function isArrayPrototype(prototype) {
  return prototype === Array.prototype || (Array.isArray(prototype) && Object.hasOwn(prototype, "flatMap"));
}

/**
 * Of this realm or another one, or without a prototype, as what a session gives is.
 * @param {object} object
 */
function isPlain(object) {
  const prototype = Object.getPrototypeOf(object);
  if (prototype === Object.prototype || prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "hasOwnProperty");
}

/** @param {object} object */
function checkPrototype(object) {
  if (isPlain(object)) return;
  if (types.isUint8Array(object)) {
    throw typeError("value", "without bytes within an array or object: give them a key of their own");
  }
  if (Object.getPrototypeOf(Object.getPrototypeOf(object)) !== null) throw instance();
  throw typeError("value", "made of plain objects: a prototype of its own would not come back");
}

/** @param {any} value whatever has it means to be stored as something else */
function checkToJson(value) {
  if (typeof value.toJSON === "function") throw typeError("value", "without toJSON: store what it gives");
}

function instance() {
  return typeError("value", "made of plain objects and arrays: an instance of a class would not come back as one");
}

/**
 * Parses JSON text that the library has checked. What JavaScript cannot hold is an error at this value alone.
 * A fraction is the nearest double, here as in every language.
 * @param {string} text
 * @returns {unknown}
 */
function parseJson(text) {
  if (MAY_BE_INEXACT.test(text)) {
    for (const [token, fraction, exponent] of text.matchAll(STRINGS_AND_NUMBERS)) {
      if (token[0] !== '"' && !isHeld(token, fraction === undefined && exponent === undefined)) {
        throw new SessionError(
          "value_encoding",
          "this JSON has a number that JavaScript cannot hold; getJsonText reads it",
        );
      }
    }
  }
  return JSON.parse(text);
}

/**
 * @param {string} token
 * @param {boolean} isInteger
 */
function isHeld(token, isInteger) {
  const number = Number(token);
  if (!Number.isFinite(number)) return false;
  if (isInteger) return Number.isSafeInteger(number) || BigInt(token) === BigInt(number);
  // 1e-400 is not zero.
  return number !== 0 || !/^[-.0]*[1-9]/.test(token);
}

/** @param {string} what */
function refused(what) {
  return new SessionError("value_encoding", `${what} cannot be stored in a session`);
}

module.exports = { isPlain, jsonText, jsonTextOfRead, numberText, parseJson };
