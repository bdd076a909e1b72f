// Middleware for Express and Connect: req.session, read when it is first used and written before the headers go out.
"use strict";

const onHeaders = require("on-headers");
const { cacheControlWithCookie, cookieLine, varyWithCookie } = require("./answer.js");
const { SessionError, tooLate, typeError } = require("./error.js");
const { holdWhile, leadToHold } = require("./hold.js");
const { propertiesOf, sessionProxy } = require("./proxy.js");
const { hasWork, look, settleState, watch } = require("./revocation.js");
const { Session } = require("./session.js");
const { prepare } = require("./setup.js");

// The sessions of a request, one for each cookie name; the middleware that ran last is the first.
const CONTEXTS = Symbol("cello-session");

/** What one request has of one cookie. */
class Context {
  /**
   * @param {any} req
   * @param {any} res
   * @param {import('./setup.js').Prepared} prepared
   * @param {(error?: unknown) => void} next
   */
  constructor(req, res, { core, revocation }, next) {
    this.req = req;
    this.res = res;
    this.core = core;
    this.revocation = revocation;
    this.next = next;
    /** @type {import('./state.js').SessionState | null} */
    this.state = null;
    this.proxy = null;
    /** @type {Session | null} */
    this.session = null;
    this.isNull = false;
    this.isLookedAt = false;
    /** What holds the answer back while the store is told; there once the session is changed. @type {any} */
    this.hold = null;
    // The res of a websocket upgrade is often an empty object: nothing can be written there.
    this.isClosed = typeof res.setHeader !== "function";
  }

  open() {
    if (this.state !== null) return this.state;
    const state = this.core.readCookie(this.req.headers.cookie, this.core.clock());
    state.closed = this.isClosed;
    state.beforeChange = () => this.beforeChange();
    if (this.revocation !== null) watch(this.revocation, state);
    this.state = state;
    return state;
  }

  beforeChange() {
    if (this.res.headersSent === true) throw tooLate();
    if (this.revocation === null || this.hold !== null) return;
    this.hold = holdWhile(this.res, this, this.next);
  }

  /** What `req.session` reads. */
  get() {
    this.isLookedAt = true;
    if (this.isNull) return null;
    if (this.proxy === null) this.proxy = sessionProxy(this.open());
    return this.proxy;
  }

  /** @param {unknown} value what `req.session` is set to */
  set(value) {
    this.isLookedAt = true;
    if (value === null || value === undefined) {
      if (!this.isNull) this.open().clear();
      this.isNull = true;
      return;
    }
    if (value === this.proxy && !this.isNull) return;
    this.open().replace(propertiesOf(value));
    this.isNull = false;
  }

  getSession() {
    this.isLookedAt = true;
    if (this.session === null) this.session = new Session(this.open());
    return this.session;
  }

  hasWork() {
    if (this.state === null || this.revocation === null || this.isClosed || this.state.dropped) return false;
    try {
      // What was changed in place and does not fit is told to the caller now, while there is one.
      return hasWork(this.revocation, this.state);
    } catch (error) {
      // Told once: the page that says so must go out.
      this.state.dropped = true;
      throw error;
    }
  }

  async settle() {
    const state = /** @type {import('./state.js').SessionState} */ (this.state);
    state.closed = true;
    await settleState(/** @type {import('./revocation.js').Revocation} */ (this.revocation), state);
  }

  /** The headers are about to be sent. */
  finish() {
    this.isClosed = true;
    if (this.state === null) return;
    this.state.closed = true;
    // With revocation it is read before anybody looks.
    if (!this.isLookedAt) return;
    const { res } = this;
    // First of all, so that the page of an error has it as well.
    addVary(res);
    let line;
    try {
      line = cookieLine(this.state);
    } catch (error) {
      this.state.dropped = true;
      throw error;
    }
    if (line !== null) {
      const others = res.getHeader("Set-Cookie");
      res.setHeader("Set-Cookie", others === undefined ? line : [].concat(others, /** @type {any} */ (line)));
      const cacheControl = cacheControlWithCookie(res.getHeader("Cache-Control"));
      if (cacheControl !== null) res.setHeader("Cache-Control", cacheControl);
    }
  }
}

