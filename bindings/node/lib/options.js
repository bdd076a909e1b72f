// The options of a signer, checked when the application starts: a name that is not known is a mistake and not ignored.
"use strict";

const { types } = require("node:util");
const { checkNames, typeError } = require("./error.js");

const NAMES = new Set([
  "secret",
  "acceptedSecrets",
  "cookieName",
  "path",
  "domain",
  "maxAgeSeconds",
  "longestMaxAgeSeconds",
  "absoluteMaxAgeSeconds",
  "httpOnly",
  "secure",
  "sameSite",
  "partitioned",
  "persistent",
  "clock",
]);

// What people write who come from other packages, and what it is called here.
const MEANT = new Map([
  ["maxAge", "maxAgeSeconds, which is in seconds"],
  ["name", "cookieName"],
  ["keys", "secret and acceptedSecrets"],
  ["secrets", "secret and acceptedSecrets"],
  ["key", "secret"],
  ["expires", "maxAgeSeconds"],
]);

const SAME_SITE = new Map([
  ["lax", 1],
  ["strict", 2],
  ["none", 3],
]);

// The library's bound on times, the end of the year 9999: milliseconds are beyond it.
const UNIX_S_MAX = 253_402_300_799;

/**
 * @param {any} options as the application gave them
 * @returns {any} as the addon takes them
 */
function checkOptions(options) {
  checkNames("options", options, NAMES, (name) => (MEANT.has(name) ? `: use ${MEANT.get(name)}` : ""));
  /** @type {any} */
  const checked = Object.create(null);
  for (const name of Object.keys(options)) if (options[name] !== undefined) checked[name] = options[name];
  checkSecret("secret", checked.secret);
  if (Array.isArray(checked.acceptedSecrets)) {
    for (const [i, secret] of checked.acceptedSecrets.entries()) checkSecret(`acceptedSecrets[${i}]`, secret);
  }
  if (checked.domain === null) checked.domain = undefined;
  if (checked.sameSite !== undefined) checked.sameSite = sameSiteOf(checked.sameSite);
  if (checked.clock !== undefined) checkClock(checked.clock);
  return checked;
}

/**
 * @param {string} name
 * @param {unknown} secret
 */
function checkSecret(name, secret) {
  if (typeof secret !== "string" && !types.isUint8Array(secret)) throw typeError(name, "a string or a Uint8Array");
  if (typeof secret === "string" && !secret.isWellFormed()) throw typeError(name, "text without lone surrogates");
}

/**
 * Asked once when the application starts, where a mistake is its own, and not at every request a visitor's.
 * @param {unknown} clock
 */
function checkClock(clock) {
  const now = typeof clock === "function" ? clock() : undefined;
  if (!isUnixSeconds(now)) {
    throw typeError("clock", "a function that gives whole Unix seconds, such as () => Math.floor(Date.now() / 1000)");
  }
}

/**
 * @param {unknown} value
 * @returns {value is number}
 */
function isUnixSeconds(value) {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= UNIX_S_MAX;
}

/** @param {unknown} value */
function sameSiteOf(value) {
  if (typeof value !== "string") throw typeError("sameSite", '"lax", "strict" or "none"');
  // 0 is no same_site: the library says which rule was broken.
  return SAME_SITE.get(value.toLowerCase()) ?? 0;
}

module.exports = { checkOptions, checkClock, isUnixSeconds };
