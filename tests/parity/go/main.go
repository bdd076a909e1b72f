// Command play plays worlds by the Go binding: each line of its standard input is one, as ../worlds.py makes them, and
// each line that it prints says what became of each step.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"time"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

// world is what is to happen: steps such as ["open", "r1", "a"], and how the sessions are configured.
type world struct {
	Start, MaxAge, Longest, Absolute int64
	Revocation, FailOpen             bool
	Steps                            [][]any
}

// player has the state of one world.
type player struct {
	now      int64
	start    int64
	down     bool
	manager  *cellosession.Manager
	handler  http.Handler
	plain    *cellosession.Signer // reads what was written, without asking a store
	tokens   map[string]string    // of the visitors, by the name of their jar
	ids      map[string]cellosession.ID
	labels   map[cellosession.ID]int
	requests map[string]*request
}

// request is one that goes on while others do.
type request struct {
	acts   chan []any
	told   chan any
	ended  chan struct{}
	answer *httptest.ResponseRecorder
}

type requestKey struct{}

func main() {
	lines := bufio.NewReaderSize(os.Stdin, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var w world
		if err := json.Unmarshal(line, &w); err != nil {
			log.Fatal(err)
		}
		told, err := json.Marshal(play(w))
		if err != nil {
			log.Fatal(err)
		}
		os.Stdout.Write(append(told, '\n'))
	}
}

func newPlayer(w world) *player {
	p := &player{
		now: w.Start, start: w.Start, tokens: map[string]string{}, ids: map[string]cellosession.ID{},
		labels: map[cellosession.ID]int{}, requests: map[string]*request{},
	}
	clock := func() time.Time { return time.Unix(p.now, 0) }
	config := cellosession.Config{
		Secret: cellosession.NewSecret([]byte(strings.Repeat("s", 32))), Now: clock, Logger: slog.New(slog.DiscardHandler),
		MaxAge: seconds(w.MaxAge), LongestMaxAge: seconds(w.Longest), AbsoluteMaxAge: seconds(w.Absolute),
	}
	var err error
	if p.plain, err = cellosession.NewSigner(config); err != nil {
		log.Fatal(err)
	}
	if w.Revocation {
		memory := cellosession.NewMemoryStore(cellosession.MemoryStoreOptions{Now: clock})
		config.Revocation = &cellosession.Revocation{Store: store{memory, &p.down}, FailOpen: w.FailOpen}
	}
	if p.manager, err = cellosession.New(config); err != nil {
		log.Fatal(err)
	}
	p.handler = p.manager.LoadAndSave(http.HandlerFunc(serve))
	return p
}

func seconds(n int64) time.Duration { return time.Duration(n) * time.Second }

func play(w world) []any {
	p := newPlayer(w)
	told := []any{}
	for _, step := range w.Steps {
		told = append(told, p.step(step))
	}
	return told
}

func (p *player) step(step []any) any {
	name := func(n int) string { return step[n].(string) }
	switch step[0] {
	case "wait":
		p.now += int64(step[1].(float64))
		return nil
	case "down":
		p.down = step[1].(bool)
		return nil
	case "recall":
		return verdict(p.manager.RevokeAll(context.Background(), name(1)))
	case "revoke":
		if id, is := p.ids[name(1)]; is {
			return verdict(p.manager.Revoke(context.Background(), id))
		}
		return "nobody"
	case "open":
		p.requests[name(1)] = p.open(p.tokens[name(2)])
		return <-p.requests[name(1)].told
	case "do":
		p.requests[name(1)].acts <- step[2].([]any)
		return <-p.requests[name(1)].told
	case "end":
		r := p.requests[name(1)]
		close(r.acts)
		<-r.ended
		return p.written(r, name(2))
	}
	panic(step[0])
}

func (p *player) open(token string) *request {
	r := &request{make(chan []any), make(chan any), make(chan struct{}), httptest.NewRecorder()}
	call := httptest.NewRequest(http.MethodGet, "/", nil)
	if token != "" {
		call.Header.Set("Cookie", "session_id="+token)
	}
	call = call.WithContext(context.WithValue(call.Context(), requestKey{}, r))
	go func() {
		p.handler.ServeHTTP(r.answer, call)
		close(r.ended)
	}()
	return r
}

func serve(w http.ResponseWriter, call *http.Request) {
	r, session := call.Context().Value(requestKey{}).(*request), cellosession.FromContext(call.Context())
	r.told <- session.Status().String()
	for act := range r.acts {
		r.told <- acted(session, act)
	}
	w.WriteHeader(http.StatusOK)
}

// written is what the visitor gets, who keeps it in a jar.
func (p *player) written(r *request, jar string) any {
	header := r.answer.Header()
	told := map[string]any{
		"code": r.answer.Code, "cache": strings.Join(header["Cache-Control"], ", "), "vary": strings.Join(header["Vary"], ", "),
	}
	line := header.Get("Set-Cookie")
	token, attributes, _ := strings.Cut(strings.TrimPrefix(line, "session_id="), ";")
	switch {
	case line == "":
	case token == "":
		delete(p.tokens, jar)
	default:
		p.tokens[jar] = token
		told["session"] = p.described(token, jar)
	}
	told["attributes"] = attributes
	return told
}

func (p *player) described(token, jar string) any {
	var s cellosession.Session
	if err := p.plain.Verify(token, &s); err != nil {
		return verdict(err)
	}
	p.ids[jar] = s.ID()
	if _, known := p.labels[s.ID()]; !known {
		p.labels[s.ID()] = len(p.labels)
	}
	entries := map[string]string{}
	for key, value := range s.Entries() {
		entries[key] = shown(value)
	}
	return map[string]any{
		"id": p.labels[s.ID()], "began": s.BeganAt().Unix() - p.start, "issued": s.IssuedAt().Unix() - p.start,
		"expires": s.ExpiresAt().Unix() - p.start, "entries": entries,
	}
}

func verdict(err error) string {
	for said, kind := range map[string]error{
		"store": cellosession.ErrStoreUnavailable, "user": cellosession.ErrUserKind, "time": cellosession.ErrTimeRange,
		"full": cellosession.ErrTooLarge,
	} {
		if errors.Is(err, kind) {
			return said
		}
	}
	if err != nil {
		return "error: " + err.Error()
	}
	return "done"
}
