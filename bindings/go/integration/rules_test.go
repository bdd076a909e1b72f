// The life of a request: what is read, what is written, when nothing is, through each framework.

package integration

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

func show(w http.ResponseWriter, r *http.Request) {
	s := session(r)
	fmt.Fprintf(w, "%s %s", s.GetString("user_id"), s.Status())
}

// must fails the request, which the tests see.
func must(errs ...error) {
	if err := errors.Join(errs...); err != nil {
		panic(err)
	}
}

var visit = routes{
	"/login": func(w http.ResponseWriter, r *http.Request) {
		s := session(r)
		must(s.Remove("csrf"), s.Login(), s.Set("user_id", "alice"))
		_, _ = io.WriteString(w, "in")
	},
	"/show":   show,
	"/static": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "file") },
	"/logout": func(w http.ResponseWriter, r *http.Request) {
		must(session(r).Clear())
		_, _ = io.WriteString(w, "out")
	},
	"/csrf": func(w http.ResponseWriter, r *http.Request) { must(session(r).Set("csrf", "x")) },
	"/anew": func(w http.ResponseWriter, r *http.Request) {
		s := session(r)
		must(s.Clear(), s.Set("note", "n"))
		fmt.Fprintf(w, "%s %d", s.ID(), s.BeganAt().Unix())
	},
	"/rotate": func(w http.ResponseWriter, r *http.Request) {
		s := session(r)
		before := s.ID()
		must(s.RotateID())
		fmt.Fprintf(w, "%v", before != s.ID())
	},
	"/remember": func(w http.ResponseWriter, r *http.Request) { must(session(r).SetLifetime(48 * time.Hour)) },
}

func TestLifeOfASession(t *testing.T) {
	onEach(t, cellosession.Config{LongestMaxAge: 72 * time.Hour}, visit, func(t *testing.T, site *site) {
		b := site.browser()
		get(t, b, site.URL+"/static").is(t, "file").sets(t, false).varies(t, false)
		get(t, b, site.URL+"/show").is(t, " missing").sets(t, false).varies(t, true)
		get(t, b, site.URL+"/logout").is(t, "out").sets(t, false).varies(t, true)
		get(t, b, site.URL+"/csrf").sets(t, true)
		line := get(t, b, site.URL+"/login").is(t, "in").sets(t, true).varies(t, true).Header.Get("Set-Cookie")
		if !strings.HasSuffix(line, "; Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Lax") {
			t.Error(line)
		}
		get(t, b, site.URL+"/show").is(t, "alice ok").sets(t, false).varies(t, true)
		get(t, b, site.URL+"/static").is(t, "file").sets(t, false).varies(t, false)
		get(t, b, site.URL+"/rotate").is(t, "true").sets(t, true)
		line = get(t, b, site.URL+"/remember").sets(t, true).Header.Get("Set-Cookie")
		if !strings.Contains(line, "; Max-Age=172800;") {
			t.Error(line)
		}
		site.clock.unixS.Add(13 * 3600)
		get(t, b, site.URL+"/show").is(t, "alice ok").sets(t, false)
		site.clock.unixS.Add(12 * 3600)
		get(t, b, site.URL+"/show").is(t, "alice ok").sets(t, true) // past half its life
		get(t, b, site.URL+"/show").is(t, "alice ok").sets(t, false)
		now := site.clock.now().Unix()
		begun := get(t, b, site.URL+"/anew").sets(t, true)
		if !strings.HasSuffix(begun.body, fmt.Sprint(" ", now)) {
			t.Error("what follows a clear has not begun anew:", begun.body)
		}
		line = get(t, b, site.URL+"/logout").is(t, "out").sets(t, true).varies(t, true).Header.Get("Set-Cookie")
		if !strings.HasPrefix(line, "session_id=; ") || !strings.Contains(line, "Max-Age=0") {
			t.Error("not the deletion cookie:", line)
		}
		get(t, b, site.URL+"/show").is(t, " missing").sets(t, false)
	})
}

