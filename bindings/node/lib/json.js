// JSON for values that have no kind of their own: what JavaScript would drop, round or change in silence is refused.
"use strict";

const { SessionError, typeError } = require("./error.js");

// The library's bound on nesting.
const DEPTH_MAX = 32;

// A text without these has no number that JavaScript could round or overflow.
const MAY_BE_INEXACT = /\d{16}|[eE]/;
const STRINGS_AND_NUMBERS = /"(?:[^"\\]|\\.)*"|-?\d+(\.\d+)?([eE][+-]?\d+)?/g;

/**
 * @param {unknown} value an array or a plain object
 * @returns {string}
 */
function jsonText(value) {
  // The first walk refuses, the second writes; a value that is neither array nor object was dealt with before.
  check(value, 1);
  return JSON.stringify(value);
}

/**
 * @param {any} value
 * @param {number} depth
 */
function check(value, depth) {
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) throw refused("text with a lone surrogate");
      return;
    case "number": {
      const kind = rank(value);
      if (kind === "none") throw refused("NaN and Infinity");
      // JSON.stringify rounds 2 ** 60 to a number that ends in zeros.
      if (kind === "beyond" && String(value) !== BigInt(value).toString()) throw refused("an integer beyond 2 ** 53");
      return;
    }
    case "bigint":
      throw refused("a BigInt within an array or object");
    case "boolean":
      return;
    case "object":
      if (value === null) return;
      if (depth > DEPTH_MAX) throw refused(`what is nested more than ${DEPTH_MAX} deep`);
      if (Array.isArray(value)) for (let i = 0; i < value.length; i++) check(value[i], depth + 1);
      else checkObject(value, depth);
      return;
    default:
      throw typeError("value", `without ${typeof value} in it: JSON has no such thing`);
  }
}

/**
 * @param {any} object
 * @param {number} depth
 */
function checkObject(object, depth) {
  const prototype = Object.getPrototypeOf(object);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw typeError(
      "value",
      "made of plain objects, arrays and Uint8Arrays: an instance of a class would not come back as one",
    );
  }
  if (prototype !== null && !Object.hasOwn(prototype, "hasOwnProperty")) {
    throw typeError("value", "made of plain objects: a prototype of its own would not come back");
  }
  if (Object.getOwnPropertySymbols(object).length > 0) throw typeError("value", "without symbols as keys");
  for (const key of Object.keys(object)) {
    if (!key.isWellFormed()) throw refused("a key with a lone surrogate");
    check(object[key], depth + 1);
  }
}

/**
 * Parses JSON text that the library has checked. What JavaScript cannot hold is an error at this value alone.
 * @param {string} text
 * @returns {unknown}
 */
function parseJson(text) {
  if (MAY_BE_INEXACT.test(text)) {
    for (const [token, fraction, exponent] of text.matchAll(STRINGS_AND_NUMBERS)) {
      if (token[0] === '"') continue;
      const number = Number(token);
      const isInteger = fraction === undefined && exponent === undefined;
      if (Number.isFinite(number) && (!isInteger || Number.isSafeInteger(number) || BigInt(token) === BigInt(number)))
        continue;
      throw new SessionError(
        "value_encoding",
        "this JSON has a number that JavaScript cannot hold; getJsonText reads it",
      );
    }
  }
  return JSON.parse(text);
}

/**
 * How a number may be written: exactly as an integer, as what it is, not without care, or not at all.
 * @param {number} value
 * @returns {'integer' | 'fraction' | 'beyond' | 'none'}
 */
function rank(value) {
  if (!Number.isFinite(value)) return "none";
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? "fraction" : "integer";
  // From 1e21 on JavaScript writes an exponent, which says that it is a floating-point number.
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? "beyond" : "fraction";
}

/** @param {string} what */
function refused(what) {
  return new SessionError("value_encoding", `${what} cannot be stored in a session`);
}

module.exports = { jsonText, parseJson, rank };
