// What one request knows of its session: what was read, what it is now, and what has to be written.
"use strict";

const { inspect } = require("node:util");
const { NO_ENTRIES } = require("./entries.js");
const { entryOf, checkKey, sizeOf, Entry, JSON_TEXT } = require("./entry.js");
const { SessionError, full, tooLate, typeError, wasDropped } = require("./error.js");
const { freshId } = require("./id.js");
const { sizeWith } = require("./room.js");

/** A session that has not begun: it does when it is written, or when somebody asks. Zero is a time. */
const UNSET = -1;

class SessionState {
  /**
   * @param {import('./signer.js').SignerCore} core
   * @param {string} status
   */
  constructor(core, status) {
    this.core = core;
    this.status = status;

    /** A cookie that was good came with the request; it stays true when it is emptied. */
    this.received = false;
    this.readId = "";
    this.readBegan = UNSET;
    this.issuedAt = 0;
    this.expiresAt = 0;
    this.renewalDue = false;
    this.readSize = 0;
    /** @type {import('./entries.js').Entries | null} the map as it was read, kept when a change begins */
    this.original = null;

    /** What it is now. An id that is null is drawn when it is needed. @type {string | null} */
    this.id = null;
    this.began = UNSET;
    this.lifetime = 0;
    this.entries = NO_ENTRIES;
    this.size = 0;
    this.isNew = true;
    this.changed = false;
    this.touched = false;
    /** By login(): the visitor has proved who they are, so it goes on whatever was revoked before. */
    this.loggedIn = false;
    /** By clear(): it began now, and yet a user who stays in it has not proved anything. */
    this.begunAnew = false;
    /** The key that names the user, where there is revocation: only text and integers may stand there. */
    this.userKey = "";
    /** Where a store moved `began` past the clock, writing must not use an earlier time. */
    this.beganCounts = false;
    /** Its old id is in the store, so it is not stored again. */
    this.leftIsStored = false;
    /** The store said so: it reads as empty, and what is set now begins anew. */
    this.revoked = false;
    /** Too late: the headers are out. */
    this.closed = false;
    /** Nothing of it is written any more, because it was revoked meanwhile or its writing failed. */
    this.dropped = false;
    /** The framework's word before a change: throws where the headers are out. @type {(() => void) | null} */
    this.beforeChange = null;
  }

  /** @param {string} key */
  get(key) {
    const entry = this.entries.get(key);
    return entry === undefined ? undefined : entry.look();
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  set(key, value) {
    checkKey(key);
    this.put(key, entryOf(value));
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  setJsonText(key, text) {
    checkKey(key);
    if (typeof text !== "string") throw typeError("text", "a string");
    if (!text.isWellFormed()) throw new SessionError("value_encoding", "JSON text has no lone surrogates");
    const entry = new Entry(JSON_TEXT, undefined, text);
    this.put(key, entry, () => this.core.checkEntry(key, entry));
  }

  /**
   * @param {string} key
   * @param {Entry} entry
   * @param {() => void} [check] a last word before it is stored
   */
  put(key, entry, check) {
    this.mayChange();
    const old = this.entries.get(key);
    const size = sizeWith(this, this.entries, this.size, key, entry);
    if (check !== undefined) check();
    this.begin();
    this.currentBegan();
    if (old === undefined || old.kind !== entry.kind || old.signed !== entry.signed) this.changed = true;
    this.entries = this.entries.with(key, entry);
    this.size = size;
  }

  /**
   * Begins anew with these values and no others; where one of them is refused, all stays as it was.
   * @param {[string, unknown][]} properties
   */
  replace(properties) {
    this.mayChange();
    let entries = NO_ENTRIES;
    let size = 0;
    for (const [key, value] of properties) {
      checkKey(key);
      const entry = entryOf(value);
      size = sizeWith(this, entries, size, key, entry);
      entries = entries.with(key, entry);
    }
    this.clear();
    this.entries = entries;
    this.size = size;
  }

  /**
   * Begins anew with what stands under these keys.
   * @param {readonly string[]} keys
   */
  clearAllBut(keys) {
    const before = this.entries;
    this.clear();
    for (const key of before.keys()) {
      const entry = before.get(key);
      if (entry === undefined || !keys.includes(key)) continue;
      this.entries = this.entries.with(key, entry);
      this.size += sizeOf(key, entry);
    }
  }

  /** @param {string} key */
  delete(key) {
    const old = this.entries.get(key);
    if (old === undefined) return false;
    this.mayChange();
    this.begin();
    this.entries = this.entries.without(key);
    this.size -= sizeOf(key, old);
    this.changed = true;
    return true;
  }

  /** Empties the map; what is set afterwards goes into a session begun anew. */
  clear() {
    this.mayChange();
    this.begin();
    const isHeld = this.began !== UNSET;
    this.#empty();
    if (isHeld) this.currentBegan();
    this.begunAnew = true;
    this.changed = true;
  }

  #empty() {
    this.entries = NO_ENTRIES;
    this.size = 0;
    this.id = null;
    this.began = UNSET;
    this.lifetime = 0;
    this.isNew = true;
  }

  login() {
    this.mayChange();
    this.begin();
    this.id = freshId();
    this.began = this.core.clock();
    this.lifetime = 0;
    this.loggedIn = true;
    this.changed = true;
  }

  rotateId() {
    this.mayChange();
    this.begin();
    this.id = freshId();
    this.changed = true;
  }

  /** @param {number} seconds */
  setLifetime(seconds) {
    if (typeof seconds !== "number") throw typeError("seconds", "a number");
    const longest = this.core.longest;
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > longest) {
      throw new SessionError("time_range", `a lifetime is 1 to ${longest} whole seconds`, { bound: longest });
    }
    this.mayChange();
    this.begin();
    this.currentBegan();
    if ((this.lifetime || this.core.maxAge) !== seconds) this.changed = true;
    this.lifetime = seconds;
  }

