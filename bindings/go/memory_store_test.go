// This file tests the store in memory: bounded, and no live entry is ever let go.

package cellosession

import (
	"errors"
	"testing"
	"time"
)

func TestMemoryStore(t *testing.T) {
	at := newClock()
	s := NewMemoryStore(MemoryStoreOptions{MaxEntries: 3, Now: at.now})
	ctx := t.Context()
	for i := range byte(3) {
		if added, err := s.RevokeID(ctx, ID{i}, time.Duration(i+1)*time.Minute); !added || err != nil {
			t.Fatal(added, err)
		}
	}
	if added, err := s.RevokeID(ctx, ID{1}, time.Hour); added || err != nil {
		t.Error("NX: an entry that is there is no error, also where the store is full")
	}
	if _, err := s.RevokeID(ctx, ID{9}, time.Hour); !errors.Is(err, ErrStoreFull) {
		t.Error(err)
	}
	if err := s.RaiseNotBefore(ctx, "u", 5, time.Hour); !errors.Is(err, ErrStoreFull) {
		t.Error(err)
	}
	for i := range byte(3) {
		if revoked, _, _ := s.Check(ctx, ID{i}, ""); !revoked {
			t.Error("a live entry has gone")
		}
	}
	at.advance(time.Minute)
	if revoked, _, _ := s.Check(ctx, ID{0}, ""); revoked || s.Len() != 2 {
		t.Error("an entry goes when it expires")
	}
	must(t, s.RaiseNotBefore(ctx, "u", 5, time.Minute), s.RaiseNotBefore(ctx, "u", 3, 3*time.Hour))
	at.advance(2 * time.Hour)
	if _, notBefore, _ := s.Check(ctx, ID{}, "u"); notBefore != 5 || s.Len() != 1 {
		t.Errorf("not before %d, %d entries: never lowered, and the longer life holds", notBefore, s.Len())
	}
	at.advance(2 * time.Hour)
	if notBefore, _ := s.NotBefore(ctx, "u"); notBefore != 0 || s.Len() != 0 {
		t.Error("a user's time goes when it expires")
	}
}
