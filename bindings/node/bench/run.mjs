// The benchmark of the package, which is `make bench-node`: codecs in one process, frameworks in processes of their own,
// in rounds that take turns, and the median of the rounds. `--seconds N` for each round; it ends with 0 met or missed.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { measureCodecs } from "./codecs.mjs";
import { measureServers } from "./servers.mjs";

const quick = process.argv.includes("--quick");
const rounds = quick ? 3 : 9;

const date = new Date().toISOString().slice(0, 10);
console.log(`${date}, Node ${process.versions.node}, ${cpus().length} x ${cpus()[0].model}`);
console.log(
  `load before: ${readFileSync("/proc/loadavg", "utf8").split(" ")[0]} (the machine should have nothing else to do)\n`,
);

const codecs = await measureCodecs({ rounds, slice_ms: quick ? 40 : 150 });
table(
  ["a session of user_id, name, a number and a flag", "version", "sign us", "verify us", "bytes"],
  codecs.map(({ name, version, sign_us, verify_us, bytes }) => [
    name,
    version,
    sign_us.toFixed(2),
    verify_us.toFixed(2),
    bytes,
  ]),
);

const servers = hasWrk() ? await measureServers({ rounds: quick ? 3 : 7, seconds: quick ? 1 : 3 }) : [];
table(
  ["a route that reads the session", "version", "requests/s", "CPU us a request", "of none"],
  servers.map(({ name, version, rate, cpu_us, share }) => [
    name,
    version,
    rate.toFixed(0),
    cpu_us.toFixed(1),
    share.toFixed(3),
  ]),
);

const time = (name) => codecs.find((codec) => codec.name === name).verify_us;
for (const us of ["cello-session", "cello-session, toObject()"]) {
  for (const them of ["node:crypto by hand", "cookie-signature + JSON"]) {
    goal(`${us}: verify and read against ${them}`, time(them) / time(us), 4);
  }
}
const ours = servers.find(({ name }) => name === "Fastify, cello-session");
if (ours) goal("Fastify with ours, of without", ours.share, 0.95);

function goal(what, found, wanted) {
  console.log(`${found >= wanted ? "met   " : "missed"}  ${what}: ${found.toFixed(2)} (at least ${wanted})`);
}

function table(head, rows) {
  if (rows.length === 0) return;
  console.log(`| ${head.join(" | ")} |\n|${"---|".repeat(head.length)}`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
  console.log();
}

function hasWrk() {
  try {
    execFileSync("sh", ["-c", "command -v wrk"]);
    return true;
  } catch {
    console.log("missing: wrk (apt-get install wrk): the frameworks were not measured");
    return false;
  }
}
