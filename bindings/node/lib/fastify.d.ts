// The types of the plugin for Fastify.

import type { FastifyPluginAsync } from "fastify";
import type { SessionOptions, SignerSessionOptions } from "./express.js";
import type { Revocation, Session, SessionData, Signer } from "./index.js";

type Plugin = FastifyPluginAsync<celloSession.CelloSessionOptions>;

declare function celloSession(...parameters: Parameters<Plugin>): ReturnType<Plugin>;

declare namespace celloSession {
  type CelloSessionOptions = SessionOptions | SignerSessionOptions;

  /** request.session: a Session, with the methods of @fastify/secure-session. */
  interface FastifySession extends Omit<Session, "delete"> {
    /** The whole session. */
    delete(): void;
    /** One key. */
    delete(key: string): boolean;
    data(): Partial<SessionData> & { [key: string]: any };
    /** Signs it anew at the end of this request. */
    touch(): void;
    /** Begins anew; only the keys that are named stay. */
    regenerate(keep?: readonly string[]): void;
    readonly changed: boolean;
    readonly deleted: boolean;
  }

  const celloSession: Plugin;

  export { type CelloSessionOptions, celloSession, celloSession as default, type FastifySession };
}

declare module "fastify" {
  interface FastifyRequest {
    readonly session: celloSession.FastifySession;
  }
  interface FastifyInstance {
    readonly session: { readonly signer: Signer; readonly revocation: Revocation | null };
  }
}

export = celloSession;
