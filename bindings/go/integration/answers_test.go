// What handlers do with an answer: streams, files, deadlines, redirects, errors, panics, limits of time.

package integration

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

func TestStreamIsFlushed(t *testing.T) {
	proceed := make(chan bool)
	onEach(t, cellosession.Config{}, routes{
		"/stream": func(w http.ResponseWriter, r *http.Request) {
			must(session(r).Set("streamed", true))
			_, _ = io.WriteString(w, "first\n")
			w.(http.Flusher).Flush()
			<-proceed
			_, _ = io.WriteString(w, "second\n")
			must(http.NewResponseController(w).Flush())
			<-proceed
		},
	}, func(t *testing.T, site *site) {
		response, err := site.browser().Get(site.URL + "/stream")
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		if len(response.Header.Values("Set-Cookie")) != 1 {
			t.Error("a stream without its cookie")
		}
		lines := bufio.NewReader(response.Body)
		for _, want := range []string{"first\n", "second\n"} {
			// The handler has not ended: without Flush this would wait for ever.
			if line, err := lines.ReadString('\n'); line != want || err != nil {
				t.Error(line, err)
			}
			proceed <- true
		}
	})
}

func TestFilesGoOutByReadFrom(t *testing.T) {
	content := strings.Repeat("0123456789abcdef", 1<<16)
	file := filepath.Join(t.TempDir(), "file.txt")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	onEach(t, cellosession.Config{}, routes{
		"/file": func(w http.ResponseWriter, r *http.Request) {
			must(session(r).Set("file", "1"))
			http.ServeFile(w, r, file)
		},
		"/copy": func(w http.ResponseWriter, r *http.Request) {
			must(session(r).Set("copy", "1"))
			source, err := os.Open(file)
			must(err)
			defer source.Close()
			_, err = io.Copy(w, source)
			must(err)
		},
	}, func(t *testing.T, site *site) {
		b := site.browser()
		for _, path := range []string{"/file", "/copy"} {
			if a := get(t, b, site.URL+path).sets(t, true); a.body != content {
				t.Errorf("%s: %d bytes", path, len(a.body))
			}
		}
		part := fetch(t, b, http.MethodGet, site.URL+"/file", http.Header{"Range": {"bytes=16-31"}})
		if part.StatusCode != http.StatusPartialContent || part.body != "0123456789abcdef" {
			t.Error(part.StatusCode, part.body)
		}
		head := fetch(t, site.browser(), http.MethodHead, site.URL+"/file", nil).sets(t, true)
		if head.body != "" || head.ContentLength != int64(len(content)) {
			t.Error("HEAD:", head.ContentLength, len(head.body))
		}
	})
}

// TestWriterHasWhatTheServersHas: a handler asks by type, and what is not there must not seem to be.
func TestWriterHasWhatTheServersHas(t *testing.T) {
	asks := func(w http.ResponseWriter) string {
		_, flusher := w.(http.Flusher)
		_, hijacker := w.(http.Hijacker)
		_, readerFrom := w.(io.ReaderFrom)
		_, pusher := w.(http.Pusher)
		return fmt.Sprint(flusher, hijacker, readerFrom, pusher)
	}
	var outside string
	site := open(t, cellosession.Config{}, func(m *cellosession.Manager) http.Handler {
		inner := m.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, asks(w))
		}))
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			outside = asks(w)
			inner.ServeHTTP(w, r)
		})
	})
	for _, client := range []*http.Client{site.browser(), overHTTP1(site)} {
		a := get(t, client, site.URL)
		if a.body != outside {
			t.Errorf("%s: Flusher, Hijacker, ReaderFrom, Pusher: %s, the server's own: %s", a.Proto, a.body, outside)
		}
	}
}

func TestDeadlinesOfTheConnection(t *testing.T) {
	onEach(t, cellosession.Config{}, routes{
		"/deadline": func(w http.ResponseWriter, r *http.Request) {
			must(session(r).Set("deadline", "1"))
			control := http.NewResponseController(w)
			must(control.SetReadDeadline(time.Now().Add(time.Hour)), control.SetWriteDeadline(time.Now().Add(-time.Second)))
			_, _ = io.WriteString(w, strings.Repeat("x", 1<<20))
		},
	}, func(t *testing.T, site *site) {
		response, err := site.browser().Get(site.URL + "/deadline")
		if err == nil {
			_, err = io.Copy(io.Discard, response.Body)
			_ = response.Body.Close()
		}
		if err == nil {
			t.Error("a deadline that has passed did not end the answer")
		}
	})
}

