// This file feeds any token, Cookie field, key and value, and holds what must never happen: a crash, a session that
// nobody signed, a value that changes.

package cellosession

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func FuzzVerify(f *testing.F) {
	// Workers are processes of their own, so the genuine token is one that all of them know: the worked example's.
	at := time.Unix(1_700_000_100, 0)
	signer, err := NewSigner(Config{Secret: NewSecret(testSecret), Now: func() time.Time { return at }})
	if err != nil {
		f.Fatal(err)
	}
	const genuine = "0YRJogEFBETS_UeGoFhApAQaZVVCgAYaZVPxAAdQAAECAwQFBgcICQoLDA0ODzoAAQABomd1c2VyX2lkYzEyM2h1c2VybmFtZWVhbGljZV" +
		"ggxbglVK4aqo7APSTxXsP_edNkfMCEr2zJysBl4utyMf4"
	f.Add(genuine, "user_id", "123", []byte{0})
	f.Add("", "", "", []byte{})
	f.Add("session_id="+genuine, "\xff", "\xed\xa0\x80", []byte("{}"))
	f.Add(strings.Repeat("A", 4001), strings.Repeat("k", 129), strings.Repeat("v", 3000), []byte("\"\\ud800\""))
	f.Fuzz(func(t *testing.T, token, key, text string, raw []byte) {
		reused := filled(t)
		if err := signer.Verify(token, reused); err == nil != (token == genuine) || err != nil && reused.Len() != 0 {
			t.Fatalf("%v for a token that nobody signed", err)
		}
		session := new(Session)
		must(t, signer.Begin(session))
		if session.Set(key, text) == nil && session.GetString(key) != text {
			t.Fatal("a text has changed")
		}
		if session.Set(key+"2", raw) == nil && !bytes.Equal(session.GetBytes(key+"2"), raw) {
			t.Fatal("bytes have changed")
		}
		_ = session.Set(key+"3", json.RawMessage(raw))
		count := session.Len()
		signed, err := signer.Sign(session)
		if err != nil {
			t.Fatal(err)
		}
		again := new(Session)
		must(t, signer.Verify(signed, again))
		for key, value := range session.Entries() {
			if !same(again.Get(key), value) {
				t.Fatal("a value has changed on its way")
			}
		}
		if again.Len() != count {
			t.Fatal("entries are lost")
		}
	})
}
