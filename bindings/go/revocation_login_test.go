// This file tests when a session begins whose user logs in after everything of them was revoked.

package cellosession

import (
	"net/http"
	"testing"
	"time"
)

func TestRevokeAllAndLogin(t *testing.T) {
	at := newClock()
	m := revoking(t, at, nil)
	one, two, other := login(t, m, "", "123"), login(t, m, "", "123"), login(t, m, "", "456")
	// A change of password: in one request, in one second.
	fresh := do(t, m, one, (*Session).RevokeAll, (*Session).Login)
	for name, cookie := range map[string]string{"the old one": one, "on another device": two} {
		if _, status := userOf(m, cookie); status != StatusRevoked {
			t.Errorf("%s is %v", name, status)
		}
	}
	if user, _ := userOf(m, other); user != "456" {
		t.Error("another user is concerned")
	}
	again := login(t, m, "", "123")
	for n := range 3 { // later writes, before the clock has passed the beginning and after
		for name, cookie := range map[string]string{"the fresh one": fresh, "a login of the same second": again} {
			if user, status := userOf(m, cookie); user != "123" {
				t.Errorf("%s is %v", name, status)
			}
		}
		fresh, again = do(t, m, fresh, set("n", n)), do(t, m, again, (*Session).RotateID)
		at.advance(500 * time.Millisecond)
	}
	must(t, m.RevokeAll(t.Context(), "123"))
	at.advance(time.Second)
	if _, status := userOf(m, fresh); status != StatusRevoked {
		t.Errorf("revoked from outside: %v", status)
	}
}

func TestLifetimeSurvivesALaterBeginning(t *testing.T) {
	at := newClock()
	m := revoking(t, at, func(c *Config) { c.LongestMaxAge = 72 * time.Hour })
	must(t, m.RevokeAll(t.Context(), "123"))
	cookie := do(t, m, "", (*Session).Login, set("user_id", "123"), func(s *Session) error { return s.SetLifetime(72 * time.Hour) })
	visit(m, cookie, func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		if got := s.BeganAt().Sub(at.now()); got != time.Second {
			t.Errorf("began %v after now", got)
		}
		if got := s.ExpiresAt().Sub(s.BeganAt()); got != 72*time.Hour {
			t.Errorf("lives %v", got)
		}
	})
}

func TestAUserWhoIsSetWithoutLoginBeginsAfterWhatWasRevoked(t *testing.T) {
	at := newClock()
	m := revoking(t, at, nil)
	anonymous := do(t, m, "", set("basket", 1))
	at.advance(time.Minute)
	must(t, m.RevokeAll(t.Context(), "123"))
	for _, cookie := range []string{"", anonymous} {
		if user, status := userOf(m, do(t, m, cookie, set("user_id", "123"))); user != "123" {
			t.Errorf("%v", status)
		}
	}
	// Begun anew with the same user, after what was revoked.
	again := do(t, m, login(t, m, "", "123"), (*Session).Clear, set("user_id", "123"))
	if user, status := userOf(m, again); user != "123" {
		t.Errorf("%v", status)
	}
	// What is changed beside the user lets nobody in.
	stale := do(t, m, login(t, m, "", "123"), set("basket", 1))
	at.advance(time.Second)
	must(t, m.RevokeAll(t.Context(), "123"))
	if user, status := userOf(m, stale); user != "" || status != StatusRevoked {
		t.Errorf("%v", status)
	}
}
