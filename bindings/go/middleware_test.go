// This file holds the life of a request to its rules.

package cellosession

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestRouteThatNeverLooksIsUntouched(t *testing.T) {
	m := testManager(t, nil)
	response, set := visit(m, login(t, m, "", "123"), func(w http.ResponseWriter, _ *http.Request, _ *Session) { io.WriteString(w, "x") })
	if set != "" || response.Header.Get("Vary") != "" || response.Header.Get("Cache-Control") != "" {
		t.Errorf("headers %v", response.Header)
	}
}

func TestHeadersOfAnAnswer(t *testing.T) {
	m := testManager(t, nil)
	cookie := login(t, m, "", "123")
	response, set := visit(m, cookie, func(w http.ResponseWriter, _ *http.Request, s *Session) { s.GetString("user_id") })
	if set != "" || response.Header.Get("Vary") != "Cookie" || response.Header.Get("Cache-Control") != "" {
		t.Errorf("only read: %v", response.Header)
	}
	response, _ = visit(m, cookie, func(w http.ResponseWriter, _ *http.Request, s *Session) {
		w.Header().Set("Vary", "Accept-Encoding, cookie")
		w.Header().Set("Cache-Control", "private")
		must(t, s.Set("a", 1))
	})
	if got := response.Header.Values("Vary"); len(got) != 1 {
		t.Errorf("Vary %v", got)
	}
	if got := response.Header.Values("Cache-Control"); len(got) != 2 || got[1] != `no-cache="Set-Cookie"` {
		t.Errorf("Cache-Control %v", got)
	}
}

func TestEmptiedAndLeftAlone(t *testing.T) {
	m := testManager(t, nil)
	cookie := login(t, m, "", "123")
	for _, c := range []struct {
		name, cookie, want string
		do                 func(*Session) error
	}{
		{"clear", cookie, "-", (*Session).Clear},
		{"last key removed", cookie, "-", func(s *Session) error { return s.Remove("user_id") }},
		{"no cookie", "", "", (*Session).Clear},
		{"no cookie, set and removed", "", "", func(s *Session) error { return errors.Join(s.Set("a", 1), s.Remove("a")) }},
		{"rejected is left alone", "session_id=abcd", "", (*Session).Clear},
		{"rejected is left alone, read", "session_id=abcd", "", func(s *Session) error { s.Get("a"); return nil }},
		{"absent key", cookie, "", func(s *Session) error { return s.Remove("other") }},
		{"other cookies", "a=b; c=d", "", func(s *Session) error { s.Get("a"); return nil }},
	} {
		if _, set := visit(m, c.cookie, func(_ http.ResponseWriter, _ *http.Request, s *Session) { must(t, c.do(s)) }); set != c.want {
			t.Errorf("%s: %q, want %q", c.name, set, c.want)
		}
	}
}

func TestClearBeginsAnew(t *testing.T) {
	at := newClock()
	m := testManager(t, func(c *Config) { c.Now = at.now; c.LongestMaxAge = 48 * time.Hour })
	_, cookie := visit(m, "", func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		must(t, s.Set("user_id", "1"), s.SetLifetime(48*time.Hour))
	})
	at.advance(time.Hour)
	var before, after ID
	_, cookie = visit(m, cookie, func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		before = s.ID()
		must(t, s.Clear(), s.Set("theme", "dark"))
	})
	visit(m, cookie, func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		after = s.ID()
		if s.Has("user_id") || s.GetString("theme") != "dark" || !s.BeganAt().Equal(at.now()) || s.ExpiresAt().Sub(at.now()) != 24*time.Hour {
			t.Errorf("not a session begun anew: began %v, ends %v", s.BeganAt(), s.ExpiresAt())
		}
	})
	if before == after || after == (ID{}) {
		t.Error("the id is the old one")
	}
}

