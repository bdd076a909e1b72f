// The errors that an application sees: each with a code, and never with a secret, a token or a value in its text.
"use strict";

const native = require("./native.js").binding;

class SessionError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {{ size?: number, bound?: number, statusCode?: number, cause?: unknown }} [facts]
   */
  constructor(code, message, facts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = "SessionError";
    /** @type {string} */
    this.code = code;
    if (facts.size !== undefined) this.size = facts.size;
    if (facts.bound !== undefined) this.bound = facts.bound;
    if (facts.statusCode !== undefined) {
      // Express reads the one and Fastify the other.
      this.status = facts.statusCode;
      this.statusCode = facts.statusCode;
    }
  }
}

/**
 * @param {number} status a status of the C library
 * @returns {SessionError}
 */
function errorOfStatus(status) {
  return new SessionError(native.statusName(status), native.statusMessage(status));
}

/**
 * @param {string} name the argument
 * @param {string} must what it must be
 * @returns {TypeError}
 */
function typeError(name, must) {
  return Object.assign(new TypeError(`${name} must be ${must}`), { code: "invalid_argument" });
}

/** @returns {SessionError} */
function tooLate() {
  return new SessionError(
    "headers_sent",
    "the session was changed after the headers of the answer were sent, so the change cannot reach the browser",
  );
}

/** @returns {SessionError} */
function wasDropped() {
  return new SessionError(
    "dropped",
    "the session cannot be changed any more in this request: it was refused, as the error before this one says",
  );
}

/**
 * @param {number} size
 * @param {number} bound
 * @param {string} unit
 * @returns {SessionError}
 */
function full(size, bound, unit) {
  return new SessionError("full", `the session has no room for this: ${size} ${unit}, and ${bound} fit`, {
    size,
    bound,
  });
}

module.exports = { SessionError, errorOfStatus, typeError, tooLate, wasDropped, full };
