// req.session as an object: every string is a key of the map, and what a visitor's cookie holds can shadow nothing.
"use strict";

const { inspect } = require("node:util");
const { SessionError, typeError } = require("./error.js");
const { hexOf } = require("./id.js");
const { isPlain } = require("./json.js");

/** @typedef {import('./state.js').SessionState} SessionState */

/**
 * The names that always mean the API, whatever keys the map has.
 * @type {Record<string, (state: SessionState) => unknown>}
 */
const API = {
  // @ts-ignore: not a property, but the absence of a prototype
  __proto__: null,
  isNew: (state) => state.isNew,
  isChanged: (state) => state.isChanged(),
  isPopulated: (state) => state.entries.size > 0,
  renewalDue: (state) => state.renewalDue,
  status: (state) => state.status,
  id: (state) => hexOf(state.currentId()),
  issuedAt: (state) => state.issuedAt,
  expiresAt: (state) => state.expiresAt,
  beganAt: (state) => state.currentBegan(),
  clear: (state) => () => state.clear(),
  // As Passport calls them, which knows them from express-session.
  regenerate: (state) => (/** @type {(() => void) | undefined} */ done) => {
    state.clear();
    done?.();
  },
  save: () => (/** @type {(() => void) | undefined} */ done) => done?.(),
  login: (state) => () => state.login(),
  rotateId: (state) => () => state.rotateId(),
  setLifetime: (state) => (/** @type {number} */ seconds) => state.setLifetime(seconds),
};

/** @type {(target: Target) => SessionState} */
let stateOf;

/** The state is private, so that not even a debugger's dump of the proxy's target shows it. */
class Target {
  #state;

  /** @param {SessionState} state */
  constructor(state) {
    this.#state = state;
  }

  static {
    stateOf = (target) => target.#state;
  }

  [inspect.custom]() {
    return "[session]";
  }
}

/** @type {ProxyHandler<Target>} */
const HANDLER = {
  get(target, key) {
    if (typeof key === "symbol") return key === inspect.custom ? () => shown(stateOf(target)) : undefined;
    const api = API[key];
    return api === undefined ? stateOf(target).get(key) : api(stateOf(target));
  },
  set(target, key, value) {
    stateOf(target).set(dataKey(key), value);
    return true;
  },
  has(target, key) {
    return typeof key === "string" && (key in API || stateOf(target).entries.has(key));
  },
  deleteProperty(target, key) {
    if (typeof key === "string") stateOf(target).delete(dataKey(key));
    return true;
  },
  // What bears a name of the API is not among them: the name would read as the API's, whatever the map holds.
  ownKeys(target) {
    return stateOf(target)
      .entries.keys()
      .filter((key) => !(key in API));
  },
  getOwnPropertyDescriptor(target, key) {
    const state = stateOf(target);
    if (typeof key !== "string" || key in API || !state.entries.has(key)) return undefined;
    return { value: state.get(key), writable: true, enumerable: true, configurable: true };
  },
  defineProperty(target, key, descriptor) {
    if (!("value" in descriptor) || descriptor.enumerable === false) throw typeError("property", "an enumerable value");
    stateOf(target).set(dataKey(key), descriptor.value);
    return true;
  },
  getPrototypeOf() {
    return null;
  },
  setPrototypeOf() {
    return false;
  },
  preventExtensions() {
    return false;
  },
};

/** @param {SessionState} state */
function sessionProxy(state) {
  return new Proxy(new Target(state), HANDLER);
}

/**
 * @param {string | symbol} key
 * @returns {string}
 */
function dataKey(key) {
  if (typeof key === "symbol") throw typeError("key", "a string: symbols cannot be stored in a session");
  if (key in API) {
    throw new SessionError(
      "reserved_name",
      `req.session.${key} belongs to the API; sessionOf(req) has keys of any name`,
    );
  }
  return key;
}

/** @param {SessionState} state */
function shown(state) {
  return `Session { status: '${state.status}', size: ${state.entries.size} }`;
}

/**
 * What `req.session = {...}` stores.
 * @param {any} value
 * @returns {[string, unknown][]}
 */
function propertiesOf(value) {
  if (typeof value !== "object" || !isPlain(value)) throw typeError("req.session", "null or a plain object");
  if (Object.getOwnPropertySymbols(value).length > 0) throw typeError("req.session", "without symbols as keys");
  const properties = Object.entries(value);
  for (const [key] of properties) dataKey(key);
  return properties;
}

module.exports = { sessionProxy, propertiesOf };
