// This file tests that the story goes well, and that it notices when it does not.

package main

import (
	"net/http/httptest"
	"testing"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

func TestPlay(t *testing.T) {
	for _, c := range []struct {
		name       string
		revocation *cellosession.Revocation
		well       bool
	}{{"with revocation", &cellosession.Revocation{}, true}, {"without, the stolen cookie is good", nil, false}} {
		sessions, err := cellosession.New(cellosession.Config{Secret: cellosession.NewSecret(make([]byte, 32)), Secure: cellosession.Off, Revocation: c.revocation})
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(sessions.LoadAndSave(newApplication().routes()))
		if err := play(server.URL); (err == nil) != c.well {
			t.Errorf("%s: %v", c.name, err)
		}
		server.Close()
	}
}
