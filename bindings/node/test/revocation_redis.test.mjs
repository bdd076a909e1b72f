// Revocation in a real Redis, a real Valkey and their clusters, through both client libraries: the keys that every
// language shares, a second process that sees a logout at once, and a server that stops in the middle.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Revocation, redisRevocationStore, Signer } from "cello-session";
import { Browser } from "./browser.mjs";
import { FRAMEWORKS, SECRET } from "./frameworks.mjs";
import { ROUTES } from "./revocation_routes.mjs";
import { CLIENTS, CLUSTER_CLIENTS, StoreServer } from "./servers.mjs";

const DAY = 86_400;
const TTL = 30 * DAY + 3600;

for (const kind of ["redis", "valkey", "cluster", "valkey-cluster"]) {
  const clients = kind.endsWith("cluster") ? CLUSTER_CLIENTS : CLIENTS;
  describe(`a real ${kind}`, () => {
    let server;
    before(() => {
      server = new StoreServer(kind);
    });
    after(() => server.close());

    for (const [library, connect] of Object.entries(clients)) {
      it(`${library}: the keys are those of every language`, async () => {
        const client = await connect(server);
        try {
          await theKeys(client, `${library}-${kind}`);
        } finally {
          client.close();
        }
      });

      it(`${library}: logout is seen by a second process within the second`, async () => {
        const client = await connect(server);
        const revocation = { store: redisRevocationStore({ sendCommand: client.sendCommand }) };
        const here = await FRAMEWORKS[1].serve({ revocation }, ROUTES);
        const there = await secondProcess(library, server);
        try {
          const visitor = new Browser(here);
          await visitor.post("/login?user=ann");
          const thief = visitor.copy();
          thief.port = there.port;
          assert.equal((await thief.get("/profile")).json.user, "ann");
          await visitor.post("/logout");
          assert.deepEqual((await thief.get("/profile")).json, { user: null, status: "revoked" });
        } finally {
          there.stop();
          await here.close();
          client.close();
        }
      });
    }
  });
}

async function theKeys(client, tag) {
  let now = Math.floor(Date.now() / 1000);
  const commands = [];
  const sendCommand = (args, key) => {
    commands.push({ args, at: performance.now() });
    assert.ok(
      args.every((word) => typeof word === "string"),
      "every word is text",
    );
    return client.sendCommand(args, key);
  };
  const signer = new Signer({ secret: SECRET, longestMaxAgeSeconds: 30 * DAY, clock: () => now });
  const revocation = new Revocation(signer, { store: redisRevocationStore({ sendCommand }) });
  const user = `ünï:${tag} {x}`;
  const session = signer.begin().set("user_id", user);
  const read = signer.verify(signer.sign(session));

  assert.equal(await revocation.isRevoked(read), false);
  assert.deepEqual(
    commands.map(({ args }) => args),
    [
      ["GET", `cello:revoked:${read.id}`],
      ["GET", `cello:not_before:${user}`],
    ],
  );
  const { id } = read;
  assert.equal(await revocation.revoke(read), true);
  assert.equal(await revocation.revoke(read), false, "NX: it stood there already");
  assert.equal(await client.ask(["GET", `cello:revoked:${id}`]), "1");
  const ttl = Number(await client.ask(["TTL", `cello:revoked:${id}`]));
  assert.ok(ttl > TTL - 10 && ttl <= TTL, `${ttl}`);
  assert.equal(await revocation.isRevoked(read), true);

  await revocation.revokeAll(user);
  assert.equal(await client.ask(["GET", `cello:not_before:${user}`]), String(now));
  now -= 100;
  await revocation.revokeAll(user);
  assert.equal(await client.ask(["GET", `cello:not_before:${user}`]), String(now + 100), "never lowered");
  const userTtl = Number(await client.ask(["TTL", `cello:not_before:${user}`]));
  assert.ok(userTtl > TTL - 10 && userTtl <= TTL, `${userTtl}`);
  now += 200;
  await revocation.revokeAll(user);
  assert.equal(await client.ask(["GET", `cello:not_before:${user}`]), String(now), "raised");
  // What is no time shuts the user out, until all of theirs is revoked.
  for (const strange of ["soon", "", "-5", "+5", "0x10", "1e3", "inf", "nan", "9999999999999"]) {
    await client.ask(["SET", `cello:not_before:${user}`, strange]);
    const again = signer.verify(signer.sign(signer.begin().set("user_id", user)));
    await assert.rejects(revocation.isRevoked(again), { code: "store_unavailable" });
    await revocation.revokeAll(user);
    assert.equal(await client.ask(["GET", `cello:not_before:${user}`]), String(now), strange);
    assert.equal(await revocation.isRevoked(again), true);
  }

  // An entry that another language wrote counts here.
  const other = signer.verify(signer.sign(signer.begin().set("user_id", 42n)));
  await client.ask(["SET", `cello:revoked:${other.id}`, "1"]);
  assert.equal(await revocation.isRevoked(other), true);
  const third = signer.verify(signer.sign(signer.begin().set("user_id", 42n)));
  assert.equal(await revocation.isRevoked(third), false);
  await client.ask(["SET", "cello:not_before:42", String(now)]);
  assert.equal(await revocation.isRevoked(third), true);
  await client.ask(["DEL", "cello:not_before:42"]);
  const own = new Revocation(signer, { store: redisRevocationStore({ sendCommand, prefix: "mine:" }) });
  await own.revoke(third.id);
  assert.equal(await client.ask(["GET", `mine:revoked:${third.id}`]), "1");
}

