// The types of the package without a framework.

/** A string stands for its UTF-8 bytes. 32 to 1024 bytes. */
export type Secret = string | Uint8Array;

/** What a session can hold. Integers beyond 2 ** 53 are read as BigInt, bytes as a Buffer that is a copy. */
export type Value = string | number | bigint | boolean | null | Uint8Array | JsonArray | JsonObject;
export type JsonValue = string | number | boolean | null | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** T where it can be stored, also as an interface, which has no index signature; `never` stands where it cannot. */
export type Storable<T> = [T] extends [Value] ? T : T extends bigint | Uint8Array ? T : StorableInJson<T>;
export type StorableInJson<T> = T extends JsonValue
  ? T
  : T extends (...parameters: any) => any
    ? never
    : T extends object
      ? { [K in keyof T]: StorableInJson<T[K]> }
      : never;

/** What stands under which key, for applications that declare it: `declare module 'cello-session' { interface SessionData {...} }`. */
// biome-ignore lint/suspicious/noEmptyInterface: applications add to it
export interface SessionData {}

/** How a request's cookie was found. "unavailable": the revocation store could not be asked, and the request fails. */
export type Status = "ok" | "missing" | "rejected" | "expired" | "not_yet_valid" | "revoked" | "unavailable";

export type Kind = "text" | "bytes" | "int" | "bool" | "null" | "json";

export interface SignerOptions {
  /** The one secret that signs. */
  secret: Secret;
  /** Up to 7 more, which verify only. */
  acceptedSecrets?: readonly Secret[] | undefined;
  /** "session_id" */
  cookieName?: string | undefined;
  /** "/" */
  path?: string | undefined;
  /** None. */
  domain?: string | null | undefined;
  /** 86400: lifetime from each signing on. */
  maxAgeSeconds?: number | undefined;
  /** 0, which stands for maxAgeSeconds: the most that setLifetime may ask for. */
  longestMaxAgeSeconds?: number | undefined;
  /** 0, which is none: the end that no renewal moves. */
  absoluteMaxAgeSeconds?: number | undefined;
  /** true */
  httpOnly?: boolean | undefined;
  /** true */
  secure?: boolean | undefined;
  /** "lax" */
  sameSite?: "lax" | "strict" | "none" | "Lax" | "Strict" | "None" | undefined;
  /** false */
  partitioned?: boolean | undefined;
  /** true; false leaves Max-Age away, so that the cookie ends with the browser. */
  persistent?: boolean | undefined;
  /** The time in whole Unix seconds, for tests; asked once when the signer is made. */
  clock?: (() => number) | undefined;
}

export interface At {
  /** The time in Unix seconds; now, unless it is given. */
  nowSeconds?: number | undefined;
}

/** The prepared keys and the rules of one cookie. */
export class Signer {
  constructor(options: SignerOptions);
  readonly cookieName: string;
  readonly longestMaxAgeSeconds: number;
  /** A new and empty session. An id is 16 bytes or 32 hex digits. */
  begin(at?: At & { id?: Uint8Array | string | undefined }): Session;
  /** Never throws for a bad token: its session is empty, and has a status. */
  verify(token: string | Uint8Array, at?: At): Session;
  /** The value of a Cookie field, or of several. */
  readCookie(header: string | readonly string[] | Uint8Array | undefined, at?: At): Session;
  /** The token. */
  sign(session: Session, at?: At): string;
  /** The value of a Set-Cookie field; for an empty session, what deletes the cookie. */
  writeCookie(session: Session, at?: At): string;
  deletionCookie(): string;
}

