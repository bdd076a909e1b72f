// The same module for import.
import celloSession from "./fastify.js";

export { celloSession, celloSession as default };
