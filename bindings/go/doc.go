// Package cellosession has signed session cookies for net/http: a small map, a random id and an expiry, made into one
// cookie that only the holders of a secret can make and that anyone with the secret can check, with no store.
//
// [New] makes a [Manager] from a [Config]; [Manager.LoadAndSave] is the middleware; [FromContext] is the [Session] of
// a request. A [Signer] signs and verifies plain strings, for websockets, gRPC and jobs.
//
// A signed session can be read by its owner, who can also bring back any older copy that has not expired: counters,
// coupons and passwords do not belong in it. Each answer carries the whole session: of two requests at once, the
// answer that arrives last wins. Clear deletes the cookie of the browser that asked; to recall copies as well, set
// [Config.Revocation].
//
// The package calls libcello_session through cgo: the bundled archive, or the installed library with the build tag
// cello_session_system.
package cellosession
