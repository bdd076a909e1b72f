// This file decides what goes out with an answer, and settles with the revocation store before it does.

package cellosession

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/libcello/libcello_session/bindings/go/internal/abi"
)

const levelWarn = slog.LevelWarn

func errorAttr(err error) slog.Attr { return slog.String("error", err.Error()) }

// Commit writes the session into a header by hand; afterwards it can no longer be changed. [Manager.LoadAndSave] does
// this right before the headers of an answer are sent. A handler calls it before it hijacks the connection, with the
// header that it will write itself. [ErrRevoked] says that another request has revoked the session meanwhile: nothing
// was written.
func (s *Session) Commit(header http.Header) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.commit(header)
}

func (s *Session) commit(header http.Header) error {
	if s.written {
		return s.err
	}
	s.written = true
	if !s.loaded {
		return nil
	}
	addVary(header)
	if s.err == nil && s.holds && (s.pending || s.info().RenewalDue != 0) {
		s.err = s.writeLine(header)
		s.pending = false
	}
	return s.err
}

func (s *Session) writeLine(header http.Header) error {
	var line [abi.CookieLineLenMax]byte
	n := 0
	err := s.settle(func() error {
		var status abi.Status
		n, status = s.signer.keys.Finish(s.signTime(), s.state, s.origin.received, &line)
		if status == abi.Expired {
			// The absolute end has come while the request ran, and so it has for the visitor's cookie.
			n, status = 0, abi.OK
		}
		return s.writeError(status)
	})
	if err == nil && n > 0 {
		header.Add("Set-Cookie", string(line[:n]))
		if !slices.Contains(header["Cache-Control"], noCacheSetCookie) {
			header.Add("Cache-Control", noCacheSetCookie)
		}
	}
	return err
}

// noCacheSetCookie keeps the cookie out of shared caches, and the answer in them (RFC 9111 section 5.2.2.4).
const noCacheSetCookie = `no-cache="Set-Cookie"`

// settle does what revocation asks for around the signing of a session: first what the new one needs, then sign, and
// only when that went well the old id is revoked.
func (s *Session) settle(sign func() error) error {
	m := s.manager
	if m == nil || m.revocation == nil {
		return sign()
	}
	user, err := s.user()
	if err != nil {
		return err
	}
	leaves := s.origin.received && s.origin.user != nil && !s.origin.recalled
	if leaves && s.origin.id == s.info().ID && user == *s.origin.user {
		leaves = false
	}
	if leaves && s.origin.id == s.info().ID {
		id := newID()
		if err := s.changed(s.signer.keys.RotateID(s.signTime(), s.state, &id)); err != nil {
			return err
		}
	}
	// Whoever sets another user has let them in, be it without Login. One who is in it still has only stayed.
	stays := s.origin.user != nil && *s.origin.user == user && !s.origin.loggedIn
	if user != "" && (!stays || s.origin.begunAnew) {
		if err := s.beginAfterRevocation(user, stays); err != nil {
			return err
		}
	}
	if err := sign(); err != nil || !leaves {
		return err
	}
	return s.leave()
}

// beginAfterRevocation makes a session begin after the last time at which all sessions of its user were revoked. Where
// the user only stays in it, that time must not lie between its beginning and now.
func (s *Session) beginAfterRevocation(user string, stays bool) error {
	m := s.manager
	var notBefore int64
	_, err := m.ask(s.storeContext(), func(ctx context.Context) (err error) {
		notBefore, err = m.revocation.Store.NotBefore(ctx, user)
		return err
	})
	if err != nil || notBefore <= 0 {
		return err
	}
	if stays && s.origin.began <= uint64(notBefore) {
		return s.dropRevoked()
	}
	if uint64(notBefore) < s.info().BeganAt {
		return nil
	}
	id := [abi.IDLen]byte(s.info().ID)
	return s.changed(s.signer.keys.Login(uint64(notBefore)+1, s.state, &id, s.info().Lifetime))
}

// leave revokes the id that the session had. Where it is revoked already, this session is dead: it must not go on
// under its new id.
func (s *Session) leave() error {
	m := s.manager
	added := true
	open, err := m.ask(s.storeContext(), func(ctx context.Context) (err error) {
		added, err = m.revocation.Store.RevokeID(ctx, s.origin.id, m.ttl())
		return err
	})
	if err != nil {
		return err
	}
	if !added && !open {
		return s.dropRevoked()
	}
	s.origin.recalled = true
	return nil
}

// dropRevoked ends a session that was revoked while its request ran: nothing of it is written.
func (s *Session) dropRevoked() error {
	s.manager.logger.LogAttrs(s.storeContext(), slog.LevelInfo, "cellosession: a session was revoked while its request ran; its changes are dropped")
	s.drop(StatusRevoked)
	return ErrRevoked
}

func addVary(header http.Header) {
	for _, field := range header["Vary"] {
		for name := range strings.SplitSeq(field, ",") {
			if name = strings.TrimSpace(name); name == "*" || strings.EqualFold(name, "Cookie") {
				return
			}
		}
	}
	header["Vary"] = append(header["Vary"], "Cookie")
}

// beforeHijack refuses to let a change be lost: after a hijack nobody sends the headers that hold the session.
func (s *Session) beforeHijack() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.err != nil:
		return s.err
	case !s.written && s.pending:
		return ErrUnsaved
	}
	return nil
}

// afterHijack closes the session for changes.
func (s *Session) afterHijack() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.written = true
}

// writeError tells the size of a session that another signer made and that does not fit this one's cookie.
func (s *Session) writeError(status abi.Status) error {
	if status == abi.TooLarge {
		return &SizeError{Size: int(s.info().EntriesLen), Bound: int(s.info().EntriesRoom), Unit: "bytes"}
	}
	return errorOf(status)
}

// end gives the memory of a request's session back. A goroutine that goes on with the session reads a copy.
func (s *Session) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.written = true
	if s.state == nil {
		s.loaded = true
		return
	}
	s.view, s.kept = s.view.Clone(), *s.info()
	states.Put(s.state)
	s.state = nil
}
