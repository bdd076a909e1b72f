// This file tests the configuration: its defaults, its mistakes, and that nothing prints a secret.

package cellosession

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestDefaults(t *testing.T) {
	m, err := New(Config{Secret: NewSecret(testSecret)})
	must(t, err)
	response, _ := visit(m, "", func(_ http.ResponseWriter, _ *http.Request, s *Session) { must(t, s.Set("a", 1)) })
	line := response.Header.Get("Set-Cookie")
	if !strings.HasPrefix(line, "session_id=") || !strings.HasSuffix(line, "; Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Lax") {
		t.Error(line[strings.Index(line, ";"):])
	}
}

func TestMistakesOfConfiguration(t *testing.T) {
	good := NewSecret(testSecret)
	for _, c := range []struct {
		config Config
		want   error
	}{
		{Config{}, ErrSecretLength}, {Config{Secret: NewSecret([]byte("short"))}, ErrSecretLength},
		{Config{Secret: good, AcceptedSecrets: []Secret{good}}, ErrSecretDuplicate},
		{Config{Secret: good, AcceptedSecrets: make([]Secret, 8)}, ErrTooManySecrets},
		{Config{Secret: good, CookieName: "a b"}, ErrCookieName}, {Config{Secret: good, Path: "a"}, ErrCookiePath},
		{Config{Secret: good, Domain: ".a"}, ErrCookieDomain}, {Config{Secret: good, SameSite: 99}, ErrSameSite},
		{Config{Secret: good, SameSite: http.SameSiteNoneMode, Secure: Off}, ErrSameSiteNoneNeedsSecure},
		{Config{Secret: good, Partitioned: On, Secure: Off}, ErrPartitionedNeedsSecure},
		{Config{Secret: good, CookieName: "__Host-a", Path: "/a"}, ErrHostPrefix}, {Config{Secret: good, CookieName: "__Secure-a", Secure: Off}, ErrSecurePrefix},
		{Config{Secret: good, MaxAge: -time.Second}, ErrMaxAge}, {Config{Secret: good, MaxAge: 1500 * time.Millisecond}, ErrMaxAge},
		{Config{Secret: good, MaxAge: 401 * 24 * time.Hour}, ErrMaxAge}, {Config{Secret: good, LongestMaxAge: time.Hour}, ErrLongestMaxAge},
		{Config{Secret: good, AbsoluteMaxAge: time.Hour}, ErrAbsoluteMaxAge},
	} {
		_, err := New(c.config)
		if !errors.Is(err, c.want) || !strings.HasPrefix(fmt.Sprint(err), "cellosession: ") {
			t.Errorf("%v, want %v", err, c.want)
		}
	}
	if _, err := New(Config{Secret: good, Secure: 7}); err == nil {
		t.Error("a switch in no position")
	}
}

func TestNothingPrintsASecret(t *testing.T) {
	config := Config{Secret: NewSecret(testSecret), AcceptedSecrets: []Secret{NewSecret([]byte(strings.Repeat("another-secret-", 3)))}}
	manager, err := New(config)
	must(t, err)
	var out bytes.Buffer
	nested := struct {
		Public  Config
		private Config
		pointer *Config
		manager *Manager
	}{config, config, &config, manager}
	for _, value := range []any{config, &config, config.Secret, &config.Secret, config.AcceptedSecrets, nested, &nested, manager, manager.Signer()} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&out, verb, value)
		}
		slog.New(slog.NewTextHandler(&out, nil)).Info("x", "value", value)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "value", value)
	}
	for _, secret := range []Secret{config.Secret, config.AcceptedSecrets[0]} {
		text, err := json.Marshal(secret)
		must(t, err)
		out.Write(text)
	}
	for _, secret := range []string{"session-secret", "another-secret", "73657373696f6e", "[115 101", "115, 101", "c2Vzc2lvbi1"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("printed as %s", secret)
		}
	}
	if !strings.Contains(out.String(), "[secret]") {
		t.Error("nothing was printed at all")
	}
}

func TestNothingPrintsASession(t *testing.T) {
	s := begun(t)
	must(t, s.Set("user_id", "a-value-nobody-logs"))
	var out bytes.Buffer
	print := func(value any) {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
			fmt.Fprintf(&out, verb, value)
		}
		slog.New(slog.NewTextHandler(&out, nil)).Info("x", "value", value)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "value", value)
	}
	print(s)
	print(struct{ Session *Session }{s})
	print(&struct{ session struct{ Session *Session } }{})
	byValue := new(struct{ session Session })
	signer, err := NewSigner(Config{Secret: NewSecret(testSecret)})
	must(t, err)
	must(t, signer.Begin(&byValue.session), byValue.session.Set("user_id", "a-value-nobody-logs"))
	print(byValue)
	m := testManager(t, nil)
	visit(m, "", func(_ http.ResponseWriter, r *http.Request, s *Session) {
		must(t, s.Set("user_id", "a-value-nobody-logs"))
		print(r.Context())
		print(s)
	})
	if text := out.String(); strings.Contains(text, "a-value") || strings.Contains(text, "612d76616c7565") || strings.Contains(text, "97 45 118") {
		t.Error("a value was printed")
	}
}

func TestReadSecretFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret")
	for _, c := range []struct{ in, out string }{{"abc", "abc"}, {"abc\n", "abc"}, {"abc\n\n", "abc\n"}, {"abc\r\n", "abc"}, {"abc\r", "abc\r"}, {"\nabc", "\nabc"}, {"", ""}} {
		must(t, os.WriteFile(path, []byte(c.in), 0o600))
		secret, err := ReadSecretFile(path)
		if err != nil || string(secret.bytes()) != c.out {
			t.Errorf("%q: %q, %v", c.in, secret.bytes(), err)
		}
	}
	if _, err := ReadSecretFile(path + "none"); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestNewSecretCopies(t *testing.T) {
	mine := append([]byte(nil), testSecret...)
	secret := NewSecret(mine)
	clear(mine)
	if string(secret.bytes()) != string(testSecret) {
		t.Error("the caller may wipe theirs")
	}
}
