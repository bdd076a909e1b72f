// The errors that an application sees: each with a code, and never with a secret, a token or a value in its text.
"use strict";

const native = require("./native.js").binding;

// The shortest secret of the library. A name that is as long may be one that was written in the wrong place.
const SECRET_LEN_MIN = 32;

class SessionError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {{ size?: number, bound?: number, statusCode?: number, cause?: unknown }} [facts]
   */
  constructor(code, message, facts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
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

// Defined and not assigned: an assignment is an error where somebody has frozen Error.prototype.
Object.defineProperty(SessionError.prototype, "name", { value: "SessionError", writable: true, configurable: true });

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

/**
 * @param {string} name the argument that holds the options
 * @param {any} options
 * @param {ReadonlySet<string>} known
 * @param {(name: string) => string} [hint] what is said of one that is not known
 */
function checkNames(name, options, known, hint = () => "") {
  if (typeof options !== "object" || options === null) throw typeError(name, "an object");
  for (const one of Object.keys(options)) {
    if (!known.has(one)) throw typeError(name, `without ${shownName(one)}, which is no option${hint(one)}`);
  }
}

/** @param {string} name that the application made up */
function shownName(name) {
  const size = Buffer.byteLength(name);
  return size < SECRET_LEN_MIN ? name : `a name of ${size} bytes`;
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

module.exports = { SessionError, errorOfStatus, typeError, checkNames, shownName, tooLate, wasDropped, full };
