// A websocket's upgrade: the session is read as in any request, and a change has nowhere to go.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { session } from "cello-session/express";
import { MemoryRevocationStore, Signer } from "cello-session";
import { WebSocket, WebSocketServer } from "ws";
import { SECRET } from "./frameworks.mjs";

const signer = new Signer({ secret: SECRET });

for (const [name, revocation] of [
  ["without revocation", undefined],
  ["with revocation", { store: new MemoryRevocationStore() }],
]) {
  describe(`a websocket, ${name}`, () => {
    let server;
    let changed;
    before(async () => {
      const sockets = new WebSocketServer({ noServer: true });
      const read = session({ signer, revocation });
      server = createServer();
      server.on("upgrade", (request, socket, head) => {
        read(request, {}, (error) => {
          if (error || request.session.user_id === undefined) return socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
          try {
            request.session.seen = true;
          } catch (mistake) {
            changed = mistake;
          }
          sockets.handleUpgrade(request, socket, head, (client) => client.send(`Hello, ${request.session.user_id}`));
        });
      });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
    });
    after(() => server.close());

    it("knows who it is, and says that a change cannot be kept", async () => {
      const token = signer.sign(signer.begin().set("user_id", "ann"));
      const socket = new WebSocket(`ws://127.0.0.1:${server.address().port}`, {
        headers: { cookie: `session_id=${token}` },
      });
      const [message] = await once(socket, "message");
      assert.equal(String(message), "Hello, ann");
      assert.equal(changed?.code, "headers_sent");
      socket.close();
      await once(socket, "close");
    });

    it("turns away who has no session", async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${server.address().port}`, {
        headers: { cookie: "session_id=forged" },
      });
      const [error] = await once(socket, "error");
      assert.match(error.message, /401/);
    });
  });
}
