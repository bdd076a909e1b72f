// An application over Express or Connect whose answers wait for a slow store, as one at the other end of a wire.

import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { MemoryRevocationStore } from "cello-session";
import { session } from "cello-session/express";
import connect from "connect";
import express5 from "express";
import express4 from "express4";
import { Browser } from "./browser.mjs";
import { SECRET } from "./frameworks.mjs";

export const FRAMEWORKS = { "Express 4": express4, "Express 5": express5, Connect: connect };

// `revoke` fails where `isDown` says so.
export function slowStore({ isDown = () => false } = {}) {
  const store = new MemoryRevocationStore();
  const slowly = async (act) => {
    if (!isDown()) await wait(5);
    else throw Object.assign(new Error("connection lost"), { code: "ECONNRESET" });
    return act();
  };
  return {
    look: (id, user) => store.look(id, user),
    revoke: (id, ttl) => slowly(() => store.revoke(id, ttl)),
    raiseNotBefore: (user, at, ttl) => store.raiseNotBefore(user, at, ttl),
  };
}

// `/login` makes a user; the other routes log him out and answer in their own manner.
export async function serve(test, framework, routes, { store = slowStore(), before = [], after = [], onError } = {}) {
  const app = framework();
  const errors = [];
  for (const middleware of before) app.use(middleware);
  app.use(session({ secret: SECRET, revocation: { store } }));
  for (const middleware of after) app.use(middleware);
  app.use("/login", (request, response) => {
    request.session.login();
    request.session.user_id = "ada";
    response.end("in");
  });
  app.use("/who", (request, response) => response.end(request.session.user_id ?? "nobody"));
  for (const [path, route] of Object.entries(routes)) app.use(path, route);
  app.use(
    onError ??
      ((error, _request, response, _next) => {
        errors.push(error);
        if (response.headersSent) return response.destroy();
        response.statusCode = error.statusCode ?? 500;
        response.end(`sorry: ${error.code ?? error.message}`);
      }),
  );
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const visitor = new Browser({ port });
  await visitor.get("/login");
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port, visitor, errors };
}

export const logout = (request) => Object.assign(request, { session: null });
