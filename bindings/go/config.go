// This file holds what can be configured, and turns it into what the library takes.

package cellosession

import (
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/libcello/libcello_session/bindings/go/internal/abi"
)

// Switch is a setting that is on or off, and has a default.
type Switch int8

// The positions of a [Switch].
const (
	Default Switch = iota
	On
	Off
)

func (s Switch) or(byDefault bool) bool {
	if s == Default {
		return byDefault
	}
	return s == On
}

// Config is how a [Manager] or a [Signer] signs, what it accepts, and the attributes of its cookie. Only Secret is
// required: each zero value stands for the default. Mistakes are errors of [New] and [NewSigner], one for each rule.
//
// Services that share a cookie share Secret, AcceptedSecrets, CookieName, LongestMaxAge and AbsoluteMaxAge: a smaller
// limit in one shortens the session for all.
type Config struct {
	Secret          Secret   // required; the only one that signs
	AcceptedSecrets []Secret // up to 7 that verify only: old ones in a rotation, or the next one while it is rolled out

	CookieName string // "session_id"; "__Host-session" is safer in production
	Path       string // "/"
	Domain     string // none: the host that set the cookie alone

	MaxAge         time.Duration // 24 hours; lifetime from each signing on, in whole seconds, up to 400 days
	LongestMaxAge  time.Duration // MaxAge; what SetLifetime may ask for and what a token may claim
	AbsoluteMaxAge time.Duration // none; the end of a session after its beginning, which no renewal moves

	HTTPOnly    Switch        // on: scripts in the page cannot read the cookie
	Secure      Switch        // on: https only. Off for development over http
	SameSite    http.SameSite // http.SameSiteLaxMode
	Partitioned Switch        // off; on gives each embedding site a cookie of its own
	Persistent  Switch        // on; off lets the cookie end with the browser, while the signed expiry stays

	// Revocation recalls sessions before they expire. Nil is off.
	Revocation *Revocation

	// Now is the clock; tests replace it. Nil is time.Now.
	Now func() time.Time
	// Logger is told of failures that no caller sees. Nil is slog.Default(). It never sees a secret, a token or a value.
	Logger *slog.Logger
	// ErrorHandler answers a request whose session could not be checked or written. Nil answers 503 where the
	// revocation store could not be asked, and 500 otherwise.
	ErrorHandler func(w http.ResponseWriter, r *http.Request, err error)
}

var sameSites = map[http.SameSite]int32{
	0:                        abi.SameSiteLax,
	http.SameSiteDefaultMode: abi.SameSiteLax,
	http.SameSiteLaxMode:     abi.SameSiteLax,
	http.SameSiteStrictMode:  abi.SameSiteStrict,
	http.SameSiteNoneMode:    abi.SameSiteNoneNum,
}

func (c *Config) forLibrary() (*abi.Config, error) {
	out := &abi.Config{
		Secrets:     [][]byte{c.Secret.bytes()},
		CookieName:  or(c.CookieName, "session_id"),
		Path:        or(c.Path, "/"),
		Domain:      c.Domain,
		HTTPOnly:    c.HTTPOnly.or(true),
		Secure:      c.Secure.or(true),
		Partitioned: c.Partitioned.or(false),
		Persistent:  c.Persistent.or(true),
	}
	for _, secret := range c.AcceptedSecrets {
		out.Secrets = append(out.Secrets, secret.bytes())
	}
	var known bool
	if out.SameSite, known = sameSites[c.SameSite]; !known {
		return nil, ErrSameSite
	}
	for _, position := range []Switch{c.HTTPOnly, c.Secure, c.Partitioned, c.Persistent} {
		if position < Default || position > Off {
			return nil, fmt.Errorf("cellosession: a Switch is Default, On or Off, not %d", position)
		}
	}
	var err error
	if out.MaxAgeS, err = seconds(or(c.MaxAge, 24*time.Hour), ErrMaxAge); err != nil {
		return nil, err
	}
	if out.LongestMaxAgeS, err = seconds(c.LongestMaxAge, ErrLongestMaxAge); err != nil {
		return nil, err
	}
	out.AbsoluteMaxAgeS, err = seconds(c.AbsoluteMaxAge, ErrAbsoluteMaxAge)
	return out, err
}

func seconds(d time.Duration, rule error) (uint64, error) {
	if d < 0 || d%time.Second != 0 {
		return 0, fmt.Errorf("%w (%v is not a number of whole seconds)", rule, d)
	}
	return uint64(d / time.Second), nil
}

func or[T comparable](value, byDefault T) T {
	var zero T
	if value == zero {
		return byDefault
	}
	return value
}