func TestLoginRotateAndLifetime(t *testing.T) {
	at := newClock()
	m := testManager(t, func(c *Config) {
		c.Now = at.now
		c.LongestMaxAge = 30 * 24 * time.Hour
		c.AbsoluteMaxAge = 60 * 24 * time.Hour
	})
	_, basket := visit(m, "", func(_ http.ResponseWriter, _ *http.Request, s *Session) { must(t, s.Set("basket", []string{"a"})) })
	at.advance(time.Minute)
	var ids []ID
	look := func(_ http.ResponseWriter, _ *http.Request, s *Session) { ids = append(ids, s.ID()) }
	visit(m, basket, look)
	_, cookie := visit(m, basket, func(_ http.ResponseWriter, _ *http.Request, s *Session) {
		must(t, s.Login(), s.Set("user_id", int64(7)), s.SetLifetime(30*24*time.Hour))
	})
	visit(m, cookie, func(w http.ResponseWriter, r *http.Request, s *Session) {
		look(w, r, s)
		var basket []string
		if s.GetJSON("basket", &basket) != nil || len(basket) != 1 || !s.BeganAt().Equal(at.now()) || s.ExpiresAt().Sub(at.now()) != 30*24*time.Hour {
			t.Error("login keeps the map and begins now, set_lifetime holds")
		}
		if err := s.SetLifetime(31 * 24 * time.Hour); !errors.Is(err, ErrTimeRange) {
			t.Errorf("too long a lifetime: %v", err)
		}
		if err := s.SetLifetime(1500 * time.Millisecond); !errors.Is(err, ErrTimeRange) {
			t.Errorf("half a second: %v", err)
		}
	})
	began := at.now()
	at.advance(time.Hour)
	_, cookie = visit(m, cookie, func(_ http.ResponseWriter, _ *http.Request, s *Session) { must(t, s.RotateID()) })
	visit(m, cookie, func(w http.ResponseWriter, r *http.Request, s *Session) {
		look(w, r, s)
		if !s.BeganAt().Equal(began) || s.GetInt64("user_id") != 7 {
			t.Error("rotate_id changes the id alone")
		}
	})
	if ids[0] == ids[1] || ids[1] == ids[2] || ids[0] == ids[2] {
		t.Errorf("ids %v", ids)
	}
}

func TestRenewalAndExpiry(t *testing.T) {
	at := newClock()
	m := testManager(t, func(c *Config) { c.Now = at.now; c.MaxAge = time.Hour; c.AbsoluteMaxAge = 2 * time.Hour })
	cookie := login(t, m, "", "123")
	read := func(_ http.ResponseWriter, _ *http.Request, s *Session) { s.Len() }
	at.advance(29 * time.Minute)
	if _, set := visit(m, cookie, read); set != "" {
		t.Error("renewed before half its life")
	}
	at.advance(2 * time.Minute)
	_, renewed := visit(m, cookie, read)
	if renewed == "" || renewed == "-" {
		t.Fatalf("not renewed: %q", renewed)
	}
	if _, set := visit(m, cookie, func(http.ResponseWriter, *http.Request, *Session) {}); set != "" {
		t.Error("renewed by a route that never looks")
	}
	at.advance(29 * time.Minute)
	if user, status := userOf(m, cookie); user != "" || status != StatusExpired {
		t.Errorf("%q, %v", user, status)
	}
	if user, status := userOf(m, renewed); user != "123" || status != StatusOK {
		t.Errorf("%q, %v", user, status)
	}
	if _, set := visit(m, cookie, func(_ http.ResponseWriter, _ *http.Request, s *Session) { must(t, s.Clear()) }); set != "" {
		t.Error("an expired cookie is left alone")
	}
	at.advance(-2 * time.Hour)
	if _, status := userOf(m, renewed); status != StatusNotYetValid {
		t.Errorf("%v", status)
	}
}

func TestSeveralCookieFields(t *testing.T) {
	m := testManager(t, nil)
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header["Cookie"] = []string{"a=b", login(t, m, "", "123"), "c=d"}
	m.LoadAndSave(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if FromContext(r.Context()).GetString("user_id") != "123" {
			t.Error("the fields are not joined")
		}
	})).ServeHTTP(httptest.NewRecorder(), r)
}
