// Loads the addon: a prebuilt one for this platform, or the one that was compiled when the package was installed.
"use strict";

const path = require("node:path");

/**
 * The functions of one signer: a string, or the number of a status.
 * @typedef {object} NativeSigner
 * @property {(token: unknown, nowSeconds: number) => string | number} verifyToken
 * @property {(cookieHeader: unknown, nowSeconds: number) => string | number} readCookie
 * @property {(what: number, now: number, began: number, lifetime: number, count: number) => string | number} writeSession
 * @property {() => string | number} writeDeletion
 */

/**
 * @typedef {object} Binding
 * @property {ArrayBuffer} exchange
 * @property {(options: object) => NativeSigner | number} makeSigner a number is that of a status
 * @property {(status: number) => string} statusName
 * @property {(status: number) => string} statusMessage
 * @property {() => string} version
 */

/** @type {Binding} */
const binding = require("node-gyp-build")(path.join(__dirname, ".."));

module.exports = { binding };
