// This file recalls sessions before they expire.

package cellosession

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/libcello/libcello_session/bindings/go/internal/abi"
)

// Revocation makes logout recall stolen copies of a cookie. Where a session is looked at, its id and its user are
// asked for in one round trip. Clear, Login, RotateID and a change of the user revoke the id that they leave, where it
// came from a visitor's cookie and the session had a user.
//
// Every service that signs or renews sessions of a cookie has to ask the same store: one that renews without it keeps
// a stolen copy alive.
type Revocation struct {
	// Store keeps what was revoked. Nil is a [MemoryStore] of the default size: good for one process, which forgets
	// when it is restarted.
	Store RevocationStore
	// UserKey is the key of the session under which the user stands, as text or integer: "user_id".
	UserKey string
	// FailOpen lets sessions through when the store cannot be asked, and logs each time. Without it such a request
	// fails, which is the safe choice. Revoke and RevokeAll fail in either case.
	FailOpen bool
	// Timeout bounds each call of the store: 2 seconds.
	Timeout time.Duration
}

// withDefaults is a copy that is complete, or what is wrong with it.
func (r Revocation) withDefaults(clock func() time.Time) (*Revocation, error) {
	r.UserKey = or(r.UserKey, "user_id")
	r.Timeout = or(r.Timeout, 2*time.Second)
	if r.Timeout < 0 {
		return nil, errors.New("cellosession: the timeout of a revocation store is negative")
	}
	if len(r.UserKey) > abi.KeyLenMax || !utf8.ValidString(r.UserKey) {
		return nil, errors.New("cellosession: no session can hold the user key")
	}
	if r.Store == nil {
		r.Store = NewMemoryStore(MemoryStoreOptions{Now: clock})
	}
	return &r, nil
}

// RevocationStore keeps what was revoked. Stores of several processes, hosts and languages are Redis and Valkey, in
// the module redisrevocation. Implementations may be called by any number of goroutines.
type RevocationStore interface {
	// Check asks for an id and, where user is not empty, for its not-before time (0: none), in one round trip.
	Check(ctx context.Context, id ID, user string) (revoked bool, notBefore int64, err error)
	// NotBefore asks for a user's not-before time, 0: none.
	NotBefore(ctx context.Context, user string) (int64, error)
	// RevokeID writes an id for ttl, unless it is there; added tells whether it was not.
	RevokeID(ctx context.Context, id ID, ttl time.Duration) (added bool, err error)
	// RaiseNotBefore raises a user's not-before time to unixS and keeps it for ttl; it never lowers it.
	RaiseNotBefore(ctx context.Context, user string, unixS int64, ttl time.Duration) error
}

var errSignerRevokes = errors.New("cellosession: a Signer by itself asks no revocation store: use New")

// An entry outlives every copy that was renewed while it was written, and clocks that differ.
func (m *Manager) ttl() time.Duration { return m.signer.longest + time.Hour }

// ask calls the store, which has to answer in time. Its error counts as an answer only where FailOpen says so.
func (m *Manager) ask(ctx context.Context, call func(context.Context) error) (open bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, m.revocation.Timeout)
	defer cancel()
	cause := call(ctx)
	if cause == nil {
		return false, nil
	}
	if m.revocation.FailOpen {
		m.logger.LogAttrs(ctx, levelWarn, "cellosession: fail_open: going on without the revocation store", errorAttr(cause))
		return true, nil
	}
	return false, fmt.Errorf("%w: %w", ErrStoreUnavailable, cause)
}

// insist asks the store for what the application wants done: FailOpen does not make it look done.
func (m *Manager) insist(ctx context.Context, call func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, m.revocation.Timeout)
	defer cancel()
	if err := call(ctx); err != nil {
		return fmt.Errorf("%w: %w", ErrStoreUnavailable, err)
	}
	return nil
}

// Revoke recalls a session by its id: every copy, also one that is renewed at this moment.
func (m *Manager) Revoke(ctx context.Context, id ID) error {
	if m.revocation == nil {
		return ErrRevocationOff
	}
	_, err := m.revokeID(ctx, id)
	return err
}

func (m *Manager) revokeID(ctx context.Context, id ID) (added bool, err error) {
	err = m.insist(ctx, func(ctx context.Context) (err error) {
		added, err = m.revocation.Store.RevokeID(ctx, id, m.ttl())
		return err
	})
	return added, err
}

