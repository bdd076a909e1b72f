// The life of a request, the same rules over every framework: what is read, what is answered, and in which headers.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Signer } from "cello-session";
import { Browser, send } from "./browser.mjs";
import { FRAMEWORKS, SECRET } from "./frameworks.mjs";

const START = 1_700_000_000;
const DAY = 86_400;
let now = START;
const clock = () => now;
const OPTIONS = { clock, longestMaxAgeSeconds: 30 * DAY, absoluteMaxAgeSeconds: 90 * DAY };
const elsewhere = new Signer({ secret: SECRET, ...OPTIONS });

const ROUTES = {
  "/login": (visit) => {
    visit.delete("csrf");
    visit.session.login();
    visit.set("user_id", "123");
    return { id: visit.session.id };
  },
  "/profile": (visit) => ({ user: visit.get("user_id") ?? null, status: visit.session.status }),
  "/all": (visit) => visit.all(),
  "/what": ({ session }) => ({
    ...{ id: session.id, isNew: session.isNew, isChanged: session.isChanged, isPopulated: session.isPopulated },
    ...{ began: session.beganAt, issued: session.issuedAt, expires: session.expiresAt, due: session.renewalDue },
  }),
  "/logout": (visit) => {
    visit.clear();
    return {};
  },
  "/begin-anew": (visit) => {
    visit.replace({ fresh: true });
    return {};
  },
  "/forget": (visit) => {
    visit.delete("user_id");
    return {};
  },
  "/nothing": () => ({}),
  "/same": (visit) => {
    visit.set("user_id", visit.get("user_id"));
    return {};
  },
  "/basket": (visit) => {
    visit.set("basket", { items: [1] });
    return {};
  },
  "/add": (visit) => {
    visit.get("basket").items.push(2);
    return {};
  },
  "/rights": (visit) => {
    visit.session.rotateId();
    return {};
  },
  "/remember": (visit) => {
    visit.session.setLifetime(30 * DAY);
    return {};
  },
  "/vary": (visit) => {
    visit.header("Vary", "Accept");
    visit.header("Cache-Control", "max-age=60");
    visit.header("Set-Cookie", ["other=1; Path=/"]);
    visit.set("a", 1);
    return {};
  },
};

