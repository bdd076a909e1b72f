// This file tests the answer that a handler writes to: its interfaces, informational answers, a real server.

package cellosession

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/textproto"
	"strings"
	"testing"
	"time"
)

func TestInterfacesAndOneHundreds(t *testing.T) {
	m := testManager(t, nil)
	server := httptest.NewServer(m.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s := FromContext(r.Context())
		must(t, s.Set("step", 1))
		switch r.URL.Path {
		case "/hints":
			w.Header().Set("Link", "</a.css>; rel=preload")
			w.WriteHeader(http.StatusEarlyHints)
			must(t, s.Set("step", 2)) // still possible
			io.WriteString(w, "done")
		case "/flush":
			w.(http.Flusher).Flush()
			fmt.Fprint(w, errors.Is(s.Set("step", 2), ErrHeadersSent))
		case "/controller":
			controller := http.NewResponseController(w)
			must(t, controller.SetWriteDeadline(time.Now().Add(time.Minute)), controller.Flush())
			fmt.Fprint(w, errors.Is(s.Set("step", 2), ErrHeadersSent))
		case "/readfrom":
			if _, err := w.(io.ReaderFrom).ReadFrom(strings.NewReader("copied")); err != nil {
				t.Error(err)
			}
		case "/hijack":
			if _, _, err := w.(http.Hijacker).Hijack(); !errors.Is(err, ErrUnsaved) {
				t.Errorf("hijacked with a change: %v", err)
			}
			header := http.Header{}
			must(t, s.Commit(header))
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close()
			fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nSet-Cookie: %s\r\nContent-Length: 4\r\nConnection: close\r\n\r\nmine", header.Get("Set-Cookie"))
		}
	})))
	defer server.Close()
	for path, body := range map[string]string{"/hints": "done", "/flush": "true", "/controller": "true", "/readfrom": "copied", "/hijack": "mine"} {
		hints := 0
		trace := &httptrace.ClientTrace{Got1xxResponse: func(code int, header textproto.MIMEHeader) error {
			if hints++; code != http.StatusEarlyHints || header.Get("Set-Cookie") != "" {
				t.Errorf("%d with %v", code, header)
			}
			return nil
		}}
		r, _ := http.NewRequestWithContext(httptrace.WithClientTrace(t.Context(), trace), http.MethodGet, server.URL+path, nil)
		response, err := server.Client().Do(r)
		must(t, err)
		got, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if string(got) != body || response.Header.Get("Set-Cookie") == "" || (path == "/hints") != (hints == 1) {
			t.Errorf("%s: %q, %d hints, %v", path, got, hints, response.Header)
		}
		session := new(Session)
		token := strings.TrimPrefix(response.Cookies()[0].Raw, "session_id=")
		token, _, _ = strings.Cut(token, ";")
		if err := m.Signer().Verify(token, session); err != nil || path == "/hints" && session.GetInt64("step") != 2 {
			t.Errorf("%s: %v, step %d", path, err, session.GetInt64("step"))
		}
	}
}

// plain has nothing but the three methods; the types around it add one each.
type plain struct{ http.ResponseWriter }

func (plain) Header() http.Header { return http.Header{} }

type (
	flusherOnly  struct{ plain }
	hijackerOnly struct{ plain }
	readerOnly   struct{ plain }
	wrapped      struct {
		plain
		inner http.ResponseWriter
	}
)

func (flusherOnly) Flush()                                        {}
func (hijackerOnly) Hijack() (net.Conn, *bufio.ReadWriter, error) { return nil, nil, io.EOF }
func (readerOnly) ReadFrom(io.Reader) (int64, error)              { return 7, nil }
func (w wrapped) Unwrap() http.ResponseWriter                     { return w.inner }

func TestInterfacesAreThoseOfTheAnswerBelow(t *testing.T) {
	for _, c := range []struct {
		below                   http.ResponseWriter
		flush, hijack, readFrom bool
	}{
		{plain{}, false, false, false},
		{flusherOnly{}, true, false, false},
		{hijackerOnly{}, false, true, false},
		{readerOnly{}, false, false, true},
		{wrapped{inner: flusherOnly{}}, true, false, false},
		{wrapped{inner: wrapped{inner: hijackerOnly{}}}, false, true, false},
		{struct {
			plain
			http.Flusher
			http.Hijacker
			io.ReaderFrom
			http.Pusher
		}{}, true, true, true},
	} {
		m := testManager(t, nil)
		m.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, flush := w.(http.Flusher)
			_, hijack := w.(http.Hijacker)
			_, readFrom := w.(io.ReaderFrom)
			if flush != c.flush || hijack != c.hijack || readFrom != c.readFrom {
				t.Errorf("%T: flush %v, hijack %v, read from %v", c.below, flush, hijack, readFrom)
			}
		})).ServeHTTP(c.below, httptest.NewRequest(http.MethodGet, "/", nil))
	}
}
