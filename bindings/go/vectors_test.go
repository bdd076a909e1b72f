// This file runs every shared vector, all five groups, and counts them.

package cellosession

import (
	"encoding/hex"
	"encoding/json"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/libcello/libcello_session/bindings/go/internal/abi"
)

type vectorConfig struct {
	SigningSecret   string   `json:"signing_secret"`
	AcceptedSecrets []string `json:"accepted_secrets"`
	CookieName      string   `json:"cookie_name"`
	Path            string   `json:"path"`
	Domain          *string  `json:"domain"`
	MaxAgeS         uint64   `json:"max_age_s"`
	LongestMaxAgeS  uint64   `json:"longest_max_age_s"`
	AbsoluteMaxAgeS uint64   `json:"absolute_max_age_s"`
	HTTPOnly        bool     `json:"http_only"`
	Secure          bool     `json:"secure"`
	Partitioned     bool     `json:"partitioned"`
	Persistent      bool     `json:"persistent"`
	SameSite        string   `json:"same_site"`
}

type vectorEntry struct {
	Key   string          `json:"key"`
	Kind  string          `json:"kind"`
	Value json.RawMessage `json:"value"`
}

type vectorExpect struct {
	ID         string        `json:"id"`
	IssuedAt   int64         `json:"issued_at"`
	EndsAt     int64         `json:"ends_at"`
	BeganAt    int64         `json:"began_at"`
	RenewalDue bool          `json:"renewal_due"`
	Entries    []vectorEntry `json:"entries"`
}

type vectorCase struct {
	Name            string        `json:"name"`
	Config          vectorConfig  `json:"config"`
	Now             int64         `json:"now"`
	Token           string        `json:"token"`
	TokenHex        string        `json:"token_hex"`
	CookieHeader    string        `json:"cookie_header"`
	CookieHeaderHex string        `json:"cookie_header_hex"`
	Status          string        `json:"status"`
	Expect          *vectorExpect `json:"expect"`
	Resign          bool          `json:"resign"`
	Deletion        bool          `json:"deletion"`
	Line            string        `json:"line"`
	Session         *struct {
		ID        string        `json:"id"`
		BeganAt   int64         `json:"began_at"`
		LifetimeS *uint64       `json:"lifetime_s"`
		Entries   []vectorEntry `json:"entries"`
	} `json:"session"`
}

func readVectors(t *testing.T) map[string][]vectorCase {
	t.Helper()
	text, err := os.ReadFile("../../tests/vectors/v1.json")
	if err != nil {
		t.Fatal(err)
	}
	var groups map[string]json.RawMessage
	if err := json.Unmarshal(text, &groups); err != nil {
		t.Fatal(err)
	}
	cases := map[string][]vectorCase{}
	for group, body := range groups {
		if group == "format" {
			continue
		}
		var list []vectorCase
		if err := json.Unmarshal(body, &list); err != nil {
			t.Fatalf("%s: %v", group, err)
		}
		cases[group] = list
	}
	return cases
}

