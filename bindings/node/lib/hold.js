// Holds an answer back while a store is told of a logout: the recall has to be stored before the answer is out.
"use strict";

const { OF_THE_ANSWER } = require("./answer.js");

const METHODS = ["writeHead", "write", "end", "flushHeaders"];

/** So many bytes are kept before a writer is told to wait: a store takes a millisecond, and most pages are smaller. */
const KEPT_LEN = 1 << 20;

/**
 * Wraps the methods of `res` that send something. The first call asks whether there is work; if there is, it and all later
 * ones are kept, and made when the work is done. If the work fails, they are forgotten and `fail` gets the error: nothing
 * has been sent, so the application's error handler can answer.
 *
 * Whoever wrapped these methods before (compression, say) gets the kept calls in one go afterwards, and so must not be
 * on the outside: this is called when the session is changed, and not when the request comes.
 * @param {any} res
 * @param {{ hasWork(): boolean, settle(): Promise<void>, state: import('./state.js').SessionState | null }} context
 * @param {(error: unknown) => void} fail
 */
function holdWhile(res, context, fail) {
  /** @type {[string, any[]][] | null} calls that wait; null while none has to */
  let waiting = null;
  let keptLen = 0;
  /** @type {Answer | null} the answer as it was when it was ended, so that a second one cannot change it */
  let ended = null;
  let isOver = false;
  let isDrainOwed = false;
  let passing = 0;
  /** @type {Record<string, (...args: any[]) => any>} */
  const originals = {};
  /** @type {Record<string, (...args: any[]) => any>} */
  const calls = {};

  for (const method of METHODS) {
    const original = res[method];
    if (typeof original !== "function") continue;
    originals[method] = original;
    calls[method] = function held(/** @type {any[]} */ ...args) {
      if (isOver) return res.writableEnded ? tooLate(res, method, args) : pass(method, args);
      if (waiting === null) {
        if (!context.hasWork()) return pass(method, args);
        waiting = [];
        // An error handler must not begin a second answer behind the first part of this one.
        Object.defineProperty(res, "headersSent", { configurable: true, get: () => ended === null });
        context.settle().then(release, giveUp);
      }
      return ended === null ? keep(waiting, method, args) : tooLate(res, method, args);
    };
    res[method] = calls[method];
  }
  return { calls, isPassing: () => passing > 0 };

  /**
   * @param {string} method
   * @param {any[]} args
   */
  function pass(method, args) {
    passing++;
    try {
      return originals[method].apply(res, args);
    } finally {
      passing--;
    }
  }

  /**
   * @param {[string, any[]][]} kept
   * @param {string} method
   * @param {any[]} args
   */
  function keep(kept, method, args) {
    // Headers are not out yet, so some ask for them with each piece.
    if (method !== "writeHead" || !kept.some(([other]) => other === method)) kept.push([method, args]);
    if (method === "end") ended = new Answer(res);
    if (method === "flushHeaders") return undefined;
    if (method !== "write") return res;
    keptLen += args[0]?.length ?? 0;
    if (keptLen < KEPT_LEN) return true;
    isDrainOwed = true;
    return false;
  }

  function release() {
    const kept = waiting ?? [];
    stopWaiting();
    ended?.restore(res);
    let isFull = false;
    try {
      for (const [method, args] of kept) {
        const answer = pass(method, args);
        if (method === "write") isFull = answer === false;
      }
    } catch (error) {
      giveUp(error);
      return;
    }
    // Where it is full, whoever took the bytes will say when it is not.
    if (isDrainOwed && !isFull && !res.writableEnded) process.nextTick(() => res.emit("drain"));
  }

  /** @param {any} error */
  function giveUp(error) {
    stopWaiting();
    context.state?.fail(error);
    if (res.headersSent || res.destroyed) {
      res.destroy?.();
      return;
    }
    for (const name of OF_THE_ANSWER) res.removeHeader(name);
    res.setHeader("Cache-Control", "no-store");
    res.statusCode = error?.statusCode ?? 500;
    fail(error);
  }

  function stopWaiting() {
    waiting = null;
    isOver = true;
    delete res.headersSent;
  }
}

/**
 * `res.end(await login(req))` takes `res.end` before it logs in: whoever has a method from before the change is led to what
 * holds the answer since. That itself passes by here, and what comes after the headers has nothing to wait for.
 * @param {any} res
 * @param {{ hold: ReturnType<typeof holdWhile> | null, isClosed: boolean }} context
 */
function leadToHold(res, context) {
  for (const method of METHODS) {
    const original = res[method];
    if (typeof original !== "function") continue;
    res[method] = function led(/** @type {any[]} */ ...args) {
      const { hold } = context;
      const isFree = hold === null || context.isClosed || hold.isPassing();
      return isFree ? original.apply(res, args) : hold.calls[method](...args);
    };
  }
}

/** Status and headers of an answer that is complete but for its being sent. */
class Answer {
  /** @param {any} res */
  constructor(res) {
    this.statusCode = res.statusCode;
    this.statusMessage = res.statusMessage;
    /** @type {[string, any][]} */
    this.headers = (res.getRawHeaderNames?.() ?? res.getHeaderNames()).map((/** @type {string} */ name) => [
      name,
      res.getHeader(name),
    ]);
  }

  /** @param {any} res */
  restore(res) {
    res.statusCode = this.statusCode;
    res.statusMessage = this.statusMessage;
    for (const name of res.getHeaderNames()) res.removeHeader(name);
    for (const [name, value] of this.headers) res.setHeader(name, value);
  }
}

/**
 * What comes after the end goes nowhere. Node would emit an error that ends the process where nobody listens, and whoever
 * writes here cannot know that the answer was ended in another place.
 * @param {any} res
 * @param {string} method
 * @param {any[]} args
 */
function tooLate(res, method, args) {
  const callback = args.findLast((one) => typeof one === "function");
  if (callback !== undefined) {
    process.nextTick(callback, Object.assign(new Error("write after end"), { code: "ERR_STREAM_WRITE_AFTER_END" }));
  }
  if (method === "flushHeaders") return undefined;
  return method === "write" ? false : res;
}

module.exports = { holdWhile, leadToHold };
