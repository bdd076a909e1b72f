// Sessions that other programs of this repository made: the command line tool, and whatever else was built beside it.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const ENTRIES = ["user_id=456", "username=bob", "visits:int=9007199254740993", 'tags:json=["a", 2.5]'];

/**
 * One token of each program that is there.
 * @param {string} secretFile
 * @returns {{ maker: string, token: string }[]}
 */
export function madeElsewhere(secretFile) {
  const made = [];
  for (const [maker, program] of programs()) {
    const token = execFileSync(program, ["sign", "--secret-file", secretFile, ...ENTRIES], { encoding: "utf8" });
    made.push({ maker, token: token.trim() });
  }
  if (made.length === 0) throw new Error("there is no cello-session tool: make cli");
  return made;
}

/** Programs with the tool's command line. `make demo-node` builds the one in Go where that binding and its language are there. */
function programs() {
  const all = [
    ["the cello-session tool", `${ROOT}target/bin/cello-session`],
    ["the Go package", `${ROOT}target/node/go_peer`],
  ];
  return all.filter(([, program]) => existsSync(program));
}
