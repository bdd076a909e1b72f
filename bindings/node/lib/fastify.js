// Plugin for Fastify 5: request.session, read when it is first used and written in onSend.
"use strict";

const fastifyPlugin = require("fastify-plugin");
const { cacheControlWithCookie, cookieLine, varyWithCookie } = require("./answer.js");
const { tooLate } = require("./error.js");
const { FastifySession } = require("./fastify-session.js");
const { hasWork, look, settleState, watch } = require("./revocation.js");
const { prepare } = require("./setup.js");

const HELD = Symbol("cello-session");

/** What one request has. */
class Held {
  /** @param {any} reply */
  constructor(reply) {
    this.reply = reply;
    /** @type {import('./state.js').SessionState | null} */
    this.state = null;
    /** @type {FastifySession | null} */
    this.session = null;
    this.isClosed = false;
    this.isWritten = false;
    this.isWatched = false;
  }

  beforeChange() {
    const { reply } = this;
    if (reply.sent || reply.raw.headersSent) throw tooLate();
    if (this.isWatched) return;
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
  const { signer, core, revocation } = prepare(options, { log: (message) => fastify.log.warn(message) });
  fastify.decorate("session", { signer, revocation });
  fastify.decorateRequest(HELD, null);
  fastify.decorateRequest("session", {
    getter() {
      // `this` is the request.
      const held = /** @type {any} */ (this)[HELD];
      if (held.session === null) held.session = new FastifySession(open(/** @type {any} */ (this)));
      return held.session;
    },
  });
  fastify.addHook("onRequest", revocation === null ? holdOnly : lookFirst);
  fastify.addHook("onSend", revocation === null ? write : settleAndWrite);

  /** @param {any} request */
  function open(request) {
    const held = request[HELD];
    if (held.state !== null) return held.state;
    const state = core.readCookie(request.headers.cookie, core.clock());
    state.closed = held.isClosed;
    state.beforeChange = () => held.beforeChange();
    if (revocation !== null) watch(revocation, state);
    held.state = state;
    return state;
  }

  /** @type {(request: any, reply: any, done: (error?: unknown) => void) => void} */
  function holdOnly(request, reply, done) {
    request[HELD] = new Held(reply);
    done();
  }

  /** @type {(request: any, reply: any, done: (error?: unknown) => void) => void} */
  function lookFirst(request, reply, done) {
    request[HELD] = new Held(reply);
    const state = open(request);
    if (!state.received || revocation === null) return done();
    look(revocation, state).then(
      () => done(),
      (error) => {
        state.drop();
        done(error);
      },
    );
  }

  /** @type {(request: any, reply: any, payload: unknown, done: (error?: unknown) => void) => void} */
  function settleAndWrite(request, reply, payload, done) {
    const state = request[HELD]?.state;
    if (!state || state.dropped || revocation === null) return write(request, reply, payload, done);
    try {
      state.refresh();
      if (!hasWork(revocation, state)) return write(request, reply, payload, done);
    } catch (error) {
      return refuse(state, error, done);
    }
    state.closed = true;
    settleState(revocation, state).then(
      () => write(request, reply, payload, done),
      (error) => refuse(state, error, done),
    );
  }
}

/**
 * Writes what the session needs into the headers.
 * @type {(request: any, reply: any, payload: unknown, done: (error?: unknown) => void) => void}
 */
function write(request, reply, _payload, done) {
  const held = request[HELD];
  if (!held) return done();
  held.isClosed = true;
  if (held.state === null) return done();
  held.state.closed = true;
  let line = null;
  try {
    if (!held.isWritten) line = cookieLine(held.state);
  } catch (error) {
    return refuse(held.state, error, done);
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
  if (held.session !== null || line !== null) {
    const vary = varyWithCookie(reply.getHeader("vary"));
    if (vary !== null) reply.header("vary", vary);
  }
  done();
}

/**
 * Nothing of this session is written any more; Fastify answers with the error.
 * @param {import('./state.js').SessionState} state
 * @param {unknown} error
 * @param {(error?: unknown) => void} done
 */
function refuse(state, error, done) {
  state.drop();
  done(error);
}

/** @type {any} */
const plugin = fastifyPlugin(celloSession, { fastify: "5.x", name: "cello-session" });

module.exports = plugin;
module.exports.default = plugin;
module.exports.celloSession = plugin;
