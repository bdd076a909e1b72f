// Another process of the same service: `second_process.mjs CLIENT PORT[,PORT...]` prints the port that it serves.

import { redisRevocationStore } from "cello-session";
import { FRAMEWORKS } from "./frameworks.mjs";
import { ROUTES } from "./revocation_routes.mjs";
import { CLIENTS, CLUSTER_CLIENTS } from "./servers.mjs";

const [library, list] = process.argv.slice(2);
const ports = list.split(",").map(Number);
const connect = (ports.length > 1 ? CLUSTER_CLIENTS : CLIENTS)[library];
const client = await connect({ ports, port: ports[0] });
const store = redisRevocationStore({ sendCommand: client.sendCommand });
const server = await FRAMEWORKS[3].serve({ revocation: { store } }, ROUTES);
console.log(server.port);

// It ends with the test that started it.
process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
