// This file is the middleware: a session for each request, written right before the headers of the answer.

package cellosession

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
)

// Manager serves the sessions of one cookie. Any number of goroutines may use it.
type Manager struct {
	signer       *Signer
	revocation   *Revocation
	logger       *slog.Logger
	errorHandler func(http.ResponseWriter, *http.Request, error)
}

// New checks a configuration and prepares its keys. Call it when the server starts: each mistake is an error that says
// which rule was broken.
func New(config Config) (*Manager, error) {
	signer, err := newSigner(&config)
	if err != nil {
		return nil, err
	}
	m := &Manager{signer: signer, logger: config.Logger, errorHandler: config.ErrorHandler}
	if m.logger == nil {
		m.logger = slog.Default()
	}
	if m.errorHandler == nil {
		m.errorHandler = answerError
	}
	if config.Revocation != nil {
		if m.revocation, err = config.Revocation.withDefaults(config.Now); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Signer signs and verifies the tokens of this manager's cookie, without asking the revocation store.
func (m *Manager) Signer() *Signer { return m.signer }

// Verify is [Signer.Verify] and, where revocation is on, asks the store: the error is then [ErrRevoked],
// [ErrStoreUnavailable] or [ErrUserKind] too. What bounds the store's answer is Revocation.Timeout, not ctx.
func (m *Manager) Verify(ctx context.Context, token string, session *Session) error {
	session.mu.Lock()
	defer session.mu.Unlock()
	if err := m.signer.verify(token, session, m); err != nil {
		return err
	}
	session.ctx = ctx
	session.checkRevoked()
	if session.status == StatusRevoked {
		return ErrRevoked
	}
	return session.err
}

// Sign is the token of a session that Verify or Begin has filled, and does at the store what a login, a logout and
// the like ask for. An error of the store means that there is no token.
func (m *Manager) Sign(ctx context.Context, session *Session) (string, error) {
	session.open()
	defer session.mu.Unlock()
	switch {
	case session.err != nil:
		return "", session.err
	case !session.holds || session.state == nil || session.request != nil:
		return "", ErrNoSession
	}
	session.manager, session.ctx = m, ctx
	var token string
	err := session.settle(func() (err error) {
		token, err = m.signer.token(session)
		return err
	})
	if err != nil {
		return "", err
	}
	// From here on the token is out: what is done later is about the session that it holds.
	user := ""
	if m.revocation != nil {
		user, _ = session.user()
	}
	session.origin = origin{received: true, id: session.info().ID, began: session.info().BeganAt, user: userText(user)}
	return token, nil
}

// exchange is all that a request needs, in one piece of memory: its context, its session, its response writer.
type exchange struct {
	context.Context
	session Session
	writer  responseWriter
}

type sessionKey struct{}

// Value finds the session, for the package and for the manager that it belongs to.
func (x *exchange) Value(key any) any {
	switch key {
	case sessionKey{}, any(x.session.manager):
		return &x.session
	}
	return x.Context.Value(key)
}

func cookieHeader(r *http.Request) string {
	fields := r.Header["Cookie"]
	if len(fields) == 1 {
		return fields[0]
	}
	return strings.Join(fields, "; ")
}

// LoadAndSave gives each request of the handler a session, which [FromContext] finds, and writes it right before the
// headers of the answer are sent. The cookie is verified when the session is first used; a handler that never uses it
// pays for no verification and its answer is as without sessions.
func (m *Manager) LoadAndSave(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Context().Value(m) != nil {
			next.ServeHTTP(w, r) // the same middleware twice
			return
		}
		x := &exchange{Context: r.Context()}
		x.session.signer, x.session.manager = m.signer, m
		x.session.ctx, x.session.request = x.Context, r
		x.writer.ResponseWriter, x.writer.exchange = w, x
		// The memory goes back after a panic too; what was changed before it is not written.
		defer x.session.end()
		x.session.request = r.WithContext(x)
		next.ServeHTTP(keepInterfaces(&x.writer), x.session.request)
		x.writer.commit()
	})
}

// FromContext is the session of a request that has come through [Manager.LoadAndSave]; it panics for any other. With
// several managers around each other it is that of the inner one, see [Manager.FromContext].
func FromContext(ctx context.Context) *Session {
	session, ok := ctx.Value(sessionKey{}).(*Session)
	if !ok {
		panic("cellosession: no session in this context: the handler is not behind LoadAndSave")
	}
	return session
}

// FromContext is this manager's session of a request that has come through its LoadAndSave; it panics for any other.
func (m *Manager) FromContext(ctx context.Context) *Session {
	session, ok := ctx.Value(m).(*Session)
	if !ok {
		panic("cellosession: no session of this manager in this context: the handler is not behind its LoadAndSave")
	}
	return session
}

func answerError(w http.ResponseWriter, _ *http.Request, err error) {
	code := http.StatusInternalServerError
	if errors.Is(err, ErrStoreUnavailable) {
		code = http.StatusServiceUnavailable
	}
	http.Error(w, http.StatusText(code), code)
}
