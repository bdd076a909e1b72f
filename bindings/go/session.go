// This file holds a visitor's session: how it is verified, its id and its times.

package cellosession

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/libcello/libcello_session/bindings/go/internal/abi"
)

// Session is the session of one visitor: a small map, a random id and an expiry. Inside of [Manager.LoadAndSave] it
// comes from [FromContext], is verified when it is first used, and may be used by several goroutines of the request.
// Outside, a Signer fills it; the zero Session is ready for that, and one that is used again allocates nothing.
//
// The typed getters answer with the zero value where the key is not there or holds another kind. A Session must not
// be copied after first use.
type Session struct {
	mu      sync.Mutex
	signer  *Signer
	manager *Manager        // nil for a session of a Signer
	ctx     context.Context // what calls of the revocation store run under
	request *http.Request   // nil for a session that comes from no request

	loaded, holds bool // it was looked at; state holds a session
	written       bool // it can no longer be written
	pending       bool // the application changed it since it was read
	seen          bool // view and the state's Info are those of the state
	state         *abi.State
	view          abi.View
	kept          abi.Info // of a session whose state is given back
	status        Status
	err           error

	origin origin
}

// origin is what the session was when it was read, and what was done to it since that revocation has to know.
type origin struct {
	received  bool    // a cookie was received, and it is good
	id        ID      // its id
	began     uint64  // when it began, unix seconds
	user      *string // its user, nil for none; a pointer, because a printed struct shows its texts
	recalled  bool    // the application has revoked this id itself
	loggedIn  bool    // Login was called since: it goes on, whatever was revoked
	begunAnew bool    // Clear or Revoke was called since, after which a user who stays has proved nothing
}

// open locks the session and verifies it, if that has not been done. The caller unlocks.
func (s *Session) open() {
	s.mu.Lock()
	if !s.loaded && s.request != nil {
		s.loadOrFail()
	}
	s.look()
}

// loadOrFail leaves no lock and no unchecked session behind when a store or a clock panics.
func (s *Session) loadOrFail() {
	done := false
	defer func() {
		if !done {
			s.fail(ErrStoreUnavailable)
			s.mu.Unlock()
		}
	}()
	s.load()
	done = true
}

func (s *Session) load() {
	s.loaded = true
	if s.state == nil {
		s.state = takeState()
	}
	s.accept(s.signer.keys.Read(cookieHeader(s.request), s.signer.readTime(), s.state))
	if s.holds {
		s.refresh()
		s.checkRevoked()
	}
}

// accept takes over what a read or a verification has answered.
func (s *Session) accept(status abi.Status) {
	switch status {
	case abi.OK:
		s.holds, s.status = true, StatusOK
		s.origin.received = true
	case abi.Missing:
		s.drop(StatusMissing)
	case abi.Rejected:
		s.drop(StatusRejected)
	case abi.Expired:
		s.drop(StatusExpired)
	case abi.NotYetValid:
		s.drop(StatusNotYetValid)
	default:
		s.drop(StatusUnavailable)
		s.err = errorOf(status)
	}
}

// refresh follows each call that has changed the state.
func (s *Session) refresh() {
	s.view = s.state.View()
	s.seen = true
}

// look asks what a session holds that was only verified so far.
func (s *Session) look() {
	if s.holds && !s.seen {
		s.signer.keys.Look(s.signer.readTime(), s.state)
		s.refresh()
	}
}

// info is the session's id and times.
func (s *Session) info() *abi.Info {
	if !s.holds {
		return &noInfo
	}
	if s.state == nil {
		return &s.kept
	}
	s.look()
	return &s.state.Info
}

var noInfo abi.Info

// drop leaves the application with an empty session.
func (s *Session) drop(status Status) {
	s.holds, s.pending, s.status = false, false, status
	s.seen, s.view, s.origin = false, abi.View{}, origin{}
}

// fail makes the request fail.
func (s *Session) fail(err error) {
	s.drop(StatusUnavailable)
	s.err = err
}

// Status says what became of the visitor's cookie. It does not change when the session is changed.
func (s *Session) Status() Status {
	s.open()
	defer s.mu.Unlock()
	return s.status
}

// Err is why the session could not be checked or written. The application then sees an empty session, every change is
// refused with this error, and [Manager.LoadAndSave] answers in place of the handler, whatever it writes.
func (s *Session) Err() error {
	s.open()
	defer s.mu.Unlock()
	return s.err
}

// ID is the session's id; all zero where there is no session.
func (s *Session) ID() ID {
	s.open()
	defer s.mu.Unlock()
	return s.info().ID
}

// IssuedAt is when the token that was read was signed; zero for a session that was never read.
func (s *Session) IssuedAt() time.Time {
	return s.timeOf(func(i *abi.Info) uint64 { return i.IssuedAt })
}

// ExpiresAt is when the token that was read is over, as this signer sees it; zero for a session that was never read.
func (s *Session) ExpiresAt() time.Time {
	return s.timeOf(func(i *abi.Info) uint64 { return i.ExpiresAt })
}

// BeganAt is when the session began: at login, or when its first value was set.
func (s *Session) BeganAt() time.Time { return s.timeOf(func(i *abi.Info) uint64 { return i.BeganAt }) }

func (s *Session) timeOf(field func(*abi.Info) uint64) time.Time {
	s.open()
	defer s.mu.Unlock()
	if unixS := field(s.info()); unixS != 0 {
		return time.Unix(int64(unixS), 0)
	}
	return time.Time{}
}
