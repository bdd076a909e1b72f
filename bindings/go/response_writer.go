// This file stands between a handler and its answer, so that the session is written right before the headers are.

package cellosession

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
)

// responseWriter has the methods that every answer has. Flush, Hijack, ReadFrom and Push are added by
// keepInterfaces, where the answer below has them, since handlers ask for them by type.
type responseWriter struct {
	http.ResponseWriter
	exchange  *exchange
	committed bool
	refusal   error // the error handler has answered: what the handler writes is refused with this
}

// commit writes the session into the headers, once. It tells whether the handler's answer may go out.
func (w *responseWriter) commit() error {
	if w.committed {
		return w.refusal
	}
	w.committed = true
	err := w.exchange.session.Commit(w.Header())
	// A session that another request has revoked is not written; the answer may go out.
	if err == nil || errors.Is(err, ErrRevoked) {
		return nil
	}
	w.refusal = err
	x := w.exchange
	x.session.manager.logger.LogAttrs(x.Context, slog.LevelError, "cellosession: a request failed", errorAttr(err))
	// What the handler has prepared is about an answer that nobody gets.
	for _, name := range aboutTheAnswer {
		w.Header().Del(name)
	}
	w.Header().Set("Cache-Control", "no-store")
	x.session.manager.errorHandler(w.ResponseWriter, x.session.request, err)
	return err
}

var aboutTheAnswer = []string{
	"Accept-Ranges", "Content-Disposition", "Content-Encoding", "Content-Length", "Content-Range", "Etag", "Expires", "Last-Modified",
	"Link", "Location", "Refresh", "Set-Cookie", "Trailer",
}

// WriteHeader lets informational answers pass: only the final one carries the session.
func (w *responseWriter) WriteHeader(code int) {
	if code >= 100 && code < 200 && code != http.StatusSwitchingProtocols || w.commit() == nil {
		w.ResponseWriter.WriteHeader(code)
	}
}

func (w *responseWriter) Write(b []byte) (int, error) {
	if err := w.commit(); err != nil {
		return 0, err
	}
	return w.ResponseWriter.Write(b)
}

func (w *responseWriter) WriteString(s string) (int, error) {
	if err := w.commit(); err != nil {
		return 0, err
	}
	return io.WriteString(w.ResponseWriter, s)
}

// FlushError is what http.ResponseController calls.
func (w *responseWriter) FlushError() error {
	if err := w.commit(); err != nil {
		return err
	}
	return http.NewResponseController(w.ResponseWriter).Flush()
}

// Unwrap lets http.ResponseController find deadlines and full duplex.
func (w *responseWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// CloseNotify is deprecated, and gin's Stream asks for it without a look whether it is there.
func (w *responseWriter) CloseNotify() <-chan bool {
	gone := make(chan bool, 1)
	context.AfterFunc(w.exchange.Context, func() { gone <- true })
	return gone
}

func (w *responseWriter) flush() { _ = w.FlushError() }

func (w *responseWriter) hijack() (net.Conn, *bufio.ReadWriter, error) {
	if err := w.exchange.session.beforeHijack(); err != nil {
		return nil, nil, err
	}
	if w.refusal != nil {
		return nil, nil, w.refusal
	}
	conn, buffered, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err == nil {
		w.committed = true
		w.exchange.session.afterHijack()
	}
	return conn, buffered, err
}

func (w *responseWriter) readFrom(source io.Reader) (int64, error) {
	if err := w.commit(); err != nil {
		return 0, err
	}
	return w.ResponseWriter.(io.ReaderFrom).ReadFrom(source)
}

func (w *responseWriter) push(target string, options *http.PushOptions) error {
	return w.ResponseWriter.(http.Pusher).Push(target, options)
}
