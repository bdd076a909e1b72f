// Signer: the prepared keys and the rules of one cookie; what a server holds.
"use strict";

const { inspect } = require("node:util");
const { binding } = require("./native.js");
const {
  AS_COOKIE,
  AS_TOKEN,
  CHECK_ONLY,
  ROOM_ONLY,
  UsualKeys,
  head,
  putSession,
  takeEntries,
} = require("./exchange.js");
const { NO_ENTRIES } = require("./entries.js");
const { SessionError, checkNames, errorOfStatus, full, typeError } = require("./error.js");
const { freshId, idOf } = require("./id.js");
const { checkOptions, isUnixSeconds } = require("./options.js");
const { Session, stateOf } = require("./session.js");
const { SessionState, UNSET } = require("./state.js");

// Statuses of a cookie that are ordinary events: an empty session, never an exception.
const VISITORS = new Map([
  [-100, "expired"],
  [-101, "not_yet_valid"],
  [-102, "rejected"],
  [-103, "missing"],
]);
const AT = new Set(["nowSeconds"]);
const BEGIN_AT = new Set(["nowSeconds", "id"]);
const TOO_LARGE = -70;
const MAX_AGE_DEFAULT_S = 86400;

/** Reads and writes states; the middleware and the plugin use it without a Session in between. */
class SignerCore {
  /** @param {any} options */
  constructor(options) {
    const checked = checkOptions(options);
    this.clock = checked.clock ?? systemClock;
    this.cookieName = checked.cookieName ?? "session_id";
    const native = binding.makeSigner(checked);
    if (typeof native === "number") throw errorOfStatus(native);
    this.native = native;
    this.usualKeys = new UsualKeys();
    this.maxAge = checked.maxAgeSeconds ?? MAX_AGE_DEFAULT_S;
    this.longest = checked.longestMaxAgeSeconds || this.maxAge;
    putSession(freshId(), NO_ENTRIES);
    checkStatus(native.writeSession(ROOM_ONLY, 0, 0, 0, 0));
    /** Bytes of entries that fit the cookie. */
    this.room = head[7];
  }

  /**
   * @param {unknown} header
   * @param {number} now
   */
  readCookie(header, now) {
    const line = typeof header === "string" ? header : joined(header);
    if (line === undefined) return new SessionState(this, "missing");
    return this.#take(this.native.readCookie(line, now));
  }

  /**
   * @param {unknown} token
   * @param {number} now
   */
  verify(token, now) {
    return this.#take(this.native.verifyToken(token, now));
  }

  /** @param {string | number} answer */
  #take(answer) {
    if (typeof answer === "number") {
      const status = VISITORS.get(answer);
      if (status === undefined) throw errorOfStatus(answer);
      return new SessionState(this, status);
    }
    const state = new SessionState(this, "ok");
    state.received = true;
    state.isNew = false;
    state.readId = state.id = answer.slice(0, 16);
    state.issuedAt = head[0];
    state.expiresAt = head[1];
    state.began = state.readBegan = head[2];
    state.lifetime = Math.min(head[3], this.longest);
    state.renewalDue = head[4] === 1;
    state.size = state.readSize = head[6];
    state.entries = takeEntries(answer, this.usualKeys);
    return state;
  }

  /**
   * What was changed in place is found, and what does not fit is refused: before a store is told anything.
   * @param {SessionState} state
   */
  prepare(state) {
    state.refresh();
    if (state.size > this.room) throw this.#tooLarge(state);
  }

  /**
   * @param {SessionState} state
   * @param {number} what
   * @param {number} [nowSeconds]
   * @returns {string}
   */
  write(state, what, nowSeconds) {
    this.prepare(state);
    let now = nowSeconds ?? this.clock();
    if (nowSeconds === undefined && state.beganCounts) now = Math.max(now, state.began);
    const began = state.began === UNSET ? now : state.began;
    putSession(state.currentId(), state.entries);
    const lifetime = Math.min(state.lifetime, this.longest);
    const written = checkStatus(this.native.writeSession(what, now, began, lifetime, state.entries.size));
    if (state.core === this) state.handOut(began);
    return written;
  }

  /** @param {SessionState} state */
  #tooLarge(state) {
    if (state.core === this && state.size > state.readSize) return full(state.size, this.room, "bytes");
    const facts = { size: state.size, bound: this.room };
    return new SessionError(
      "too_large",
      `${binding.statusMessage(TOO_LARGE)} (${facts.size} bytes, ${facts.bound} fit)`,
      facts,
    );
  }

  deletion() {
    return checkStatus(this.native.writeDeletion());
  }

  /**
   * Asks the library about one entry, in a session of its own.
   * @param {string} key
   * @param {import('./entry.js').Entry} entry
   */
  checkEntry(key, entry) {
    if (entry.signed.length > this.room) throw full(entry.signed.length, this.room, "bytes");
    putSession(freshId(), NO_ENTRIES.with(key, entry));
    checkStatus(this.native.writeSession(CHECK_ONLY, 0, 0, 0, 1));
  }
}

