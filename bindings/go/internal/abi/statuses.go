// This file lists the statuses by their names.

package abi

// #include "shim.h"
import "C"

// The statuses that package cellosession tells apart.
const (
	OK              Status = C.CELLO_SESSION_OK
	NotInitialised  Status = C.CELLO_SESSION_NOT_INITIALISED
	ABIMismatch     Status = C.CELLO_SESSION_ABI_MISMATCH
	InvalidArgument Status = C.CELLO_SESSION_INVALID_ARGUMENT
	BufferTooSmall  Status = C.CELLO_SESSION_BUFFER_TOO_SMALL

	SecretLength           Status = C.CELLO_SESSION_SECRET_LENGTH
	SecretDuplicate        Status = C.CELLO_SESSION_SECRET_DUPLICATE
	TooManySecrets         Status = C.CELLO_SESSION_TOO_MANY_SECRETS
	CookieName             Status = C.CELLO_SESSION_COOKIE_NAME
	CookiePath             Status = C.CELLO_SESSION_COOKIE_PATH
	CookieDomain           Status = C.CELLO_SESSION_COOKIE_DOMAIN
	SameSiteValue          Status = C.CELLO_SESSION_SAME_SITE_VALUE
	SameSiteNone           Status = C.CELLO_SESSION_SAME_SITE_NONE_NEEDS_SECURE
	PartitionedNeedsSecure Status = C.CELLO_SESSION_PARTITIONED_NEEDS_SECURE
	HostPrefix             Status = C.CELLO_SESSION_HOST_PREFIX
	SecurePrefix           Status = C.CELLO_SESSION_SECURE_PREFIX
	MaxAge                 Status = C.CELLO_SESSION_MAX_AGE
	LongestMaxAge          Status = C.CELLO_SESSION_LONGEST_MAX_AGE
	AbsoluteMaxAge         Status = C.CELLO_SESSION_ABSOLUTE_MAX_AGE

	KeyLength     Status = C.CELLO_SESSION_KEY_LENGTH
	KeyEncoding   Status = C.CELLO_SESSION_KEY_ENCODING
	ValueEncoding Status = C.CELLO_SESSION_VALUE_ENCODING
	Full          Status = C.CELLO_SESSION_FULL
	NotFound      Status = C.CELLO_SESSION_NOT_FOUND
	WrongKind     Status = C.CELLO_SESSION_WRONG_KIND
	TimeRange     Status = C.CELLO_SESSION_TIME_RANGE
	TooLarge      Status = C.CELLO_SESSION_TOO_LARGE

	Expired     Status = C.CELLO_SESSION_EXPIRED
	NotYetValid Status = C.CELLO_SESSION_NOT_YET_VALID
	Rejected    Status = C.CELLO_SESSION_REJECTED
	Missing     Status = C.CELLO_SESSION_MISSING
)
