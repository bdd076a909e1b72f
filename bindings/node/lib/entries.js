// The map of a session: at most 64 entries, in the order of the token and then of setting.
"use strict";

/** @typedef {import('./entry.js').Entry} Entry */

/**
 * As a Map, but made in a fraction of the time, which counts because every request makes one: all sessions with the same
 * keys share one array of them, so that reading a session makes its values alone. The keys are therefore never changed
 * in place. To look one up is to compare at most 64 strings, most of which the engine tells apart by their addresses.
 */
class Entries {
  /** @type {readonly string[]} */
  keyList;
  /** @type {readonly Entry[]} */
  list;

  /**
   * @param {readonly string[]} keys
   * @param {readonly Entry[]} list
   */
  constructor(keys, list) {
    this.keyList = keys;
    this.list = list;
  }

  get size() {
    return this.list.length;
  }

  /** @param {string} key */
  get(key) {
    const at = this.#at(key);
    return at < 0 ? undefined : this.list[at];
  }

  /** @param {string} key */
  has(key) {
    return this.#at(key) >= 0;
  }

  /**
   * The same with one entry more, or another in its place.
   * @param {string} key
   * @param {Entry} entry
   */
  with(key, entry) {
    const at = this.#at(key);
    return at < 0
      ? new Entries([...this.keyList, key], [...this.list, entry])
      : new Entries(this.keyList, this.list.with(at, entry));
  }

  /** @param {string} key */
  without(key) {
    const at = this.#at(key);
    return new Entries(this.keyList.toSpliced(at, 1), this.list.toSpliced(at, 1));
  }

  keys() {
    return this.keyList;
  }

  values() {
    return this.list;
  }

  /** @param {string} key */
  #at(key) {
    const keys = this.keyList;
    for (let i = 0; i < keys.length; i++) if (keys[i] === key) return i;
    return -1;
  }
}

const NO_ENTRIES = new Entries([], []);

module.exports = { Entries, NO_ENTRIES };
