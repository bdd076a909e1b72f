// Several environments in one process: the addon in worker threads, also in one that is ended in the middle of a call.

import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { Worker } from "node:worker_threads";
import { Signer } from "cello-session";

const SECRET = "a secret of more than thirty-two bytes";
const PROGRAM = new URL("worker.mjs", import.meta.url);

describe("worker threads", () => {
  it("eight at once read what the main thread signed, and the other way", async () => {
    const signer = new Signer({ secret: SECRET });
    const token = signer.sign(signer.begin().set("user_id", "123"));
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, number) => {
        const worker = new Worker(PROGRAM, { workerData: { secret: SECRET, token, number, rounds: 500 } });
        // Asked for at once: a thread that ends quickly tells both in the same turn.
        const over = once(worker, "exit");
        const [answer] = await once(worker, "message");
        await over;
        return answer;
      }),
    );
    for (const [number, answer] of answers.entries()) {
      assert.equal(answer.user, "123");
      assert.equal(signer.verify(answer.token).get("number"), number);
    }
    assert.equal(signer.verify(token).get("user_id"), "123");
  });

  it("ended in the middle of its work, twenty times, nothing breaks", async () => {
    for (let number = 0; number < 20; number++) {
      const worker = new Worker(PROGRAM, { workerData: { secret: SECRET, number, forever: true } });
      await once(worker, "message");
      await new Promise((resolve) => setTimeout(resolve, number % 5));
      assert.equal(await worker.terminate(), 1);
    }
    const signer = new Signer({ secret: SECRET });
    assert.equal(signer.verify(signer.sign(signer.begin().set("a", 1))).get("a"), 1);
  });

  it("one that ends while another works leaves it alone", async () => {
    const long = new Worker(PROGRAM, { workerData: { secret: SECRET, number: 1, token: "none", rounds: 20_000 } });
    const short = new Worker(PROGRAM, { workerData: { secret: SECRET, number: 2, token: "none", rounds: 1 } });
    await once(short, "exit");
    const [answer] = await once(long, "message");
    assert.equal(new Signer({ secret: SECRET }).verify(answer.token).get("number"), 1);
    await once(long, "exit");
  });

  it("a session cannot be sent to another thread as if it were data", async () => {
    const signer = new Signer({ secret: SECRET });
    for (const value of [signer, signer.begin()]) {
      try {
        const clone = structuredClone(value);
        assert.throws(() => signer.sign(clone), TypeError);
      } catch (error) {
        assert.ok(error.name === "DataCloneError" || error instanceof assert.AssertionError === false, error);
      }
    }
  });
});
