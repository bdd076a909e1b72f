// Makes signers and lets go of them: `wiped_signers.mjs PACKAGE COUNT collected|ended|held`. The addon of the test tells
// of each wipe. In the last case they are held on to until the process is gone.

import { once } from "node:events";
import { createRequire } from "node:module";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isMainThread, Worker } from "node:worker_threads";

const [folder, count, when] = process.argv.slice(2);
const { Signer } = createRequire(import.meta.url)(folder);
const made = () => Array.from({ length: Number(count) }, () => new Signer({ secret: "x".repeat(40) }));

if (!isMainThread) {
  globalThis.held = made();
} else if (when === "ended") {
  const worker = new Worker(fileURLToPath(import.meta.url), { argv: process.argv.slice(2) });
  await once(worker, "exit");
} else {
  let signers = made();
  if (when === "collected") signers = null;
  for (let turn = 0; turn < 10; turn++) {
    globalThis.gc();
    await setImmediate();
  }
  if (signers) process.kill(process.pid, "SIGKILL");
}
