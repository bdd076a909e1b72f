// This file measures what a crossing, a verification and the middleware cost; `make bench-go` sets peers beside it.

package cellosession

import (
	"net/http"
	"testing"

	"github.com/libcello/libcello_session/bindings/go/internal/abi"
)

func benchSigner(b *testing.B) (*Signer, *Session, string) {
	b.Helper()
	signer, err := NewSigner(Config{Secret: NewSecret(testSecret)})
	if err != nil {
		b.Fatal(err)
	}
	session := new(Session)
	for _, err := range []error{signer.Begin(session), session.Set("user_id", "123"), session.Set("username", "alice")} {
		if err != nil {
			b.Fatal(err)
		}
	}
	token, err := signer.Sign(session)
	if err != nil {
		b.Fatal(err)
	}
	return signer, session, token
}

func BenchmarkEmptyCall(b *testing.B) {
	for b.Loop() {
		abi.Nothing(1)
	}
}

func BenchmarkVerify(b *testing.B) {
	signer, _, token := benchSigner(b)
	var session Session
	b.ReportAllocs()
	for b.Loop() {
		if err := signer.Verify(token, &session); err != nil {
			b.Fatal(err)
		}
	}
}

// The crossing alone: verify, describe and entries in C, without the clock and the bookkeeping in Go.
func BenchmarkVerifyCrossing(b *testing.B) {
	signer, _, token := benchSigner(b)
	state, now := new(abi.State), signer.now()
	for b.Loop() {
		if signer.keys.Verify(token, now, state) != abi.OK {
			b.Fatal("rejected")
		}
	}
}

func BenchmarkSign(b *testing.B) {
	signer, session, _ := benchSigner(b)
	var token []byte
	b.ReportAllocs()
	for b.Loop() {
		token, _ = signer.AppendSign(token[:0], session)
	}
}

// nowhere is an answer that costs nothing.
type nowhere struct{ header http.Header }

func (w nowhere) Header() http.Header         { return w.header }
func (w nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (w nowhere) WriteHeader(int)             {}

func BenchmarkHandler(b *testing.B) {
	manager, err := New(Config{Secret: NewSecret(testSecret)})
	if err != nil {
		b.Fatal(err)
	}
	_, _, token := benchSigner(b)
	r, _ := http.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Cookie", "session_id="+token)
	for _, run := range []struct {
		name    string
		handler http.Handler
	}{
		{"bare", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok")) })},
		{"unused", manager.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok")) }))},
		{"reads", manager.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if FromContext(r.Context()).GetString("user_id") != "123" {
				b.Fatal("nobody")
			}
			w.Write([]byte("ok"))
		}))},
	} {
		b.Run(run.name, func(b *testing.B) {
			w := nowhere{http.Header{}}
			b.ReportAllocs()
			for b.Loop() {
				clear(w.header)
				run.handler.ServeHTTP(w, r)
			}
		})
	}
}
