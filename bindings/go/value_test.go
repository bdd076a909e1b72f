// This file tests values: each Go type and its kind, what is refused, how large is too large.

package cellosession

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func begun(t testing.TB) *Session {
	t.Helper()
	signer, err := NewSigner(Config{Secret: NewSecret(testSecret)})
	must(t, err)
	session := new(Session)
	must(t, signer.Begin(session))
	return session
}

type (
	role  string
	count uint16
	blob  []byte
)

func TestKindsOfGoValues(t *testing.T) {
	s := begun(t)
	for _, c := range []struct {
		in   any
		kind Kind
		out  any
	}{
		{"text", KindText, "text"}, {"", KindText, ""}, {"\ufeff\u0000\uffff", KindText, "\ufeff\u0000\uffff"}, {role("admin"), KindText, "admin"},
		{[]byte{0xff, 0}, KindBytes, []byte{0xff, 0}}, {[]byte{}, KindBytes, []byte{}}, {blob("x"), KindBytes, []byte("x")},
		{7, KindInt, int64(7)}, {int8(-7), KindInt, int64(-7)}, {count(9), KindInt, int64(9)}, {int64(math.MinInt64), KindInt, int64(math.MinInt64)},
		{uint64(math.MaxInt64), KindInt, int64(math.MaxInt64)}, {true, KindBool, true}, {false, KindBool, false}, {nil, KindNull, nil},
		{(*int)(nil), KindNull, nil},
		{1.0, KindJSON, json.RawMessage("1.0")}, {-0.5, KindJSON, json.RawMessage("-0.5")}, {1e300, KindJSON, json.RawMessage("1e+300")},
		{math.Copysign(0, -1), KindJSON, json.RawMessage("-0.0")}, {float32(0.1), KindJSON, json.RawMessage("0.1")},
		{[]string{"<a>"}, KindJSON, json.RawMessage(`["<a>"]`)}, {map[string]int{"a": 1}, KindJSON, json.RawMessage(`{"a":1}`)},
		{json.Number("12"), KindInt, int64(12)}, {json.Number("1.50"), KindJSON, json.RawMessage("1.50")},
		{json.Number("18446744073709551616"), KindJSON, json.RawMessage("18446744073709551616")},
		{json.RawMessage(` "caf\u00e9" `), KindText, "café"}, {json.RawMessage(`[1, 2]`), KindJSON, json.RawMessage(`[1, 2]`)},
		{json.RawMessage(`"\ufffd"`), KindText, "\ufffd"}, {json.RawMessage("true"), KindBool, true}, {json.RawMessage("null"), KindNull, nil},
		{netip.MustParseAddr("::1"), KindText, "::1"}, {time.Unix(0, 0).UTC(), KindText, "1970-01-01T00:00:00Z"},
	} {
		if err := s.Set("key", c.in); err != nil {
			t.Errorf("%T %v: %v", c.in, c.in, err)
			continue
		}
		if got := s.Get("key"); s.Kind("key") != c.kind || !same(got, c.out) {
			t.Errorf("%T %v is %v %#v", c.in, c.in, s.Kind("key"), got)
		}
		before := s.Get("key")
		if must(t, s.Set("key", before)); s.Kind("key") != c.kind || !same(s.Get("key"), before) {
			t.Errorf("%T: what Get answers is not taken back as the same kind", c.in)
		}
	}
	must(t, s.Set("f", 2.5), s.Set("__proto__", 1))
	if s.GetFloat64("f") != 2.5 || s.GetInt64("__proto__") != 1 {
		t.Error("a float, a key like any other")
	}
}

func TestWhatIsRefused(t *testing.T) {
	s := begun(t)
	must(t, s.Set("kept", "as it was"))
	for _, c := range []struct {
		key  string
		in   any
		want error
	}{
		{"k", uint64(math.MaxInt64 + 1), ErrValueType}, {"k", math.NaN(), ErrValueType}, {"k", math.Inf(-1), ErrValueType},
		{"k", make(chan int), ErrValueType}, {"k", []float64{math.NaN()}, ErrValueType}, {"k", func() {}, ErrValueType},
		{"k", "\xff", ErrValueEncoding}, {"k", "\xed\xa0\x80", ErrValueEncoding}, {"k", []string{"\xff"}, ErrValueEncoding},
		{"k", json.RawMessage(`"\ud800"`), ErrValueEncoding}, {"k", json.RawMessage(`["\ud800"]`), ErrValueEncoding}, {"k", json.RawMessage("\"\xff\""), ErrValueEncoding},
		{"k", json.RawMessage(`{`), ErrValueEncoding}, {"k", json.RawMessage(``), ErrValueEncoding}, {"k", json.Number("x"), ErrValueEncoding},
		{"k", json.RawMessage(strings.Repeat("[", 33) + strings.Repeat("]", 33)), ErrValueEncoding},
		{"", 1, ErrKeyLength}, {strings.Repeat("k", 129), 1, ErrKeyLength}, {"\xff", 1, ErrKeyEncoding},
	} {
		if err := s.Set(c.key, c.in); !errors.Is(err, c.want) {
			t.Errorf("%q %T: %v, want %v", c.key, c.in, err, c.want)
		}
	}
	if s.Len() != 1 || s.GetString("kept") != "as it was" {
		t.Error("a refused value has changed the session")
	}
}

