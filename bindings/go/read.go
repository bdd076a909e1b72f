// This file reads the values of a session.

package cellosession

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"math/big"

	"github.com/libcello/libcello_session/bindings/go/internal/abi"
)

// Has tells whether the session has a key.
func (s *Session) Has(key string) bool { return s.Kind(key) != KindNone }

// Kind tells the kind of a key's value, KindNone where there is no such key.
func (s *Session) Kind(key string) Kind {
	s.open()
	defer s.mu.Unlock()
	if entry := s.view.Find(key); entry != nil {
		return Kind(entry.Kind)
	}
	return KindNone
}

// Get is a key's value: a string, []byte, int64, bool, nil, or json.RawMessage. It is nil where the key is not there,
// too: [Session.Has] tells the difference. [Session.Set] takes each of them back as the kind that it was.
func (s *Session) Get(key string) any {
	s.open()
	defer s.mu.Unlock()
	if entry := s.view.Find(key); entry != nil {
		return anyOf(s.view, entry)
	}
	return nil
}

// GetString is a text.
func (s *Session) GetString(key string) string {
	s.open()
	defer s.mu.Unlock()
	if entry := s.find(key, abi.Text); entry != nil {
		return string(s.view.Value(entry))
	}
	return ""
}

// GetBytes is a copy of bytes.
func (s *Session) GetBytes(key string) []byte {
	s.open()
	defer s.mu.Unlock()
	if entry := s.find(key, abi.Bytes); entry != nil {
		return append([]byte{}, s.view.Value(entry)...)
	}
	return nil
}

// GetInt64 is an integer.
func (s *Session) GetInt64(key string) int64 {
	s.open()
	defer s.mu.Unlock()
	if entry := s.find(key, abi.Int); entry != nil {
		return entry.Integer
	}
	return 0
}

// GetBool is a truth value.
func (s *Session) GetBool(key string) bool {
	s.open()
	defer s.mu.Unlock()
	entry := s.find(key, abi.Bool)
	return entry != nil && entry.Integer != 0
}

// GetFloat64 is a number: a float as Set stores it, or an integer that a float64 holds exactly; 0 for any other integer.
func (s *Session) GetFloat64(key string) float64 {
	switch v := s.Get(key).(type) {
	case int64:
		if f := float64(v); f < 1<<63 && int64(f) == v {
			return f
		}
	case json.RawMessage:
		return exactFloat(string(v))
	}
	return 0
}

// exactFloat is 0 for what is no number, and for an integer that a float64 would round. A fraction is the nearest one.
func exactFloat(text string) float64 {
	if integer, is := new(big.Int).SetString(text, 10); is {
		number, accuracy := integer.Float64()
		if accuracy != big.Exact {
			return 0
		}
		return number
	}
	var number float64
	if json.Unmarshal([]byte(text), &number) != nil {
		return 0
	}
	return number
}

// GetJSON decodes a value into what v points to, as json.Unmarshal does, but that a number which lands in an `any` is a
// [json.Number]: a float64 would round it. What is not JSON is decoded as if it were, so that each value that
// [Session.Set] has taken can be read back into its type. The errors are [ErrNotFound] and [ErrWrongKind]; they are
// about this key alone.
func (s *Session) GetJSON(key string, v any) error {
	if !s.Has(key) {
		return ErrNotFound
	}
	// Not under the lock: v may have methods of its own.
	text, err := json.Marshal(s.Get(key))
	if err == nil {
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.UseNumber()
		err = decoder.Decode(v)
	}
	if err != nil {
		// Its own words may quote the value.
		return fmt.Errorf("%w (%T)", ErrWrongKind, err)
	}
	return nil
}

func (s *Session) find(key string, kind abi.Kind) *abi.Entry {
	if entry := s.view.Find(key); entry != nil && entry.Kind == kind {
		return entry
	}
	return nil
}

// Entries is the whole map as it is now, in the order of the token: shorter keys first, then bytewise. The values are
// those of [Session.Get]. The session may be changed while the entries are walked through.
func (s *Session) Entries() iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		s.open()
		view := s.view.Clone()
		s.mu.Unlock()
		for i := range view.Entries() {
			entry := &view.Entries()[i]
			if !yield(string(view.Key(entry)), anyOf(view, entry)) {
				return
			}
		}
	}
}

// Len is the number of entries.
func (s *Session) Len() int {
	s.open()
	defer s.mu.Unlock()
	return len(s.view.Entries())
}
