// The types of the middleware for Express and Connect.

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Revocation, RevocationOptions, Session, SessionData, Signer, SignerOptions, Status } from "./index.js";

declare function session(options: session.SessionOptions | session.SignerSessionOptions): session.Middleware;

declare namespace session {
  /** req.session: its own names, and any other string as a key of the map. */
  type RequestSession = SessionApi & Partial<SessionData> & { [key: string]: any };

  /** These names mean the API whatever a cookie holds; `sessionOf(req)` has keys of any name. */
  interface SessionApi {
    readonly isNew: boolean;
    readonly isChanged: boolean;
    readonly isPopulated: boolean;
    readonly renewalDue: boolean;
    readonly status: Status;
    readonly id: string;
    readonly issuedAt: number;
    readonly expiresAt: number;
    readonly beganAt: number;
    clear(): void;
    /** As Passport calls it: clear(), and then the callback. */
    regenerate(done?: () => void): void;
    /** As Passport calls it: the callback. The cookie is written when the answer is sent. */
    save(done?: () => void): void;
    login(): void;
    rotateId(): void;
    setLifetime(seconds: number): void;
  }

  /** For Connect and node:http, whose requests nobody can add to: `(req as IncomingMessage & WithSession).session`. */
  interface WithSession {
    /** Null logs out; an object is a session begun anew. Reads null after it was set to null. */
    get session(): RequestSession;
    set session(value: (Partial<SessionData> & { [key: string]: any }) | null);
  }

  interface Middleware {
    (req: IncomingMessage, res: ServerResponse, next: (error?: any) => void): void;
    readonly signer: Signer;
    readonly revocation: Revocation | null;
  }

  interface SessionOptions extends SignerOptions {
    revocation?: RevocationOptions | null | undefined;
  }

  interface SignerSessionOptions {
    signer: Signer;
    revocation?: RevocationOptions | null | undefined;
  }

  /** The Session behind req.session; the cookie's name where several middlewares are installed. */
  function sessionOf(req: object, cookieName?: string): Session;

  export {
    type Middleware,
    type RequestSession,
    type SessionApi,
    type SessionOptions,
    type SignerSessionOptions,
    session,
    sessionOf,
    type WithSession,
  };
}

declare global {
  namespace Express {
    interface Request extends session.WithSession {}
  }
}

export = session;
