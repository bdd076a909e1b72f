// An application with a login. Where a session cannot be changed, for want of room say, its methods say so.
package main

import (
	session "github.com/libcello/libcello_session/bindings/go"
	"net/http"
	"os"
)

func main() {
	secret, _ := session.ReadSecretFile(os.Getenv("SESSION_SECRET_FILE"))
	sessions, err := session.New(session.Config{Secret: secret})
	if err != nil { // a file that cannot be read is a secret that is too short
		panic(err)
	}
	http.HandleFunc("POST /login", func(w http.ResponseWriter, r *http.Request) {
		if s := session.FromContext(r.Context()); s.Remove("csrf") != nil || s.Login() != nil || s.Set("user_id", "123") != nil {
			http.Error(w, "try again", http.StatusInternalServerError)
		}
	})
	http.HandleFunc("GET /profile", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("user " + session.FromContext(r.Context()).GetString("user_id")))
	})
	panic(http.ListenAndServe(os.Getenv("ADDRESS"), sessions.LoadAndSave(http.DefaultServeMux)))
}
