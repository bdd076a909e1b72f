// This file has the ways round revocation that were found, one test each.

package cellosession

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

type storeFunc struct {
	RevocationStore
	check func(context.Context) error
}

func (s storeFunc) Check(ctx context.Context, id ID, user string) (bool, int64, error) {
	if err := s.check(ctx); err != nil {
		return false, 0, err
	}
	return s.RevocationStore.Check(ctx, id, user)
}

func TestBugHangingUpOpensWhatFailsOpen(t *testing.T) {
	at := newClock()
	ctx, hangUp := context.WithCancel(t.Context())
	store := storeFunc{NewMemoryStore(MemoryStoreOptions{Now: at.now}), func(ctx context.Context) error {
		hangUp()
		return ctx.Err()
	}}
	m := revoking(t, at, func(c *Config) { c.Revocation.Store, c.Revocation.FailOpen = store, true })
	cookie := login(t, m, "", "123")
	do(t, m, cookie, (*Session).Revoke)
	r := httptest.NewRequest(http.MethodGet, "/", nil).WithContext(ctx)
	r.Header.Set("Cookie", cookie)
	m.LoadAndSave(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if s := FromContext(r.Context()); s.GetString("user_id") != "" || s.Status() != StatusRevoked {
			t.Error("a revoked session was let through")
		}
	})).ServeHTTP(httptest.NewRecorder(), r)
}

func TestBugPanicOfAStoreLocksTheRequest(t *testing.T) {
	at := newClock()
	store := storeFunc{NewMemoryStore(MemoryStoreOptions{}), func(context.Context) error { panic("store") }}
	m := revoking(t, at, func(c *Config) { c.Revocation.Store, c.Logger = store, slog.New(slog.DiscardHandler) })
	cookie := login(t, m, "", "123")
	response, _ := visit(m, cookie, func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		func() {
			defer func() { recover() }()
			s.Len()
		}()
		if s.GetString("user_id") != "" || s.Err() == nil {
			t.Error("an unchecked session was let through")
		}
	})
	if response.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("%d", response.StatusCode)
	}
}

func TestBugSecondSignUndoesRevokeAll(t *testing.T) {
	at := newClock()
	m := revoking(t, at, nil)
	_, token, _ := strings.Cut(login(t, m, "", "123"), "=")
	var session, check Session
	must(t, m.Verify(t.Context(), token, &session), session.Login())
	_, err := m.Sign(t.Context(), &session)
	must(t, err)
	at.advance(time.Second)
	must(t, m.RevokeAll(t.Context(), "123"))
	again, err := m.Sign(t.Context(), &session)
	must(t, err)
	if err := m.Verify(t.Context(), again, &check); !errors.Is(err, ErrRevoked) {
		t.Errorf("%v", err)
	}
}

func TestBugSecondRevokeAllInASecondSparesTheSession(t *testing.T) {
	at := newClock()
	m := revoking(t, at, nil)
	fresh := do(t, m, login(t, m, "", "123"), (*Session).RevokeAll, (*Session).Login)
	do(t, m, fresh, (*Session).RevokeAll)
	other := do(t, m, login(t, m, "", "123"), set("a", 1))
	must(t, m.RevokeAll(t.Context(), "123"))
	for _, cookie := range []string{fresh, other} {
		if _, status := userOf(m, cookie); status != StatusRevoked {
			t.Errorf("%v", status)
		}
	}
	for range 200 { // the next login has to work all the same
		must(t, m.RevokeAll(t.Context(), "123"))
	}
	if user, status := userOf(m, login(t, m, "", "123")); user != "123" {
		t.Errorf("%v", status)
	}
}

func TestBugRevokeSaysDoneWhenItFailsOpen(t *testing.T) {
	at := newClock()
	store := &failing{NewMemoryStore(MemoryStoreOptions{Now: at.now}), errors.New("down")}
	m := revoking(t, at, func(c *Config) {
		c.Revocation.Store, c.Revocation.FailOpen, c.Logger = store, true, slog.New(slog.DiscardHandler)
	})
	visit(m, login(t, m, "", "123"), func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		if err := s.Revoke(); !errors.Is(err, ErrStoreUnavailable) {
			t.Errorf("%v", err)
		}
	})
}

func TestBugHijackWithoutACheck(t *testing.T) {
	at := newClock()
	store := &failing{RevocationStore: NewMemoryStore(MemoryStoreOptions{Now: at.now})}
	m := revoking(t, at, func(c *Config) { c.Revocation.Store, c.Logger = store, slog.New(slog.DiscardHandler) })
	cookie := login(t, m, "", "123")
	store.err = errors.New("down")
	server := httptest.NewServer(m.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		FromContext(r.Context()).Len()
		if _, _, err := http.NewResponseController(w).Hijack(); !errors.Is(err, ErrStoreUnavailable) {
			t.Errorf("%v", err)
		}
	})))
	defer server.Close()
	r, _ := http.NewRequest(http.MethodGet, server.URL, nil)
	r.Header.Set("Cookie", cookie)
	response, err := server.Client().Do(r)
	must(t, err)
	response.Body.Close()
	if response.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("%d", response.StatusCode)
	}
}

func TestBugAUserOfAWrongKindLocksOut(t *testing.T) {
	at := newClock()
	cookie := do(t, testManager(t, func(c *Config) { c.Now = at.now }), "", set("user_id", true))
	if set := do(t, revoking(t, at, nil), cookie, (*Session).Clear); set != "-" {
		t.Errorf("no way out: %q", set)
	}
}
