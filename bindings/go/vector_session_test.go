// This file compares a session with what a vector expects of it.

package cellosession

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"testing"
	"time"
)

var sameSiteOf = map[string]http.SameSite{
	"lax": http.SameSiteLaxMode, "strict": http.SameSiteStrictMode, "none": http.SameSiteNoneMode,
}

// value is the Go value of a vector's entry, as Set takes it and Get answers it.
func (e *vectorEntry) value(t *testing.T) any {
	t.Helper()
	var text string
	if e.Kind == "text" || e.Kind == "bytes" || e.Kind == "int" || e.Kind == "json" {
		if err := json.Unmarshal(e.Value, &text); err != nil {
			t.Fatal(err)
		}
	}
	switch e.Kind {
	case "text":
		return text
	case "bytes":
		return unhex(t, text)
	case "int":
		number, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return number
	case "bool":
		return string(e.Value) == "true"
	case "json":
		return json.RawMessage(text)
	case "null":
		return nil
	}
	t.Fatalf("kind %q", e.Kind)
	return nil
}

func expectSession(t *testing.T, session *Session, want *vectorExpect) {
	t.Helper()
	if got := session.ID().String(); got != want.ID {
		t.Errorf("id %s, want %s", got, want.ID)
	}
	for _, at := range []struct {
		name string
		got  time.Time
		want int64
	}{{"issued", session.IssuedAt(), want.IssuedAt}, {"ends", session.ExpiresAt(), want.EndsAt}, {"began", session.BeganAt(), want.BeganAt}} {
		if at.want != 0 && at.got.Unix() != at.want || at.want == 0 && !at.got.IsZero() {
			t.Errorf("%s at %d, want %d", at.name, at.got.Unix(), at.want)
		}
	}
	if due := session.info().RenewalDue == 1; due != want.RenewalDue {
		t.Errorf("renewal due: %v", due)
	}
	i := 0
	for key, value := range session.Entries() {
		if i >= len(want.Entries) {
			t.Fatal("too many entries")
		}
		if entry := &want.Entries[i]; key != entry.Key || !same(value, entry.value(t)) || !same(session.Get(key), value) {
			t.Errorf("entry %d is %q %T", i, key, value)
		}
		i++
	}
	if i != len(want.Entries) || i != session.Len() {
		t.Errorf("%d entries, want %d", i, len(want.Entries))
	}
}

// Empty and nil bytes are the same here; everything else has to be of one type.
func same(a, b any) bool {
	if x, ok := a.([]byte); ok {
		y, ok := b.([]byte)
		return ok && hex.EncodeToString(x) == hex.EncodeToString(y)
	}
	return reflect.DeepEqual(a, b) && fmt.Sprintf("%T", a) == fmt.Sprintf("%T", b)
}

// filled is a session that somebody else's token has filled: nothing of it may be seen after the next one fails.
func filled(t *testing.T) *Session {
	t.Helper()
	signer, err := NewSigner(Config{Secret: NewSecret(testSecret)})
	if err != nil {
		t.Fatal(err)
	}
	session := new(Session)
	if err := signer.Begin(session); err != nil {
		t.Fatal(err)
	}
	if err := session.Set("user_id", "somebody else"); err != nil {
		t.Fatal(err)
	}
	return session
}

var testSecret = []byte("session-secret-minimum-32-bytes-long")
