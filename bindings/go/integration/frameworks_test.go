// The frameworks, each set up as its users do, and a browser that talks to them.

package integration

import (
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	chimiddleware "github.com/go-chi/chi/v5/middleware"
	"github.com/labstack/echo/v4"
	echomiddleware "github.com/labstack/echo/v4/middleware"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

type routes map[string]http.HandlerFunc

// frameworks serve the same routes behind the same manager, with what each has to recover from a panic.
var frameworks = []struct {
	name  string
	build func(*cellosession.Manager, routes) http.Handler
}{
	{"net/http", func(m *cellosession.Manager, routes routes) http.Handler {
		mux := http.NewServeMux()
		for path, handler := range routes {
			mux.Handle(path, handler)
		}
		return recoverer(m.LoadAndSave(mux))
	}},
	{"chi", func(m *cellosession.Manager, routes routes) http.Handler {
		router := chi.NewRouter()
		router.Use(chimiddleware.Recoverer, m.LoadAndSave)
		for path, handler := range routes {
			router.Handle(path, handler)
		}
		return router
	}},
	{"Echo", func(m *cellosession.Manager, routes routes) http.Handler {
		router := echo.New()
		router.Logger.SetOutput(io.Discard)
		router.Use(echomiddleware.Recover(), echo.WrapMiddleware(m.LoadAndSave))
		for path, handler := range routes {
			router.Any(path, echo.WrapHandler(handler))
		}
		return router
	}},
	{"gin", func(m *cellosession.Manager, routes routes) http.Handler {
		gin.SetMode(gin.ReleaseMode)
		router := gin.New()
		router.Use(gin.RecoveryWithWriter(io.Discard))
		for path, handler := range routes {
			router.Any(path, gin.WrapF(handler))
		}
		return m.LoadAndSave(router)
	}},
}

// recoverer is for net/http what the frameworks bring along.
func recoverer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if recover() != nil {
				w.WriteHeader(http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

var secret = []byte("session-secret-minimum-32-bytes-long")

// clock is moved by the tests.
type clock struct{ unixS atomic.Int64 }

func (c *clock) now() time.Time { return time.Unix(c.unixS.Load(), 0) }

type site struct {
	*httptest.Server
	clock   *clock
	manager *cellosession.Manager
}

// onEach runs a test on each framework, served over TLS, since the cookie is Secure.
func onEach(t *testing.T, config cellosession.Config, routes routes, test func(t *testing.T, site *site)) {
	for _, framework := range frameworks {
		t.Run(framework.name, func(t *testing.T) {
			test(t, open(t, config, func(m *cellosession.Manager) http.Handler {
				return framework.build(m, routes)
			}))
		})
	}
}

func open(t *testing.T, config cellosession.Config, build func(*cellosession.Manager) http.Handler) *site {
	t.Helper()
	s := &site{clock: &clock{}}
	s.clock.unixS.Store(time.Now().Unix())
	config.Secret, config.Now = cellosession.NewSecret(secret), s.clock.now
	config.Logger = slog.New(slog.DiscardHandler)
	var err error
	if s.manager, err = cellosession.New(config); err != nil {
		t.Fatal(err)
	}
	s.Server = httptest.NewUnstartedServer(build(s.manager))
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

// browser keeps cookies and does not follow redirects by itself.
func (s *site) browser() *http.Client {
	client := *s.Client()
	client.Jar, _ = cookiejar.New(nil)
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client.Timeout = 20 * time.Second
	return &client
}

type answer struct {
	*http.Response
	body string
}

func fetch(t *testing.T, client *http.Client, method, address string, header http.Header) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range header {
		request.Header[name] = values
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response, string(body)}
}

func get(t *testing.T, client *http.Client, address string) answer {
	t.Helper()
	return fetch(t, client, http.MethodGet, address, nil)
}

func (a answer) is(t *testing.T, body string) answer {
	t.Helper()
	if a.StatusCode != http.StatusOK || a.body != body {
		t.Errorf("%s: %d %q, not %q", a.Request.URL.Path, a.StatusCode, a.body, body)
	}
	return a
}

// sets expects a new cookie with its two companions, or none.
func (a answer) sets(t *testing.T, wanted bool) answer {
	t.Helper()
	lines, caching := a.Header.Values("Set-Cookie"), strings.Join(a.Header.Values("Cache-Control"), ", ")
	if got := len(lines) == 1; got != wanted || len(lines) > 1 {
		t.Errorf("%s: %d Set-Cookie lines", a.Request.URL.Path, len(lines))
	}
	if got := strings.Contains(caching, `no-cache="Set-Cookie"`); got != wanted {
		t.Errorf("%s: Cache-Control: %s", a.Request.URL.Path, caching)
	}
	return a
}

// varies expects Vary: Cookie, or not.
func (a answer) varies(t *testing.T, wanted bool) answer {
	t.Helper()
	if got := strings.Contains(strings.Join(a.Header.Values("Vary"), ", "), "Cookie"); got != wanted {
		t.Errorf("%s: Vary: %q", a.Request.URL.Path, a.Header.Values("Vary"))
	}
	return a
}

func session(r *http.Request) *cellosession.Session { return cellosession.FromContext(r.Context()) }
