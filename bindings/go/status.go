// This file names what became of the visitor's cookie.

package cellosession

import "encoding/hex"

// Status says what became of the visitor's cookie, for metrics and logs. Whatever it is, the application sees a
// session: an empty one where it is not StatusOK.
type Status int8

// The answers of [Session.Status].
const (
	StatusMissing     Status = iota // no cookie of this name
	StatusOK                        // a session that we signed and that is not over
	StatusRejected                  // not made by our secrets for this cookie
	StatusExpired                   // genuine, and over
	StatusNotYetValid               // genuine, and from more than 60 s in the future
	StatusRevoked                   // genuine, and revoked
	StatusUnavailable               // genuine, but the revocation store could not be asked: the request fails
)

var statusNames = [...]string{"missing", "ok", "rejected", "expired", "not_yet_valid", "revoked", "unavailable"}

// String is the status in small letters: "not_yet_valid".
func (s Status) String() string {
	if s < 0 || int(s) >= len(statusNames) {
		return "unknown"
	}
	return statusNames[s]
}

// ID is a session's random id: what revocation is keyed on. It stays the same through all renewals.
type ID [16]byte

// String is the id in 32 hexadecimal digits.
func (id ID) String() string { return hex.EncodeToString(id[:]) }
