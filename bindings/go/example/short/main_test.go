// This file runs the README's example as it stands.

package main

import (
	"crypto/rand"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestShortExample(t *testing.T) {
	if os.Getenv("SESSION_SECRET_FILE") != "" {
		main()
	}
	lines, err := os.ReadFile("main.go")
	if err != nil || strings.Count(string(lines), "\n") > 25 {
		t.Fatalf("the example has more than 25 lines: %v", err)
	}
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte(rand.Text()+rand.Text()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	program := exec.Command(os.Args[0], "-test.run=TestShortExample")
	program.Env = append(os.Environ(), "SESSION_SECRET_FILE="+secret, "ADDRESS="+address)
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = program.Process.Kill(); _ = program.Wait() }()
	cookie := ""
	for end := time.Now().Add(20 * time.Second); cookie == "" && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if response, err := http.Post("http://"+address+"/login", "", nil); err == nil {
			response.Body.Close()
			cookie, _, _ = strings.Cut(response.Header.Get("Set-Cookie"), ";")
		}
	}
	for sent, want := range map[string]string{cookie: "user 123", "": "user ", cookie + "A": "user "} {
		request, _ := http.NewRequest(http.MethodGet, "http://"+address+"/profile", nil)
		request.Header.Set("Cookie", sent)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body := make([]byte, 16)
		n, _ := response.Body.Read(body)
		response.Body.Close()
		if string(body[:n]) != want {
			t.Errorf("%q, want %q", body[:n], want)
		}
	}
}
