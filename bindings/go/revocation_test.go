// This file holds revocation to its rules, with the store in memory and with stores that fail.

package cellosession

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"
)

func revoking(t testing.TB, at *clock, edit func(*Config)) *Manager {
	return testManager(t, func(c *Config) {
		c.Now, c.Revocation = at.now, &Revocation{}
		if edit != nil {
			edit(c)
		}
	})
}

func do(t testing.TB, m *Manager, cookie string, steps ...func(*Session) error) string {
	t.Helper()
	_, set := visit(m, cookie, func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		for _, step := range steps {
			if err := step(s); err != nil {
				t.Fatal(err)
			}
		}
	})
	return set
}

func set(key string, v any) func(*Session) error {
	return func(s *Session) error { return s.Set(key, v) }
}

func remove(key string) func(*Session) error {
	return func(s *Session) error { return s.Remove(key) }
}

func TestLeavingAnIDRevokesIt(t *testing.T) {
	for name, steps := range map[string][]func(*Session) error{
		"clear":                {(*Session).Clear},
		"clear and go on":      {(*Session).Clear, set("theme", "dark")},
		"login":                {(*Session).Login},
		"rotate":               {(*Session).RotateID},
		"user removed":         {remove("user_id"), set("theme", "dark")},
		"user removed at last": {remove("user_id")},
		"another user":         {set("user_id", "456")},
		"user as integer":      {set("user_id", 456)},
		"revoke":               {(*Session).Revoke},
	} {
		at := newClock()
		m := revoking(t, at, nil)
		stolen := login(t, m, "", "123")
		at.advance(time.Second)
		now := do(t, m, stolen, steps...)
		if user, status := userOf(m, stolen); user != "" || status != StatusRevoked {
			t.Errorf("%s: the copy is %v", name, status)
		}
		gone := name == "clear" || name == "revoke" || name == "user removed at last"
		if gone != (now == "-") {
			t.Errorf("%s: set %q", name, now)
		}
		if _, status := userOf(m, now); !gone && status != StatusOK {
			t.Errorf("%s: the new one is %v", name, status)
		}
		if again := do(t, m, stolen, (*Session).Clear); again != "" {
			t.Errorf("%s: a revoked cookie is left alone", name)
		}
	}
}

func TestAnonymousVisitorsFillNoStore(t *testing.T) {
	at := newClock()
	store := NewMemoryStore(MemoryStoreOptions{Now: at.now})
	m := revoking(t, at, func(c *Config) { c.Revocation.Store = store })
	for _, step := range []func(*Session) error{(*Session).Clear, (*Session).Login, (*Session).RotateID, set("user_id", "1"), remove("a")} {
		do(t, m, do(t, m, "", set("a", 1)), step)
	}
	do(t, m, "", (*Session).Login, set("user_id", "1"), (*Session).Clear)
	do(t, m, "session_id=forged", (*Session).Clear)
	if store.Len() != 0 {
		t.Errorf("%d entries", store.Len())
	}
}

func TestRevokedWhileTheRequestRan(t *testing.T) {
	at := newClock()
	m := revoking(t, at, nil)
	cookie := login(t, m, "", "123")
	for name, step := range map[string]func(*Session) error{"rotate": (*Session).RotateID, "login": (*Session).Login, "clear": (*Session).Clear} {
		set := do(t, m, cookie, func(s *Session) error { return m.Revoke(t.Context(), s.ID()) }, step)
		if set != "" {
			t.Errorf("%s: a dead session went on as %q", name, set)
		}
		cookie = login(t, m, "", "123")
	}
}

func TestUserKinds(t *testing.T) {
	m := revoking(t, newClock(), nil)
	visit(m, "", func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		for _, wrong := range []any{true, nil, []byte("123"), 1.5, "", []int{1}} {
			if err := s.Set("user_id", wrong); !errors.Is(err, ErrUserKind) {
				t.Errorf("%T: %v", wrong, err)
			}
		}
		must(t, s.Set("user_id", int64(-5)), s.Set("user_id", "123"))
	})
	plain := testManager(t, func(c *Config) { c.Now = func() time.Time { return time.Unix(1_700_000_000, 0) } })
	response, _ := visit(m, do(t, plain, "", set("user_id", true)), func(_ http.ResponseWriter, _ *http.Request, s *Session) { s.Len() })
	if response.StatusCode != http.StatusInternalServerError {
		t.Errorf("a user of another kind in a cookie: %d", response.StatusCode)
	}
}

// failing is a store that is down from some call on.
type failing struct {
	RevocationStore
	err error
}

func (f *failing) Check(ctx context.Context, id ID, user string) (bool, int64, error) {
	if f.err != nil {
		return false, 0, f.err
	}
	return f.RevocationStore.Check(ctx, id, user)
}

func (f *failing) RevokeID(ctx context.Context, id ID, ttl time.Duration) (bool, error) {
	if f.err != nil {
		return false, f.err
	}
	return f.RevocationStore.RevokeID(ctx, id, ttl)
}

