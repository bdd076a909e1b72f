// The routes of an application with users: what the tests of revocation do, over each framework and each store.

import { Browser } from "./browser.mjs";

export const ROUTES = {
  "/login": (visit) => {
    visit.session.login();
    visit.set("user_id", userOf(visit));
    return {};
  },
  "/profile": (visit) => ({ user: visit.get("user_id") ?? null, status: visit.session.status }),
  "/logout": (visit) => {
    visit.clear();
    return {};
  },
  "/forget": (visit) => {
    visit.delete("user_id");
    visit.set("basket", [1]);
    return {};
  },
  "/rights": (visit) => {
    visit.session.rotateId();
    return {};
  },
  "/slow-rights": async (visit) => {
    visit.get("user_id");
    await new Promise((resolve) => setTimeout(resolve, 150));
    visit.session.rotateId();
    return {};
  },
  "/other-user": (visit) => {
    visit.set("user_id", "eve");
    return {};
  },
  "/basket": (visit) => {
    visit.set("basket", [Math.random()]);
    return {};
  },
  "/change-password": async (visit) => {
    const user = visit.get("user_id");
    await visit.revocation.revokeAll(user);
    visit.session.login();
    visit.set("user_id", user);
    return {};
  },
  "/recall": async (visit) => {
    await visit.revocation.revokeAll(userOf(visit));
    return {};
  },
  "/number-user": (visit) => {
    visit.session.login();
    visit.set("user_id", 7);
    return {};
  },
  "/revoke-seven": async (visit) => {
    await visit.revocation.revokeAll(7);
    return {};
  },
  "/wrong-user": (visit) => {
    visit.set("user_id", [7]);
    return {};
  },
};

// Connect and Express cut off of `url` what the route is mounted at.
function userOf(visit) {
  return new URL(visit.request.originalUrl ?? visit.request.url, "http://x").searchParams.get("user");
}

// A visitor who has logged in at a server with these routes.
export async function loggedIn(server, user) {
  const visitor = new Browser(server);
  await visitor.post(`/login?user=${user}`);
  return visitor;
}
