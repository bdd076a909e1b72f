// This file is the application: login, profile and logout, with revocation on.

package main

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

// application has what its handlers need.
type application struct {
	passwords map[string]string // of a demonstration; a real one keeps hashes
	users     map[string]int64
}

func newApplication() *application {
	return &application{map[string]string{"alice": "correct horse"}, map[string]int64{"alice": 123}}
}

func (a *application) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /login", a.form)
	mux.HandleFunc("POST /login", a.login)
	mux.HandleFunc("GET /profile", a.profile)
	mux.HandleFunc("POST /logout", a.logout)
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "up") })
	return mux
}

// form gives an anonymous visitor a CSRF token, which the session carries to the next request.
func (a *application) form(w http.ResponseWriter, r *http.Request) {
	session := cellosession.FromContext(r.Context())
	if !session.Has("csrf") {
		if err := session.Set("csrf", rand.Text()); err != nil {
			fail(w, err)
			return
		}
	}
	answer(w, http.StatusOK, session.GetString("csrf"))
}

func (a *application) login(w http.ResponseWriter, r *http.Request) {
	session, name := cellosession.FromContext(r.Context()), r.PostFormValue("name")
	if csrf := session.GetString("csrf"); csrf == "" || !equal(csrf, r.PostFormValue("csrf")) {
		answer(w, http.StatusForbidden, "the form is too old")
		return
	}
	if password, known := a.passwords[name]; !known || !equal(password, r.PostFormValue("password")) {
		answer(w, http.StatusUnauthorized, "wrong name or password")
		return
	}
	// What an anonymous visitor may not keep goes first; then the session gets a new id and begins now.
	err := errors.Join(session.Remove("csrf"), session.Login(), session.Set("user_id", a.users[name]), session.Set("username", name))
	if err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusOK, "welcome, "+name)
}

func (a *application) profile(w http.ResponseWriter, r *http.Request) {
	session := cellosession.FromContext(r.Context())
	if session.GetInt64("user_id") == 0 {
		answer(w, http.StatusUnauthorized, "nobody ("+session.Status().String()+")")
		return
	}
	answer(w, http.StatusOK, session.GetString("username"))
}

func (a *application) logout(w http.ResponseWriter, r *http.Request) {
	if err := cellosession.FromContext(r.Context()).Clear(); err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusOK, "goodbye")
}

func equal(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// fail says nothing of the error to the visitor.
func fail(w http.ResponseWriter, err error) {
	slog.Error("session", "error", err)
	answer(w, http.StatusInternalServerError, "something went wrong")
}

func answer(w http.ResponseWriter, code int, text string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]string{"answer": text})
}
