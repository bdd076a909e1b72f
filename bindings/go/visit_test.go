// This file has what tests of the middleware share: a clock, a manager, a visit.

package cellosession

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock is a time that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Unix(1_700_000_000, 0)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func testManager(t testing.TB, edit func(*Config)) *Manager {
	t.Helper()
	config := Config{Secret: NewSecret(testSecret), Secure: Off}
	if edit != nil {
		edit(&config)
	}
	manager, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return manager
}

// visit sends a request with a cookie through a handler and answers the response and the cookie that it set, "-" for
// the deletion.
func visit(m *Manager, cookie string, handler func(http.ResponseWriter, *http.Request, *Session)) (*http.Response, string) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	if cookie != "" {
		r.Header.Set("Cookie", cookie)
	}
	w := httptest.NewRecorder()
	m.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler(w, r, FromContext(r.Context()))
	})).ServeHTTP(w, r)
	response := w.Result()
	line := response.Header.Get("Set-Cookie")
	pair, _, _ := strings.Cut(line, ";")
	switch {
	case line == "":
		return response, ""
	case strings.HasSuffix(pair, "="):
		return response, "-"
	}
	return response, pair
}

func must(t testing.TB, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func login(t testing.TB, m *Manager, cookie, user string) string {
	t.Helper()
	_, set := visit(m, cookie, func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		must(t, s.Login(), s.Set("user_id", user))
	})
	if !strings.HasPrefix(set, "session_id=") {
		t.Fatalf("login set %q", set)
	}
	return set
}

func userOf(m *Manager, cookie string) (user string, status Status) {
	visit(m, cookie, func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		user, status = s.GetString("user_id"), s.Status()
	})
	return user, status
}
