// Makes one kind of call many times, in five parts, and prints by how many bytes the process grew in the median part:
// `memory_use.mjs WHAT CALLS`. A leak shows in each part, the engine's own ups and downs in some.

import { setImmediate } from "node:timers/promises";
import { Signer } from "cello-session";

const [what, calls] = process.argv.slice(2);
const SECRET = "a secret of more than thirty-two bytes";
const signer = new Signer({ secret: SECRET });
const session = signer.begin();
session.set("user_id", "123").set("name", "alice").set("list", [1, 2.5]).set("bytes", Buffer.alloc(64));
const token = signer.sign(session);
const header = `a=1; session_id=${token}; b=2`;

const WORK = {
  verify: () => signer.verify(token).get("list"),
  rejected: () => signer.verify(`${token}A`),
  sign: () => signer.sign(session),
  read_cookie: () => signer.writeCookie(signer.readCookie(header).set("n", 1)),
  type_error: () => {
    try {
      signer.verify(5);
    } catch {}
  },
  signers: () => new Signer({ secret: SECRET }),
};

// Signers are collected with their prepared keys, which takes the collector's time: a tenth of them shows it as well.
const count = what === "signers" ? calls / 10 : Number(calls);
const PARTS = 5;
// The engine takes what it works with.
await run((2 * count) / PARTS);
const growths = [];
for (let part = 0; part < PARTS; part++) {
  const before = await settled();
  await run(count / PARTS);
  growths.push((await settled()) - before);
}
console.log(growths.sort((one, other) => one - other)[Math.floor(PARTS / 2)]);

// What belongs to a collected object is freed between two turns of the event loop.
async function run(times) {
  for (let number = 0; number < times; number++) {
    WORK[what]();
    if (number % 500 === 0) await setImmediate();
  }
}

async function settled() {
  for (let number = 0; number < 4; number++) {
    globalThis.gc();
    await setImmediate();
  }
  return process.memoryUsage.rss();
}
