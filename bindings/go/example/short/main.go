// The shortest application with a login; the README shows it.
package main

import (
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

func main() {
	secret, fileErr := cellosession.ReadSecretFile(os.Getenv("SESSION_SECRET_FILE"))
	sessions, err := cellosession.New(cellosession.Config{Secret: secret})
	if err := errors.Join(fileErr, err); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("POST /login", func(w http.ResponseWriter, r *http.Request) {
		session := cellosession.FromContext(r.Context()) // the visitor has proved who they are
		if err := errors.Join(session.Remove("csrf"), session.Login(), session.Set("user_id", "123")); err != nil {
			http.Error(w, "try again", http.StatusInternalServerError)
		}
	})
	http.HandleFunc("GET /profile", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, cellosession.FromContext(r.Context()).GetString("user_id"))
	})
	log.Fatal(http.ListenAndServe(os.Getenv("ADDRESS"), sessions.LoadAndSave(http.DefaultServeMux)))
}
