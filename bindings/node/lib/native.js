// Loads the addon: a prebuilt one for this platform, or the one that was compiled when the package was installed.
"use strict";

const path = require("node:path");

/**
 * @typedef {object} Binding
 * @property {ArrayBuffer} exchange
 * @property {(options: object) => unknown} makeSigner an External, or the number of a status
 * @property {(signer: unknown, token: unknown, nowSeconds: number) => string | number} verifyToken
 * @property {(signer: unknown, cookieHeader: unknown, nowSeconds: number) => string | number} readCookie
 * @property {(signer: unknown, what: number, now: number, began: number, lifetime: number, count: number) => string | number} writeSession
 * @property {(signer: unknown) => string | number} writeDeletion
 * @property {(status: number) => string} statusName
 * @property {(status: number) => string} statusMessage
 * @property {() => string} version
 */

/** @type {Binding} */
const binding = require("node-gyp-build")(path.join(__dirname, ".."));

module.exports = { binding };
