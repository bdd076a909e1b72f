// HTTP/1.1, HTTP/2, and connections that stop being HTTP.

package integration

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

// overHTTP1 is a browser that does not offer HTTP/2.
func overHTTP1(site *site) *http.Client {
	client := site.browser()
	transport := client.Transport.(*http.Transport).Clone()
	transport.ForceAttemptHTTP2 = false
	transport.TLSClientConfig.NextProtos = []string{"http/1.1"}
	transport.Protocols = new(http.Protocols)
	transport.Protocols.SetHTTP1(true)
	client.Transport = transport
	return client
}

func TestBothProtocols(t *testing.T) {
	onEach(t, cellosession.Config{}, visit, func(t *testing.T, site *site) {
		for want, client := range map[string]*http.Client{"HTTP/2.0": site.browser(), "HTTP/1.1": overHTTP1(site)} {
			if a := get(t, client, site.URL+"/login").is(t, "in").sets(t, true); a.Proto != want {
				t.Errorf("%s instead of %s", a.Proto, want)
			}
			get(t, client, site.URL+"/show").is(t, "alice ok").sets(t, false)
			get(t, client, site.URL+"/logout").is(t, "out").sets(t, true)
			get(t, client, site.URL+"/show").is(t, " missing")
		}
	})
}

func TestWebsocketKnowsItsVisitor(t *testing.T) {
	echoSocket := func(w http.ResponseWriter, r *http.Request) {
		s := session(r)
		user := s.GetString("user_id")
		must(s.Set("socket", "1"), s.Commit(w.Header()))
		socket, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer socket.CloseNow()
		kind, text, err := socket.Read(r.Context())
		if err == nil {
			_ = socket.Write(r.Context(), kind, []byte(user+": "+string(text)))
		}
		_ = socket.Close(websocket.StatusNormalClosure, "")
	}
	all := routes{"/socket": echoSocket, "/login": visit["/login"], "/show": show}
	onEach(t, cellosession.Config{}, all, func(t *testing.T, site *site) {
		b := overHTTP1(site)
		get(t, b, site.URL+"/login")
		b.Timeout = 0 // the websocket library has a context instead
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		socket, response, err := websocket.Dial(ctx, site.URL+"/socket", &websocket.DialOptions{HTTPClient: b})
		if err != nil {
			t.Fatal(err)
		}
		defer socket.CloseNow()
		if len(response.Header.Values("Set-Cookie")) != 1 {
			t.Error("the upgrade came without the changed session")
		}
		if err = socket.Write(ctx, websocket.MessageText, []byte("hello")); err != nil {
			t.Fatal(err)
		}
		if _, text, err := socket.Read(ctx); string(text) != "alice: hello" || err != nil {
			t.Error(string(text), err)
		}
	})
}

func TestHijackedConnectionIsTheHandlers(t *testing.T) {
	onEach(t, cellosession.Config{}, routes{
		"/raw": func(w http.ResponseWriter, r *http.Request) {
			user := session(r).GetString("user_id")
			conn, _, err := w.(http.Hijacker).Hijack()
			must(err)
			defer conn.Close()
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\nraw")
			if user != "" {
				panic("a stranger has a user")
			}
		},
	}, func(t *testing.T, site *site) {
		get(t, overHTTP1(site), site.URL+"/raw").is(t, "raw").sets(t, false).varies(t, false)
	})
}

func TestManyVisitorsAtOnce(t *testing.T) {
	onEach(t, cellosession.Config{Revocation: &cellosession.Revocation{}}, routes{
		"/name": func(w http.ResponseWriter, r *http.Request) {
			s := session(r)
			must(s.Login(), s.Set("user_id", r.URL.Query().Get("is")))
			done := make(chan bool)
			for range 4 { // a request's goroutines share its session
				go func() { s.GetString("user_id"); _ = s.Set("seen", true); done <- true }()
			}
			for range 4 {
				<-done
			}
		},
		"/show": show,
	}, func(t *testing.T, site *site) {
		for visitor := range 8 {
			name := strings.Repeat("v", visitor+1)
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				b := site.browser()
				for range 20 {
					get(t, b, site.URL+"/name?is="+url.QueryEscape(name)).sets(t, true)
					get(t, b, site.URL+"/show").is(t, name+" ok")
				}
			})
		}
	})
}
