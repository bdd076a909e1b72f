// This file is what pkg.go.dev shows and `go test` runs.

package cellosession_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"time"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

// In a program the secret comes from a file: cellosession.ReadSecretFile.
var secret = cellosession.NewSecret([]byte("session-secret-minimum-32-bytes-long"))

func Example() {
	sessions, err := cellosession.New(cellosession.Config{Secret: secret, Secure: cellosession.Off}) // plain http, for this example
	if err != nil {
		panic(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /login", func(w http.ResponseWriter, r *http.Request) {
		session := cellosession.FromContext(r.Context())
		// The visitor has proved who they are. What an anonymous one may not keep goes first.
		if err := errors.Join(session.Remove("csrf"), session.Login(), session.Set("user_id", "123")); err != nil {
			http.Error(w, "login failed", http.StatusInternalServerError)
			return
		}
		fmt.Fprint(w, "welcome")
	})
	mux.HandleFunc("GET /profile", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "user %q", cellosession.FromContext(r.Context()).GetString("user_id"))
	})
	server := httptest.NewServer(sessions.LoadAndSave(mux))
	defer server.Close()

	jar, _ := cookiejar.New(nil)
	browser := &http.Client{Jar: jar}
	for _, step := range []string{"GET /profile", "POST /login", "GET /profile"} {
		method, path, _ := strings.Cut(step, " ")
		request, _ := http.NewRequest(method, server.URL+path, nil)
		response, err := browser.Do(request)
		if err != nil {
			panic(err)
		}
		body := make([]byte, 32)
		n, _ := response.Body.Read(body)
		response.Body.Close()
		fmt.Println(step, response.StatusCode, string(body[:n]))
	}
	// Output:
	// GET /profile 200 user ""
	// POST /login 200 welcome
	// GET /profile 200 user "123"
}

func ExampleSigner() {
	signer, err := cellosession.NewSigner(cellosession.Config{Secret: secret, MaxAge: time.Hour})
	if err != nil {
		panic(err)
	}
	var session cellosession.Session
	if err := errors.Join(signer.Begin(&session), session.Set("job", int64(42))); err != nil {
		panic(err)
	}
	token, err := signer.Sign(&session)
	if err != nil {
		panic(err)
	}

	var received cellosession.Session // one for each goroutine; used again it allocates nothing
	fmt.Println(signer.Verify(token, &received), received.GetInt64("job"))
	fmt.Println(errors.Is(signer.Verify(token+"A", &received), cellosession.ErrRejected), received.GetInt64("job"))
	// Output:
	// <nil> 42
	// true 0
}

func ExampleSession_Set() {
	signer, _ := cellosession.NewSigner(cellosession.Config{Secret: secret})
	var session cellosession.Session
	_ = signer.Begin(&session)
	_ = session.Set("basket", []string{"pear", "plum"})
	var basket []string
	fmt.Println(session.GetJSON("basket", &basket), basket)

	err := session.Set("novel", strings.Repeat("long ", 1000))
	fmt.Println(errors.Is(err, cellosession.ErrTooLarge))
	fmt.Println(err)
	// Output:
	// <nil> [pear plum]
	// true
	// cellosession: the session has no room for this: 5035 bytes, of at most 2890
}

func ExampleRevocation() {
	sessions, err := cellosession.New(cellosession.Config{Secret: secret, Revocation: &cellosession.Revocation{}})
	if err != nil {
		panic(err)
	}
	request := func(cookie string, do func(*cellosession.Session)) string {
		r, w := httptest.NewRequest(http.MethodGet, "/", nil), httptest.NewRecorder()
		r.Header.Set("Cookie", cookie)
		sessions.LoadAndSave(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			do(cellosession.FromContext(r.Context()))
		})).ServeHTTP(w, r)
		cookie, _, _ = strings.Cut(w.Header().Get("Set-Cookie"), ";")
		return cookie
	}
	stolen := request("", func(s *cellosession.Session) { fmt.Println(s.Login(), s.Set("user_id", "123")) })
	request(stolen, func(s *cellosession.Session) { fmt.Println(s.Clear()) })
	request(stolen, func(s *cellosession.Session) { fmt.Println(s.Status(), s.GetString("user_id") == "") })
	// Output:
	// <nil> <nil>
	// <nil>
	// revoked true
}
