// The user of a session, as revocation knows one: text that is not empty, or an integer, which is named in decimal.
"use strict";

const { INT, TEXT } = require("./entry.js");
const { SessionError, typeError } = require("./error.js");

/** @typedef {import('./entry.js').Entry} Entry */

const USER_KINDS = "user is neither an integer nor text, or is empty";

/**
 * @param {Entry | undefined} entry
 * @returns {boolean} false for what could not be recalled; a session without a user is not at fault
 */
function isUser(entry) {
  return entry === undefined || entry.kind === INT || (entry.kind === TEXT && entry.value !== "");
}

/**
 * @param {Entry | undefined} entry
 * @returns {string | null}
 */
function userOfEntry(entry) {
  if (entry === undefined) return null;
  if (isUser(entry)) return String(entry.value);
  throw new SessionError(
    "wrong_kind",
    "with revocation, the user of a session is an integer or text that is not empty",
  );
}

/**
 * @param {unknown} user
 * @returns {string}
 */
function userNamed(user) {
  const isInteger = typeof user === "bigint" || (typeof user === "number" && Number.isSafeInteger(user));
  if (!isInteger && (typeof user !== "string" || user === ""))
    throw typeError("user", "an integer or text that is not empty");
  return String(user);
}

module.exports = { isUser, userNamed, userOfEntry, USER_KINDS };
