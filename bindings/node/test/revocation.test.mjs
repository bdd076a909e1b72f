// Logout that recalls stolen copies, over each framework, with the store in memory.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { MemoryRevocationStore, Signer } from "cello-session";
import { sessionOf } from "cello-session/express";
import { Browser, send } from "./browser.mjs";
import { FRAMEWORKS, SECRET } from "./frameworks.mjs";
import { loggedIn, ROUTES } from "./revocation_routes.mjs";

const START = 1_700_000_000;
let now = START;
const clock = () => now;

// Writes nothing down: the tests below have to see it.
class ForgetfulStore extends MemoryRevocationStore {
  revoke() {
    return true;
  }
}

for (const { name, serve } of FRAMEWORKS) {
  describe(name, () => {
    let server;
    let store;
    before(async () => {
      store = new MemoryRevocationStore({ clock });
      server = await serve({ clock, revocation: { store } }, ROUTES);
    });
    after(() => server.close());
    const visitorOf = (user) => loggedIn(server, user);

    for (const path of ["/logout", "/forget", "/login?user=ann", "/rights", "/other-user"]) {
      it(`${path} ends the copies of the session it leaves`, async () => {
        const visitor = await visitorOf("ann");
        const thief = visitor.copy();
        assert.equal((await thief.get("/profile")).json.user, "ann");
        await visitor.post(path);
        const answer = await thief.get("/profile");
        assert.deepEqual(answer.json, { user: null, status: "revoked" });
        assert.deepEqual(answer.setCookie, [], "a revoked cookie is left alone");
        const user = path === "/logout" || path === "/forget" ? null : path === "/other-user" ? "eve" : "ann";
        assert.equal((await visitor.get("/profile")).json.user, user);
      });
    }

    it("without a user nothing is stored", async () => {
      const visitor = new Browser(server);
      await visitor.post("/basket");
      const size = store.size;
      for (const path of ["/rights", "/logout", "/basket", "/login?user=bob"]) await visitor.post(path);
      assert.equal(store.size, size);
    });

    it("a forged cookie stores nothing", async () => {
      const size = store.size;
      for (const path of ["/logout", "/rights", "/login?user=x"]) {
        await send(server.port, "GET", path, { cookie: "session_id=forged" });
      }
      assert.equal(store.size, size);
    });

    it("everything of a user that began up to now ends, and a login in the same second holds", async () => {
      const visitors = await Promise.all([visitorOf("cy"), visitorOf("cy"), visitorOf("dan")]);
      const answer = await visitors[0].post("/change-password");
      assert.equal(answer.setCookie.length, 1);
      const found = [];
      for (const visitor of visitors) found.push((await visitor.get("/profile")).json.user);
      assert.deepEqual(found, ["cy", null, "dan"]);
      const fresh = await visitorOf("cy");
      assert.equal((await fresh.get("/profile")).json.user, "cy");
      // Later writes of it keep their beginning, though the clock has not reached it yet.
      await fresh.post("/basket");
      assert.equal((await fresh.get("/profile")).json.user, "cy");
      now += 1;
      await fresh.post("/basket");
      assert.equal((await fresh.get("/profile")).json.user, "cy");
    });

    it("a second time in the same second what logged in meanwhile ends as well, and the next login holds", async () => {
      const recall = () => new Browser(server).post("/recall?user=gus");
      await recall();
      const visitors = [await visitorOf("gus")];
      await recall();
      visitors.push(await visitorOf("gus"));
      await visitors[1].post("/basket");
      await recall();
      for (const visitor of visitors) assert.equal((await visitor.get("/profile")).json.user, null);
      // However often: a beginning that is too far ahead of the clock would be refused.
      for (let times = 0; times < 100; times++) await recall();
      assert.equal((await (await visitorOf("gus")).get("/profile")).json.user, "gus");
    });

    it("a session that another request has ended meanwhile is dead", async () => {
      const visitor = await visitorOf("fay");
      const other = visitor.copy();
      const slow = visitor.copy();
      const [late] = await Promise.all([slow.post("/slow-rights"), other.post("/logout")]);
      assert.equal((await slow.get("/profile")).json.user, null, late.setCookie.join());
    });

    it("a user is text or an integer; another kind there is an error", async () => {
      const visitor = new Browser(server);
      await visitor.post("/number-user");
      assert.equal((await visitor.get("/profile")).json.user, 7);
      await visitor.post("/revoke-seven");
      assert.equal((await visitor.get("/profile")).json.user, null);
      assert.equal((await new Browser(server).post("/wrong-user")).status, 500);
    });

    it("a session that has a user of another kind is none, but shuts nobody out", async () => {
      const logged = [];
      const strict = await serve({ clock, revocation: { store, log: (line) => logged.push(line) } }, ROUTES);
      const signer = new Signer({ secret: SECRET, clock });
      try {
        for (const user of [true, null, "", [7], Buffer.from("ann")]) {
          const cookie = signer.writeCookie(signer.begin().set("user_id", user)).split(";")[0];
          const answer = await send(strict.port, "GET", "/profile", { cookie });
          assert.deepEqual(answer.json, { user: null, status: "rejected" });
          assert.deepEqual(answer.setCookie, []);
          assert.equal((await send(strict.port, "GET", "/login?user=ann", { cookie })).setCookie.length, 1);
        }
        assert.equal(logged.length, 10);
        assert.match(logged[0], /user is neither an integer nor text/);
      } finally {
        await strict.close();
      }
    });

    it("what cannot be written does not end the session that the visitor has", async () => {
      const path = `/${"x".repeat(250)}`;
      const narrow = await serve({ clock, path, revocation: { store } }, ROUTES);
      // Made by a service whose cookie has more room.
      const signer = new Signer({ secret: SECRET, clock });
      const session = signer.begin().set("user_id", "hal").set("much", "x".repeat(2800));
      const headers = { cookie: signer.writeCookie(session).split(";")[0] };
      try {
        const answer = await send(narrow.port, "GET", "/rights", headers);
        assert.deepEqual([answer.status, answer.text, answer.setCookie], [500, "too_large", []]);
        assert.equal((await send(narrow.port, "GET", "/profile", headers)).json.user, "hal");
      } finally {
        await narrow.close();
      }
    });

    it("a token that a route signs does not make it forget what the request has left", async () => {
      const signer = new Signer({ secret: SECRET, clock });
      const sign = (visit) => {
        visit.session.rotateId();
        signer.sign(visit.reply ? visit.session : sessionOf(visit.request));
        return {};
      };
      const signing = await serve({ clock, revocation: { store } }, { ...ROUTES, "/sign": sign });
      try {
        const visitor = new Browser(signing);
        await visitor.post("/login?user=ned");
        const thief = visitor.copy();
        await visitor.post("/sign");
        assert.equal((await thief.get("/profile")).json.user, null);
        assert.equal((await visitor.get("/profile")).json.user, "ned");
      } finally {
        await signing.close();
      }
    });

    it("would show a store that forgets", async () => {
      const forgetful = await serve({ clock, revocation: { store: new ForgetfulStore({ clock }) } }, ROUTES);
      try {
        const visitor = new Browser(forgetful);
        await visitor.post("/login?user=ann");
        const thief = visitor.copy();
        await visitor.post("/logout");
        assert.equal((await thief.get("/profile")).json.user, "ann");
      } finally {
        await forgetful.close();
      }
    });

    it("without revocation, a copy outlives the logout", async () => {
      const plain = await serve({ clock }, { ...ROUTES });
      try {
        const visitor = new Browser(plain);
        await visitor.post("/login?user=ann");
        const thief = visitor.copy();
        await visitor.post("/logout");
        assert.equal((await thief.get("/profile")).json.user, "ann");
      } finally {
        await plain.close();
      }
    });
  });
}

describe("the store in memory", () => {
  it("is bounded: full is an error, and no living entry goes", async () => {
    const store = new MemoryRevocationStore({ maxEntries: 3, clock });
    for (const number of [1, 2, 3]) await store.revoke(String(number).repeat(32), 100);
    await assert.rejects(async () => store.revoke("4".repeat(32), 100), { name: "SessionError", code: "store_full" });
    await assert.rejects(async () => store.raiseNotBefore("u", now, 100), { name: "SessionError", code: "store_full" });
    assert.equal((await store.look("1".repeat(32), null)).revoked, true);
    // What stands there already needs no room.
    assert.equal(await store.revoke("1".repeat(32), 100), false);
    now += 101;
    assert.equal((await store.look("1".repeat(32), null)).revoked, false);
    assert.equal(await store.revoke("4".repeat(32), 100), true);
    assert.equal(store.size, 1);
  });

  it("never lowers what a user's sessions are held against", async () => {
    const store = new MemoryRevocationStore({ clock });
    await store.raiseNotBefore("u", 100, 1000);
    await store.raiseNotBefore("u", 50, 1000);
    assert.deepEqual(await store.look(null, "u"), { revoked: false, notBefore: 100 });
  });
});
