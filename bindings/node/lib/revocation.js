// Revocation: logout that recalls stolen copies, and what a store has to be told before an answer goes out.
"use strict";

const { SessionError, checkNames, typeError } = require("./error.js");
const { freshId, hexOf, idOf } = require("./id.js");
const { stateOf } = require("./session.js");
const { coreOf, isSigner } = require("./signer.js");
const { inTime, looked, nothing, storedOrNot } = require("./store-answer.js");
const { userOfEntry } = require("./entry.js");
const { UNSET } = require("./state.js");

/** @typedef {import('./state.js').SessionState} SessionState */

// Renewed copies share the id, so an entry has to outlive any copy that is signed while it is written.
const TTL_EXTRA_S = 3600;

const TIMEOUT_MS = 2000;
// Of setTimeout, which takes what is longer for 1.
const TIMEOUT_MS_MAX = 2 ** 31 - 1;

/** For the middleware and the plugin, which have states. @type {(self: Revocation, state: SessionState) => void} */
let watch;
/** @type {(self: Revocation, state: SessionState) => Promise<void>} */
let look;
/** @type {(self: Revocation, state: SessionState) => boolean} */
let hasWork;
/** @type {(self: Revocation, state: SessionState) => Promise<void>} */
let settleState;

class Revocation {
  #core;
  #store;
  #userKey;
  #failOpen;
  #log;
  #timeoutMs;
  #ttl;

  /**
   * @param {import('./signer.js').Signer} signer
   * @param {any} options
   */
  constructor(signer, options) {
    if (!isSigner(signer)) throw typeError("signer", "a Signer");
    const { store, userKey = "user_id", failOpen = false, log = warn, timeoutMs = TIMEOUT_MS } = checkOptions(options);
    this.#core = coreOf(signer);
    this.#store = store;
    this.#userKey = userKey;
    this.#failOpen = failOpen;
    this.#log = log;
    this.#timeoutMs = timeoutMs;
    this.#ttl = this.#core.longest + TTL_EXTRA_S;
  }

  static {
    watch = (self, state) => self.#watch(state);
    look = (self, state) => self.#look(state);
    hasWork = (self, state) => self.#hasWork(state);
    settleState = (self, state) => self.#settle(state);
  }

  /** @param {import('./session.js').Session} session */
  async isRevoked(session) {
    const state = stateOf(session);
    this.#watch(state);
    await this.#look(state);
    return state.revoked;
  }

  /** @param {import('./session.js').Session | string} session or the id of one */
  async revoke(session) {
    if (typeof session === "string") return this.#revokeId(false, idOf(session));
    const state = stateOf(session);
    // An id that no cookie has carried yet is nobody's.
    const id = state.received ? state.readId : state.currentId();
    const stored = await this.#revokeId(false, id);
    if (id === state.readId) state.leftIsStored = true;
    return stored;
  }

  /** @param {string | number | bigint} user */
  async revokeAll(user) {
    if (
      typeof user !== "string" &&
      typeof user !== "bigint" &&
      !(typeof user === "number" && Number.isSafeInteger(user))
    ) {
      throw typeError("user", "text or an integer");
    }
    await this.#ask(undefined, nothing, () => this.#store.raiseNotBefore(String(user), this.#core.clock(), this.#ttl));
  }

  /** @param {import('./session.js').Session} session */
  async settle(session) {
    const state = stateOf(session);
    this.#watch(state);
    await this.#settle(state);
  }

