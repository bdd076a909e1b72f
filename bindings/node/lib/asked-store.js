// The application's revocation store, asked with care: it decides who is let in, and may be down, hang or answer oddly.
"use strict";

const { SessionError } = require("./error.js");
const { isUnixSeconds } = require("./options.js");

const TIMEOUT_MS = 2000;
const NOTHING_FOUND = { revoked: false, notBefore: null };

class AskedStore {
  /**
   * @param {{ store: any, log: (message: string) => void, failOpen?: boolean, timeoutMs?: number }} options
   */
  constructor({ store, log, failOpen = false, timeoutMs = TIMEOUT_MS }) {
    this.store = store;
    this.log = log;
    this.failOpen = failOpen;
    this.timeoutMs = timeoutMs;
  }

  /**
   * One round trip; null is not asked.
   * @param {string | null} id in hex digits
   * @param {string | null} user
   * @returns {Promise<{ revoked: boolean, notBefore: number | null }>}
   */
  look(id, user) {
    return this.#ask(NOTHING_FOUND, looked, () => this.store.look(id, user));
  }

  /**
   * @param {string} id in hex digits
   * @param {number} ttlSeconds
   * @returns {Promise<boolean>} false where it stood there already
   */
  revoke(id, ttlSeconds) {
    return this.#ask(true, storedOrNot, () => this.store.revoke(id, ttlSeconds));
  }

  /**
   * @param {string} user
   * @param {number} unixSeconds
   * @param {number} ttlSeconds
   */
  raiseNotBefore(user, unixSeconds, ttlSeconds) {
    return this.#ask(undefined, nothing, () => this.store.raiseNotBefore(user, unixSeconds, ttlSeconds));
  }

  /**
   * @template T
   * @param {T} otherwise what holds where the application chose to go on without an answer
   * @param {(answer: any) => T} checked
   * @param {() => unknown} question
   * @returns {Promise<T>}
   */
  async #ask(otherwise, checked, question) {
    try {
      const answer = /** @type {any} */ (question());
      // A store that answers at once needs no timer.
      return checked(typeof answer?.then === "function" ? await inTime(answer, this.timeoutMs) : answer);
    } catch (error) {
      const reason = reasonOf(error);
      if (!this.failOpen) {
        throw new SessionError("store_unavailable", `the revocation store could not be asked (${reason})`, {
          statusCode: 503,
          // A client's own error can carry the command with its arguments.
          cause: error instanceof SessionError ? error : undefined,
        });
      }
      this.log(`cello-session: the revocation store could not be asked (${reason}); failOpen goes on without it`);
      return otherwise;
    }
  }
}

/**
 * A store may never answer, and clients queue commands while they try to connect: a request must not wait as long.
 * @param {PromiseLike<unknown>} answer
 * @param {number} timeoutMs
 * @returns {Promise<unknown>}
 */
function inTime(answer, timeoutMs) {
  return new Promise((resolve, reject) => {
    const late = () => reject(new SessionError("store_timeout", `no answer within ${timeoutMs} ms`));
    const timer = setTimeout(late, timeoutMs);
    Promise.resolve(answer)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/** @param {any} answer */
function looked(answer) {
  const isRight =
    typeof answer?.revoked === "boolean" && (answer.notBefore === null || isUnixSeconds(answer.notBefore));
  if (!isRight) throw strangeAnswer("look", "{ revoked: boolean, notBefore: Unix seconds or null }");
  return answer;
}

/** @param {unknown} answer */
function storedOrNot(answer) {
  if (typeof answer !== "boolean") throw strangeAnswer("revoke", "true where it is stored now, false where it was");
  return answer;
}

/** @param {unknown} _answer raiseNotBefore has none */
function nothing(_answer) {}

/**
 * @param {string} method
 * @param {string} must
 */
function strangeAnswer(method, must) {
  return new SessionError("store_answer", `${method} of the revocation store must answer ${must}`);
}

/**
 * A client's error can carry the command with its arguments, among them a user: only its kind is told.
 * @param {any} error
 */
function reasonOf(error) {
  const reason = error?.code ?? error?.name;
  return typeof reason === "string" ? reason : "unknown";
}

module.exports = { AskedStore, TIMEOUT_MS };
