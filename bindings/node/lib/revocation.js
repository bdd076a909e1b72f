// Revocation: logout that recalls stolen copies, and what a store has to be told before an answer goes out.
"use strict";

const { AskedStore } = require("./asked-store.js");
const { checkNames, typeError } = require("./error.js");
const { freshId, hexOf, idOf } = require("./id.js");
const { MemoryRevocationStore } = require("./memory-store.js");
const { stateOf } = require("./session.js");
const { coreOf, isSigner } = require("./signer.js");
const { isUser, userNamed, userOfEntry, USER_KINDS } = require("./user.js");

/** @typedef {import('./state.js').SessionState} SessionState */

// Renewed copies share the id, so an entry has to outlive any copy that is signed while it is written.
const TTL_EXTRA_S = 3600;

// Many calls at once must not push the next login out of the leeway between hosts, which is 60 seconds.
const AHEAD_MAX_S = 30;

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
  #insisting;
  #userKey;
  #log;
  #ttl;

  /**
   * @param {import('./signer.js').Signer} signer
   * @param {any} options
   */
  constructor(signer, options) {
    if (!isSigner(signer)) throw typeError("signer", "a Signer");
    this.#core = coreOf(signer);
    const { userKey = "user_id", log = warn, store = this.#inMemory(), ...others } = checkOptions(options);
    const rest = { store, ...others };
    this.#store = new AskedStore({ ...rest, log });
    // What the application asks for by name must not look done where it is not.
    this.#insisting = new AskedStore({ ...rest, log, failOpen: false });
    this.#userKey = userKey;
    this.#log = log;
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
    if (typeof session === "string") return this.#insisting.revoke(hexOf(idOf(session)), this.#ttl);
    const state = stateOf(session);
    // What no visitor holds cannot come back, and would fill the store.
    const stored = state.received && (await this.#insisting.revoke(hexOf(state.readId), this.#ttl));
    // It stood there already: somebody revoked it meanwhile, and a deletion could undo a login of theirs.
    if (state.received && !stored && !state.leftIsStored) this.#empty(state, "revoked");
    state.leftIsStored = state.received;
    try {
      state.clear();
    } catch (/** @type {any} */ error) {
      // Where the headers are out, or nothing will be written, the recall is all that can be done.
      if (error.code !== "headers_sent" && error.code !== "dropped") throw error;
    }
    return stored;
  }

  /** @param {string | number | bigint} user */
  async revokeAll(user) {
    const name = userNamed(user);
    const notBefore = await this.#standing(name);
    const now = this.#core.clock();
    // What logged in after an earlier call of this second began a second later than that, and is recalled as well.
    const until = notBefore === null ? now : Math.max(now, Math.min(notBefore + 1, now + AHEAD_MAX_S));
    await this.#insisting.raiseNotBefore(name, until, this.#ttl);
  }

  /**
   * A time that cannot be read would lock the user out for good, if it could not be replaced either.
   * @param {string} user
   */
  async #standing(user) {
    try {
      return (await this.#insisting.look(null, user)).notBefore;
    } catch (/** @type {any} */ error) {
      if (error.cause?.code === "store_answer") return null;
      throw error;
    }
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
    const entry = state.entries.get(this.#userKey);
    if (!isUser(entry)) {
      // Signed before there was revocation, or by a service without. An error would shut the visitor out of every page.
      this.#log(`cello-session: a session whose ${USER_KINDS} is read as rejected: it could not be recalled`);
      this.#empty(state, "rejected");
      return;
    }
    const user = userOfEntry(entry);
    const began = state.began;
    const found = await this.#store.look(hexOf(state.readId), user);
    if (found.revoked || (found.notBefore !== null && began <= found.notBefore)) this.#empty(state, "revoked");
  }

  /**
   * The cookie is left alone: deleting it could undo a login that happens at this moment.
   * @param {SessionState} state
   * @param {string} status
   */
  #empty(state, status) {
    state.forget();
    state.status = status;
    state.revoked = true;
  }

  /**
   * @param {SessionState} state
   * @returns {boolean} whether a store has to be asked before it can be written
   */
  #hasWork(state) {
    state.refresh();
    const { leaves, begins } = this.#moves(state);
    if (!leaves && !begins) return false;
    // What cannot be written must not revoke what the visitor has.
    state.core.prepare(state);
    return true;
  }

  /**
   * What this request did: left an id that a visitor holds, or began a session for a user, who may have been in it before.
   * @param {SessionState} state
   */
  #moves(state) {
    const entry = (state.original ?? state.entries).get(this.#userKey);
    const before = state.received && isUser(entry) ? userOfEntry(entry) : null;
    const after = userOfEntry(state.entries.get(this.#userKey));
    const idIsLeft = state.id !== state.readId;
    return {
      after,
      idIsLeft,
      stays: before !== null && before === after && !state.loggedIn,
      leaves: state.received && before !== null && (idIsLeft || before !== after) && !state.leftIsStored,
      begins: after !== null && (state.loggedIn || state.begunAnew || before !== after),
    };
  }

  /** @param {SessionState} state */
  async #settle(state) {
    if (!this.#hasWork(state)) return;
    const { after, idIsLeft, leaves, begins, stays } = this.#moves(state);
    // First ask, then tell: where it cannot be asked, the visitor keeps the session that they have.
    const { notBefore } = begins ? await this.#store.look(null, after) : { notBefore: null };
    const wasRecalled = stays && notBefore !== null && state.readBegan <= notBefore;
    if (wasRecalled || (leaves && !(await this.#store.revoke(hexOf(state.readId), this.#ttl)))) {
      // Somebody revoked this session while the request ran, so it is dead.
      state.drop("revoked");
      return;
    }
    if (leaves) {
      state.leftIsStored = true;
      // The user is gone or another: what is left goes on under an id that nobody has seen.
      if (!idIsLeft) state.id = freshId();
    }
    if (notBefore !== null) state.began = Math.max(state.currentBegan(), notBefore + 1);
    state.loggedIn = state.begunAnew = false;
  }

  #inMemory() {
    return new MemoryRevocationStore({ clock: this.#core.clock });
  }
}

const NAMES = new Set(["store", "userKey", "failOpen", "log", "timeoutMs"]);

/** @param {string} message */
function warn(message) {
  console.warn(message);
}

/** @param {any} options */
function checkOptions(options) {
  checkNames("revocation", options, NAMES);
  for (const method of options.store === undefined ? [] : ["look", "revoke", "raiseNotBefore"]) {
    if (typeof options.store?.[method] !== "function")
      throw typeError("revocation.store", `an object with a method ${method}`);
  }
  if (options.userKey !== undefined && typeof options.userKey !== "string")
    throw typeError("revocation.userKey", "a string");
  if (options.failOpen !== undefined && typeof options.failOpen !== "boolean")
    throw typeError("revocation.failOpen", "true or false");
  if (options.log !== undefined && typeof options.log !== "function") throw typeError("revocation.log", "a function");
  const { timeoutMs = 1 } = options;
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > TIMEOUT_MS_MAX)
    throw typeError("revocation.timeoutMs", "a whole number of milliseconds, above 0");
  return options;
}

module.exports = { Revocation, watch, look, hasWork, settleState };