func TestRedirectsErrorsAndPanics(t *testing.T) {
	onEach(t, cellosession.Config{}, routes{
		"/redirect": func(w http.ResponseWriter, r *http.Request) {
			must(session(r).Set("user_id", "alice"))
			http.Redirect(w, r, "/show", http.StatusSeeOther)
		},
		"/error": func(w http.ResponseWriter, r *http.Request) {
			must(session(r).Set("user_id", "bob"))
			http.Error(w, "no", http.StatusForbidden)
		},
		"/empty": func(_ http.ResponseWriter, r *http.Request) { must(session(r).Set("empty", "1")) },
		"/panic": func(_ http.ResponseWriter, r *http.Request) {
			must(session(r).Set("user_id", "mallory"))
			panic("planned")
		},
		"/show": show,
	}, func(t *testing.T, site *site) {
		b := site.browser()
		if a := get(t, b, site.URL+"/redirect").sets(t, true); a.StatusCode != http.StatusSeeOther {
			t.Error(a.StatusCode)
		}
		get(t, b, site.URL+"/show").is(t, "alice ok")
		if a := get(t, b, site.URL+"/error").sets(t, true); a.StatusCode != http.StatusForbidden || a.body != "no\n" {
			t.Error(a.StatusCode, a.body)
		}
		get(t, b, site.URL+"/show").is(t, "bob ok")
		get(t, b, site.URL+"/empty").is(t, "").sets(t, true)
		fetch(t, b, http.MethodHead, site.URL+"/redirect", nil).sets(t, true)
		if a := get(t, b, site.URL+"/panic"); a.StatusCode != http.StatusInternalServerError {
			t.Error(a.StatusCode)
		}
		get(t, b, site.URL+"/show").varies(t, true)
		for range 50 { // the memory of a request that panicked is another's soon
			get(t, b, site.URL+"/panic")
			get(t, site.browser(), site.URL+"/show").is(t, " missing")
		}
	})
}

func TestTimeoutHandler(t *testing.T) {
	for _, slow := range []bool{false, true} {
		site := open(t, cellosession.Config{}, func(m *cellosession.Manager) http.Handler {
			return m.LoadAndSave(http.TimeoutHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				must(session(r).Set("user_id", "carol"))
				if slow {
					<-r.Context().Done()
					time.Sleep(20 * time.Millisecond) // it still uses the session when the answer is out
					_ = session(r).Set("late", "1")
				}
				_, _ = io.WriteString(w, "done")
			}), 50*time.Millisecond, "too slow"))
		})
		a := get(t, site.browser(), site.URL+"/")
		if slow && (a.StatusCode != http.StatusServiceUnavailable || a.body != "too slow") {
			t.Error(a.StatusCode, a.body)
		}
		if !slow {
			a.is(t, "done").sets(t, true)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// TestEarlyHints has no Echo and no gin: the one takes 103 for the answer itself, the other never sends it.
func TestEarlyHints(t *testing.T) {
	for _, framework := range frameworks[:2] {
		t.Run(framework.name, func(t *testing.T) {
			site := open(t, cellosession.Config{}, func(m *cellosession.Manager) http.Handler {
				return framework.build(m, routes{"/hints": func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Link", "</style.css>; rel=preload")
					w.WriteHeader(http.StatusEarlyHints)
					must(session(r).Set("after", "the hints"))
					_, _ = io.WriteString(w, "page")
				}})
			})
			for _, client := range []*http.Client{site.browser(), overHTTP1(site)} {
				hints, cookies := 0, 0
				trace := &httptrace.ClientTrace{Got1xxResponse: func(_ int, header textproto.MIMEHeader) error {
					hints++
					cookies += len(header.Values("Set-Cookie"))
					return nil
				}}
				request, _ := http.NewRequestWithContext(httptrace.WithClientTrace(t.Context(), trace), http.MethodGet, site.URL+"/hints", nil)
				response, err := client.Do(request)
				if err != nil {
					t.Fatal(err)
				}
				_ = response.Body.Close()
				if hints != 1 || cookies != 0 || len(response.Header.Values("Set-Cookie")) != 1 {
					t.Error(response.Proto, hints, cookies, response.Header)
				}
			}
		})
	}
}
