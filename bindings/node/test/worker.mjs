// What the tests of worker threads run in each thread: a signer of its own, used over and over.

import { parentPort, workerData } from "node:worker_threads";
import { Signer } from "cello-session";

const { secret, token, number, rounds, forever } = workerData;
const signer = new Signer({ secret });

if (forever) {
  parentPort.postMessage("begun");
  for (;;) work();
}

const user = signer.verify(token).get("user_id");
let last;
for (let round = 0; round < rounds; round++) last = work();
parentPort.postMessage({ user, token: last });

function work() {
  const made = new Signer({ secret });
  const signed = signer.sign(
    signer
      .begin()
      .set("number", number)
      .set("list", [number, "x".repeat(500)]),
  );
  made.verify(signed);
  return signed;
}
