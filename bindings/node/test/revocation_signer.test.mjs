// Revocation for those who use a Signer without a framework: settle before each signing.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MemoryRevocationStore, Revocation, Signer } from "cello-session";
import { SECRET } from "./frameworks.mjs";

let now = 1_700_000_000;
const clock = () => now;

describe("a Signer without a framework", () => {
  it("revokes one session and all of a user", async () => {
    const signer = new Signer({ secret: SECRET, clock });
    const revocation = new Revocation(signer, { store: new MemoryRevocationStore({ clock }) });
    const session = signer.begin().set("user_id", 5);
    const token = signer.sign(session);
    assert.equal(await revocation.isRevoked(signer.verify(token)), false);
    assert.equal(await revocation.revoke(signer.verify(token)), true);
    assert.equal(await revocation.isRevoked(signer.verify(token)), true);
    const other = signer.sign(signer.begin().set("user_id", 5));
    await revocation.revokeAll(5n);
    assert.equal(await revocation.isRevoked(signer.verify(other)), true);
  });

  it("a session that is signed a second time is over when revokeAll came in between", async () => {
    const signer = new Signer({ secret: SECRET, clock });
    const revocation = new Revocation(signer, { store: new MemoryRevocationStore({ clock }) });
    const begun = signer.begin().set("user_id", "ida");
    const read = signer.verify(signer.sign(signer.begin().set("user_id", "ida")));
    read.login();
    const cleared = signer.verify(signer.sign(signer.begin().set("user_id", "ida")));
    cleared.clear();
    cleared.set("user_id", "ida");
    for (const session of [begun, read, cleared]) {
      await revocation.settle(session);
      signer.sign(session);
      now += 1;
      await revocation.revokeAll("ida");
      now += 1;
      await revocation.settle(session);
      assert.equal(await revocation.isRevoked(signer.verify(signer.sign(session))), true);
      // To log in is something else.
      session.login();
      await revocation.settle(session);
      assert.equal(await revocation.isRevoked(signer.verify(signer.sign(session))), false);
    }
  });

  it("what is done to a session after it was signed is done to the one that was signed", async () => {
    const signer = new Signer({ secret: SECRET, clock });
    const revocation = new Revocation(signer, { store: new MemoryRevocationStore({ clock }) });
    for (const leave of ["clear", "login", "rotateId"]) {
      const session = signer.begin().set("user_id", "kim");
      await revocation.settle(session);
      const token = signer.sign(session);
      assert.equal(await revocation.isRevoked(signer.verify(token)), false);
      session[leave]();
      await revocation.settle(session);
      assert.equal(await revocation.isRevoked(signer.verify(token)), true, leave);
    }
  });

  it("a token that is signed before the store was told does not make it forget", async () => {
    const signer = new Signer({ secret: SECRET, clock });
    const revocation = new Revocation(signer, { store: new MemoryRevocationStore({ clock }) });
    const token = signer.sign(signer.begin().set("user_id", "lee"));
    const session = signer.verify(token);
    session.rotateId();
    signer.sign(session);
    await revocation.settle(session);
    assert.equal(await revocation.isRevoked(signer.verify(token)), true);
  });

  it("revoke ends a session that was revoked meanwhile", async () => {
    const signer = new Signer({ secret: SECRET, clock });
    const revocation = new Revocation(signer, { store: new MemoryRevocationStore({ clock }) });
    const token = signer.sign(signer.begin().set("user_id", "moe"));
    const session = signer.verify(token);
    await revocation.revoke(signer.verify(token));
    assert.equal(await revocation.revoke(session), false);
    assert.deepEqual([session.status, session.size], ["rejected", 0]);
    assert.throws(() => session.rotateId(), { code: "dropped" });
  });

  it("what is begun anew begins after what was revoked, whatever was asked of it before", async () => {
    const signer = new Signer({ secret: SECRET, clock });
    const revocation = new Revocation(signer, { store: new MemoryRevocationStore({ clock }) });
    const session = signer.verify(signer.sign(signer.begin().set("user_id", "joe")));
    await revocation.revokeAll("joe");
    session.clear();
    assert.equal(session.beganAt, now);
    session.set("user_id", "joe");
    await revocation.settle(session);
    assert.equal(await revocation.isRevoked(signer.verify(signer.sign(session))), false);
  });

  it("asks for users that a session can have", async () => {
    const signer = new Signer({ secret: SECRET, clock });
    const revocation = new Revocation(signer, { store: new MemoryRevocationStore({ clock }) });
    for (const user of ["", 1.5, 2 ** 60, null, undefined, true, ["ann"]]) {
      await assert.rejects(revocation.revokeAll(user), /user must be an integer or text that is not empty/);
    }
  });

  it("a session that has a user of another kind can be cleared", async () => {
    const signer = new Signer({ secret: SECRET, clock });
    const revocation = new Revocation(signer, { store: new MemoryRevocationStore({ clock }) });
    const session = signer.verify(signer.sign(signer.begin().set("user_id", [7])));
    session.clear();
    session.set("user_id", "ann");
    await revocation.settle(session);
    assert.equal(session.get("user_id"), "ann");
  });
});
