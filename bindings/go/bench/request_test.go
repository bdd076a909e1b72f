// A request whose handler reads one value: without a session, through our middleware, through that of scs.

package bench

import (
	"context"
	"net/http"
	"testing"

	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

// answer is written to nobody; its headers are used again, as a server does not, which favours the bare handler.
type answer struct{ header http.Header }

func (a answer) Header() http.Header         { return a.header }
func (a answer) Write(b []byte) (int, error) { return len(b), nil }
func (a answer) WriteHeader(int)             {}

type plainKey struct{}

func serve(b *testing.B, handler http.Handler, cookie *http.Cookie, ctx context.Context) {
	b.Helper()
	request, _ := http.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
	if cookie != nil {
		request.AddCookie(cookie)
	}
	w := answer{http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		clear(w.header)
		handler.ServeHTTP(w, request)
	}
}

// BenchmarkRequestBare reads a value that stands in the context already: nothing is verified.
func BenchmarkRequestBare(b *testing.B) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		check(b, r.Context().Value(plainKey{}) == "123")
		_, _ = w.Write(nil)
	})
	serve(b, handler, nil, context.WithValue(context.Background(), plainKey{}, "123"))
}

func BenchmarkRequestWithSession(b *testing.B) {
	manager, err := cellosession.New(cellosession.Config{Secret: cellosession.NewSecret(secret)})
	check(b, err == nil)
	_, _, token := ours(b)
	handler := manager.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		check(b, cellosession.FromContext(r.Context()).GetString("user_id") == "123")
		_, _ = w.Write(nil)
	}))
	serve(b, handler, &http.Cookie{Name: "session_id", Value: token}, context.Background())
}

func BenchmarkRequestWithScs(b *testing.B) {
	manager := scs.New()
	manager.Store = memstore.NewWithCleanupInterval(0)
	ctx, err := manager.Load(context.Background(), "")
	check(b, err == nil)
	for key, value := range content {
		manager.Put(ctx, key, value)
	}
	token, _, err := manager.Commit(ctx)
	check(b, err == nil)
	handler := manager.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		check(b, manager.GetString(r.Context(), "user_id") == "123")
		_, _ = w.Write(nil)
	}))
	serve(b, handler, &http.Cookie{Name: "session", Value: token}, context.Background())
}
