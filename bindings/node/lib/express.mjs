// The same module for import.
import session from "./express.js";

export const { sessionOf } = session;
export { session, session as default };
