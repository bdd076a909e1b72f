// Plays worlds by the Node package, as go/main.go does by the Go binding: `play.cjs PACKAGE express|fastify`. Each line of
// standard input is a world, and each line that it prints says what became of each step.
"use strict";

const { createRequire } = require("node:module");
const { createInterface } = require("node:readline");

const [PACKAGE, FRAMEWORK] = process.argv.slice(2);
const { MemoryRevocationStore, Signer } = require(PACKAGE);
const { session: middleware, sessionOf } = require(`${PACKAGE}/lib/express.js`);
const plugin = require(`${PACKAGE}/lib/fastify.js`);
const fromPackage = createRequire(`${PACKAGE}/package.json`);
const inject = createRequire(fromPackage.resolve("fastify"))("light-my-request");

const VERDICTS = {
  store_unavailable: "store",
  wrong_kind: "user",
  time_range: "time",
  full: "full",
  too_large: "full",
};
const verdictOf = (error) => VERDICTS[error.code] ?? `error: ${error.message}`;

class Player {
  constructor(world) {
    this.now = this.start = world.Start;
    this.isDown = false;
    this.tokens = new Map();
    this.ids = new Map();
    this.labels = new Map();
    this.requests = new Map();
    const clock = () => this.now;
    const options = {
      secret: "s".repeat(32),
      clock,
      maxAgeSeconds: world.MaxAge,
      longestMaxAgeSeconds: world.Longest,
      absoluteMaxAgeSeconds: world.Absolute,
    };
    this.plain = new Signer(options);
    const memory = new MemoryRevocationStore({ clock });
    const asked =
      (method) =>
      (...words) => {
        if (this.isDown) throw new Error("the store is down");
        return memory[method](...words);
      };
    const store = { look: asked("look"), revoke: asked("revoke"), raiseNotBefore: asked("raiseNotBefore") };
    const revocation = world.Revocation ? { store, failOpen: world.FailOpen, log() {} } : undefined;
    this.options = { ...options, revocation };
  }

  async play(steps) {
    this.server = await (FRAMEWORK === "fastify" ? fastifyServer(this.options) : expressServer(this.options));
    const told = [];
    for (const step of steps) told.push(await this.step(...step));
    await this.server.close();
    return told;
  }

  async step(what, ...words) {
    const [name, more] = words;
    const { revocation } = this.server;
    switch (what) {
      case "wait":
        this.now += name;
        return null;
      case "down":
        this.isDown = name;
        return null;
      case "recall":
        return tried(() => revocation.revokeAll(name));
      case "revoke":
        return this.ids.has(name) ? tried(() => revocation.revoke(this.ids.get(name))) : "nobody";
      case "open": {
        const request = await this.server.open(this.tokens.get(more));
        this.requests.set(name, request);
        return request.session?.status ?? "unavailable";
      }
      case "do": {
        const { session } = this.requests.get(name);
        return session === null ? "store" : this.act(session, ...more);
      }
      case "end":
        return this.written(await this.requests.get(name).end(), more);
    }
    throw new Error(`a step of no kind: ${what}`);
  }

  act(session, what, ...words) {
    const acts = {
      get: (key) => (session.has(key) ? shown(session, key) : "nothing"),
      set: (key, value) => session.set(key, meant(value)),
      delete: (key) => session.delete(key),
      lifetime: (seconds) => session.setLifetime(seconds),
      clear: () => session.clear(),
      login: () => session.login(),
      rotate: () => session.rotateId(),
      revoke: () => this.server.revocation.revoke(session),
    };
    return tried(() => acts[what](...words), what === "get");
  }

  written({ code, headers }, jar) {
    const [line] = [headers["set-cookie"] ?? ""].flat();
    const told = { code, cache: headers["cache-control"] ?? "", vary: headers.vary ?? "" };
    const [, token, attributes] = /^session_id=([^;]*);(.*)$/.exec(line) ?? [undefined, "", ""];
    if (token !== "") {
      this.tokens.set(jar, token);
      told.session = this.described(token, jar);
    } else if (line !== "") this.tokens.delete(jar);
    return { ...told, attributes };
  }

  described(token, jar) {
    const session = this.plain.verify(token);
    if (session.status !== "ok") return session.status;
    const { id, beganAt, issuedAt, expiresAt } = session;
    this.ids.set(jar, id);
    if (!this.labels.has(id)) this.labels.set(id, this.labels.size);
    return {
      id: this.labels.get(id),
      began: beganAt - this.start,
      issued: issuedAt - this.start,
      expires: expiresAt - this.start,
      entries: Object.fromEntries([...session.keys()].map((key) => [key, shown(session, key)])),
    };
  }
}

async function tried(act, isAnswer = false) {
  try {
    const answer = await act();
    return isAnswer ? answer : "done";
  } catch (error) {
    return verdictOf(error);
  }
}

function meant(value) {
  if (value?.int !== undefined) return BigInt(value.int);
  if (value?.float !== undefined) return Number(value.float);
  return value?.bytes === undefined ? value : Buffer.from(value.bytes, "base64");
}

function shown(session, key) {
  const kind = session.kind(key);
  if (kind === "null") return "null";
  if (kind === "json") return `json ${session.getJsonText(key)}`;
  const value = session.get(key);
  return `${kind} ${kind === "bytes" ? value.toString("base64") : value}`;
}

// Requests go to a handler without a connection, by the library that Fastify's own inject() is made of.
function visit(dispatch, token) {
  let end;
  const ended = new Promise((resolve) => (end = () => resolve("")));
  let answer;
  const begun = new Promise((resolve) => {
    const headers = token === undefined ? {} : { cookie: `session_id=${token}` };
    answer = dispatch({ url: "/", headers }, (session) => (resolve(session), ended));
  });
  const written = answer.then(({ statusCode, headers }) => ({ code: statusCode, headers }));
  return Promise.race([begun, answer.then(() => null)]).then((session) => ({ session, end: () => (end(), written) }));
}

function expressServer(options) {
  const use = middleware(options);
  const dispatch = (call, handler) =>
    inject((request, response) => {
      use(request, response, async (error) => {
        if (error) response.statusCode = error.statusCode ?? 500;
        response.end(error ? "" : await handler(sessionOf(request)));
      });
    }, call);
  return { open: (token) => visit(dispatch, token), revocation: use.revocation, close() {} };
}

async function fastifyServer(options) {
  const app = fromPackage("fastify")();
  await app.register(plugin, options);
  // One handler for all: which request it is, a header says.
  const handlers = [];
  app.get("/", (request) => handlers[request.headers.number](request.session));
  await app.ready();
  const dispatch = ({ url, headers }, handler) => {
    const number = String(handlers.push(handler) - 1);
    return app.inject({ url, headers: { ...headers, number } });
  };
  return { open: (token) => visit(dispatch, token), revocation: app.session.revocation, close: () => app.close() };
}

async function main() {
  for await (const line of createInterface({ input: process.stdin })) {
    const world = JSON.parse(line);
    process.stdout.write(`${JSON.stringify(await new Player(world).play(world.Steps))}\n`);
  }
}

main();
