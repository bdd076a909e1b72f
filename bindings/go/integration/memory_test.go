// A server that has answered many requests holds no more memory than before.

package integration

import (
	"net/http"
	"runtime"
	"testing"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

// discard is an answer that nobody reads.
type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(b []byte) (int, error) { return len(b), nil }
func (d discard) WriteHeader(int)             {}

func TestRequestsInFlatMemory(t *testing.T) {
	for _, framework := range frameworks {
		t.Run(framework.name, func(t *testing.T) {
			manager, err := cellosession.New(cellosession.Config{Secret: cellosession.NewSecret(secret)})
			if err != nil {
				t.Fatal(err)
			}
			handler := framework.build(manager, visit)
			login := discard{http.Header{}}
			request, _ := http.NewRequest(http.MethodGet, "/login", nil)
			handler.ServeHTTP(login, request)
			visitor, _ := http.NewRequest(http.MethodGet, "/show", nil)
			cookie, err := http.ParseSetCookie(login.header.Get("Set-Cookie"))
			if err != nil {
				t.Fatal(err)
			}
			visitor.AddCookie(cookie)
			heap := func() uint64 {
				runtime.GC()
				runtime.GC() // what a pool keeps goes at the second
				var stats runtime.MemStats
				runtime.ReadMemStats(&stats)
				return stats.HeapAlloc
			}
			serve := func(count int) {
				for range count {
					handler.ServeHTTP(discard{http.Header{}}, visitor)
				}
			}
			serve(1000)
			before := heap()
			serve(20_000)
			// A session of 3328 bytes kept for each of them would be 66 MB.
			if after := heap(); after > before+1<<20 {
				t.Errorf("the heap grew from %d to %d bytes", before, after)
			}
		})
	}
}
