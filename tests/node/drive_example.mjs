// Starts the README's example in a process of its own and drives it as a visitor: `drive_example.mjs FILE`.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

const [file] = process.argv.slice(2);
const folder = dirname(file);
const secretFile = join(folder, "session.secret");
writeFileSync(secretFile, `${randomBytes(32).toString("base64url")}\n`);
const port = await freePort();
const secrets = { SESSION_SECRET: randomBytes(32).toString("hex"), SESSION_SECRET_FILE: secretFile };
const child = spawn(process.execPath, [file], { cwd: folder, stdio: "inherit", env: { ...process.env, ...secrets, PORT: String(port) } });
const ended = new Promise((resolve) => child.on("exit", resolve));

try {
  await drive(`http://127.0.0.1:${port}`);
} finally {
  child.kill();
  await ended;
}

async function drive(url) {
  await up(url);
  const stranger = await ask(url, "GET", "/profile");
  assert.ok([401, 403, 302, 303].includes(stranger.status), `a stranger gets ${stranger.status}`);
  const login = await either(url, "/login");
  const [cookie] = login.headers.getSetCookie()[0].split(";");
  const profile = await ask(url, "GET", "/profile", cookie);
  assert.equal(profile.status, 200);
  assert.match(await profile.text(), /123/);
  const logout = await either(url, "/logout", cookie);
  assert.match(logout.headers.getSetCookie()[0], /Max-Age=0/);
}

// The example's login and logout are POST; a shorter one may take any method.
async function either(url, path, cookie) {
  const answer = await ask(url, "POST", path, cookie);
  return answer.headers.getSetCookie().length > 0 ? answer : ask(url, "GET", path, cookie);
}

function ask(url, method, path, cookie) {
  return fetch(url + path, { method, redirect: "manual", headers: cookie ? { cookie } : {}, signal: AbortSignal.timeout(5000) });
}

async function up(url) {
  for (let tries = 0; tries < 100; tries++) {
    try {
      return await ask(url, "GET", "/profile");
    } catch {
      await setTimeout(50);
    }
  }
  assert.fail("the example did not listen on PORT within five seconds");
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.on("listening", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
