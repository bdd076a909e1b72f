// This file signs and verifies plain strings, for use outside of net/http.

package cellosession

import (
	"sync"
	"time"

	"github.com/libcello/libcello_session/bindings/go/internal/abi"
)

// Signer signs and verifies tokens: plain strings for websockets, gRPC, jobs. Any number of goroutines may use it. Its
// keys are overwritten when it is no longer reachable.
type Signer struct {
	keys    *abi.Signer
	clock   func() time.Time
	longest time.Duration
}

// NewSigner checks a configuration and prepares its keys. Revocation
// has to be nil: [Manager.Verify] and [Manager.Sign] are what asks a store.
func NewSigner(config Config) (*Signer, error) {
	if config.Revocation != nil {
		return nil, errSignerRevokes
	}
	return newSigner(&config)
}

func newSigner(config *Config) (*Signer, error) {
	forLibrary, err := config.forLibrary()
	if err != nil {
		return nil, err
	}
	keys, status := abi.NewSigner(forLibrary)
	if status != abi.OK {
		return nil, errorOf(status)
	}
	longest := or(forLibrary.LongestMaxAgeS, forLibrary.MaxAgeS)
	return &Signer{keys, config.Now, time.Duration(longest) * time.Second}, nil
}

// readTime is now for what is read, where some milliseconds do not matter.
func (g *Signer) readTime() uint64 {
	if g.clock == nil {
		return abi.Present
	}
	return g.now()
}

// A clock before 1970 becomes a time beyond the year 9999, which the library refuses.
func (g *Signer) now() uint64 {
	if g.clock == nil {
		return uint64(time.Now().Unix())
	}
	return uint64(g.clock().Unix())
}

// Begin makes the session new and empty: a fresh id, the configured lifetime.
func (g *Signer) Begin(session *Session) error {
	session.mu.Lock()
	defer session.mu.Unlock()
	session.restart(g, nil)
	return session.anew()
}

// Verify checks a token and makes the session what it says. Where it does not verify, the session is empty and the
// error is [ErrRejected], [ErrExpired] or [ErrNotYetValid]: ordinary events. A session that is used again allocates
// nothing.
func (g *Signer) Verify(token string, session *Session) error {
	session.mu.Lock()
	defer session.mu.Unlock()
	return g.verify(token, session, nil)
}

func (g *Signer) verify(token string, session *Session, manager *Manager) error {
	session.restart(g, manager)
	status := g.keys.Verify(token, g.readTime(), session.state)
	session.accept(status)
	return errorOf(status)
}

// Sign is the token of a session. Nothing in the session changes.
func (g *Signer) Sign(session *Session) (string, error) {
	var token [abi.TokenLenMax]byte
	n, err := g.sign(session, &token)
	return string(token[:n]), err
}

// AppendSign appends the token of a session to dst. With room in dst for it, nothing is allocated.
func (g *Signer) AppendSign(dst []byte, session *Session) ([]byte, error) {
	var token [abi.TokenLenMax]byte
	n, err := g.sign(session, &token)
	return append(dst, token[:n]...), err
}

func (g *Signer) sign(session *Session, token *[abi.TokenLenMax]byte) (int, error) {
	session.open()
	defer session.mu.Unlock()
	if session.err != nil {
		return 0, session.err
	}
	if !session.holds || session.state == nil {
		return 0, ErrNoSession
	}
	n, status := g.keys.Sign(session.signTimeOf(g), session.state, token)
	return n, session.writeError(status)
}

// token is the token of a session that is locked and holds one.
func (g *Signer) token(session *Session) (string, error) {
	var token [abi.TokenLenMax]byte
	n, status := g.keys.Sign(session.signTimeOf(g), session.state, &token)
	return string(token[:n]), session.writeError(status)
}

// restart makes a session of an application's own ready to be filled.
func (s *Session) restart(signer *Signer, manager *Manager) {
	if s.request != nil {
		panic("cellosession: the session of a request cannot be filled by hand")
	}
	if s.state == nil {
		s.state = new(abi.State)
	}
	s.drop(StatusMissing)
	s.signer, s.manager, s.ctx, s.err = signer, manager, nil, nil
	s.loaded, s.written = true, false
}

// States of requests that are over. Only the memory is used again, never a Session: one that is kept beyond its
// request has a copy of its own.
var states = sync.Pool{New: func() any { return new(abi.State) }}

func takeState() *abi.State { return states.Get().(*abi.State) }
