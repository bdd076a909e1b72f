// Command peer makes and reads tokens by the Go binding, with the command line of the tool cello-session as far as the
// tests of the Node package and `make demo-node` need it: `sign --secret-file FILE KEY[:KIND]=VALUE...` prints a token,
// `verify --secret-file FILE` the entries of the one on its standard input, in the same words.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strconv"
	"strings"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

func main() {
	log.SetFlags(0)
	commands := map[string]func(*cellosession.Signer, []string) error{"sign": sign, "verify": verify}
	if len(os.Args) < 4 || commands[os.Args[1]] == nil || os.Args[2] != "--secret-file" {
		log.Fatal("usage: peer sign|verify --secret-file FILE [KEY[:KIND]=VALUE]...")
	}
	secret, err := cellosession.ReadSecretFile(os.Args[3])
	if err == nil {
		var signer *cellosession.Signer
		if signer, err = cellosession.NewSigner(cellosession.Config{Secret: secret}); err == nil {
			err = commands[os.Args[1]](signer, os.Args[4:])
		}
	}
	if err != nil {
		log.Fatal(err)
	}
}

func sign(signer *cellosession.Signer, entries []string) error {
	var session cellosession.Session
	if err := signer.Begin(&session); err != nil {
		return err
	}
	for _, entry := range entries {
		name, text, _ := strings.Cut(entry, "=")
		key, kind, _ := strings.Cut(name, ":")
		value, err := valueOf(kind, text)
		if err == nil {
			err = session.Set(key, value)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	token, err := signer.Sign(&session)
	fmt.Println(token)
	return err
}

func valueOf(kind, text string) (any, error) {
	switch kind {
	case "":
		return text, nil
	case "int":
		return strconv.ParseInt(text, 10, 64)
	case "json":
		return json.RawMessage(text), nil
	}
	return nil, errors.New("a kind that this program does not know")
}

func verify(signer *cellosession.Signer, _ []string) error {
	token, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	var session cellosession.Session
	if err := signer.Verify(strings.TrimSpace(string(token)), &session); err != nil {
		return err
	}
	for key, value := range session.Entries() {
		switch value := value.(type) {
		case string:
			fmt.Printf("%s=%s\n", key, value)
		case int64:
			fmt.Printf("%s:int=%d\n", key, value)
		case json.RawMessage:
			fmt.Printf("%s:json=%s\n", key, value)
		default:
			return fmt.Errorf("%s holds a kind that this program does not know", key)
		}
	}
	return nil
}
