// The same, as CommonJS.
import cello = require("cello-session");
import session = require("cello-session/express");
import celloSession = require("cello-session/fastify");
import Fastify = require("fastify");
import express = require("express");

const signer = new cello.Signer({ secret: cello.readSecretFile("secret") });
const app = express();
app.use(session({ signer }));
app.use(session.session({ signer }));
app.get("/", (req, res) => {
  const visitor: cello.Session = session.sessionOf(req);
  req.session.user_id = visitor.id;
  res.end();
});
const options: celloSession.CelloSessionOptions = { secret: "x".repeat(32) };
void Fastify().register(celloSession, options);
void Fastify().register(celloSession.default, options);
