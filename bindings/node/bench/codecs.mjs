// Our sign and verify beside those of other packages, on the same session, each checked to read what it wrote.

import assert from "node:assert/strict";
import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sealData, unsealData } from "iron-session";
import { jwtVerify, SignJWT } from "jose";

const require = createRequire(import.meta.url);
const { Signer } = createRequire(new URL("../package.json", import.meta.url))("cello-session");
const cookieSignature = require("cookie-signature");
const jsonwebtoken = require("jsonwebtoken");

const SECRET = "bench-secret-of-more-than-thirty-two-bytes";
const DAY = 86_400;
const SESSION = { user_id: "123", name: "alice", visits: 7, admin: false };
const now = () => Math.floor(Date.now() / 1000);

export async function measureCodecs({ rounds, slice_ms }) {
  const codecs = await all();
  for (const codec of codecs) {
    codec.token = await codec.sign(SESSION);
    assert.deepEqual(codec.read(await codec.verify(codec.token)), Object.values(SESSION));
    codec.samples = { sign: [], verify: [] };
  }
  for (let round = 0; round < rounds; round++) {
    for (const codec of codecs) {
      codec.samples.sign.push(await time_us(codec.isAsync, () => codec.sign(SESSION), slice_ms));
      codec.samples.verify.push(await time_us(codec.isAsync, verifyAndRead(codec), slice_ms));
    }
  }
  return codecs.map(({ name, version, token, samples }) => ({
    ...{ name, version, bytes: token.length },
    ...{ sign_us: median(samples.sign), verify_us: median(samples.verify) },
  }));
}

// A session is verified for the sake of its values: each codec ends with all four in hand.
function verifyAndRead({ isAsync, verify, read, token }) {
  return isAsync ? async () => read(await verify(token)) : () => read(verify(token));
}

export function median(list) {
  return [...list].sort((a, b) => a - b)[list.length >> 1];
}

export function versionOf(name) {
  return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8")).version;
}

async function time_us(isAsync, act, slice_ms) {
  for (let count = 0; count < 200; count++) await act();
  const begin = process.hrtime.bigint();
  const end = begin + BigInt(slice_ms) * 1_000_000n;
  let calls = 0;
  let at = begin;
  while (at < end) {
    // What answers by a promise is awaited; what does not must not pay for that.
    if (isAsync) for (let count = 0; count < 50; count++) await act();
    else for (let count = 0; count < 50; count++) act();
    calls += 50;
    at = process.hrtime.bigint();
  }
  return Number(at - begin) / 1000 / calls;
}

async function all() {
  const others = [byHand(), signature(), jwt(), await joseJwt(), iron(), await secureSession()];
  return [ours(), oursAsObject(), ...others.map((codec) => ({ read: ofObject, ...codec }))];
}

const ofObject = ({ user_id, name, visits, admin }) => [user_id, name, visits, admin];

// As its users write it: the session itself is what holds the values.
function ours() {
  return {
    ...oursAsObject(),
    name: "cello-session",
    verify: (token) => SIGNER.verify(token),
    read: (session) => [session.get("user_id"), session.get("name"), session.get("visits"), session.get("admin")],
  };
}

const SIGNER = new Signer({ secret: SECRET });

// And where somebody wants a plain object.
function oursAsObject() {
  const signer = SIGNER;
  return {
    name: "cello-session, toObject()",
    version: require("../package.json").version,
    read: ofObject,
    sign: (values) => {
      const session = signer.begin();
      for (const key in values) session.set(key, values[key]);
      return signer.sign(session);
    },
    verify: (token) => signer.verify(token).toObject(),
  };
}

// What a careful author writes: the same security, an expiry, base64url, a comparison in constant time.
function byHand() {
  const key = createSecretKey(SECRET, "utf8");
  const mac = (text) => createHmac("sha256", key).update(text).digest();
  return {
    name: "node:crypto by hand",
    version: process.versions.node,
    sign: (values) => {
      const body = Buffer.from(JSON.stringify({ exp: now() + DAY, data: values })).toString("base64url");
      return `${body}.${mac(body).toString("base64url")}`;
    },
    verify: (token) => {
      const dot = token.lastIndexOf(".");
      const body = token.slice(0, dot);
      const given = Buffer.from(token.slice(dot + 1), "base64url");
      const wanted = mac(body);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new Error("rejected");
      const { exp, data } = JSON.parse(Buffer.from(body, "base64url").toString());
      if (exp <= now()) throw new Error("expired");
      return data;
    },
  };
}

// As Express does for a signed cookie with JSON.
function signature() {
  return {
    name: "cookie-signature + JSON",
    version: versionOf("cookie-signature"),
    sign: (values) =>
      encodeURIComponent(cookieSignature.sign(JSON.stringify({ exp: now() + DAY, data: values }), SECRET)),
    verify: (token) => {
      const text = cookieSignature.unsign(decodeURIComponent(token), SECRET);
      if (text === false) throw new Error("rejected");
      const { exp, data } = JSON.parse(text);
      if (exp <= now()) throw new Error("expired");
      return data;
    },
  };
}

function jwt() {
  const key = createSecretKey(SECRET, "utf8");
  return {
    name: "jsonwebtoken",
    version: versionOf("jsonwebtoken"),
    sign: (values) => jsonwebtoken.sign({ data: values }, key, { expiresIn: DAY }),
    verify: (token) => jsonwebtoken.verify(token, key, { algorithms: ["HS256"] }).data,
  };
}

async function joseJwt() {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", Buffer.from(SECRET), algorithm, false, ["sign", "verify"]);
  return {
    ...{ name: "jose", version: versionOf("jose"), isAsync: true },
    sign: (values) =>
      new SignJWT({ data: values }).setProtectedHeader({ alg: "HS256" }).setExpirationTime("1d").sign(key),
    verify: async (token) => (await jwtVerify(token, key, { algorithms: ["HS256"] })).payload.data,
  };
}

// It encrypts, too, and derives its keys anew at each call.
function iron() {
  return {
    ...{ name: "iron-session (encrypts)", version: versionOf("iron-session"), isAsync: true },
    sign: (values) => sealData(values, { password: SECRET, ttl: DAY }),
    verify: (token) => unsealData(token, { password: SECRET, ttl: DAY }),
  };
}

// The plugin's own functions, which it puts onto the instance. It encrypts, too.
async function secureSession() {
  const app = require("fastify")();
  await app.register(require("@fastify/secure-session"), { key: Buffer.alloc(32, 7), expiry: DAY });
  await app.ready();
  return {
    name: "@fastify/secure-session (encrypts)",
    version: versionOf("@fastify/secure-session"),
    sign: (values) => app.encodeSecureSession(app.createSecureSession({ ...values })),
    verify: (token) => app.decodeSecureSession(token).data(),
  };
}