/** The core of a signer, for the other files of this package. @type {(signer: Signer) => SignerCore} */
let coreOf;
/** @type {(value: unknown) => value is Signer} */
let isSigner;

class Signer {
  /** @type {SignerCore} */
  #core;

  /** @param {any} options */
  constructor(options) {
    this.#core = new SignerCore(options);
  }

  static {
    coreOf = (signer) => signer.#core;
    isSigner = (value) => typeof value === "object" && value !== null && #core in value;
  }

  get cookieName() {
    return this.#core.cookieName;
  }

  get longestMaxAgeSeconds() {
    return this.#core.longest;
  }

  /** @param {{ nowSeconds?: number, id?: Uint8Array | string }} [at] */
  begin(at = {}) {
    const seconds = secondsOf(at, BEGIN_AT);
    const state = new SessionState(this.#core, "missing");
    if (at.id !== undefined) state.id = idOf(at.id);
    if (seconds !== undefined) state.began = seconds;
    return new Session(state);
  }

  /**
   * @param {string | Uint8Array} token
   * @param {{ nowSeconds?: number }} [at]
   */
  verify(token, at) {
    const now = at === undefined ? undefined : secondsOf(at, AT);
    return new Session(this.#core.verify(token, now ?? this.#core.clock()));
  }

  /**
   * @param {string | readonly string[] | Uint8Array | undefined} header
   * @param {{ nowSeconds?: number }} [at]
   */
  readCookie(header, at) {
    const now = at === undefined ? undefined : secondsOf(at, AT);
    return new Session(this.#core.readCookie(header, now ?? this.#core.clock()));
  }

  /**
   * @param {Session} session
   * @param {{ nowSeconds?: number }} [at]
   */
  sign(session, at) {
    return this.#core.write(stateOf(session), AS_TOKEN, at === undefined ? at : secondsOf(at, AT));
  }

  /**
   * @param {Session} session
   * @param {{ nowSeconds?: number }} [at]
   */
  writeCookie(session, at) {
    return this.#core.write(stateOf(session), AS_COOKIE, at === undefined ? at : secondsOf(at, AT));
  }

  deletionCookie() {
    return this.#core.deletion();
  }

  [inspect.custom]() {
    return `Signer { cookieName: '${this.cookieName}' }`;
  }
}

/**
 * @param {string | number} answer
 * @returns {string}
 */
function checkStatus(answer) {
  if (typeof answer === "number") throw errorOfStatus(answer);
  return answer;
}

/**
 * Several Cookie fields are one, as Node's own server makes of them; mocks and adapters may not.
 * @param {unknown} header
 */
function joined(header) {
  if (!Array.isArray(header)) return header;
  if (!header.every((line) => typeof line === "string")) throw typeError("header", "text, bytes or an array of text");
  return header.length === 0 ? undefined : header.join("; ");
}

/**
 * @param {any} at
 * @param {ReadonlySet<string>} names
 * @returns {number | undefined}
 */
function secondsOf(at, names) {
  if (typeof at === "number") throw typeError("at", "an object, such as { nowSeconds: 1700000000 }");
  checkNames("at", at, names);
  const { nowSeconds } = at;
  if (nowSeconds !== undefined && !isUnixSeconds(nowSeconds)) {
    throw typeError("nowSeconds", "whole Unix seconds, not negative and not milliseconds");
  }
  return nowSeconds;
}

function systemClock() {
  return Math.floor(Date.now() / 1000);
}

module.exports = { Signer, SignerCore, coreOf, isSigner, AS_COOKIE };
