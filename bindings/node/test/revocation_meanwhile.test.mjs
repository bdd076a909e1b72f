// What is revoked while a request runs, by itself or by another, over each framework.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { MemoryRevocationStore } from "cello-session";
import { sessionOf } from "cello-session/express";
import { Browser } from "./browser.mjs";
import { FRAMEWORKS } from "./frameworks.mjs";
import { loggedIn, ROUTES } from "./revocation_routes.mjs";

let now = 1_700_000_000;
const clock = () => now;
let meanwhile = () => {};

const objectOf = (visit) => (visit.reply ? visit.session : sessionOf(visit.request));

// Each looks at its session, waits for what happens meanwhile, and goes on.
const SLOW = {
  "/again": (visit, user) => {
    visit.session.clear();
    visit.set("user_id", user);
  },
  "/replace": (visit, user) => visit.replace({ user_id: user, theme: "dark" }),
  "/regenerate": (visit) => visit.session.regenerate(visit.reply ? ["user_id"] : () => {}),
  "/login-again": (visit, user) => {
    visit.session.clear();
    visit.session.login();
    visit.set("user_id", user);
  },
  "/revoke": (visit) => visit.revocation.revoke(objectOf(visit)),
  "/revoke-and-go-on": async (visit) => {
    await visit.revocation.revoke(objectOf(visit));
    visit.set("basket", [1]);
  },
  "/late-revoke": async (visit) => {
    visit.reply?.hijack();
    visit.response.flushHeaders();
    assert.equal(await visit.revocation.revoke(objectOf(visit)), true);
    visit.response.end();
  },
};
const SLOW_ROUTES = Object.fromEntries(
  Object.entries(SLOW).map(([path, act]) => [
    path,
    async (visit) => {
      const user = visit.get("user_id");
      await meanwhile(visit);
      await act(visit, user);
      return path === "/late-revoke" ? undefined : { user: visit.get("user_id") ?? null };
    },
  ]),
);

for (const { name, serve } of FRAMEWORKS) {
  describe(name, () => {
    let server;
    let store;
    before(async () => {
      store = new MemoryRevocationStore({ clock });
      const untouched = () => ({});
      const routes = { ...ROUTES, ...SLOW_ROUTES, "/untouched": untouched };
      server = await serve({ clock, revocation: { store } }, routes);
    });
    after(() => server.close());
    beforeEach(() => {
      meanwhile = () => {};
      now += 10;
    });
    const visitorOf = (user) => loggedIn(server, user);
    const statusOf = async (visitor) => (await visitor.get("/profile")).json;
    const recall = (user) => new Browser(server).post(`/recall?user=${user}`);

    for (const path of ["/again", "/replace"]) {
      for (const seconds of [0, 1]) {
        it(`${path}: to clear and set the same user is no login, ${seconds} s after all of theirs was revoked`, async () => {
          const visitor = await visitorOf("ann");
          meanwhile = async () => {
            await recall("ann");
            now += seconds;
          };
          assert.deepEqual((await visitor.post(path)).setCookie, []);
          assert.deepEqual(await statusOf(visitor), { user: null, status: "revoked" });
        });
      }

      it(`${path}: nor is it where the request itself revoked them`, async () => {
        const visitor = await visitorOf("ann");
        meanwhile = (visit) => visit.revocation.revokeAll("ann");
        assert.deepEqual((await visitor.post(path)).setCookie, []);
        assert.equal((await statusOf(visitor)).status, "revoked");
      });

      it(`${path}: it goes on under another id where nobody revoked anything`, async () => {
        const visitor = await visitorOf("ann");
        const thief = visitor.copy();
        assert.equal((await visitor.post(path)).setCookie.length, 1);
        assert.deepEqual(await statusOf(visitor), { user: "ann", status: "ok" });
        assert.equal((await statusOf(thief)).status, "revoked");
      });

      it(`${path}: a beginning that is ahead of the clock is no obstacle`, async () => {
        await recall("bea");
        const visitor = await visitorOf("bea");
        await visitor.post(path);
        assert.deepEqual(await statusOf(visitor), { user: "bea", status: "ok" });
      });
    }

    it("regenerate(), with which Passport begins a login, is none by itself", async () => {
      const visitor = await visitorOf("ann");
      meanwhile = () => recall("ann");
      await visitor.post("/regenerate");
      assert.equal((await statusOf(visitor)).user, null);
    });

    it("login() is: it goes on, whatever was revoked", async () => {
      const visitor = await visitorOf("ann");
      meanwhile = () => recall("ann");
      await visitor.post("/login-again");
      assert.deepEqual(await statusOf(visitor), { user: "ann", status: "ok" });
    });

    it("revoke() ends the session here and everywhere", async () => {
      const visitor = await visitorOf("cy");
      const thief = visitor.copy();
      const answer = await visitor.post("/revoke");
      assert.equal(answer.json.user, null);
      assert.match(answer.setCookie.join(), /Max-Age=0/);
      assert.deepEqual(await statusOf(thief), { user: null, status: "revoked" });
    });

    it("revoke(): what is set afterwards goes into a session begun anew", async () => {
      for (const visitor of [await visitorOf("cy"), new Browser(server)]) {
        const thief = visitor.copy();
        await visitor.post("/revoke-and-go-on");
        assert.deepEqual(await statusOf(visitor), { user: null, status: "ok" });
        assert.notEqual((await statusOf(thief)).status, "ok");
      }
    });

    it("revoke() of what no visitor holds stores nothing", async () => {
      const { size } = store;
      for (const path of ["/revoke", "/revoke-and-go-on"]) await new Browser(server).post(path);
      assert.equal(store.size, size);
    });

    it("revoke() of a session that was revoked meanwhile leaves the cookie alone", async () => {
      const visitor = await visitorOf("dan");
      const other = visitor.copy();
      meanwhile = () => other.post("/logout");
      assert.deepEqual((await visitor.post("/revoke")).setCookie, []);
      assert.equal((await statusOf(visitor)).status, "revoked");
    });

    it("revoke() recalls after the headers, too", async () => {
      const visitor = await visitorOf("eve");
      await visitor.post("/late-revoke");
      assert.equal((await statusOf(visitor)).status, "revoked");
      assert.deepEqual(server.errors, []);
    });

    it("a route that never looks renews nothing, and its answer is as without sessions", async () => {
      const visitor = await visitorOf("flo");
      now += 50_000;
      const { headers, setCookie } = await visitor.get("/untouched");
      assert.deepEqual([headers.vary, headers["cache-control"], setCookie], [undefined, undefined, []]);
      assert.equal((await visitor.get("/profile")).setCookie.length, 1, "one that looks does");
    });
  });
}
