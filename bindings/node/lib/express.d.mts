// The same types for import.

import session from "./express.js";

export type Middleware = session.Middleware;
export type RequestSession = session.RequestSession;
export type SessionOptions = session.SessionOptions;
export type SignerSessionOptions = session.SignerSessionOptions;
export type WithSession = session.WithSession;
export declare const sessionOf: typeof session.sessionOf;
export { session, session as default };
