// Holds an answer back while a store is told of a logout: the recall has to be stored before the answer is out.
"use strict";

const METHODS = ["writeHead", "write", "end", "flushHeaders"];

// Headers that describe an answer which will not be sent.
const OF_THE_ANSWER = ["Content-Length", "Content-Encoding", "Content-Range", "ETag", "Last-Modified", "Location"];

/**
 * Wraps the methods of `res` that send something. The first call asks whether there is work; if there is, it and all later
 * ones are kept, and made when the work is done. If the work fails, they are forgotten and `fail` gets the error: nothing
 * has been sent, so the application's error handler can answer.
 * @param {any} res
 * @param {{ hasWork(): boolean, settle(): Promise<void>, state: import('./state.js').SessionState | null }} context
 * @param {(error: unknown) => void} fail
 */
function holdWhile(res, context, fail) {
  /** @type {[string, any[]][] | null} calls that wait; null while none has to */
  let waiting = null;
  let isOver = false;
  let isDrainOwed = false;
  /** @type {Record<string, (...args: any[]) => any>} */
  const originals = {};

  for (const method of METHODS) {
    const original = res[method];
    if (typeof original !== "function") continue;
    originals[method] = original;
    res[method] = function held(/** @type {any[]} */ ...args) {
      if (waiting === null) {
        if (isOver || !context.hasWork()) return original.apply(res, args);
        waiting = [];
        context.settle().then(release, giveUp);
      }
      waiting.push([method, args]);
      if (method === "write") {
        isDrainOwed = true;
        return false;
      }
      return method === "flushHeaders" ? undefined : res;
    };
  }

  function release() {
    const calls = waiting ?? [];
    waiting = null;
    isOver = true;
    try {
      for (const [method, args] of calls) originals[method].apply(res, args);
    } catch (error) {
      giveUp(error);
      return;
    }
    if (isDrainOwed && !res.writableNeedDrain && !res.writableEnded) process.nextTick(() => res.emit("drain"));
  }

  /** @param {unknown} error */
  function giveUp(error) {
    waiting = null;
    isOver = true;
    context.state?.drop();
    if (res.headersSent || res.destroyed) {
      res.destroy?.();
      return;
    }
    for (const name of OF_THE_ANSWER) res.removeHeader(name);
    res.statusCode = 503;
    fail(error);
  }
}

module.exports = { holdWhile };
