// What becomes of a session when the answer goes out: which cookie line, and which headers beside it.
"use strict";

const { AS_COOKIE } = require("./signer.js");

const NO_CACHE = 'no-cache="Set-Cookie"';

/** Headers that describe an answer which will not be sent, because its session could not be written. */
const OF_THE_ANSWER = [
  "Accept-Ranges",
  "Cache-Control",
  "Content-Disposition",
  "Content-Encoding",
  "Content-Length",
  "Content-Range",
  "ETag",
  "Expires",
  "Last-Modified",
  "Link",
  "Location",
  "Refresh",
  "Set-Cookie",
  "Trailer",
];

/** @typedef {import('./state.js').SessionState} SessionState */

/**
 * The Set-Cookie value that the answer needs, or null.
 * @param {SessionState} state
 * @returns {string | null}
 */
function cookieLine(state) {
  if (state.dropped) return null;
  if (state.entries.size === 0) {
    // Only what the application emptied in this request, and only where there is a good cookie to delete.
    return state.received && state.changed ? state.core.deletion() : null;
  }
  if (!state.isChanged() && !state.renewalDue && !state.touched) return null;
  try {
    return state.core.write(state, AS_COOKIE);
  } catch (error) {
    // It reached its absolute end while the request ran, and the visitor's cookie has ended as well.
    if (/** @type {any} */ (error).code === "expired") return null;
    throw error;
  }
}

/**
 * @param {unknown} vary the header as it is
 * @returns {string | null} as it has to be, or null where that is what it is
 */
function varyWithCookie(vary) {
  if (vary === undefined || vary === null || vary === "") return "Cookie";
  const text = String(vary);
  for (const name of text.split(",")) {
    const trimmed = name.trim().toLowerCase();
    if (trimmed === "cookie" || trimmed === "*") return null;
  }
  return `${text}, Cookie`;
}

/**
 * @param {unknown} cacheControl the header as it is
 * @returns {string | null}
 */
function cacheControlWithCookie(cacheControl) {
  if (cacheControl === undefined || cacheControl === null || cacheControl === "") return NO_CACHE;
  const text = String(cacheControl);
  return text.toLowerCase().includes(NO_CACHE.toLowerCase()) ? null : `${text}, ${NO_CACHE}`;
}

module.exports = { OF_THE_ANSWER, cookieLine, varyWithCookie, cacheControlWithCookie };
