// This file keeps what a session holds out of logs: a session prints as its type, wherever it is met.

package cellosession

import (
	"fmt"
	"log/slog"
)

const sessionPrinted = "cellosession.Session"

// Format prints the type and nothing of the session, whatever the verb.
func (s *Session) Format(f fmt.State, _ rune) { fmt.Fprint(f, sessionPrinted) }

// LogValue is the type and nothing of the session.
func (s *Session) LogValue() slog.Value { return slog.StringValue(sessionPrinted) }

// MarshalJSON refuses nothing and tells nothing: the type, as a text.
func (s *Session) MarshalJSON() ([]byte, error) { return []byte(`"` + sessionPrinted + `"`), nil }

// Format prints a request's context without the session in it.
func (x *exchange) Format(f fmt.State, _ rune) { fmt.Fprintf(f, "%v.WithSession", x.Context) }
