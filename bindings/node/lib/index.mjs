// The same module for import: one copy of the addon and of its classes, however the package is loaded.
import cello from "./index.js";

export const {
  Signer,
  Session,
  SessionError,
  Revocation,
  MemoryRevocationStore,
  redisRevocationStore,
  readSecretFile,
  version,
} = cello;
