// The options of a signer, checked when the application starts: a name that is not known is a mistake and not ignored.
"use strict";

const { typeError } = require("./error.js");

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

/**
 * @param {any} options as the application gave them
 * @param {readonly string[]} more names that a middleware adds
 * @returns {any} as the addon takes them
 */
function checkOptions(options, more = []) {
  if (typeof options !== "object" || options === null) throw typeError("options", "an object");
  /** @type {any} */
  const checked = Object.create(null);
  for (const name of Object.keys(options)) {
    if (!NAMES.has(name) && !more.includes(name)) {
      const meant = MEANT.get(name);
      throw typeError("options", `without ${name}, which is no option${meant === undefined ? "" : `: use ${meant}`}`);
    }
    if (!more.includes(name) && options[name] !== undefined) checked[name] = options[name];
  }
  checkSecret("secret", checked.secret);
  if (Array.isArray(checked.acceptedSecrets)) {
    for (const [i, secret] of checked.acceptedSecrets.entries()) checkSecret(`acceptedSecrets[${i}]`, secret);
  }
  if (checked.domain === null) checked.domain = undefined;
  if (checked.sameSite !== undefined) checked.sameSite = sameSiteOf(checked.sameSite);
  if (checked.clock !== undefined && typeof checked.clock !== "function") throw typeError("clock", "a function");
  return checked;
}

/**
 * @param {string} name
 * @param {unknown} secret
 */
function checkSecret(name, secret) {
  if (typeof secret !== "string" && !(secret instanceof Uint8Array)) throw typeError(name, "a string or a Uint8Array");
  if (typeof secret === "string" && !secret.isWellFormed()) throw typeError(name, "text without lone surrogates");
}

/** @param {unknown} value */
function sameSiteOf(value) {
  if (typeof value !== "string") throw typeError("sameSite", '"lax", "strict" or "none"');
  // 0 is no same_site: the library says which rule was broken.
  return SAME_SITE.get(value.toLowerCase()) ?? 0;
}

module.exports = { checkOptions };
