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
    const read = signer.verify(signer.sign(signer.begin().set("user_id", "joe")));
    read.login();
    const cleared = signer.verify(signer.sign(signer.begin().set("user_id", "kim")));
    cleared.clear();
    cleared.set("user_id", "kim");
    for (const session of [begun, read, cleared]) {
      const user = session.get("user_id");
      await revocation.settle(session);
      signer.sign(session);
      now += 1;
      await revocation.revokeAll(user);
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
    assert.deepEqual([session.status, session.size], ["revoked", 0]);
  });

  it("to clear and to set the same user is no login where all of theirs was revoked", async () => {
    const signer = new Signer({ secret: SECRET, clock });
    const revocation = new Revocation(signer, { store: new MemoryRevocationStore({ clock }) });
    const read = () => signer.verify(signer.sign(signer.begin().set("user_id", "joe")));
    const [cleared, loggedIn, left] = [read(), read(), read()];
    await revocation.revokeAll("joe");
    for (const session of [cleared, loggedIn, left]) session.clear();
    loggedIn.login();
    for (const session of [cleared, loggedIn]) session.set("user_id", "joe");
    left.set("user_id", "kim");
    for (const session of [cleared, loggedIn, left]) await revocation.settle(session);
    assert.deepEqual([cleared.status, cleared.size], ["revoked", 0]);
    assert.throws(() => cleared.set("user_id", "joe"), { code: "dropped" });
    for (const session of [loggedIn, left]) {
      assert.equal(await revocation.isRevoked(signer.verify(signer.sign(session))), false);
      assert.equal(session.size, 1);
    }
  });

  it("begins with its first value, its lifetime, or when it is cleared", () => {
    const signer = new Signer({ secret: SECRET, clock, longestMaxAgeSeconds: 10 ** 6 });
    const first = {
      set: (session) => session.set("a", 1),
      lifetime: (session) => session.setLifetime(10 ** 5),
      clear: (session) => session.set("b", 1).clear(),
    };
    for (const [what, act] of Object.entries(first)) {
      const session = signer.begin();
      act(session);
      const began = now;
      now += 5;
      assert.equal(signer.verify(signer.sign(session.set("a", 1))).beganAt, began, what);
    }
    const session = signer.begin();
    session.clear();
    now += 5;
    assert.equal(session.set("a", 1).beganAt, now, "to clear nothing begins nothing");
  });

  it("has a store in memory, with the signer's clock, where none is given", async () => {
    const signer = new Signer({ secret: SECRET, clock });
    const revocation = new Revocation(signer, {});
    const token = signer.sign(signer.begin().set("user_id", "nat"));
    await revocation.revoke(signer.verify(token));
    assert.equal(await revocation.isRevoked(signer.verify(token)), true);
    now += 90_001;
    const long = signer.verify(token, { nowSeconds: now - 90_000 });
    assert.equal(await revocation.isRevoked(long), false, "the entry has gone with the clock");
    for (const store of [null, {}, "memory"])
      assert.throws(() => new Revocation(signer, { store }), /revocation\.store/);
  });

  it("a login that cannot be looked up leaves the visitor the session that they have", async () => {
    const signer = new Signer({ secret: SECRET, clock });
    const memory = new MemoryRevocationStore({ clock });
    let isDown = false;
    const look = (id, user) => {
      if (isDown && id === null) throw new Error("connection lost");
      return memory.look(id, user);
    };
    const store = { look, revoke: (id, ttl) => memory.revoke(id, ttl), raiseNotBefore: () => {} };
    const revocation = new Revocation(signer, { store });
    const token = signer.sign(signer.begin().set("user_id", "oda"));
    const session = signer.verify(token);
    session.login();
    isDown = true;
    await assert.rejects(revocation.settle(session), { code: "store_unavailable" });
    assert.equal(memory.size, 0);
    assert.equal(await revocation.isRevoked(signer.verify(token)), false);
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
