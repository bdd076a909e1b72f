// This file lists what can go wrong, each with a name for errors.Is.

package cellosession

import (
	"errors"
	"fmt"

	"github.com/libcello/libcello_session/bindings/go/internal/abi"
)

// statusError is an error of the library; its words are the library's own.
type statusError abi.Status

func (e statusError) Error() string { return "cellosession: " + abi.Status(e).Message() }

// What is wrong with a session map, a key, a value or a time. ErrTooLarge comes as a [*SizeError], which tells the
// size and the bound.
var (
	ErrTooLarge      = errors.New("cellosession: the session has no room for this")
	ErrKeyLength     = error(statusError(abi.KeyLength))
	ErrKeyEncoding   = error(statusError(abi.KeyEncoding))
	ErrValueEncoding = error(statusError(abi.ValueEncoding))
	ErrValueType     = errors.New("cellosession: a session cannot hold this value")
	ErrNotFound      = error(statusError(abi.NotFound))
	ErrWrongKind     = errors.New("cellosession: the key holds a value of another kind")
	ErrTimeRange     = error(statusError(abi.TimeRange))
)

// What is wrong with a token. Inside of [Manager.LoadAndSave] these are no errors but a [Status].
var (
	ErrExpired     = error(statusError(abi.Expired))
	ErrNotYetValid = error(statusError(abi.NotYetValid))
	ErrRejected    = error(statusError(abi.Rejected))
	ErrMissing     = error(statusError(abi.Missing))
	ErrRevoked     = errors.New("cellosession: the session was revoked")
)

// What is wrong with the use of a session.
var (
	// ErrHeadersSent says that the session can no longer be written: the headers of the answer are sent, its request
	// is over, or it was committed by hand.
	ErrHeadersSent = errors.New("cellosession: the session can no longer be written: the headers are sent")
	// ErrUnsaved says that a connection may not be hijacked before the changed session is committed.
	ErrUnsaved = errors.New("cellosession: the session was changed and not committed")
	// ErrNoSession says that a Session was used that no Signer or Manager has filled.
	ErrNoSession = error(statusError(abi.NotInitialised))
)

// What is wrong with revocation.
var (
	// ErrStoreUnavailable says that the store could not be asked; it comes with the store's own error.
	ErrStoreUnavailable = errors.New("cellosession: the revocation store could not be asked")
	// ErrStoreFull says that a [MemoryStore] has as many entries as it may have.
	ErrStoreFull = errors.New("cellosession: the revocation store is full")
	// ErrForeignValue says that the store holds something else than a time for a user. Their sessions are neither good
	// nor revoked until RevokeAll replaces it; a store answers with this from Check and NotBefore.
	ErrForeignValue = errors.New("cellosession: the revocation store holds no time for this user")
	// ErrUserKind says that the user key holds neither text, which may not be empty, nor an integer.
	ErrUserKind = errors.New("cellosession: the user of a session is text or an integer, and not empty")
	// ErrRevocationOff says that something was to be revoked, and no revocation is configured.
	ErrRevocationOff = errors.New("cellosession: revocation is not configured")
)

// What is wrong with a [Config], one rule each.
var (
	ErrSecretLength            = error(statusError(abi.SecretLength))
	ErrSecretDuplicate         = error(statusError(abi.SecretDuplicate))
	ErrTooManySecrets          = error(statusError(abi.TooManySecrets))
	ErrCookieName              = error(statusError(abi.CookieName))
	ErrCookiePath              = error(statusError(abi.CookiePath))
	ErrCookieDomain            = error(statusError(abi.CookieDomain))
	ErrSameSite                = error(statusError(abi.SameSiteValue))
	ErrSameSiteNoneNeedsSecure = error(statusError(abi.SameSiteNone))
	ErrPartitionedNeedsSecure  = error(statusError(abi.PartitionedNeedsSecure))
	ErrHostPrefix              = error(statusError(abi.HostPrefix))
	ErrSecurePrefix            = error(statusError(abi.SecurePrefix))
	ErrMaxAge                  = error(statusError(abi.MaxAge))
	ErrLongestMaxAge           = error(statusError(abi.LongestMaxAge))
	ErrAbsoluteMaxAge          = error(statusError(abi.AbsoluteMaxAge))
)

// SizeError is the [ErrTooLarge] of a session that would have Size of what may be Bound.
type SizeError struct {
	Size, Bound int
	Unit        string // "bytes" or "entries"
}

// Error tells the size and the bound.
func (e *SizeError) Error() string {
	return fmt.Sprintf("%v: %d %s, of at most %d", ErrTooLarge, e.Size, e.Unit, e.Bound)
}

// Is makes errors.Is(err, ErrTooLarge) true.
func (e *SizeError) Is(target error) bool { return target == ErrTooLarge }

// The errors of a token are returned for each hostile request, so they are made once.
func errorOf(status abi.Status) error {
	switch status {
	case abi.OK:
		return nil
	case abi.Rejected:
		return ErrRejected
	case abi.Expired:
		return ErrExpired
	case abi.NotYetValid:
		return ErrNotYetValid
	case abi.Missing:
		return ErrMissing
	case abi.Full, abi.TooLarge:
		return ErrTooLarge
	}
	return statusError(status)
}
