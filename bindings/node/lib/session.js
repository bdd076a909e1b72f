// Session: a visitor's session as a map, with its id and its times.
"use strict";

const { inspect } = require("node:util");
const { KIND_NAMES, JSON_TEXT } = require("./entry.js");
const { typeError } = require("./error.js");
const { hexOf } = require("./id.js");
const { SessionState } = require("./state.js");

/** The state of a session, for the other files of this package. @type {(session: unknown) => SessionState} */
let stateOf;

class Session {
  /** @type {SessionState} */
  #state;

  /** @param {SessionState} state */
  constructor(state) {
    if (!(state instanceof SessionState)) throw typeError("Session", "made by a Signer or by the framework");
    this.#state = state;
  }

  static {
    stateOf = (session) => {
      if (typeof session !== "object" || session === null || !(#state in session))
        throw typeError("session", "a Session, which in Express is sessionOf(req)");
      return session.#state;
    };
  }

  /** @param {string} key */
  get(key) {
    checkIsString(key);
    return this.#state.get(key);
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  set(key, value) {
    this.#state.set(key, value);
    return this;
  }

  /** @param {string} key */
  has(key) {
    checkIsString(key);
    return this.#state.entries.has(key);
  }

  /** @param {string} key */
  delete(key) {
    checkIsString(key);
    return this.#state.delete(key);
  }

  clear() {
    this.#state.clear();
  }

  get size() {
    return this.#state.entries.size;
  }

  keys() {
    return this.#state.entries.keys()[Symbol.iterator]();
  }

  *values() {
    for (const entry of this.#state.entries.values()) yield entry.look();
  }

  *entries() {
    const { entries } = this.#state;
    const keys = entries.keys();
    for (const [i, entry] of entries.values().entries()) yield [keys[i], entry.look()];
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  /** The map as an object without a prototype, in which `__proto__` is a key like any other. */
  toObject() {
    const object = Object.create(null);
    // Not by way of entries(): generators and their pairs cost more than all the rest of this.
    const { entries } = this.#state;
    const keys = entries.keys();
    const list = entries.values();
    for (let i = 0; i < list.length; i++) object[keys[i]] = list[i].look();
    return object;
  }

  /** @param {string} key */
  kind(key) {
    const entry = this.#state.entries.get(key);
    return entry === undefined ? undefined : KIND_NAMES[entry.kind];
  }

  /** @param {string} key */
  getJsonText(key) {
    const entry = this.#state.entries.get(key);
    if (entry === undefined || entry.kind !== JSON_TEXT) return undefined;
    return entry.changedTo() ?? entry.signed;
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  setJsonText(key, text) {
    this.#state.setJsonText(key, text);
    return this;
  }

  login() {
    this.#state.login();
  }

  rotateId() {
    this.#state.rotateId();
  }

  /** @param {number} seconds */
  setLifetime(seconds) {
    this.#state.setLifetime(seconds);
  }

  get id() {
    return hexOf(this.#state.currentId());
  }

  get status() {
    return this.#state.status;
  }

  get isNew() {
    return this.#state.isNew;
  }

  get isChanged() {
    return this.#state.isChanged();
  }

  get isPopulated() {
    return this.#state.entries.size > 0;
  }

  get renewalDue() {
    return this.#state.renewalDue;
  }

  get issuedAt() {
    return this.#state.issuedAt;
  }

  get expiresAt() {
    return this.#state.expiresAt;
  }

  get beganAt() {
    return this.#state.currentBegan();
  }

  /** What a log shows of it: nothing of the visitor's. */
  [inspect.custom]() {
    return `Session { status: '${this.status}', size: ${this.size} }`;
  }
}

/**
 * Behind the methods: a property that somebody sets on a session is no part of its map, and would be lost without a word.
 */
const NO_PROPERTIES = new Proxy(Object.prototype, {
  set(target, key, value, session) {
    if (typeof key === "symbol") return Reflect.set(target, key, value, session);
    throw typeError(`session.${key}`, `set by session.set("${key}", value), or it would not be stored`);
  },
});
Object.setPrototypeOf(Session.prototype, NO_PROPERTIES);

/** @param {unknown} key */
function checkIsString(key) {
  if (typeof key !== "string") throw typeError("key", "a string");
}

module.exports = { Session, stateOf };