// RevokeAll recalls every session of a user that began up to now. An integer is given in decimal. One that logs in
// afterwards, also in the same second or the same request, is not concerned.
func (m *Manager) RevokeAll(ctx context.Context, user string) error {
	if m.revocation == nil {
		return ErrRevocationOff
	}
	return m.revokeAll(ctx, user, 0)
}

// Sessions that logged in after an earlier call of the same second began a second ahead of the clock, and are to be
// recalled as well. The bound keeps many calls at once from pushing the next login out of the leeway between hosts.
func (m *Manager) revokeAll(ctx context.Context, user string, began uint64) error {
	if user == "" {
		return ErrUserKind
	}
	return m.insist(ctx, func(ctx context.Context) error {
		stood, err := m.revocation.Store.NotBefore(ctx, user)
		// What is no time would lock the user out for good, if it could not be replaced either.
		if err != nil && !errors.Is(err, ErrForeignValue) {
			return err
		}
		now := int64(m.signer.now())
		until := max(now, int64(began), min(stood+1, now+mostAhead))
		return m.revocation.Store.RaiseNotBefore(ctx, user, until, m.ttl())
	})
}

const mostAhead = 30 // seconds: half of the leeway

// Revoke recalls this session at once and everywhere, and empties it here. Where somebody has revoked it meanwhile the
// visitor's cookie is left alone, as for a session that was revoked when it was read.
func (s *Session) Revoke() error {
	err := s.openForRevocation()
	defer s.mu.Unlock()
	if err != nil {
		return err
	}
	if !s.holds {
		return nil
	}
	if s.origin.received && !s.origin.recalled {
		added, err := s.manager.revokeID(s.storeContext(), s.origin.id)
		if err != nil {
			return err
		}
		if !added {
			s.drop(StatusRevoked)
			return nil
		}
		s.origin.recalled = true
	}
	s.origin.begunAnew = true
	return s.anew()
}

// RevokeAll recalls every session of this session's user that began up to now, at once: this one too, unless Login is
// called in this request. A change of password is RevokeAll and Login.
func (s *Session) RevokeAll() error {
	err := s.openForRevocation()
	defer s.mu.Unlock()
	if err != nil {
		return err
	}
	user, err := s.user()
	if err != nil {
		return err
	}
	return s.manager.revokeAll(s.storeContext(), user, s.info().BeganAt)
}

// openForRevocation is openForChange where there is a store; it locks as that does, whatever it returns.
func (s *Session) openForRevocation() error {
	err := s.openForChange()
	if err == nil && (s.manager == nil || s.manager.revocation == nil) {
		err = ErrRevocationOff
	}
	return err
}

// The store is asked, and written to, although the visitor has gone: hanging up must not look like a store that is
// down, which FailOpen would let through. Timeout bounds it.
func (s *Session) storeContext() context.Context {
	if s.ctx == nil {
		return context.Background()
	}
	return context.WithoutCancel(s.ctx)
}

// user is what stands under the user key, "" for none.
func (s *Session) user() (string, error) {
	entry := s.view.Find(s.manager.revocation.UserKey)
	switch {
	case entry == nil:
		return "", nil
	case entry.Kind == abi.Int:
		return strconv.FormatInt(entry.Integer, 10), nil
	case entry.Kind == abi.Text && len(s.view.Value(entry)) != 0:
		return string(s.view.Value(entry)), nil
	}
	return "", ErrUserKind
}

func userText(user string) *string {
	if user == "" {
		return nil
	}
	return &user
}

// checkUserValue refuses a user that could not be revoked.
func (s *Session) checkUserValue(key string, v value) error {
	if s.manager == nil || s.manager.revocation == nil || key != s.manager.revocation.UserKey {
		return nil
	}
	if v.kind == abi.Int || v.kind == abi.Text && v.text != "" {
		return nil
	}
	return ErrUserKind
}

// checkRevoked asks for a session that was just read.
func (s *Session) checkRevoked() {
	m := s.manager
	if m == nil || m.revocation == nil {
		return
	}
	s.look()
	user, err := s.user()
	if err != nil {
		s.fail(err)
		return
	}
	s.origin.id, s.origin.began, s.origin.user = s.info().ID, s.info().BeganAt, userText(user)
	var revoked bool
	var notBefore int64
	open, err := m.ask(s.storeContext(), func(ctx context.Context) (err error) {
		revoked, notBefore, err = m.revocation.Store.Check(ctx, s.origin.id, user)
		return err
	})
	switch {
	case err != nil:
		s.fail(err)
	case open:
	case revoked, user != "" && notBefore > 0 && s.info().BeganAt <= uint64(notBefore):
		s.drop(StatusRevoked)
	}
}
