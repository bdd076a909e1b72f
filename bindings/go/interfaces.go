// This file keeps the optional interfaces of an answer: a handler that asks for http.Flusher gets one exactly where
// it would without sessions. Each type below is one pointer, so that no memory is needed to make it an interface.

package cellosession

import (
	"bufio"
	"io"
	"net"
	"net/http"
)

const (
	flushes = 1 << iota
	hijacks
	readsFrom
	pushes
)

type (
	withF   struct{ *responseWriter }
	withH   struct{ *responseWriter }
	withFH  struct{ *responseWriter }
	withR   struct{ *responseWriter }
	withFR  struct{ *responseWriter }
	withHR  struct{ *responseWriter }
	withFHR struct{ *responseWriter }
	withP   struct{ *responseWriter }
	withFP  struct{ *responseWriter }
	withFRP struct{ *responseWriter }
)

// keepInterfaces adds what the answer below has. HTTP/1 has the first three, HTTP/2 flushes and pushes; a push beside
// a hijack exists nowhere and is left out.
func keepInterfaces(w *responseWriter) http.ResponseWriter {
	switch abilities(w.ResponseWriter) {
	case 0:
		return w
	case flushes:
		return withF{w}
	case hijacks, hijacks | pushes:
		return withH{w}
	case flushes | hijacks, flushes | hijacks | pushes:
		return withFH{w}
	case readsFrom, readsFrom | pushes:
		return withR{w}
	case flushes | readsFrom:
		return withFR{w}
	case hijacks | readsFrom, hijacks | readsFrom | pushes:
		return withHR{w}
	case pushes:
		return withP{w}
	case flushes | pushes:
		return withFP{w}
	case flushes | readsFrom | pushes:
		return withFRP{w}
	}
	return withFHR{w}
}

// Flushing and hijacking are looked for in what is wrapped too, as http.ResponseController does: it would go past
// the session otherwise.
func abilities(w http.ResponseWriter) (found int) {
	if _, ok := w.(io.ReaderFrom); ok {
		found |= readsFrom
	}
	if _, ok := w.(http.Pusher); ok {
		found |= pushes
	}
	for w != nil {
		switch w.(type) {
		case http.Flusher, interface{ FlushError() error }:
			found |= flushes
		}
		if _, ok := w.(http.Hijacker); ok {
			found |= hijacks
		}
		wrapper, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			break
		}
		w = wrapper.Unwrap()
	}
	return found
}

type (
	conn     = net.Conn
	buffered = *bufio.ReadWriter
)

func (w withF) Flush()   { w.flush() }
func (w withFH) Flush()  { w.flush() }
func (w withFR) Flush()  { w.flush() }
func (w withFHR) Flush() { w.flush() }
func (w withFP) Flush()  { w.flush() }
func (w withFRP) Flush() { w.flush() }

func (w withH) Hijack() (conn, buffered, error)   { return w.hijack() }
func (w withFH) Hijack() (conn, buffered, error)  { return w.hijack() }
func (w withHR) Hijack() (conn, buffered, error)  { return w.hijack() }
func (w withFHR) Hijack() (conn, buffered, error) { return w.hijack() }

func (w withR) ReadFrom(source io.Reader) (int64, error)   { return w.readFrom(source) }
func (w withFR) ReadFrom(source io.Reader) (int64, error)  { return w.readFrom(source) }
func (w withHR) ReadFrom(source io.Reader) (int64, error)  { return w.readFrom(source) }
func (w withFHR) ReadFrom(source io.Reader) (int64, error) { return w.readFrom(source) }
func (w withFRP) ReadFrom(source io.Reader) (int64, error) { return w.readFrom(source) }

func (w withP) Push(target string, options *http.PushOptions) error   { return w.push(target, options) }
func (w withFP) Push(target string, options *http.PushOptions) error  { return w.push(target, options) }
func (w withFRP) Push(target string, options *http.PushOptions) error { return w.push(target, options) }