  /** Signs it anew at the end of this request, although nothing has changed. */
  touch() {
    this.mayChange();
    this.touched = true;
  }

  currentId() {
    if (this.id === null) this.id = freshId();
    return this.id;
  }

  /** The time at which it began, which for a new one is fixed when somebody asks. */
  currentBegan() {
    if (this.began === UNSET) this.began = this.core.clock();
    return this.began;
  }

  isChanged() {
    if (this.changed) return true;
    for (const entry of this.entries.values()) if (entry.isChanged()) return true;
    return false;
  }

  /** Finds what the application changed in place, and refuses what does not fit any more. */
  refresh() {
    const found = this.entries.values().filter((entry) => entry.refresh());
    if (found.length === 0) return;
    this.changed = true;
    this.size = 0;
    const keys = this.entries.keys();
    for (const [i, entry] of this.entries.values().entries()) this.size += sizeOf(keys[i], entry);
    if (this.size > this.core.room && this.size > this.readSize) throw full(this.size, this.core.room, "bytes");
  }

  /**
   * A visitor has it now: what is done after that is done to what they hold. Not where an id that they held before is
   * still to be revoked, nor in a request, whose end sees to that.
   * @param {number} began
   */
  handOut(began) {
    const mayOwe = this.received && (this.userKey === "" || (this.original ?? this.entries).has(this.userKey));
    if (this.beforeChange !== null || (mayOwe && !this.leftIsStored)) return;
    this.received = true;
    this.readId = this.currentId();
    this.began = this.readBegan = began;
    this.original = null;
    this.leftIsStored = this.loggedIn = this.begunAnew = false;
  }

  /** Nothing of it will be written in this request: it was revoked meanwhile, or its writing failed. */
  drop(status = this.status) {
    this.status = status;
    this.dropped = true;
    this.forget();
  }

  /**
   * The request fails with this error.
   * @param {any} error
   */
  fail(error) {
    this.drop(error?.code === "store_unavailable" ? "unavailable" : this.status);
  }

  /** Reads as if no cookie had come. */
  forget() {
    this.#empty();
    this.original = null;
    this.received = false;
    this.readSize = 0;
    this.issuedAt = 0;
    this.expiresAt = 0;
    this.renewalDue = false;
    this.changed = false;
  }

  mayChange() {
    if (this.dropped) throw wasDropped();
    if (this.closed) throw tooLate();
    this.beforeChange?.();
  }

  /** Keeps what was read before the first change: who the user was decides what is revoked. */
  begin() {
    if (this.received && this.original === null) this.original = this.entries;
  }

  /** A dump of it in a log would show the visitor's values. */
  [inspect.custom]() {
    return `[session: ${this.status}]`;
  }
}

module.exports = { SessionState, UNSET };
