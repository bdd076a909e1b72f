// `make demo-node`: starts the example application and is its visitor, with a cookie jar; a wrong step ends it with exit code 1.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Signer } from "cello-session";
import { CookieJar } from "tough-cookie";
import { madeElsewhere } from "./elsewhere.mjs";

const TIME_LIMIT_MS = 60_000;

const folder = mkdtempSync(join(tmpdir(), "cello-demo-"));
const secretFile = join(folder, "session.secret");
// Long enough, and no secret: the demonstration ends with it.
const secret = "a demonstration secret, known to all";
writeFileSync(secretFile, `${secret}\n`, { mode: 0o600 });
const app = spawn(process.execPath, [new URL("app.mjs", import.meta.url).pathname], {
  env: { ...process.env, PORT: "0", SESSION_SECRET_FILE: secretFile },
  stdio: ["ignore", "pipe", "inherit"],
});
const ended = once(app, "exit");
const limit = setTimeout(() => app.kill(), TIME_LIMIT_MS);

try {
  const url = await listening();
  await life(url);
  await fromElsewhere(url);
  console.log("\nEverything went as it should.");
} catch (error) {
  console.error(`\nA step went wrong: ${error.message}`);
  process.exitCode = 1;
} finally {
  clearTimeout(limit);
  app.kill();
  await ended;
  rmSync(folder, { recursive: true });
}

async function life(url) {
  const jar = new CookieJar();
  const alice = { name: "alice", password: "correct horse" };

  await step("a stranger asks for the profile", url, jar, "GET", "/profile", null, 401, "who are you?");
  await step("and fills a basket", url, jar, "POST", "/basket", { item: "tea" }, 200, "1 in the basket");
  await step("a login with a wrong password", url, jar, "POST", "/login", { ...alice, password: "?" }, 403, "wrong");
  await step("a login", url, jar, "POST", "/login", alice, 200, "welcome");
  await step("the profile", url, jar, "GET", "/profile", null, 200, "user 123, alice");
  await step("the basket is still there", url, jar, "POST", "/basket", { item: "milk" }, 200, "2 in the basket");

  const stolen = await CookieJar.deserialize(await jar.serialize());
  console.log("\n  A thief copies the cookie.");
  await step("the thief asks for the profile", url, stolen, "GET", "/profile", null, 200, "user 123, alice");
  await step("alice logs out", url, jar, "POST", "/logout", null, 200, "goodbye");
  assert.equal(await jar.getCookieString(url), "", "the browser still has a cookie");
  await step("alice asks for the profile", url, jar, "GET", "/profile", null, 401, "who are you?");
  await step("the thief replays the stolen cookie", url, stolen, "GET", "/profile", null, 401, "who are you?");

  console.log("\n  Alice logs in on two devices, and out on all of them.");
  const phone = new CookieJar();
  await step("a login", url, jar, "POST", "/login", alice, 200, "welcome");
  await step("a login on the phone", url, phone, "POST", "/login", { ...alice, remember: "yes" }, 200, "welcome");
  await step("logout everywhere", url, jar, "POST", "/logout-everywhere", null, 200, "on all devices");
  await step("the phone asks for the profile", url, phone, "GET", "/profile", null, 401, "who are you?");
  await step("a fresh login, in the same second", url, jar, "POST", "/login", alice, 200, "welcome");
  await step("the profile", url, jar, "GET", "/profile", null, 200, "user 123, alice");
}

/** Sessions that other programs made with the same secret, read by Node. */
async function fromElsewhere(url) {
  const signer = new Signer({ secret });
  for (const { maker, token } of madeElsewhere(secretFile)) {
    console.log(`\n  A session that ${maker} made.`);
    const session = signer.verify(token);
    assert.equal(session.status, "ok", `the token of ${maker} was not accepted`);
    console.log(`  Node reads ${session.size} entries, among them user_id = ${session.get("user_id")}`);
    const jar = new CookieJar();
    await jar.setCookie(`session_id=${token}`, url);
    await step("the profile, with its cookie", url, jar, "GET", "/profile", null, 200, "user 456, bob");
  }
}

async function step(what, url, jar, method, path, form, status, text) {
  const cookie = await jar.getCookieString(url + path);
  const body = form === null ? undefined : new URLSearchParams(form);
  const signal = AbortSignal.timeout(5000);
  const answer = await fetch(url + path, { method, body, signal, headers: cookie ? { cookie } : {} });
  const said = (await answer.text()).trim();
  let kept = "";
  for (const line of answer.headers.getSetCookie()) {
    await jar.setCookie(line, url);
    kept = line.includes("Max-Age=0") ? ", and deletes the cookie" : ", and sets the cookie";
  }
  console.log(`  ${what}: ${method} ${path}\n    ${answer.status} "${said}"${kept}`);
  assert.equal(answer.status, status, `${what}: ${answer.status} in place of ${status}`);
  assert.ok(said.includes(text), `${what}: "${said}" in place of "${text}"`);
}

async function listening() {
  for await (const line of createInterface({ input: app.stdout })) {
    const found = /http:\/\/\S+/.exec(line);
    if (found !== null) return found[0];
  }
  throw new Error("the example application did not start");
}
