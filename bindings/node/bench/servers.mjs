// Requests a second, and CPU time a request, of the frameworks with and without a session: wrk loads one at a time, on
// a processor of its own where there are two.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { median, versionOf } from "./codecs.mjs";

const SERVER = fileURLToPath(new URL("server.mjs", import.meta.url));
const TICKS_A_SECOND = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
const KINDS = {
  "Express, none": "express",
  "Express, cello-session": null,
  "Express, cookie-session": "cookie-session",
  "Fastify, none": "fastify",
  "Fastify, cello-session": null,
  "Fastify, secure-session": "@fastify/secure-session",
};

export async function measureServers({ rounds, seconds }) {
  const servers = [];
  try {
    for (const [name, dependency] of Object.entries(KINDS)) servers.push(await start(name, dependency));
    for (const server of servers) load(server, 1);
    for (let round = 0; round < rounds; round++) {
      // Each second round goes backwards, so that nobody is always the first after a pause.
      for (const server of round % 2 ? [...servers].reverse() : servers) {
        const before = cpu_us(server.child.pid);
        const { rate, requests } = load(server, seconds);
        server.rates.push(rate);
        server.cpu.push((cpu_us(server.child.pid) - before) / requests);
      }
    }
    return servers.map((server) => {
      const none = servers.find(({ name }) => name === `${server.name.split(",")[0]}, none`);
      const rate = median(server.rates);
      // Of the same round: what else the machine did then met both.
      const share = median(server.rates.map((each, round) => each / none.rates[round]));
      return { name: server.name, version: server.version, rate, cpu_us: median(server.cpu), share };
    });
  } finally {
    for (const { child } of servers) child.kill();
  }
}

async function start(name, dependency) {
  const own = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
  const child = spawn("taskset", ["-c", "0", process.execPath, SERVER, ...name.split(", ")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  const { port, cookie } = JSON.parse(line);
  return { name, child, port, cookie, version: dependency ? versionOf(dependency) : own, rates: [], cpu: [] };
}

function load({ name, port, cookie }, seconds) {
  const words = [
    "-c",
    "1",
    "wrk",
    "-t1",
    "-c16",
    `-d${seconds}s`,
    "-H",
    `Cookie: ${cookie}`,
    `http://127.0.0.1:${port}/profile`,
  ];
  const text = execFileSync("taskset", words, { encoding: "utf8" });
  if (/Non-2xx|Socket errors/.test(text)) throw new Error(`${name}: ${text}`);
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)[1]),
    requests: Number(/(\d+) requests in/.exec(text)[1]),
  };
}

// User and system time of the server's process, with all of its threads.
function cpu_us(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND) * 1e6;
}
