// The real frameworks, each serving on 127.0.0.1 in the same manner: the rules are one list, tested over all of them.

import { once } from "node:events";
import { createServer } from "node:http";
import connect from "connect";
import express5 from "express";
import express4 from "express4";
import Fastify from "fastify";
import { session as expressSession } from "cello-session/express";
import fastifySession from "cello-session/fastify";

export const SECRET = "test-secret-of-at-least-thirty-two-bytes";

// `routes` is { "/path": (visit) => body }. A visit has the session under one set of names, and the framework's own
// request and answer. A body that is undefined means that the route has answered by itself.
export const FRAMEWORKS = [
  { name: "Express 4", kind: "express", serve: (options, routes) => serveExpress(express4(), options, routes) },
  { name: "Express 5", kind: "express", serve: (options, routes) => serveExpress(express5(), options, routes) },
  { name: "Connect", kind: "express", serve: (options, routes) => serveExpress(connect(), options, routes) },
  { name: "Fastify 5", kind: "fastify", serve: serveFastify },
];

async function serveExpress(app, options, routes) {
  const errors = [];
  const middleware = expressSession({ secret: SECRET, ...options });
  app.use(middleware);
  for (const [path, route] of Object.entries(routes)) {
    app.use(path, (request, response, next) => {
      Promise.resolve()
        .then(() => route(expressVisit(request, response, middleware)))
        .then((body) => {
          if (body === undefined) return;
          response.setHeader("Content-Type", "application/json");
          response.end(JSON.stringify(body));
        })
        .catch(next);
    });
  }
  app.use((error, request, response, _next) => {
    errors.push(error);
    if (response.headersSent) return response.destroy();
    response.statusCode = error.status ?? error.statusCode ?? 500;
    response.setHeader("X-Session-Status", request.session?.status ?? "none");
    response.end(error.code ?? error.name);
  });
  const server = createServer(app);
  return listening(server, errors, () => {
    server.closeAllConnections();
    server.close();
  });
}

function expressVisit(request, response, middleware) {
  return {
    request,
    response,
    revocation: middleware.revocation,
    get session() {
      return request.session;
    },
    get: (key) => request.session[key],
    set: (key, value) => {
      request.session[key] = value;
    },
    delete: (key) => delete request.session[key],
    all: () => ({ ...request.session }),
    clear: () => {
      request.session = null;
    },
    replace: (entries) => {
      request.session = entries;
    },
    header: (name, value) => response.setHeader(name, value),
  };
}

async function serveFastify(options, routes) {
  const errors = [];
  const app = Fastify({ logger: false });
  await app.register(fastifySession, { secret: SECRET, ...options });
  for (const [path, route] of Object.entries(routes)) {
    app.all(path, async (request, reply) => {
      const body = await route(fastifyVisit(request, reply));
      if (body === undefined) return reply;
      return reply.header("Content-Type", "application/json").send(JSON.stringify(body));
    });
  }
  app.setErrorHandler((error, request, reply) => {
    errors.push(error);
    reply.header("X-Session-Status", request.session.status);
    reply.code(error.statusCode ?? 500).send(error.code ?? error.name);
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  return { port: app.server.address().port, errors, app, close: () => app.close() };
}

function fastifyVisit(request, reply) {
  return {
    request,
    response: reply.raw,
    reply,
    revocation: request.server.session.revocation,
    get session() {
      return request.session;
    },
    get: (key) => request.session.get(key),
    set: (key, value) => request.session.set(key, value),
    delete: (key) => request.session.delete(key),
    all: () => request.session.data(),
    clear: () => request.session.clear(),
    replace: (entries) => {
      request.session.clear();
      for (const [key, value] of Object.entries(entries)) request.session.set(key, value);
    },
    header: (name, value) => reply.header(name, value),
  };
}

async function listening(server, errors, close) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: server.address().port, errors, server, close };
}
