// Real Redis and Valkey servers, alone and as clusters, with each client library that the package names.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Cluster as IoCluster, Redis as IoRedis } from "ioredis";
import { createClient, createCluster } from "redis";

const PROGRAM = fileURLToPath(new URL("../../../tests/servers/redis", import.meta.url));

export class StoreServer {
  constructor(kind) {
    this.directory = mkdtempSync(join(tmpdir(), "cello-store-"));
    const lines = this.#tell("start", kind, this.directory, "--owner", String(process.pid));
    this.ports = lines
      .trim()
      .split("\n")
      .map((line) => Number(line.split(" ")[0]));
    this.port = this.ports[0];
  }

  stop() {
    this.#tell("stop", this.directory, "--hard");
  }

  again() {
    this.#tell("again", this.directory);
  }

  pause() {
    this.#tell("pause", this.directory);
  }

  resume() {
    this.#tell("resume", this.directory);
  }

  close() {
    this.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  #tell(...words) {
    return execFileSync(PROGRAM, words, { encoding: "utf8", timeout: 60_000, stdio: ["ignore", "pipe", "inherit"] });
  }
}

// Each is { sendCommand, ask, close }: sendCommand as the README writes it, and `ask` to look at what is stored.
export const CLIENTS = {
  redis: async (server) => {
    const client = createClient({
      socket: { host: "127.0.0.1", port: server.port, reconnectStrategy: 50 },
      disableOfflineQueue: true,
    });
    client.on("error", () => {});
    await client.connect();
    const sendCommand = (args) => client.sendCommand(args);
    return { sendCommand, ask: sendCommand, close: () => client.destroy() };
  },
  ioredis: async (server) => {
    const client = new IoRedis({
      ...{ host: "127.0.0.1", port: server.port, lazyConnect: true, enableOfflineQueue: false },
      ...{ maxRetriesPerRequest: 0, retryStrategy: () => 50 },
    });
    client.on("error", () => {});
    await client.connect();
    const sendCommand = ([name, ...rest]) => client.call(name, ...rest);
    return { sendCommand, ask: sendCommand, close: () => client.disconnect() };
  },
};

export const CLUSTER_CLIENTS = {
  redis: async (server) => {
    const client = createCluster({ rootNodes: server.ports.map((port) => ({ url: `redis://127.0.0.1:${port}` })) });
    client.on("error", () => {});
    await client.connect();
    const sendCommand = (args, key) => client.sendCommand(key, true, args);
    return { sendCommand, ask: (args) => sendCommand(args, args[1]), close: () => client.destroy() };
  },
  ioredis: async (server) => {
    const client = new IoCluster(server.ports.map((port) => ({ host: "127.0.0.1", port })));
    client.on("error", () => {});
    const sendCommand = ([name, ...rest]) => client.call(name, ...rest);
    return { sendCommand, ask: sendCommand, close: () => client.disconnect() };
  },
};
