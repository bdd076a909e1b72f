// The revocation store in Redis or Valkey, for many processes and languages: whatever client sends the commands.
"use strict";

const { types } = require("node:util");
const { SessionError, checkNames, typeError } = require("./error.js");

// Sets a time only where it is later than the one that stands there, and never shortens an entry's life. What is no time
// is overwritten: nothing is known of what it was to refuse.
const RAISE = `
local stood = redis.call('GET', KEYS[1])
local at = ARGV[1]
if stood and #stood <= 12 and string.match(stood, '^%d+$') and tonumber(stood) > tonumber(at) then
  at = stood
end
local ttl = math.max(redis.call('TTL', KEYS[1]), tonumber(ARGV[2]))
redis.call('SET', KEYS[1], at, 'EX', string.format('%d', ttl))
return 1`;

const NAMES = new Set(["sendCommand", "prefix"]);

/**
 * @param {{ sendCommand: (args: string[], key: string) => Promise<unknown>, prefix?: string }} options
 */
function redisRevocationStore(options) {
  checkNames("options", options, NAMES, (name) => (name === "timeoutMs" ? ": it is one of `revocation`" : ""));
  const { sendCommand, prefix = "cello:" } = options;
  if (typeof sendCommand !== "function") throw typeError("sendCommand", "a function");
  if (typeof prefix !== "string") throw typeError("prefix", "a string");

  /** @param {string} id */
  const revokedKey = (id) => `${prefix}revoked:${id}`;
  /** @param {string} user */
  const notBeforeKey = (user) => `${prefix}not_before:${user}`;
  /**
   * @param {string} key which a cluster chooses the node by
   * @param {string[]} args
   */
  const send = async (key, ...args) => sendCommand(args, key);

  return {
    /**
     * Both questions leave at once: clients send them in one packet, and a cluster asks two nodes at the same time.
     * @param {string | null} id
     * @param {string | null} user
     */
    async look(id, user) {
      const [revoked, notBefore] = await Promise.all([
        id === null ? null : send(revokedKey(id), "GET", revokedKey(id)),
        user === null ? null : send(notBeforeKey(user), "GET", notBeforeKey(user)),
      ]);
      const seconds = textOrNull(notBefore);
      return { revoked: textOrNull(revoked) !== null, notBefore: seconds === null ? null : secondsOf(seconds) };
    },

    /**
     * @param {string} id
     * @param {number} ttlSeconds
     */
    async revoke(id, ttlSeconds) {
      const key = revokedKey(id);
      const reply = textOrNull(await send(key, "SET", key, "1", "EX", String(ttlSeconds), "NX"));
      if (reply !== null && reply !== "OK") throw strangeReply("SET is answered by OK or null");
      return reply !== null;
    },

    /**
     * @param {string} user
     * @param {number} unixSeconds
     * @param {number} ttlSeconds
     */
    async raiseNotBefore(user, unixSeconds, ttlSeconds) {
      const key = notBeforeKey(user);
      const reply = await send(key, "EVAL", RAISE, "1", key, String(unixSeconds), String(ttlSeconds));
      if (String(reply) !== "1") throw strangeReply("the script is answered by 1");
    },
  };
}

/**
 * What GET answers: a value, whatever it is, or null. Some clients answer with Buffers. Anything else comes of a
 * sendCommand that answers no reply, such as one that forgets to return it, and nobody may take it for "not revoked".
 * @param {unknown} reply
 * @returns {string | null}
 */
function textOrNull(reply) {
  if (reply === null || typeof reply === "string") return reply;
  if (types.isUint8Array(reply)) return Buffer.from(reply).toString();
  throw strangeReply("GET is answered by text or null");
}

/** @param {string} text */
function secondsOf(text) {
  if (!/^\d{1,12}$/.test(text)) throw strangeReply("the entry of a user holds no time");
  return Number(text);
}

/** @param {string} what */
function strangeReply(what) {
  return new SessionError("store_answer", what);
}

module.exports = { redisRevocationStore };
