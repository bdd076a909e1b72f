// request.session in Fastify: a Session, with the methods that users of @fastify/secure-session know.
"use strict";

const { typeError } = require("./error.js");
const { Session, stateOf } = require("./session.js");

class FastifySession extends Session {
  /**
   * Without a key the whole session, as in @fastify/secure-session; with one that key alone.
   * @param {string[]} key
   * @returns {any}
   */
  delete(...key) {
    if (key.length === 0) return this.clear();
    return super.delete(key[0]);
  }

  data() {
    return this.toObject();
  }

  touch() {
    stateOf(this).touch();
  }

  /**
   * Begins anew; of the map only the keys that are named stay.
   * @param {readonly string[]} [keep]
   */
  regenerate(keep = []) {
    if (!Array.isArray(keep)) throw typeError("keep", "an array of keys");
    stateOf(this).clearAllBut(keep);
  }

  get changed() {
    return this.isChanged;
  }

  get deleted() {
    const state = stateOf(this);
    return state.received && state.changed && state.entries.size === 0;
  }
}

module.exports = { FastifySession };
