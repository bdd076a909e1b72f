// Plugin for Fastify 5: request.session, read when it is first used and written in onSend.
"use strict";

const fastifyPlugin = require("fastify-plugin");
const { cacheControlWithCookie, cookieLine, OF_THE_ANSWER, varyWithCookie } = require("./answer.js");
const { SessionError, tooLate, typeError } = require("./error.js");
const { FastifySession } = require("./fastify-session.js");
const { hasWork, look, settleState, watch } = require("./revocation.js");
const { prepare } = require("./setup.js");

/** @typedef {(request: any, reply: any, done: (error?: unknown) => void) => Promise<void> | void} RequestHook */
/** @typedef {(request: any, reply: any, payload: unknown, done: (error?: unknown) => void) => Promise<void> | void} SendHook */

// Where a request keeps it.
const HELD = Symbol("cello-session");

/** What one request has. */
class Held {
  constructor() {
    /** Null where a hook that runs before this plugin's looks at the session. @type {any} */
    this.reply = null;
    /** @type {import('./state.js').SessionState | null} */
    this.state = null;
    /** @type {FastifySession | null} */
    this.session = null;
    /** @type {Promise<void> | null} */
    this.settling = null;
    this.isClosed = false;
    this.isWritten = false;
    this.isWatched = false;
  }

  beforeChange() {
    const { reply } = this;
    if (reply === null || this.isWatched) return;
    if (reply.sent || reply.raw.headersSent) throw tooLate();
    // Here and not in an onResponse hook, which has a price in each request, and few change their session.
    this.isWatched = true;
    reply.raw.once("finish", () => this.tellWhatWasLost());
  }

  /** A reply that was hijacked, or written to behind Fastify's back, never came by onSend. */
  tellWhatWasLost() {
    if (this.isWritten || !this.state?.changed || this.state.dropped) return;
    this.reply.log.error(
      "cello-session: the session was changed, but the reply was sent without Fastify, so the change is lost",
    );
  }
}

/**
 * @param {any} fastify
 * @param {any} options
 */
async function celloSession(fastify, options) {
  // Fastify's own options of a plugin come in the same object.
  const { prefix: _prefix, logLevel: _logLevel, logSerializers: _logSerializers, ...own } = options;
  const { signer, core, revocation } = prepare(own, { log: (message) => fastify.log.warn(message) });
  fastify.decorate("session", { signer, revocation });
  fastify.decorateRequest(HELD, null);
  fastify.decorateRequest("session", {
    getter() {
      // `this` is the request.
      const held = heldBy(this);
      if (held.session === null) held.session = new FastifySession(open(/** @type {any} */ (this), held));
      return held.session;
    },
    setter() {
      throw typeError("request.session", "left in its place: request.session.delete() ends the session");
    },
  });
  fastify.addHook("onRequest", revocation === null ? hold : lookFirst);
  fastify.addHook("onSend", revocation === null ? writeNow : settleAndWrite);

  /**
   * @param {any} request
   * @param {Held} held
   */
  function open(request, held) {
    if (held.state !== null) return held.state;
    if (revocation !== null && held.reply === null) throw tooEarly();
    const state = core.readCookie(request.headers.cookie, core.clock());
    state.closed = held.isClosed;
    state.beforeChange = () => held.beforeChange();
    if (revocation !== null) watch(revocation, state);
    held.state = state;
    return state;
  }

  /** @type {RequestHook} */
  function hold(request, reply, done) {
    heldBy(request).reply = reply;
    done();
  }

  // Hooks that wait give Fastify a promise: what it throws while it goes on is then its own to deal with.
  /** @type {RequestHook} */
  function lookFirst(request, reply, done) {
    const held = heldBy(request);
    held.reply = reply;
    const state = open(request, held);
    if (!state.received || revocation === null) return done();
    return look(revocation, state).catch((/** @type {unknown} */ error) => {
      state.fail(error);
      reply.header("cache-control", "no-store");
      throw error;
    });
  }

  /** @type {SendHook} */
  function writeNow(request, reply, _payload, done) {
    try {
      if (request[HELD] !== null) write(request[HELD], reply);
    } catch (error) {
      return done(error);
    }
    done();
  }

  /** @type {SendHook} */
  function settleAndWrite(request, reply, payload, done) {
    /** @type {Held | null} */
    const held = request[HELD];
    if (held === null || held.state === null || held.state.dropped || revocation === null) {
      return writeNow(request, reply, payload, done);
    }
    if (held.settling === null) {
      try {
        if (!hasWork(revocation, held.state)) return writeNow(request, reply, payload, done);
      } catch (error) {
        held.state.drop();
        return done(error);
      }
      held.state.closed = true;
      held.settling = settle(held, revocation);
    }
    // A second answer, which Fastify refuses in its own way, waits for the same.
    return held.settling.then(() => write(held, reply));
  }
}

/**
 * @param {Held} held
 * @param {import('./revocation.js').Revocation} revocation
 */
async function settle(held, revocation) {
  const state = /** @type {import('./state.js').SessionState} */ (held.state);
  try {
    await settleState(revocation, state);
  } catch (error) {
    // Nothing of this session is written any more; Fastify answers with the error.
    state.fail(error);
    for (const name of OF_THE_ANSWER) held.reply.removeHeader(name);
    held.reply.header("cache-control", "no-store");
    throw error;
  }
}

/**
 * Writes what the session needs into the headers.
 * @param {Held} held
 * @param {any} reply
 */
function write(held, reply) {
  held.isClosed = true;
  const { state } = held;
  if (state === null) return;
  state.closed = true;
  // With revocation it is read before anybody looks.
  if (held.session === null) return;
  let line = null;
  try {
    if (!held.isWritten) line = cookieLine(state);
  } catch (error) {
    state.drop();
    throw error;
  }
  held.isWritten = true;
  if (line !== null) {
    // What was set behind Fastify's back would be replaced by what it knows of.
    const others = reply.getHeader("set-cookie");
    reply.removeHeader("set-cookie");
    reply.header("set-cookie", others === undefined ? line : [].concat(others, /** @type {any} */ (line)));
    const cacheControl = cacheControlWithCookie(reply.getHeader("cache-control"));
    if (cacheControl !== null) reply.header("cache-control", cacheControl);
  }
  const vary = varyWithCookie(reply.getHeader("vary"));
  if (vary !== null) reply.header("vary", vary);
}

/**
 * @param {any} request
 * @returns {Held}
 */
function heldBy(request) {
  if (request[HELD] === null) request[HELD] = new Held();
  return request[HELD];
}

function tooEarly() {
  return new SessionError(
    "too_early",
    "request.session was used before the revocation store was asked: register cello-session before the hook that uses it",
  );
}

/** @type {any} */
const plugin = fastifyPlugin(celloSession, { fastify: "5.x", name: "cello-session" });

module.exports = plugin;
module.exports.default = plugin;
module.exports.celloSession = plugin;
