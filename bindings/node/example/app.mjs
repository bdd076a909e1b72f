// The example application: login, profile and logout, with revocation, over Express. It listens on PORT of 127.0.0.1.
//
// SESSION_SECRET_FILE names the file of the secret. The store is in memory, for one process; a second one would take
// redisRevocationStore.

import { MemoryRevocationStore, readSecretFile } from "cello-session";
import { session } from "cello-session/express";
import express from "express";

const USERS = new Map([["alice", { id: "123", password: "correct horse" }]]);

const sessions = session({
  secret: readSecretFile(process.env.SESSION_SECRET_FILE ?? "session.secret"),
  maxAgeSeconds: 86400,
  longestMaxAgeSeconds: 30 * 86400,
  // Over plain http, on this machine only: an application for others leaves this away.
  secure: false,
  revocation: { store: new MemoryRevocationStore() },
});

const app = express();
app.use(sessions);
app.use(express.urlencoded({ extended: false }));

app.post("/login", (req, res) => {
  const user = USERS.get(req.body.name);
  if (user === undefined || user.password !== req.body.password) {
    res.status(403).send("wrong name or password\n");
    return;
  }
  // A CSRF token may have been planted together with an anonymous session: it does not survive the login.
  delete req.session.csrf;
  req.session.login();
  if (req.body.remember === "yes") req.session.setLifetime(30 * 86400);
  req.session.user_id = user.id;
  req.session.username = req.body.name;
  res.send("welcome\n");
});

app.get("/profile", (req, res) => {
  // Ask for the key: an anonymous session with a basket is a good session too.
  if (req.session.user_id === undefined) {
    res.status(401).send("who are you?\n");
    return;
  }
  res.send(`user ${req.session.user_id}, ${req.session.username}\n`);
});

app.post("/basket", (req, res) => {
  req.session.basket ??= [];
  req.session.basket.push(String(req.body.item));
  res.send(`${req.session.basket.length} in the basket\n`);
});

app.post("/logout", (req, res) => {
  req.session = null;
  res.send("goodbye\n");
});

app.post("/logout-everywhere", async (req, res, next) => {
  try {
    if (req.session.user_id !== undefined) await sessions.revocation.revokeAll(req.session.user_id);
    req.session = null;
    res.send("goodbye, on all devices\n");
  } catch (error) {
    next(error);
  }
});

const server = app.listen(process.env.PORT ?? 3000, "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
