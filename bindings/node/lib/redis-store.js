// The revocation store in Redis or Valkey, for many processes and languages: whatever client sends the commands.
"use strict";

const { SessionError, checkNames, typeError } = require("./error.js");

// Sets a time only where it is later than the one that stands there, and never shortens an entry's life.
const RAISE = `
local old = tonumber(redis.call('GET', KEYS[1]) or '') or -1
local ttl = math.max(redis.call('TTL', KEYS[1]), tonumber(ARGV[2]))
if old < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], ARGV[1], 'EX', string.format('%d', ttl))
else
  redis.call('EXPIRE', KEYS[1], string.format('%d', ttl))
end
return 1`;

const TIMEOUT_MS = 2000;
const NAMES = new Set(["sendCommand", "prefix", "timeoutMs"]);

/**
 * @param {{ sendCommand: (args: string[], key: string) => Promise<unknown>, prefix?: string, timeoutMs?: number }} options
 */
function redisRevocationStore(options) {
  checkNames("options", options, NAMES);
  const { sendCommand, prefix = "cello:", timeoutMs = TIMEOUT_MS } = options;
  if (typeof sendCommand !== "function") throw typeError("sendCommand", "a function");
  if (typeof prefix !== "string") throw typeError("prefix", "a string");
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1) throw typeError("timeoutMs", "a whole number above 0");

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
      const asked = Promise.all([
        id === null ? null : send(revokedKey(id), "GET", revokedKey(id)),
        user === null ? null : send(notBeforeKey(user), "GET", notBeforeKey(user)),
      ]);
      const [revoked, notBefore] = await inTime(asked, timeoutMs);
      return { revoked: isThere(revoked), notBefore: isThere(notBefore) ? secondsOf(notBefore) : null };
    },

    /**
     * @param {string} id
     * @param {number} ttlSeconds
     */
    async revoke(id, ttlSeconds) {
      const key = revokedKey(id);
      return isThere(await inTime(send(key, "SET", key, "1", "EX", String(ttlSeconds), "NX"), timeoutMs));
    },

    /**
     * @param {string} user
     * @param {number} unixSeconds
     * @param {number} ttlSeconds
     */
    async raiseNotBefore(user, unixSeconds, ttlSeconds) {
      const key = notBeforeKey(user);
      await inTime(send(key, "EVAL", RAISE, "1", key, String(unixSeconds), String(ttlSeconds)), timeoutMs);
    },
  };
}

/**
 * Clients queue commands while they try to connect; a request must not wait as long.
 * @template T
 * @param {Promise<T>} answer
 * @param {number} timeoutMs
 * @returns {Promise<T>}
 */
function inTime(answer, timeoutMs) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new SessionError("store_timeout", `no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** @param {unknown} reply */
function isThere(reply) {
  return reply !== null && reply !== undefined;
}

/**
 * Some clients answer with Buffers.
 * @param {unknown} reply
 */
function secondsOf(reply) {
  const seconds = Number(String(reply));
  if (!Number.isSafeInteger(seconds) || seconds < 0)
    throw new SessionError("store_answer", "the entry of a user holds no time");
  return seconds;
}

module.exports = { redisRevocationStore };
