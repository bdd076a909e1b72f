// This file tests what must not be lost or shared: late changes, panics, nested managers, goroutines.

package cellosession

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

func TestTooLateIsAnError(t *testing.T) {
	m := testManager(t, nil)
	cookie := login(t, m, "", "123")
	var kept *Session
	visit(m, cookie, func(w http.ResponseWriter, _ *http.Request, s *Session) {
		kept = s
		io.WriteString(w, "the headers are out")
		for name, err := range map[string]error{"set": s.Set("a", 1), "remove": s.Remove("user_id"), "clear": s.Clear(), "login": s.Login(),
			"rotate": s.RotateID(), "lifetime": s.SetLifetime(time.Hour)} {
			if !errors.Is(err, ErrHeadersSent) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
	visit(m, login(t, m, "", "somebody else"), func(_ http.ResponseWriter, _ *http.Request, s *Session) { s.Len() })
	if kept.GetString("user_id") != "123" || kept.ID() == (ID{}) || !errors.Is(kept.Set("a", 1), ErrHeadersSent) {
		t.Error("a session kept beyond its request reads what it was, and cannot be changed")
	}
}

func TestPanicWritesNothing(t *testing.T) {
	m := testManager(t, nil)
	w := httptest.NewRecorder()
	func() {
		defer func() { recover() }()
		m.LoadAndSave(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			must(t, FromContext(r.Context()).Set("a", 1))
			panic("handler")
		})).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	}()
	if w.Header().Get("Set-Cookie") != "" {
		t.Error("written after a panic")
	}
}

func TestTwoManagersAndTheSameTwice(t *testing.T) {
	outer, inner := testManager(t, nil), testManager(t, func(c *Config) { c.CookieName = "other" })
	w := httptest.NewRecorder()
	handler := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		must(t, outer.FromContext(r.Context()).Set("a", 1), inner.FromContext(r.Context()).Set("b", 2))
		if FromContext(r.Context()) != inner.FromContext(r.Context()) {
			t.Error("FromContext is the inner one's")
		}
	})
	outer.LoadAndSave(inner.LoadAndSave(inner.LoadAndSave(handler))).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if got := w.Header().Values("Set-Cookie"); len(got) != 2 {
		t.Errorf("%d cookies", len(got))
	}
	defer func() {
		if recover() == nil {
			t.Error("a context without a session panics")
		}
	}()
	FromContext(context.Background())
}

func TestSeveralGoroutinesOfOneRequest(t *testing.T) {
	m := testManager(t, nil)
	cookie := login(t, m, "", "123")
	_, set := visit(m, cookie, func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		var wait sync.WaitGroup
		for i := range 32 {
			wait.Add(1)
			go func() {
				defer wait.Done()
				if s.GetString("user_id") != "123" {
					t.Error("nobody")
				}
				if err := s.Set(fmt.Sprint("key", i), i); err != nil {
					t.Error(err)
				}
				for range s.Entries() {
				}
			}()
		}
		wait.Wait()
	})
	visit(m, set, func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		if s.Len() != 33 {
			t.Errorf("%d entries", s.Len())
		}
	})
}
