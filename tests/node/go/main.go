// Command peer makes and reads tokens by the Go binding, for the tests of the Node package: `peer sign SECRET` prints a
// token, and `peer verify SECRET` prints what is in the one on its standard input.
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: peer sign|verify SECRET")
	}
	signer, err := cellosession.NewSigner(cellosession.Config{Secret: cellosession.NewSecret([]byte(os.Args[2]))})
	if err != nil {
		log.Fatal(err)
	}
	var session cellosession.Session
	if os.Args[1] == "sign" {
		sign(signer, &session)
		return
	}
	token, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	if err := signer.Verify(strings.TrimSpace(string(token)), &session); err != nil {
		log.Fatal(err)
	}
	fmt.Println(session.GetString("user_id"), session.GetInt64("visits"), session.GetString("made_by"))
}

func sign(signer *cellosession.Signer, session *cellosession.Session) {
	if err := signer.Begin(session); err != nil {
		log.Fatal(err)
	}
	for key, value := range map[string]any{"user_id": "123", "visits": 7, "made_by": "Go"} {
		if err := session.Set(key, value); err != nil {
			log.Fatal(err)
		}
	}
	token, err := signer.Sign(session)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(token)
}
