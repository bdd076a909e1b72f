// Reads a secret from a file, as every binding of the library does: its bytes less one trailing newline, LF or CR LF.
"use strict";

const { readFileSync } = require("node:fs");
const { typeError } = require("./error.js");

/**
 * @param {string | URL} path
 * @returns {Buffer}
 */
function readSecretFile(path) {
  if (typeof path !== "string" && !(path instanceof URL)) throw typeError("path", "a string or a file URL");
  const bytes = readFileSync(path);
  if (bytes.at(-1) !== 0x0a) return bytes;
  return bytes.subarray(0, bytes.at(-2) === 0x0d ? -2 : -1);
}

module.exports = { readSecretFile };
