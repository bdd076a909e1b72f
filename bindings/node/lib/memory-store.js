// The revocation store for one process: bounded, and never giving up a live entry to make room.
"use strict";

const { SessionError, checkNames, typeError } = require("./error.js");
const { checkClock } = require("./options.js");

const ENTRIES_MAX = 100_000;
const NAMES = new Set(["maxEntries", "clock"]);

class MemoryRevocationStore {
  // One map for ids and users, oldest first: all entries live equally long, so the oldest go first.
  #entries = new Map();
  #maxEntries;
  #clock;

  /** @param {{ maxEntries?: number, clock?: () => number }} [options] */
  constructor(options = {}) {
    checkNames("options", options, NAMES);
    const { maxEntries = ENTRIES_MAX, clock = () => Math.floor(Date.now() / 1000) } = options;
    if (!Number.isSafeInteger(maxEntries) || maxEntries < 1) throw typeError("maxEntries", "a whole number above 0");
    checkClock(clock);
    this.#maxEntries = maxEntries;
    this.#clock = clock;
  }

  get size() {
    return this.#entries.size;
  }

  /**
   * @param {string | null} id
   * @param {string | null} user
   */
  look(id, user) {
    if (id !== null) checkText("id", id);
    if (user !== null) checkText("user", user);
    return {
      revoked: id !== null && this.#live(`revoked:${id}`) !== undefined,
      notBefore: user === null ? null : (this.#live(`not_before:${user}`)?.value ?? null),
    };
  }

  /**
   * @param {string} id
   * @param {number} ttlSeconds
   */
  revoke(id, ttlSeconds) {
    checkText("id", id);
    checkSeconds("ttlSeconds", ttlSeconds);
    const key = `revoked:${id}`;
    if (this.#live(key) !== undefined) return false;
    this.#store(key, 1, ttlSeconds);
    return true;
  }

  /**
   * @param {string} user
   * @param {number} unixSeconds
   * @param {number} ttlSeconds
   */
  raiseNotBefore(user, unixSeconds, ttlSeconds) {
    checkText("user", user);
    checkSeconds("unixSeconds", unixSeconds);
    checkSeconds("ttlSeconds", ttlSeconds);
    const key = `not_before:${user}`;
    this.#store(key, Math.max(unixSeconds, this.#live(key)?.value ?? 0), ttlSeconds);
  }

  /** @param {string} key */
  #live(key) {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.expires > this.#clock() ? entry : undefined;
  }

  /**
   * @param {string} key
   * @param {number} value
   * @param {number} ttlSeconds
   */
  #store(key, value, ttlSeconds) {
    const now = this.#clock();
    const kept = this.#entries.get(key)?.expires ?? 0;
    this.#entries.delete(key);
    for (const [oldest, entry] of this.#entries) {
      if (entry.expires > now) break;
      this.#entries.delete(oldest);
    }
    if (this.#entries.size >= this.#maxEntries) this.#sweep(now);
    this.#entries.set(key, { value, expires: Math.max(now + ttlSeconds, kept) });
  }

  /**
   * Services with other lifetimes may share the store, so an expired entry can stand behind a live one.
   * @param {number} now
   */
  #sweep(now) {
    for (const [key, entry] of this.#entries) if (entry.expires <= now) this.#entries.delete(key);
    if (this.#entries.size >= this.#maxEntries) {
      throw new SessionError(
        "store_full",
        `the revocation store holds its ${this.#maxEntries} entries, none of which has expired`,
      );
    }
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function checkText(name, value) {
  if (typeof value !== "string") throw typeError(name, "a string");
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function checkSeconds(name, value) {
  if (!Number.isSafeInteger(value)) throw typeError(name, "a whole number of seconds");
}

module.exports = { MemoryRevocationStore };
