// This file tests what is revoked while a request runs: only a login goes on after it.

package cellosession

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestToClearAndSetTheSameUserIsNoLogin(t *testing.T) {
	user := set("user_id", "123")
	for name, c := range map[string]struct {
		byItself, loggedIn bool
		wait               time.Duration
	}{
		"same second":           {},
		"a second later":        {wait: time.Second},
		"by the request itself": {byItself: true},
		"with a login":          {loggedIn: true},
		"with one, by itself":   {byItself: true, loggedIn: true},
	} {
		at := newClock()
		m := revoking(t, at, nil)
		old := login(t, m, "", "123")
		at.advance(time.Minute)
		recall := func(*Session) error { return m.RevokeAll(t.Context(), "123") }
		if c.byItself {
			recall = (*Session).RevokeAll
		}
		look := func(s *Session) error { s.Len(); return nil }
		wait := func(*Session) error { at.advance(c.wait); return nil }
		steps := []func(*Session) error{look, recall, wait, (*Session).Clear}
		if c.loggedIn {
			steps = append(steps, (*Session).Login)
		}
		fresh := do(t, m, old, append(steps, user)...)
		if _, status := userOf(m, old); status != StatusRevoked {
			t.Errorf("%s: the old one is %v", name, status)
		}
		if c.loggedIn != (fresh != "") {
			t.Errorf("%s: set %q", name, fresh)
		}
		if got, status := userOf(m, fresh); c.loggedIn != (got == "123") {
			t.Errorf("%s: %v", name, status)
		}
	}
}

func TestToClearAndSetTheSameUserGoesOnWhereNothingWasRevoked(t *testing.T) {
	at := newClock()
	m := revoking(t, at, nil)
	must(t, m.RevokeAll(t.Context(), "123")) // before the login, which then begins a second ahead of the clock
	for _, leave := range []func(*Session) error{(*Session).Clear, (*Session).Revoke} {
		old := login(t, m, "", "123")
		fresh := do(t, m, old, leave, set("user_id", "123"))
		if user, status := userOf(m, fresh); user != "123" {
			t.Errorf("%v", status)
		}
		if _, status := userOf(m, old); status != StatusRevoked {
			t.Errorf("the old one is %v", status)
		}
	}
}

func TestSignAfterClearIsNoLogin(t *testing.T) {
	at := newClock()
	m := revoking(t, at, nil)
	_, token, _ := strings.Cut(login(t, m, "", "123"), "=")
	var session Session
	must(t, m.Verify(t.Context(), token, &session), m.RevokeAll(t.Context(), "123"))
	must(t, session.Clear(), session.Set("user_id", "123"))
	if _, err := m.Sign(t.Context(), &session); !errors.Is(err, ErrRevoked) {
		t.Errorf("%v", err)
	}
	// The same for a session that was signed here, and not read.
	var own Session
	must(t, m.Signer().Begin(&own), own.Login(), own.Set("user_id", "123"))
	for range 2 { // All of theirs was revoked before it began, which is no matter.
		_, err := m.Sign(t.Context(), &own)
		must(t, err, own.Clear(), own.Set("user_id", "123"))
	}
	must(t, m.RevokeAll(t.Context(), "123"))
	if _, err := m.Sign(t.Context(), &own); !errors.Is(err, ErrRevoked) {
		t.Errorf("%v", err)
	}
}

func TestRevokeOfWhatWasRevokedMeanwhile(t *testing.T) {
	m := revoking(t, newClock(), nil)
	// A request that looks at its session, which another one ends before it goes on.
	visit := func(steps ...func(*Session) error) string {
		old := login(t, m, "", "123")
		meanwhile := func(s *Session) error {
			s.Len()
			do(t, m, old, (*Session).Clear)
			return nil
		}
		return do(t, m, old, append([]func(*Session) error{meanwhile, (*Session).Revoke}, steps...)...)
	}
	line := visit(func(s *Session) error {
		if s.Len() != 0 || s.Status() != StatusRevoked {
			t.Errorf("%d entries, %v", s.Len(), s.Status())
		}
		return nil
	})
	if line != "" {
		t.Errorf("the cookie is not left alone: %q", line)
	}
	if _, status := userOf(m, visit(set("basket", 1))); status != StatusOK {
		t.Errorf("what is set afterwards: %v", status)
	}
}
