// The same package for CommonJS in TypeScript: tsc reads it, and nobody runs it.

import cello = require("cello-session");
import { session, sessionOf } from "cello-session/express";
import celloSession = require("cello-session/fastify");
import Fastify = require("fastify");

const signer: cello.Signer = new cello.Signer({ secret: "x" });
const read: cello.Session = signer.verify("token", { nowSeconds: 5 });
const isNew: boolean = read.isNew;
read.rotateId();
const middleware = session({ signer });
const shared: cello.Signer = middleware.signer;
// @ts-expect-error: not a session
signer.sign({});
// @ts-expect-error: a string
read.get(5);

const fastify = Fastify.fastify();
fastify.register(celloSession, { secret: "x", maxAgeSeconds: 60 });
fastify.get("/", async (request) => request.session.beganAt.toFixed());

export { isNew, sessionOf, shared };