func TestStoreDownFailsClosed(t *testing.T) {
	at := newClock()
	store := &failing{RevocationStore: NewMemoryStore(MemoryStoreOptions{Now: at.now})}
	m := revoking(t, at, func(c *Config) { c.Revocation.Store = store; c.Logger = slog.New(slog.DiscardHandler) })
	cookie := login(t, m, "", "123")
	store.err = errors.New("connection refused")
	response, set := visit(m, cookie, func(w http.ResponseWriter, r *http.Request, s *Session) {
		if s.GetString("user_id") != "" || s.Status() != StatusUnavailable || !errors.Is(s.Err(), ErrStoreUnavailable) || !errors.Is(s.Err(), store.err) {
			t.Error("the application must see nobody")
		}
		if err := s.Set("a", 1); !errors.Is(err, ErrStoreUnavailable) {
			t.Errorf("%v", err)
		}
		w.Header().Set("Location", "/login")
		w.WriteHeader(http.StatusFound)
		if _, err := w.Write([]byte("anonymous page")); !errors.Is(err, ErrStoreUnavailable) {
			t.Errorf("%v", err)
		}
	})
	if response.StatusCode != http.StatusServiceUnavailable || set != "" || response.Header.Get("Location") != "" || response.Header.Get("Vary") != "Cookie" {
		t.Errorf("%d %v", response.StatusCode, response.Header)
	}
	store.err = nil
	response, _ = visit(m, cookie, func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		must(t, s.Clear())
		store.err = errors.New("gone in the middle")
	})
	if response.StatusCode != http.StatusServiceUnavailable || response.Header.Get("Set-Cookie") != "" {
		t.Errorf("a logout that was not recorded: %d", response.StatusCode)
	}
	if response, _ := visit(m, cookie, func(http.ResponseWriter, *http.Request, *Session) {}); response.StatusCode != http.StatusOK {
		t.Error("a route that never looks needs no store")
	}
	if response, _ := visit(m, "", func(_ http.ResponseWriter, _ *http.Request, s *Session) { s.Len() }); response.StatusCode != http.StatusOK {
		t.Error("a visitor without a cookie needs no store")
	}
	store.err = nil
	if user, _ := userOf(m, cookie); user != "123" {
		t.Error("no recovery")
	}
}

func TestFailOpenIsLogged(t *testing.T) {
	at := newClock()
	var log bytes.Buffer
	store := &failing{NewMemoryStore(MemoryStoreOptions{Now: at.now}), errors.New("connection refused")}
	m := revoking(t, at, func(c *Config) {
		c.Revocation.Store, c.Revocation.FailOpen, c.Logger = store, true, slog.New(slog.NewTextHandler(&log, nil))
	})
	cookie := login(t, m, "", "123")
	for n := 1; n <= 2; n++ {
		if user, _ := userOf(m, cookie); user != "123" || strings.Count(log.String(), "fail_open") != n {
			t.Errorf("%q, log %s", user, log.String())
		}
	}
	if set := do(t, m, cookie, (*Session).Clear); set != "-" || strings.Count(log.String(), "fail_open") != 4 {
		t.Errorf("logout %q, log %s", set, log.String())
	}
	if _, token, _ := strings.Cut(cookie, "="); strings.Contains(log.String(), token) {
		t.Error("a token in the log")
	}
}

func TestSlowStoreIsCutOff(t *testing.T) {
	at := newClock()
	slow := slowStore{NewMemoryStore(MemoryStoreOptions{})}
	m := revoking(t, at, func(c *Config) {
		c.Revocation.Store, c.Revocation.Timeout, c.Logger = slow, time.Millisecond, slog.New(slog.DiscardHandler)
	})
	response, _ := visit(m, login(t, m, "", "123"), func(_ http.ResponseWriter, _ *http.Request, s *Session) { s.Len() })
	if response.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("%d", response.StatusCode)
	}
}

type slowStore struct{ RevocationStore }

func (slowStore) Check(ctx context.Context, _ ID, _ string) (bool, int64, error) {
	<-ctx.Done()
	return false, 0, ctx.Err()
}

func TestVerifyAndSignOutsideHTTP(t *testing.T) {
	at := newClock()
	m := revoking(t, at, nil)
	cookie := login(t, m, "", "123")
	_, token, _ := strings.Cut(cookie, "=")
	var session Session
	must(t, m.Verify(t.Context(), token, &session), session.RotateID())
	next, err := m.Sign(t.Context(), &session)
	must(t, err)
	if err := m.Verify(t.Context(), token, &session); !errors.Is(err, ErrRevoked) || session.Len() != 0 {
		t.Errorf("%v", err)
	}
	must(t, m.Verify(t.Context(), next, &session))
	if _, err := m.Sign(t.Context(), new(Session)); !errors.Is(err, ErrNoSession) {
		t.Errorf("%v", err)
	}
	if _, err := NewSigner(Config{Secret: NewSecret(testSecret), Revocation: &Revocation{}}); err == nil {
		t.Error("a Signer by itself asks no store")
	}
	off := testManager(t, nil)
	visit(off, "", func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		if !errors.Is(s.Revoke(), ErrRevocationOff) || !errors.Is(s.RevokeAll(), ErrRevocationOff) {
			t.Error("revocation is off")
		}
	})
}
