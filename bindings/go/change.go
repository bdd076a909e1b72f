// This file holds what an application may do to a session.

package cellosession

import (
	"crypto/rand"
	"errors"
	"time"

	"github.com/libcello/libcello_session/bindings/go/internal/abi"
)

// openForChange locks the session as open does, and tells whether it may be changed.
func (s *Session) openForChange() error {
	s.open()
	switch {
	case s.err != nil:
		return s.err
	case s.written:
		return ErrHeadersSent
	case s.signer == nil:
		return ErrNoSession
	}
	return nil
}

// changed follows each call of the library that was to change the state.
func (s *Session) changed(status abi.Status) error {
	if status != abi.OK {
		return errorOf(status)
	}
	s.holds, s.pending = true, true
	s.refresh()
	return nil
}

// anew begins a session in the place of whatever was there.
func (s *Session) anew() error {
	if s.state == nil {
		s.state = takeState()
	}
	id := newID()
	return s.changed(s.signer.keys.Begin(&id, s.signer.now(), s.state))
}

// The operating system's random source; where it fails, the program ends (crypto/rand).
func newID() (id [abi.IDLen]byte) {
	rand.Read(id[:])
	return id
}

// Set sets a key, in the place of whatever it held. A string is text, a []byte is bytes, an integer is an integer, a
// bool is a bool and nil is null; floats and whatever else encoding/json can encode are JSON. Nothing is rounded: an
// unsigned integer beyond int64, NaN and infinities are [ErrValueType], text that is not UTF-8 is [ErrValueEncoding].
// What does not fit is [ErrTooLarge], here and now, and the session is as it was.
func (s *Session) Set(key string, v any) error {
	value, err := valueOf(v)
	if err != nil {
		return err
	}
	err = s.openForChange()
	defer s.mu.Unlock()
	if err == nil {
		err = s.checkUserValue(key, value)
	}
	if err != nil {
		return err
	}
	return s.orNotAtAll(func() error {
		status := s.signer.keys.Set(s.signTime(), s.state, value.kind, key, value.text, value.integer)
		if status == abi.Full {
			return s.sizeError(key, value)
		}
		return s.changed(status)
	})
}

// orNotAtAll makes a change that begins a session where there is none, unless it fails.
func (s *Session) orNotAtAll(change func() error) error {
	pending, begins := s.pending, !s.holds
	if begins {
		if err := s.anew(); err != nil {
			return err
		}
	}
	err := change()
	if err != nil && begins {
		s.holds, s.pending, s.seen, s.view = false, pending, false, abi.View{}
	}
	return err
}

// Remove takes a key out of the session; one that is not there is no error.
func (s *Session) Remove(key string) error {
	err := s.openForChange()
	defer s.mu.Unlock()
	if err != nil || !s.holds || s.view.Find(key) == nil {
		return err
	}
	return s.changed(s.signer.keys.Remove(s.signTime(), s.state, key))
}

// Clear empties the session: logout. What is set afterwards goes into a session begun anew. The visitor's cookie is
// deleted; a copy that somebody has taken of it is good until it expires, unless revocation is on.
func (s *Session) Clear() error {
	err := s.openForChange()
	defer s.mu.Unlock()
	if errors.Is(err, ErrUserKind) && !s.written {
		// A user that cannot be revoked would lock the visitor out for good: logging out has to be possible.
		s.err, s.origin.received, s.origin.begunAnew = nil, true, true
		return s.anew()
	}
	if err != nil || !s.holds {
		return err
	}
	s.origin.begunAnew = true
	return s.anew()
}

// Login says that the visitor has just proved who they are: the session has a new id, begins now and has the lifetime
// that is configured. The map stays, so remove first what an anonymous visitor may not keep, such as a CSRF token.
func (s *Session) Login() error {
	err := s.openForChange()
	defer s.mu.Unlock()
	if err != nil {
		return err
	}
	if s.holds {
		id := newID()
		err = s.changed(s.signer.keys.Login(s.signer.now(), s.state, &id, 0))
	} else {
		err = s.anew()
	}
	if err == nil {
		s.origin.loggedIn = true
	}
	return err
}

// RotateID gives the session a new id, as is due at a change of rights; map, beginning and lifetime stay.
func (s *Session) RotateID() error {
	err := s.openForChange()
	defer s.mu.Unlock()
	if err != nil || !s.holds {
		return err
	}
	id := newID()
	return s.changed(s.signer.keys.RotateID(s.signTime(), s.state, &id))
}

// SetLifetime sets how long the session lives from each signing on, in whole seconds, up to Config.LongestMaxAge:
// "remember me". Call it after Login, which sets the lifetime back.
func (s *Session) SetLifetime(lifetime time.Duration) error {
	unit, err := seconds(lifetime, ErrTimeRange)
	if err != nil {
		return err
	}
	err = s.openForChange()
	defer s.mu.Unlock()
	if err != nil {
		return err
	}
	return s.orNotAtAll(func() error { return s.changed(s.signer.keys.SetLifetime(s.signTime(), s.state, unit)) })
}

// signTime is the time at which the session would be signed. With revocation a session may have begun a second ahead
// of the clock, after all sessions of its user were revoked; signing it earlier would move its beginning back.
func (s *Session) signTime() uint64 { return s.signTimeOf(s.signer) }

func (s *Session) signTimeOf(signer *Signer) uint64 {
	now := signer.now()
	if s.manager != nil && s.manager.revocation != nil && s.holds {
		return max(now, s.info().BeganAt)
	}
	return now
}

// sizeError tells how large the map would be. The library does not say, because it stops before it writes.
func (s *Session) sizeError(key string, v value) error {
	size, count := int(s.info().EntriesLen)+entryLen(len(key), v.kind, len(v.text), v.integer), len(s.view.Entries())+1
	if old := s.view.Find(key); old != nil {
		size -= entryLen(len(key), old.Kind, len(s.view.Value(old)), old.Integer)
		count--
	}
	if count > abi.EntriesMax {
		return &SizeError{Size: count, Bound: abi.EntriesMax, Unit: "entries"}
	}
	return &SizeError{Size: size, Bound: int(s.info().EntriesRoom), Unit: "bytes"}
}

// entryLen is the length of an entry in deterministic CBOR, for the words of an error alone.
func entryLen(key int, kind abi.Kind, text int, integer int64) int {
	length := headLen(uint64(key)) + key
	switch kind {
	case abi.Text, abi.Bytes:
		return length + headLen(uint64(text)) + text
	case abi.JSON:
		return length + headLen(262) + headLen(uint64(text)) + text
	case abi.Int:
		if integer < 0 {
			integer = -(integer + 1)
		}
		return length + headLen(uint64(integer))
	}
	return length + 1
}

func headLen(n uint64) int {
	switch {
	case n < 24:
		return 1
	case n < 1<<8:
		return 2
	case n < 1<<16:
		return 3
	case n < 1<<32:
		return 5
	}
	return 9
}
