// The peers in Node, timed by their own process: see bench/measure/src/processes.rs for the lines that it reads.

import { createHmac, createSecretKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

// The packages are installed apart from the sources, in the folder that is named.
const require = createRequire(process.argv[2] + "/package.json");
const version = (name) =>
  JSON.parse(readFileSync(`${process.argv[2]}/node_modules/${name}/package.json`, "utf8")).version +
  `, Node ${process.versions.node}`;

const SECRET = "session-secret-minimum-32-bytes-long";
const MAX_AGE_S = 86400;

const cookieSignature = require("cookie-signature");
const jsonwebtoken = require("jsonwebtoken");
const { SignJWT, jwtVerify } = await import(require.resolve("jose"));
const { sealData, unsealData } = await import(require.resolve("iron-session"));

const keyObject = createSecretKey(SECRET, "utf8");
const cryptoKey = await crypto.subtle.importKey(
  "raw",
  new TextEncoder().encode(SECRET),
  { name: "HMAC", hash: "SHA-256" },
  false,
  ["sign", "verify"],
);

const peers = {
  // As Express does for a signed cookie with JSON: sign, then encode for the header.
  "cookie-signature + JSON": {
    version: version("cookie-signature"),
    sign(session) {
      const json = JSON.stringify({ exp: Math.floor(Date.now() / 1000) + MAX_AGE_S, data: session });
      return encodeURIComponent(cookieSignature.sign(json, SECRET));
    },
    verify(token) {
      const json = cookieSignature.unsign(decodeURIComponent(token), SECRET);
      if (json === false) throw new Error("a wrong signature");
      const { exp, data } = JSON.parse(json);
      if (exp <= Date.now() / 1000) throw new Error("expired");
      return data;
    },
  },
  "jsonwebtoken (Node)": {
    version: version("jsonwebtoken"),
    sign: (session) => jsonwebtoken.sign({ data: session }, keyObject, { expiresIn: MAX_AGE_S }),
    verify: (token) => jsonwebtoken.verify(token, keyObject, { algorithms: ["HS256"] }).data,
  },
  jose: {
    version: version("jose"),
    sign: (session) =>
      new SignJWT({ data: session })
        .setProtectedHeader({ alg: "HS256" })
        .setExpirationTime("1d")
        .sign(cryptoKey),
    async verify(token) {
      const { payload } = await jwtVerify(token, cryptoKey, { algorithms: ["HS256"] });
      return payload.data;
    },
  },
  "iron-session (encrypts too)": {
    version: version("iron-session"),
    sign: (session) => sealData(session, { password: SECRET, ttl: MAX_AGE_S }),
    verify: (token) => unsealData(token, { password: SECRET, ttl: MAX_AGE_S }),
  },
  "createHmac over the JSON (Node)": {
    version: `Node ${process.versions.node}`,
    sign: (session) => createHmac("sha256", keyObject).update(JSON.stringify(session)).digest(),
    verify: (json) => createHmac("sha256", keyObject).update(json).digest(),
  },
};

const named = new Map(Object.entries(peers).map(([name, peer]) => [name.replaceAll(" ", "_"), peer]));
const inputs = new Map();

async function setup(size, session) {
  for (const [name, peer] of named) {
    const isReference = peer === peers["createHmac over the JSON (Node)"];
    const token = isReference ? JSON.stringify(session) : await peer.sign(session);
    if (!isReference && JSON.stringify(await peer.verify(token)) !== JSON.stringify(session)) {
      throw new Error(`${name} does not give back what it was given`);
    }
    inputs.set(`${name} sign ${size}`, session);
    inputs.set(`${name} verify ${size}`, token);
  }
}

async function run(name, operation, size, times) {
  const perform = named.get(name)[operation];
  const given = inputs.get(`${name} ${operation} ${size}`);
  const isAsync = perform(given) instanceof Promise;
  const start = process.hrtime.bigint();
  if (isAsync) {
    for (let i = 0; i < times; i++) await perform(given);
  } else {
    for (let i = 0; i < times; i++) perform(given);
  }
  return Number(process.hrtime.bigint() - start);
}

async function answer(line) {
  const [command, ...words] = line.split(" ");
  if (command === "names") return Object.entries(peers).map(([name, peer]) => [name, peer.version]);
  if (command === "setup") {
    await setup(words[0], JSON.parse(words.slice(1).join(" ")));
    return {};
  }
  const [name, operation, size, times] = words;
  return run(name, operation, size, Number(times));
}

for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    said = await answer(line);
  } catch (error) {
    said = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
