// What a revocation store may answer, and how long it may take: it is the application's own, and decides who is let in.
"use strict";

const { SessionError } = require("./error.js");
const { isUnixSeconds } = require("./options.js");

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

module.exports = { inTime, looked, storedOrNot, nothing };