/** A visitor's session. Signers and frameworks make it. */
export class Session {
  private constructor();
  get<K extends keyof SessionData>(key: K): SessionData[K] | undefined;
  get(key: string): any;
  /** A key that SessionData declares takes what it says there. */
  set<K extends string, V>(
    key: K,
    value: K extends keyof SessionData ? Exclude<SessionData[K], undefined> : V & Storable<V>,
  ): this;
  has(key: string): boolean;
  delete(key: string): boolean;
  /** Empties the map; what is set afterwards goes into a session begun anew. */
  clear(): void;
  readonly size: number;
  keys(): IterableIterator<string>;
  values(): IterableIterator<any>;
  entries(): IterableIterator<[string, any]>;
  [Symbol.iterator](): IterableIterator<[string, any]>;
  /** An object without a prototype. */
  toObject(): Partial<SessionData> & { [key: string]: any };
  kind(key: string): Kind | undefined;
  /** The text of a JSON value, byte for byte as it was signed. */
  getJsonText(key: string): string | undefined;
  setJsonText(key: string, text: string): this;
  /** The visitor has proved who they are: a fresh id, and the clock of the absolute end starts. */
  login(): void;
  /** A fresh id, at a change of rights. */
  rotateId(): void;
  /** "Remember me": up to longestMaxAgeSeconds. */
  setLifetime(seconds: number): void;
  /** 32 hex digits. */
  readonly id: string;
  readonly status: Status;
  readonly isNew: boolean;
  readonly isChanged: boolean;
  readonly isPopulated: boolean;
  readonly renewalDue: boolean;
  /** Unix seconds; 0 where nothing was read. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly beganAt: number;
}

/**
 * `code` is the name of a status of the C library, or one of the package's own: 'headers_sent', 'reserved_name',
 * 'wrong_kind' (the user under `userKey`), 'store_unavailable', 'dropped' (a change after the session was refused in this
 * request), 'installed_twice' (Express) and 'too_early' (Fastify: a hook before the plugin's). A store throws
 * 'store_timeout', 'store_answer' and 'store_full', which are the `cause` of a 'store_unavailable'.
 */
export class SessionError extends Error {
  constructor(
    code: string,
    message: string,
    facts?: { size?: number; bound?: number; statusCode?: number; cause?: unknown },
  );
  readonly code: string;
  /** What did not fit, and what would. */
  readonly size?: number;
  readonly bound?: number;
  /** 503 where a revocation store could not be asked. */
  readonly status?: number;
  readonly statusCode?: number;
  /** Why a store could not be asked, where this package or the store says so with a SessionError. */
  readonly cause?: unknown;
}

/** The bytes of a file less one trailing newline, LF or CR LF. */
export function readSecretFile(path: string | URL): Buffer;

export interface Looked {
  revoked: boolean;
  /** Unix seconds: sessions that began up to then are revoked. */
  notBefore: number | null;
}

/** Where revocations are kept. Each method may answer at once or by a promise. */
export interface RevocationStore {
  /** Both questions in one round trip; null is not asked. */
  look(id: string | null, user: string | null): Looked | Promise<Looked>;
  /** True when it is stored now, false when it stood there already. */
  revoke(id: string, ttlSeconds: number): boolean | Promise<boolean>;
  /** Never lowers the time that stands there. */
  raiseNotBefore(user: string, unixSeconds: number, ttlSeconds: number): void | Promise<void>;
}

/** For one process. Bounded; full is an error; a restart forgets. */
export class MemoryRevocationStore implements RevocationStore {
  constructor(options?: { maxEntries?: number; clock?: () => number });
  readonly size: number;
  look(id: string | null, user: string | null): Looked;
  revoke(id: string, ttlSeconds: number): boolean;
  raiseNotBefore(user: string, unixSeconds: number, ttlSeconds: number): void;
}

/** For many processes, in Redis or Valkey, through whatever client sends the command. `key` is for clusters. */
export function redisRevocationStore(options: {
  sendCommand: (args: string[], key: string) => Promise<unknown>;
  /** "cello:" */
  prefix?: string;
}): RevocationStore;

export interface RevocationOptions {
  /** A MemoryRevocationStore: for one process. */
  store?: RevocationStore | undefined;
  /** "user_id" */
  userKey?: string | undefined;
  /** false; true goes on without the store when it cannot be asked, and logs each time. */
  failOpen?: boolean | undefined;
  /** 2000: a store that has not answered by then counts as one that cannot be asked. */
  timeoutMs?: number | undefined;
  /** console.warn; in Fastify its logger. */
  log?: ((message: string) => void) | undefined;
}

export class Revocation {
  constructor(signer: Signer, options: RevocationOptions);
  /** A revoked session is empty afterwards. */
  isRevoked(session: Session): Promise<boolean>;
  /**
   * Every copy of this session, renewed ones too; the session itself is empty afterwards. False where it was revoked
   * before, or where it is one that no visitor holds. A store that cannot be asked is an error, also with failOpen.
   */
  revoke(session: Session | string): Promise<boolean>;
  /** Every session of a user that began up to now. A store that cannot be asked is an error, also with failOpen. */
  revokeAll(user: string | number | bigint): Promise<void>;
  /** Before sign or writeCookie, for those who use no framework. What could not be written is an error here already. */
  settle(session: Session): Promise<void>;
}

/** The version of the C library. */
export const version: string;
