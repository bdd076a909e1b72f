// The peers in Go, timed by their own process: see bench/measure/src/processes.rs for the lines that it reads.
package main

import (
	"bufio"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/gorilla/securecookie"
)

var secret = []byte("session-secret-minimum-32-bytes-long")

const maxAge = 86400 * time.Second

type session = map[string]string

type peer struct {
	name    string
	version string
	sign    func(session) (string, error)
	verify  func(string) (session, error)
}

type claims struct {
	Data session `json:"data"`
	jwt.RegisteredClaims
}

func peers() []peer {
	return []peer{
		secureCookie("gorilla/securecookie (gob)", securecookie.New(secret, nil)),
		secureCookie("gorilla/securecookie (JSON)",
			securecookie.New(secret, nil).SetSerializer(securecookie.JSONEncoder{})),
		golangJWT(),
		reference(),
	}
}

// Expiry is its default of 30 days. Its bound of 4096 characters is too small for the map of 2.7 KB, so it is off.
func secureCookie(name string, codec *securecookie.SecureCookie) peer {
	codec.MaxLength(0)
	return peer{
		name:    name,
		version: moduleVersion("github.com/gorilla/securecookie"),
		sign:    func(s session) (string, error) { return codec.Encode("session_id", s) },
		verify: func(token string) (session, error) {
			s := session{}
			return s, codec.Decode("session_id", token, &s)
		},
	}
}

func golangJWT() peer {
	key := func(*jwt.Token) (any, error) { return secret, nil }
	parser := jwt.NewParser(jwt.WithValidMethods([]string{"HS256"}), jwt.WithExpirationRequired())
	return peer{
		name:    "golang-jwt",
		version: moduleVersion("github.com/golang-jwt/jwt/v5"),
		sign: func(s session) (string, error) {
			expires := jwt.RegisteredClaims{ExpiresAt: jwt.NewNumericDate(time.Now().Add(maxAge))}
			return jwt.NewWithClaims(jwt.SigningMethodHS256, claims{s, expires}).SignedString(secret)
		},
		verify: func(token string) (session, error) {
			var c claims
			_, err := parser.ParseWithClaims(token, &c, key)
			return c.Data, err
		},
	}
}

// One HMAC-SHA256 of Go's own over the JSON, for scale; it signs and "verifies" the same text.
func reference() peer {
	mac := hmac.New(sha256.New, secret)
	return peer{
		name:    "crypto/hmac over the JSON (Go)",
		version: runtime.Version(),
		verify: func(text string) (session, error) {
			mac.Reset()
			mac.Write([]byte(text))
			mac.Sum(nil)
			return nil, nil
		},
	}
}

func moduleVersion(path string) string {
	build, _ := debug.ReadBuildInfo()
	for _, module := range build.Deps {
		if module.Path == path {
			return module.Version + ", " + runtime.Version()
		}
	}
	return runtime.Version()
}

type bench struct {
	peers    map[string]peer
	sessions map[string]session
	tokens   map[string]string // by name and size
}

func (b *bench) setup(size, text string) error {
	s := session{}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return err
	}
	b.sessions[size] = s
	for name, peer := range b.peers {
		if peer.sign == nil {
			b.tokens[name+size] = text
			continue
		}
		token, err := peer.sign(s)
		if err != nil {
			return err
		}
		read, err := peer.verify(token)
		if err != nil {
			return err
		}
		if !maps.Equal(read, s) {
			return errors.New(name + " does not give back what it was given")
		}
		b.tokens[name+size] = token
	}
	return nil
}

func (b *bench) run(name, operation, size string, times int) (int64, error) {
	peer, s, token := b.peers[name], b.sessions[size], b.tokens[name+size]
	start := time.Now()
	for range times {
		var err error
		if operation == "sign" && peer.sign != nil {
			_, err = peer.sign(s)
		} else {
			_, err = peer.verify(token)
		}
		if err != nil {
			return 0, err
		}
	}
	return time.Since(start).Nanoseconds(), nil
}

func (b *bench) answer(line string) (any, error) {
	words := strings.SplitN(line, " ", 3)
	switch words[0] {
	case "names":
		names := [][2]string{}
		for _, peer := range peers() {
			names = append(names, [2]string{peer.name, peer.version})
		}
		return names, nil
	case "setup":
		return struct{}{}, b.setup(words[1], words[2])
	}
	words = strings.Split(line, " ")
	times, err := strconv.Atoi(words[4])
	if err != nil {
		return nil, err
	}
	return b.run(words[1], words[2], words[3], times)
}

func main() {
	b := bench{map[string]peer{}, map[string]session{}, map[string]string{}}
	for _, peer := range peers() {
		b.peers[strings.ReplaceAll(peer.name, " ", "_")] = peer
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		said, err := b.answer(lines.Text())
		if err != nil {
			said = map[string]string{"error": err.Error()}
		}
		text, _ := json.Marshal(said)
		fmt.Println(string(text))
	}
}