for (const { name, serve } of FRAMEWORKS) {
  describe(name, () => {
    let server;
    before(async () => {
      server = await serve(OPTIONS, ROUTES);
    });
    after(() => server.close());

    it("login, profile, logout", async () => {
      const visitor = new Browser(server);
      assert.deepEqual((await visitor.get("/profile")).json, { user: null, status: "missing" });
      const login = await visitor.post("/login");
      assert.match(login.setCookie[0], /^session_id=[\w-]+; Path=\/; Max-Age=86400; HttpOnly; Secure; SameSite=Lax$/);
      assert.deepEqual((await visitor.get("/profile")).json, { user: "123", status: "ok" });
      const logout = await visitor.post("/logout");
      assert.deepEqual(logout.setCookie, [elsewhere.deletionCookie()]);
      assert.equal(visitor.cookie(), undefined);
      assert.equal((await visitor.get("/profile")).json.user, null);
    });

    it("a route that never looks at the session sets no header, though a cookie came", async () => {
      const visitor = await loggedIn(server);
      const answer = await visitor.get("/nothing");
      assert.deepEqual(
        [answer.headers.vary, answer.headers["cache-control"], answer.setCookie],
        [undefined, undefined, []],
      );
    });

    it("Vary where it was looked at; Cache-Control where a cookie is set", async () => {
      const visitor = new Browser(server);
      const looked = await visitor.get("/profile");
      assert.deepEqual([looked.headers.vary, looked.headers["cache-control"]], ["Cookie", undefined]);
      const login = await visitor.post("/login");
      assert.deepEqual([login.headers.vary, login.headers["cache-control"]], ["Cookie", 'no-cache="Set-Cookie"']);
    });

    it("what the application set in these headers stays", async () => {
      const answer = await send(server.port, "GET", "/vary");
      assert.equal(answer.headers.vary, "Accept, Cookie");
      assert.equal(answer.headers["cache-control"], 'max-age=60, no-cache="Set-Cookie"');
      assert.equal(answer.setCookie.length, 2);
      assert.equal(answer.setCookie[0], "other=1; Path=/");
    });

    it("reading, and setting what is there already, sets no cookie", async () => {
      const visitor = await loggedIn(server);
      assert.deepEqual((await visitor.get("/profile")).setCookie, []);
      assert.deepEqual((await visitor.get("/what")).setCookie, []);
      assert.deepEqual((await visitor.get("/same")).setCookie, []);
    });

    it("an empty session is written as nothing", async () => {
      const visitor = new Browser(server);
      assert.deepEqual((await visitor.get("/forget")).setCookie, []);
      assert.deepEqual((await visitor.get("/logout")).setCookie, []);
    });

    it("emptied in this request, and a cookie came: the deletion cookie", async () => {
      const visitor = await loggedIn(server);
      assert.deepEqual((await visitor.get("/forget")).setCookie, [elsewhere.deletionCookie()]);
    });

    it("a cookie that is rejected or over is left alone, whatever the application does", async () => {
      const token = elsewhere.sign(elsewhere.begin({ nowSeconds: now - 2 * DAY }).set("user_id", "9"), {
        nowSeconds: now - 2 * DAY,
      });
      const ahead = elsewhere.sign(elsewhere.begin({ nowSeconds: now + 600 }).set("user_id", "9"), {
        nowSeconds: now + 600,
      });
      const cases = { rejected: "forged", expired: token, not_yet_valid: ahead };
      for (const [status, value] of Object.entries(cases)) {
        const headers = { cookie: `session_id=${value}` };
        const answer = await send(server.port, "GET", "/profile", headers);
        assert.deepEqual(answer.json, { user: null, status });
        assert.deepEqual(answer.setCookie, []);
        for (const path of ["/logout", "/forget"]) {
          assert.deepEqual((await send(server.port, "GET", path, headers)).setCookie, [], `${status} ${path}`);
        }
      }
    });

    it("several Cookie fields are read as one", async () => {
      const token = (await loggedIn(server)).cookie().value;
      const cookie = ["a=1", `session_id=${token}`, "b=2"];
      const outgoing = cookie.flatMap((field) => ["Cookie", field]);
      const answer = await send(server.port, "GET", "/profile", ["Host", "localhost", ...outgoing]);
      assert.equal(answer.json.user, "123");
    });

    it("what is changed inside of a value is written", async () => {
      const visitor = new Browser(server);
      await visitor.post("/basket");
      assert.equal((await visitor.post("/add")).setCookie.length, 1);
      assert.deepEqual((await visitor.get("/all")).json, { basket: { items: [1, 2] } });
      assert.deepEqual((await visitor.get("/all")).setCookie, []);
    });

    it("login keeps the map but takes a fresh id; rights change takes a fresh id as well", async () => {
      const visitor = new Browser(server);
      await visitor.post("/basket");
      const before = (await visitor.get("/what")).json;
      now += 10;
      await visitor.post("/login");
      const after = (await visitor.get("/what")).json;
      assert.notEqual(after.id, before.id);
      assert.deepEqual([before.began, after.began], [now - 10, now]);
      assert.deepEqual((await visitor.get("/all")).json, { basket: { items: [1] }, user_id: "123" });
      await visitor.post("/rights");
      const rotated = (await visitor.get("/what")).json;
      assert.notEqual(rotated.id, after.id);
      assert.equal(rotated.began, after.began);
    });

    it("cleared and set again: a session begun anew", async () => {
      const visitor = await loggedIn(server);
      await visitor.post("/remember");
      const before = (await visitor.get("/what")).json;
      now += 10;
      const answer = await visitor.post("/begin-anew");
      assert.match(answer.setCookie[0], /Max-Age=86400;/);
      const after = (await visitor.get("/what")).json;
      assert.notEqual(after.id, before.id);
      assert.equal(after.began, now);
      assert.deepEqual((await visitor.get("/all")).json, { fresh: true });
    });

    it("remember me, and back to the usual lifetime at the next login", async () => {
      const visitor = await loggedIn(server);
      assert.match((await visitor.post("/remember")).setCookie[0], /Max-Age=2592000;/);
      now += 16 * DAY;
      assert.match((await visitor.get("/profile")).setCookie[0], /Max-Age=2592000;/);
      assert.match((await visitor.post("/login")).setCookie[0], /Max-Age=86400;/);
    });

    it("is renewed past half its life, and not before; expired, it is empty", async () => {
      const visitor = await loggedIn(server);
      now += DAY / 2;
      assert.deepEqual((await visitor.get("/profile")).setCookie, []);
      now += 1;
      const id = (await visitor.copy().get("/what")).json.id;
      assert.equal((await visitor.get("/profile")).setCookie.length, 1);
      assert.equal((await visitor.get("/what")).json.id, id);
      now += DAY - 1;
      assert.equal((await visitor.copy().get("/profile")).json.user, "123");
      now += 1;
      const kept = { cookie: visitor.cookies() };
      assert.deepEqual((await send(server.port, "GET", "/profile", kept)).json, { user: null, status: "expired" });
    });

    it("never renews beyond the absolute end", async () => {
      const visitor = await loggedIn(server);
      const began = now;
      while (now < began + 89 * DAY) {
        now += 0.6 * DAY;
        if ((await visitor.get("/profile")).json.user === null) break;
      }
      assert.ok(now <= began + 90 * DAY && now > began + 89 * DAY, `${(now - began) / DAY} days`);
      const { expires } = (await visitor.get("/what")).json;
      assert.equal(expires, began + 90 * DAY);
      now = began + 90 * DAY;
      assert.equal((await visitor.get("/profile")).json.user, null);
    });

    it("two requests at once: each carries the whole session, the last answer wins", async () => {
      const visitor = await loggedIn(server);
      const [first, second] = [visitor.copy(), visitor.copy()];
      await Promise.all([first.post("/basket"), second.post("/begin-anew")]);
      assert.deepEqual((await first.get("/all")).json, { user_id: "123", basket: { items: [1] } });
      assert.deepEqual((await second.get("/all")).json, { fresh: true });
      assert.deepEqual((await visitor.get("/all")).json, { user_id: "123" });
    });

    it("many visitors at once keep to themselves", async () => {
      const ids = new Set();
      await Promise.all(
        Array.from({ length: 50 }, async () => {
          const visitor = await loggedIn(server);
          ids.add((await visitor.get("/what")).json.id);
        }),
      );
      assert.equal(ids.size, 50);
    });

    it("nothing was an error", () => assert.deepEqual(server.errors, []));
  });
}

async function loggedIn(server) {
  const visitor = new Browser(server);
  await visitor.post("/login");
  return visitor;
}