  /**
   * From here on the session may only be written as revocation demands.
   * @param {SessionState} state
   */
  #watch(state) {
    state.userKey = this.#userKey;
    state.beganCounts = true;
  }

  /**
   * One round trip; a session that was revoked reads as empty afterwards.
   * @param {SessionState} state
   */
  async #look(state) {
    if (!state.received) return;
    const user = userOfEntry(state.entries.get(this.#userKey));
    const began = state.began;
    const found = await this.#lookFor(hexOf(state.readId), user);
    if (found.revoked || (found.notBefore !== null && began <= found.notBefore)) {
      // The cookie is left alone: deleting it could undo a login that happens at this moment.
      state.forget();
      state.status = "rejected";
      state.revoked = true;
    }
  }

  /**
   * @param {SessionState} state
   * @returns {boolean} whether a store has to be asked before it can be written
   */
  #hasWork(state) {
    const { leaves, arrives } = this.#moves(state);
    return leaves || arrives;
  }

  /**
   * What this request did: left an id that a visitor holds, or let a user in.
   * @param {SessionState} state
   */
  #moves(state) {
    const before = state.received ? userOfEntry((state.original ?? state.entries).get(this.#userKey)) : null;
    const after = userOfEntry(state.entries.get(this.#userKey));
    const idIsLeft = state.id !== state.readId;
    return {
      after,
      idIsLeft,
      leaves: state.received && before !== null && (idIsLeft || before !== after) && !state.leftIsStored,
      arrives: after !== null && (state.loggedIn || !state.received || state.began === UNSET || before !== after),
    };
  }

  /** @param {SessionState} state */
  async #settle(state) {
    const { after, idIsLeft, leaves, arrives } = this.#moves(state);
    if (!leaves && !arrives) return;
    const [stored, found] = await Promise.all([
      leaves ? this.#revokeId(true, state.readId) : true,
      arrives ? this.#lookFor(null, after) : NOTHING_FOUND,
    ]);
    if (!stored) {
      // It stood there already: somebody revoked this session while the request ran, so it is dead.
      state.drop("rejected");
      return;
    }
    if (leaves) {
      state.leftIsStored = true;
      // The user is gone or another: what is left goes on under an id that nobody has seen.
      if (!idIsLeft) state.id = freshId();
    }
    if (arrives && found.notBefore !== null) state.began = Math.max(state.currentBegan(), found.notBefore + 1);
    state.loggedIn = false;
  }

  /**
   * @param {string | null} id
   * @param {string | null} user
   * @returns {Promise<{ revoked: boolean, notBefore: number | null }>}
   */
  #lookFor(id, user) {
    return this.#ask(NOTHING_FOUND, looked, () => this.#store.look(id, user));
  }

  /**
   * @param {boolean} otherwise
   * @param {string} id
   * @returns {Promise<boolean>}
   */
  #revokeId(otherwise, id) {
    return this.#ask(otherwise, storedOrNot, () => this.#store.revoke(hexOf(id), this.#ttl));
  }

  /**
   * What a store answers is checked: one that was written without care must not let a revoked session in.
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
      return checked(typeof answer?.then === "function" ? await inTime(answer, this.#timeoutMs) : answer);
    } catch (error) {
      const reason = reasonOf(error);
      if (!this.#failOpen) {
        throw new SessionError("store_unavailable", `the revocation store could not be asked (${reason})`, {
          statusCode: 503,
          // A client's own error can carry the command with its arguments.
          cause: error instanceof SessionError ? error : undefined,
        });
      }
      this.#log(`cello-session: the revocation store could not be asked (${reason}); failOpen goes on without it`);
      return otherwise;
    }
  }
}

const NOTHING_FOUND = { revoked: false, notBefore: null };
const NAMES = new Set(["store", "userKey", "failOpen", "log", "timeoutMs"]);

/** @param {string} message */
function warn(message) {
  console.warn(message);
}

/** @param {any} options */
function checkOptions(options) {
  checkNames("revocation", options, NAMES);
  for (const method of ["look", "revoke", "raiseNotBefore"]) {
    if (typeof options.store?.[method] !== "function")
      throw typeError("revocation.store", `an object with a method ${method}`);
  }
  if (options.userKey !== undefined && typeof options.userKey !== "string")
    throw typeError("revocation.userKey", "a string");
  if (options.failOpen !== undefined && typeof options.failOpen !== "boolean")
    throw typeError("revocation.failOpen", "true or false");
  if (options.log !== undefined && typeof options.log !== "function") throw typeError("revocation.log", "a function");
  const { timeoutMs = TIMEOUT_MS } = options;
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > TIMEOUT_MS_MAX)
    throw typeError("revocation.timeoutMs", "a whole number of milliseconds, above 0");
  return options;
}

/**
 * A client's error can carry the command with its arguments, among them a user: only its kind is told.
 * @param {any} error
 */
function reasonOf(error) {
  const reason = error?.code ?? error?.name;
  return typeof reason === "string" ? reason : "unknown";
}

module.exports = { Revocation, watch, look, hasWork, settleState };