func unhex(t *testing.T, digits string) []byte {
	t.Helper()
	b, err := hex.DecodeString(digits)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// raw is the configuration without defaults, which can hold every case.
func (c *vectorConfig) raw(t *testing.T) *abi.Config {
	out := &abi.Config{
		Secrets: [][]byte{unhex(t, c.SigningSecret)}, CookieName: c.CookieName, Path: c.Path,
		MaxAgeS: c.MaxAgeS, LongestMaxAgeS: c.LongestMaxAgeS, AbsoluteMaxAgeS: c.AbsoluteMaxAgeS,
		SameSite: map[string]int32{"lax": abi.SameSiteLax, "strict": abi.SameSiteStrict, "none": abi.SameSiteNoneNum}[c.SameSite],
		HTTPOnly: c.HTTPOnly, Secure: c.Secure, Partitioned: c.Partitioned, Persistent: c.Persistent,
	}
	for _, secret := range c.AcceptedSecrets {
		out.Secrets = append(out.Secrets, unhex(t, secret))
	}
	if c.Domain != nil {
		out.Domain = *c.Domain
	}
	return out
}

func (c *vectorConfig) signer(t *testing.T, now int64) *Signer {
	t.Helper()
	keys, status := abi.NewSigner(c.raw(t))
	if status != abi.OK {
		t.Fatalf("no signer: %s", status.Name())
	}
	return &Signer{keys: keys, clock: func() time.Time { return time.Unix(now, 0) }}
}

func TestVectors(t *testing.T) {
	groups := readVectors(t)
	counts := map[string]int{"accept": 100, "must_fail": 308, "cookie_header": 65, "set_cookie": 36, "configuration": 123}
	runs := map[string]func(*testing.T, *vectorCase){
		"accept": acceptVector, "must_fail": mustFailVector, "cookie_header": cookieHeaderVector,
		"set_cookie": setCookieVector, "configuration": configurationVector,
	}
	if len(groups) != len(runs) {
		t.Fatalf("%d groups of vectors, %d are known here", len(groups), len(runs))
	}
	for group, run := range runs {
		ran := 0
		for i := range groups[group] {
			c := &groups[group][i]
			t.Run(group+"/"+c.Name, func(t *testing.T) { run(t, c); ran++ })
		}
		if ran < counts[group] {
			t.Errorf("%s: %d cases ran to their end, of at least %d", group, ran, counts[group])
		}
	}
}

func acceptVector(t *testing.T, c *vectorCase) {
	var session Session
	if err := c.Config.signer(t, c.Now).Verify(c.Token, &session); err != nil {
		t.Fatal(err)
	}
	expectSession(t, &session, c.Expect)
	again, err := c.Config.signer(t, c.Expect.IssuedAt).Sign(&session)
	if c.Resign && (err != nil || again != c.Token) {
		t.Errorf("signed again it is another token (%v)", err)
	}
	if !c.Resign && again == c.Token {
		t.Error("signed again it is the same token")
	}
}

var tokenStatuses = map[string]error{"rejected": ErrRejected, "expired": ErrExpired, "not_yet_valid": ErrNotYetValid}

func mustFailVector(t *testing.T, c *vectorCase) {
	token := c.Token
	if c.TokenHex != "" {
		token = string(unhex(t, c.TokenHex))
	}
	session := filled(t)
	err := c.Config.signer(t, c.Now).Verify(token, session)
	if want := tokenStatuses[c.Status]; err != want || want == nil {
		t.Errorf("%v, want %v", err, want)
	}
	if session.Len() != 0 || session.ID() != (ID{}) || session.Status().String() != c.Status {
		t.Error("something of the session before is left")
	}
}

func cookieHeaderVector(t *testing.T, c *vectorCase) {
	header := c.CookieHeader
	if c.CookieHeaderHex != "" {
		header = string(unhex(t, c.CookieHeaderHex))
	}
	session := &Session{signer: c.Config.signer(t, c.Now), request: &http.Request{Header: http.Header{"Cookie": {header}}}}
	if got := session.Status().String(); got != c.Status {
		t.Errorf("%s, want %s", got, c.Status)
	}
	if c.Expect != nil {
		expectSession(t, session, c.Expect)
	} else if session.Len() != 0 {
		t.Error("entries without a session")
	}
}

func setCookieVector(t *testing.T, c *vectorCase) {
	var line [abi.CookieLineLenMax]byte
	if c.Deletion {
		n, status := c.Config.signer(t, 0).keys.Deletion(&line)
		if got := string(line[:n]); status != abi.OK || got != c.Line {
			t.Errorf("%s, want %s", got, c.Line)
		}
		return
	}
	signer := c.Config.signer(t, c.Session.BeganAt)
	id := [abi.IDLen]byte(unhex(t, c.Session.ID))
	session := &Session{signer: signer, loaded: true, state: new(abi.State)}
	if err := session.changed(signer.keys.Begin(&id, signer.now(), session.state)); err != nil {
		t.Fatal(err)
	}
	for _, entry := range c.Session.Entries {
		if err := session.Set(entry.Key, entry.value(t)); err != nil {
			t.Fatal(err)
		}
	}
	if c.Session.LifetimeS != nil {
		if err := session.SetLifetime(time.Duration(*c.Session.LifetimeS) * time.Second); err != nil {
			t.Fatal(err)
		}
	}
	n, status := signer.keys.Write(uint64(c.Now), session.state, &line)
	if got := string(line[:n]); status != abi.OK || got != c.Line {
		t.Errorf("%s: %s, want %s", status.Name(), got, c.Line)
	}
}

func configurationVector(t *testing.T, c *vectorCase) {
	_, status := abi.NewSigner(c.Config.raw(t))
	if status.Name() != c.Status {
		t.Errorf("%s, want %s", status.Name(), c.Status)
	}
	if cannotSay[c.Name] {
		return
	}
	_, err := NewSigner(c.Config.public(t))
	if want := errorOf(status); err != want {
		t.Errorf("through Config: %v, want %v", err, want)
	}
}

// What a Config cannot say, because its zero values are the defaults, or because a time.Duration ends after 292 years.
// The library's own answer is checked above.
var cannotSay = map[string]bool{
	"config-max-age-0": true, "config-name-empty": true, "config-path-empty": true, "config-absolute-9007199254740991": true,
}

func (c *vectorConfig) public(t *testing.T) Config {
	position := map[bool]Switch{true: On, false: Off}
	out := Config{
		Secret: NewSecret(unhex(t, c.SigningSecret)), CookieName: c.CookieName, Path: c.Path,
		MaxAge: time.Duration(c.MaxAgeS) * time.Second, LongestMaxAge: time.Duration(c.LongestMaxAgeS) * time.Second,
		AbsoluteMaxAge: time.Duration(c.AbsoluteMaxAgeS) * time.Second,
		HTTPOnly:       position[c.HTTPOnly], Secure: position[c.Secure], Partitioned: position[c.Partitioned], Persistent: position[c.Persistent],
		SameSite: sameSiteOf[c.SameSite],
	}
	for _, secret := range c.AcceptedSecrets {
		out.AcceptedSecrets = append(out.AcceptedSecrets, NewSecret(unhex(t, secret)))
	}
	if c.Domain != nil {
		out.Domain = *c.Domain
	}
	return out
}