func TestGettersOfOtherKinds(t *testing.T) {
	s := begun(t)
	must(t, s.Set("text", "1"), s.Set("json", map[string]any{"a": "b"}))
	if s.GetInt64("text") != 0 || s.GetBool("text") || s.GetBytes("text") != nil || s.GetString("json") != "" || s.GetFloat64("text") != 0 || s.Get("none") != nil {
		t.Error("another kind is the zero value")
	}
	var number int
	if err := s.GetJSON("none", &number); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if err := s.GetJSON("text", &number); !errors.Is(err, ErrWrongKind) {
		t.Error(err)
	}
	if err := s.GetJSON("json", &number); err == nil || strings.Contains(err.Error(), "b") && strings.Contains(err.Error(), `"b"`) {
		t.Errorf("%v", err)
	}
}

func TestTooLargeTellsSizeAndBound(t *testing.T) {
	s := begun(t)
	must(t, s.Set("a", "x"))
	var size *SizeError
	err := s.Set("big", strings.Repeat("v", 4000))
	if !errors.Is(err, ErrTooLarge) || !errors.As(err, &size) || size.Unit != "bytes" || size.Bound != int(s.info().EntriesRoom) {
		t.Fatal(err)
	}
	if want := 4 + (1 + 3) + (3 + 4000); size.Size != want { // {"a": "x"}, the key, the value
		t.Errorf("size %d, want %d", size.Size, want)
	}
	for length := size.Bound; ; length-- { // the longest that fits has exactly the size that the error would have told
		if err := s.Set("big", strings.Repeat("v", length)); err == nil {
			if int(s.info().EntriesLen) != size.Bound {
				t.Errorf("%d bytes of %d are used", s.info().EntriesLen, size.Bound)
			}
			break
		} else if errors.As(err, &size); size.Size <= size.Bound {
			t.Fatalf("refused with a size that fits: %v", err)
		}
	}
	must(t, s.Remove("big"))
	for i := 1; i < 64; i++ {
		must(t, s.Set(fmt.Sprint("k", i), i))
	}
	if err := s.Set("one more", true); !errors.As(err, &size) || size.Unit != "entries" || size.Size != 65 || size.Bound != 64 {
		t.Error(err)
	}
	must(t, s.Set("k1", true))
}

// The lengths in the words of SizeError are the library's for each kind.
func TestEntryLengths(t *testing.T) {
	for _, v := range []any{"", strings.Repeat("x", 23), strings.Repeat("x", 24), strings.Repeat("x", 256), []byte("abc"), 0, 23, 24, -24, -25, 255, 256,
		65536, int64(math.MaxInt64), int64(math.MinInt64), true, nil, 1.5, []int{1, 2, 3}} {
		for _, key := range []string{"k", strings.Repeat("k", 24), strings.Repeat("k", 128)} {
			s := begun(t)
			must(t, s.Set(key, v))
			value, err := valueOf(v)
			must(t, err)
			if got := entryLen(len(key), value.kind, len(value.text), value.integer); got != int(s.info().EntriesLen) {
				t.Errorf("%T %v: %d, the library has %d", v, v, got, s.info().EntriesLen)
			}
		}
	}
}

func TestNumbersAreNotRounded(t *testing.T) {
	var s Session
	must(t, testManager(t, nil).Signer().Begin(&s))
	for text, want := range map[string]float64{
		"9007199254740993": 0, "18446744073709551615": 0, "-9007199254740993": 0, // 2^53 + 1, 2^64 - 1
		"9007199254740992": 1 << 53, "18446744073709551616": 1 << 64, "-3": -3, "0.1": 0.1, "1e3": 1000, "-0.0": 0,
	} {
		must(t, s.Set("n", json.RawMessage(text)))
		if got := s.GetFloat64("n"); got != want {
			t.Errorf("%s: %v", text, got)
		}
		var list []any
		var value any
		must(t, s.GetJSON("n", &value), s.Set("list", json.RawMessage("["+text+"]")), s.GetJSON("list", &list))
		for _, got := range []any{value, list[0]} {
			if fmt.Sprint(got) != text {
				t.Errorf("%s: %v", text, got)
			}
		}
	}
}

func TestWhatCannotBeSetBeginsNoSession(t *testing.T) {
	m := testManager(t, nil)
	failing := []func(*Session) error{
		set("", 1), set("a", strings.Repeat("x", 4000)), set("a", func() {}),
		func(s *Session) error { return s.SetLifetime(48 * time.Hour) },
	}
	for n, fail := range failing {
		_, line := visit(m, "", func(_ http.ResponseWriter, _ *http.Request, s *Session) {
			if fail(s) == nil || s.ID() != (ID{}) || !s.BeganAt().IsZero() || s.beforeHijack() != nil || s.Len() != 0 {
				t.Errorf("%d: a session began", n)
			}
			must(t, s.Set("b", 1))
		})
		if !strings.HasPrefix(line, "session_id=") {
			t.Errorf("%d: what is set afterwards is not written: %q", n, line)
		}
		// One that was emptied before is deleted all the same.
		_, line = visit(m, line, func(_ http.ResponseWriter, _ *http.Request, s *Session) {
			must(t, s.Clear())
			if fail(s) == nil {
				t.Errorf("%d was set", n)
			}
		})
		if line != "-" {
			t.Errorf("%d: %q", n, line)
		}
	}
}