describe("a server that stops in the middle", () => {
  for (const [library, connect] of Object.entries(CLIENTS)) {
    for (const framework of [FRAMEWORKS[0], FRAMEWORKS[1], FRAMEWORKS[2], FRAMEWORKS[3]]) {
      it(`${framework.name} with ${library}: 503, then recovery`, async () => {
        const server = new StoreServer("redis");
        const client = await connect(server);
        const store = redisRevocationStore({ sendCommand: client.sendCommand });
        const logged = [];
        const strict = await framework.serve({ revocation: { store, timeoutMs: 300 } }, ROUTES);
        const open = await framework.serve(
          { revocation: { store, timeoutMs: 300, failOpen: true, log: (line) => logged.push(line) } },
          ROUTES,
        );
        try {
          await inTheMiddle(server, strict, open, logged);
        } finally {
          await strict.close();
          await open.close();
          client.close();
          server.close();
        }
      });
    }
  }
});

async function inTheMiddle(server, strict, open, logged) {
  const visitor = new Browser(strict);
  await visitor.post("/login?user=ann");
  const trusting = visitor.copy();
  trusting.port = open.port;
  assert.equal((await trusting.get("/profile")).json.user, "ann");
  assert.deepEqual(logged, []);

  for (const [end, begin] of [
    ["stop", "again"],
    ["pause", "resume"],
  ]) {
    server[end]();
    for (const path of ["/profile", "/logout"]) {
      const answer = await visitor.post(path);
      assert.deepEqual(
        [answer.status, answer.text, answer.setCookie],
        [503, "store_unavailable", []],
        `${end} ${path}`,
      );
    }
    const before = logged.length;
    const answer = await trusting.get("/profile");
    assert.deepEqual([answer.status, answer.json.user], [200, "ann"]);
    assert.equal(logged.length, before + 1, "each use of it is logged");
    server[begin]();
    await until(async () => (await visitor.get("/profile")).status === 200);
    assert.equal((await visitor.get("/profile")).json.user, "ann");
  }
  for (const line of logged)
    assert.doesNotMatch(line, new RegExp(`${visitor.cookie().value.slice(0, 20)}|ann|${SECRET}`));
  const thief = visitor.copy();
  await visitor.post("/logout");
  assert.equal((await thief.get("/profile")).json.user, null);
}

async function secondProcess(library, server) {
  const program = fileURLToPath(new URL("second_process.mjs", import.meta.url));
  const child = spawn(process.execPath, [program, library, server.ports.join()], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  return { port: Number(line), stop: () => child.kill() };
}

async function until(reached) {
  for (let tries = 0; tries < 100; tries++) {
    if (await reached()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("it did not recover within five seconds");
}
