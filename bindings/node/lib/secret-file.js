// Reads a secret from a file, as every binding of the library does: its bytes less one trailing newline.
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
  const end = bytes.length - 1;
  return bytes[end] === 0x0a ? bytes.subarray(0, end) : bytes;
}

module.exports = { readSecretFile };
