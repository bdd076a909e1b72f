// The example application of package cellosession: a login, a profile and a logout.
//
//	go run ./example -secret FILE        serves on 127.0.0.1:8080
//	go run ./example -demo               starts it on a free port and plays a visitor and a thief
package main

import (
	"crypto/rand"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

func main() {
	address := flag.String("address", "127.0.0.1:8080", "where to listen")
	secretFile := flag.String("secret", "", "a file with the secret (cello-session keygen makes one); without it a secret of this run alone")
	demo := flag.Bool("demo", false, "play the whole story and exit")
	flag.Parse()
	if err := run(*address, *secretFile, *demo); err != nil {
		fmt.Fprintln(os.Stderr, "example:", err)
		os.Exit(1)
	}
}

func run(address, secretFile string, demo bool) error {
	secret, err := readSecret(secretFile)
	if err != nil {
		return err
	}
	sessions, err := cellosession.New(cellosession.Config{
		Secret:     secret,
		MaxAge:     time.Hour,
		Secure:     cellosession.Off, // plain http on this machine alone; leave it out in production, and use a __Host- name
		Revocation: &cellosession.Revocation{},
	})
	if err != nil {
		return err
	}
	if demo {
		address = "127.0.0.1:0"
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: sessions.LoadAndSave(newApplication().routes()), ReadHeaderTimeout: 5 * time.Second}
	if !demo {
		fmt.Println("listening on http://" + listener.Addr().String())
		return server.Serve(listener)
	}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	return play("http://" + listener.Addr().String())
}

func readSecret(file string) (cellosession.Secret, error) {
	if file != "" {
		return cellosession.ReadSecretFile(file)
	}
	secret := make([]byte, 32)
	rand.Read(secret)
	return cellosession.NewSecret(secret), nil
}
