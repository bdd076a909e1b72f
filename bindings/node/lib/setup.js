// What the middleware and the plugin are started with: a signer, or the options of one, and perhaps a revocation store.
"use strict";

const { shownName, typeError } = require("./error.js");
const { Revocation } = require("./revocation.js");
const { Signer, coreOf, isSigner } = require("./signer.js");

/**
 * @typedef {object} Prepared
 * @property {Signer} signer
 * @property {import('./signer.js').SignerCore} core
 * @property {Revocation | null} revocation
 */

/**
 * @param {any} options
 * @param {{ log?: (message: string) => void }} [defaults]
 * @returns {Prepared}
 */
function prepare(options, defaults = {}) {
  if (typeof options !== "object" || options === null) throw typeError("options", "an object");
  const { revocation, signer: given, ...rest } = options;
  if (given !== undefined) {
    if (!isSigner(given)) throw typeError("signer", "a Signer");
    const more = Object.keys(rest);
    if (more.length > 0)
      throw typeError("options", `without ${shownName(more[0])}: the signer that was given has its own`);
  }
  const signer = given ?? new Signer(rest);
  const isOff = revocation === undefined || revocation === null;
  return {
    signer,
    core: coreOf(signer),
    revocation: isOff ? null : new Revocation(signer, { ...defaults, ...revocation }),
  };
}

module.exports = { prepare };