/** @param {any} res */
function addVary(res) {
  const vary = varyWithCookie(res.getHeader("Vary"));
  if (vary !== null) res.setHeader("Vary", vary);
}

/** @param {any} options */
function session(options) {
  const prepared = prepare(options);

  /**
   * @param {any} req
   * @param {any} res
   * @param {(error?: unknown) => void} next
   */
  function celloSession(req, res, next) {
    const contexts = contextsOf(req);
    const same = contexts.find((other) => other.core.cookieName === prepared.core.cookieName);
    if (same !== undefined) {
      // Installed a second time for the same cookie, it would write the cookie twice: the first one stays.
      const isSame = same.core === prepared.core && same.revocation === prepared.revocation;
      return next(isSame ? undefined : installedTwice(prepared.core.cookieName));
    }
    if (contexts.length === 0) {
      if (req.session !== undefined) return next(anotherSession());
      Object.defineProperty(req, "session", PROPERTY);
    }
    const context = new Context(req, res, prepared, next);
    contexts.unshift(context);
    if (!context.isClosed) onHeaders(res, () => context.finish());
    if (prepared.revocation === null) return next();
    if (!context.isClosed) leadToHold(res, context);
    lookFirst(context, prepared.revocation, next);
  }

  celloSession.signer = prepared.signer;
  celloSession.revocation = prepared.revocation;
  return celloSession;
}

/**
 * A store answers later than a property can be read, so with revocation the cookie is read before the handler runs.
 * @param {Context} context
 * @param {import('./revocation.js').Revocation} revocation
 * @param {(error?: unknown) => void} next
 */
function lookFirst(context, revocation, next) {
  const state = context.open();
  if (!state.received) return next();
  look(revocation, state).then(
    () => next(),
    (error) => {
      state.fail(error);
      if (!context.isClosed) context.res.setHeader("Cache-Control", "no-store");
      next(error);
    },
  );
}

/**
 * `req.session`, the same for all requests: an accessor of its own for each would make each request an object of another
 * shape to the engine, and all that reads requests slow.
 * @type {PropertyDescriptor & ThisType<any>}
 */
const PROPERTY = {
  configurable: true,
  enumerable: true,
  get() {
    return contextsOf(this)[0]?.get();
  },
  set(value) {
    contextsOf(this)[0].set(value);
  },
};

/** @param {string} cookieName */
function installedTwice(cookieName) {
  return new SessionError(
    "installed_twice",
    `two session middlewares with different options have the cookie name ${cookieName}: give one of them another name, or install the same one in both places`,
  );
}

function anotherSession() {
  return new SessionError(
    "installed_twice",
    "req.session is there already: another session middleware runs before this one, and one of the two has to go",
  );
}

/**
 * @param {any} req
 * @returns {Context[]}
 */
function contextsOf(req) {
  if (req[CONTEXTS] === undefined) Object.defineProperty(req, CONTEXTS, { value: [] });
  return req[CONTEXTS];
}

/**
 * The Session behind `req.session`, which has any key, whatever its name.
 * @param {any} req
 * @param {string} [cookieName] where several middlewares are installed
 * @returns {Session}
 */
function sessionOf(req, cookieName) {
  /** @type {Context[]} */
  const contexts = req?.[CONTEXTS] ?? [];
  const found = cookieName === undefined ? contexts[0] : contexts.find((one) => one.core.cookieName === cookieName);
  if (found === undefined) throw typeError("req", "a request that the session middleware has seen");
  return found.getSession();
}

module.exports = session;
module.exports.session = session;
module.exports.sessionOf = sessionOf;
