// A visitor with a cookie jar: tough-cookie decides what is kept and what is sent, over real connections to 127.0.0.1.

import { request } from "node:http";
import { CookieJar } from "tough-cookie";

// The jar believes in this origin, so that Secure cookies, domains and prefixes count as they would in a real one.
const ORIGIN = "https://shop.example.test";
const ANSWER_LIMIT_MS = 10_000;

export class Browser {
  constructor(server, { origin = ORIGIN } = {}) {
    this.port = server.port;
    this.origin = origin;
    this.jar = new CookieJar(undefined, { prefixSecurity: "strict" });
  }

  get(path, headers) {
    return this.send("GET", path, headers);
  }

  post(path, headers) {
    return this.send("POST", path, headers);
  }

  async send(method, path, headers = {}) {
    const cookie = this.cookies(path);
    const answer = await send(this.port, method, path, { ...(cookie && { cookie }), ...headers });
    for (const line of answer.setCookie) this.jar.setCookieSync(line, this.origin + path);
    return answer;
  }

  cookies(path = "/") {
    return this.jar.getCookieStringSync(this.origin + path);
  }

  cookie(name = "session_id", path = "/") {
    return this.jar.getCookiesSync(this.origin + path).find((cookie) => cookie.key === name);
  }

  // A thief, or the same person with another browser that got a copy.
  copy() {
    const other = new Browser({ port: this.port }, { origin: this.origin });
    other.jar = this.jar.cloneSync();
    return other;
  }
}

// One request as it is, without a jar. `cookie` may be a list: as many fields are sent.
export function send(port, method, path, headers = {}) {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (incoming) => {
      const parts = [];
      incoming.on("data", (part) => parts.push(part));
      incoming.on("error", reject);
      incoming.on("end", () => resolve(answerOf(incoming, Buffer.concat(parts).toString())));
    });
    outgoing.setTimeout(ANSWER_LIMIT_MS, () => outgoing.destroy(new Error(`${method} ${path}: no answer`)));
    outgoing.on("error", reject);
    outgoing.end();
  });
}

function answerOf(incoming, text) {
  return {
    status: incoming.statusCode,
    headers: incoming.headers,
    rawHeaders: incoming.rawHeaders,
    setCookie: incoming.headers["set-cookie"] ?? [],
    text,
    get json() {
      return JSON.parse(text);
    },
  };
}
