// The same types for import.

import celloSession from "./fastify.js";

export type CelloSessionOptions = celloSession.CelloSessionOptions;
export type FastifySession = celloSession.FastifySession;
export { celloSession, celloSession as default };