// TestCookiesThatDoNotCount leaves them alone: the answer must not delete what another has just set.
func TestCookiesThatDoNotCount(t *testing.T) {
	onEach(t, cellosession.Config{}, visit, func(t *testing.T, site *site) {
		b, bare := site.browser(), site.browser()
		bare.Jar = nil
		get(t, b, site.URL+"/login")
		place, _ := url.Parse(site.URL)
		token := b.Jar.Cookies(place)[0].Value
		ask := func(fields ...string) answer {
			t.Helper()
			return fetch(t, bare, http.MethodGet, site.URL+"/show", http.Header{"Cookie": fields})
		}
		ask("session_id="+token).is(t, "alice ok")
		ask("session_id=garbage").is(t, " rejected").sets(t, false).varies(t, true)
		ask("session_id="+token[:len(token)-1]).is(t, " rejected").sets(t, false)
		ask("session_id=").is(t, " rejected").sets(t, false)
		ask("other=1").is(t, " missing").sets(t, false)
		ask("other=1; session_id=bad; session_id="+token).is(t, "alice ok")
		site.clock.unixS.Add(-61)
		ask("session_id="+token).is(t, " not_yet_valid").sets(t, false)
		site.clock.unixS.Add(61 + 86400)
		ask("session_id="+token).is(t, " expired").sets(t, false)
	})
}

func TestSeveralCookieFieldsAreOne(t *testing.T) {
	for _, framework := range frameworks {
		t.Run(framework.name, func(t *testing.T) {
			site := open(t, cellosession.Config{}, func(m *cellosession.Manager) http.Handler {
				inner := framework.build(m, visit)
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					// As a proxy may hand it on; a Go client joins them by itself.
					r.Header["Cookie"] = append([]string{"first=1"}, r.Header["Cookie"]...)
					inner.ServeHTTP(w, r)
				})
			})
			b := site.browser()
			get(t, b, site.URL+"/login")
			get(t, b, site.URL+"/show").is(t, "alice ok")
		})
	}
}

func TestWhatDoesNotFitIsSaid(t *testing.T) {
	big := strings.Repeat("x", 3000)
	onEach(t, cellosession.Config{}, routes{
		"/big": func(w http.ResponseWriter, r *http.Request) {
			s := session(r)
			must(s.Set("small", "1"))
			err := s.Set("big", big)
			var size *cellosession.SizeError
			if !errors.Is(err, cellosession.ErrTooLarge) || !errors.As(err, &size) {
				http.Error(w, fmt.Sprint(err), http.StatusInternalServerError)
				return
			}
			fmt.Fprintf(w, "%v %v", size.Size > size.Bound, s.GetString("big") == "" && s.GetString("small") == "1")
		},
		"/late": func(w http.ResponseWriter, r *http.Request) {
			_ = http.NewResponseController(w).Flush()
			err := session(r).Set("late", "1")
			fmt.Fprint(w, errors.Is(err, cellosession.ErrHeadersSent))
		},
	}, func(t *testing.T, site *site) {
		get(t, site.browser(), site.URL+"/big").is(t, "true true").sets(t, true)
		get(t, site.browser(), site.URL+"/late").is(t, "true").sets(t, false)
	})
}

func TestRevocationBehindEachFramework(t *testing.T) {
	onEach(t, cellosession.Config{Revocation: &cellosession.Revocation{}}, visit, func(t *testing.T, site *site) {
		b, thief := site.browser(), site.browser()
		get(t, b, site.URL+"/login")
		place, _ := url.Parse(site.URL)
		thief.Jar.SetCookies(place, b.Jar.Cookies(place))
		get(t, thief, site.URL+"/show").is(t, "alice ok")
		get(t, b, site.URL+"/logout").is(t, "out").sets(t, true)
		get(t, thief, site.URL+"/show").is(t, " revoked").sets(t, false).varies(t, true)
	})
}
