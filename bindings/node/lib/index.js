// The package without a framework: signers, sessions and revocation.
"use strict";

const { SessionError } = require("./error.js");
const { MemoryRevocationStore } = require("./memory-store.js");
const { binding } = require("./native.js");
const { redisRevocationStore } = require("./redis-store.js");
const { Revocation } = require("./revocation.js");
const { readSecretFile } = require("./secret-file.js");
const { Session } = require("./session.js");
const { Signer } = require("./signer.js");

const version = binding.version();

module.exports = {
  Signer,
  Session,
  SessionError,
  Revocation,
  MemoryRevocationStore,
  redisRevocationStore,
  readSecretFile,
  version,
};
