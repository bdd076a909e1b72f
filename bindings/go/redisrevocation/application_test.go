// A small application with revocation, as each process of a service runs it, and a browser for it.

package redisrevocation_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	cellosession "github.com/libcello/libcello_session/bindings/go"
	"github.com/libcello/libcello_session/bindings/go/redisrevocation"
)

// storeTimeout is short, because the tests wait for it.
const storeTimeout = 400 * time.Millisecond

func configuration(client redis.UniversalClient) cellosession.Config {
	return cellosession.Config{
		Secret: cellosession.NewSecret([]byte("session-secret-minimum-32-bytes-long")),
		Secure: cellosession.Off, // the tests speak plain http
		Revocation: &cellosession.Revocation{
			Store: redisrevocation.New(client), Timeout: storeTimeout,
		},
		Logger: slog.New(slog.DiscardHandler),
	}
}

// application has the routes of a login: /login?user=, /profile, /logout, /password (all other sessions end).
func application(config cellosession.Config) (http.Handler, error) {
	manager, err := cellosession.New(config)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	answer := func(route string, act func(*cellosession.Session, *http.Request) error) {
		mux.HandleFunc(route, func(w http.ResponseWriter, r *http.Request) {
			session := cellosession.FromContext(r.Context())
			if err := act(session, r); err != nil {
				http.Error(w, "the session could not be changed", http.StatusServiceUnavailable)
				return
			}
			fmt.Fprintf(w, "user=%s status=%s", session.GetString("user_id"), session.Status())
		})
	}
	answer("/profile", func(s *cellosession.Session, _ *http.Request) error { return nil })
	answer("/login", func(s *cellosession.Session, r *http.Request) error {
		if err := s.Login(); err != nil {
			return err
		}
		return s.Set("user_id", r.FormValue("user"))
	})
	answer("/logout", func(s *cellosession.Session, _ *http.Request) error { return s.Clear() })
	answer("/password", func(s *cellosession.Session, _ *http.Request) error {
		if err := s.RevokeAll(); err != nil {
			return err
		}
		return s.Login()
	})
	mux.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "up") })
	return manager.LoadAndSave(mux), nil
}

func serve(t *testing.T, config cellosession.Config) string {
	t.Helper()
	handler, err := application(config)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

// browser is a visitor with a cookie jar.
type browser struct {
	t      *testing.T
	client *http.Client
}

func newBrowser(t *testing.T) *browser {
	jar, _ := cookiejar.New(nil)
	return &browser{t, &http.Client{Jar: jar, Timeout: 20 * time.Second}}
}

func (b *browser) get(address string) (status int, body string, header http.Header) {
	b.t.Helper()
	answer, err := b.client.Get(address)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer.StatusCode, string(text), answer.Header
}

// sees expects an answer of 200 that begins with a text.
func (b *browser) sees(address, begin string) {
	b.t.Helper()
	if status, body, _ := b.get(address); status != http.StatusOK || !strings.HasPrefix(body, begin) {
		b.t.Errorf("%s: %d %q, not %q", address, status, body, begin)
	}
}

// fails expects 503 and no cookie.
func (b *browser) fails(address string) {
	b.t.Helper()
	status, body, header := b.get(address)
	if status != http.StatusServiceUnavailable || header.Get("Set-Cookie") != "" {
		b.t.Errorf("%s: %d %q, cookie set: %v", address, status, body, header.Get("Set-Cookie") != "")
	}
}

// thief is another browser with the cookies that this one has now.
func (b *browser) thief(address string) *browser {
	b.t.Helper()
	thief, place := newBrowser(b.t), mustParse(b.t, address)
	thief.client.Jar.SetCookies(place, b.client.Jar.Cookies(place))
	return thief
}

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	place, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return place
}
