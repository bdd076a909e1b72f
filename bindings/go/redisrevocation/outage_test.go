// A store that is stopped in the middle, that hangs, and that comes back: 503 meanwhile, or fail_open where it is set.

package redisrevocation_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"
)

// lockedBuffer is a log that several goroutines write.
type lockedBuffer struct {
	sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.Lock()
	defer b.Unlock()
	return b.Buffer.Write(p)
}

func (b *lockedBuffer) text() string {
	b.Lock()
	defer b.Unlock()
	return b.Buffer.String()
}

// eventually tries until it holds: a cluster takes a moment to find itself again.
func eventually(t *testing.T, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); !holds(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("not within 15 s")
		}
	}
}

func TestStoreStoppedInTheMiddle(t *testing.T) {
	for _, kind := range []string{"redis", "valkey", "cluster"} {
		t.Run(kind, func(t *testing.T) {
			s := ownServer(t, kind)
			address, b := serve(t, configuration(s.client(t))), newBrowser(t)
			b.sees(address+"/login?user=outage", "user=outage")
			b.sees(address+"/profile", "user=outage")
			for _, way := range []string{"stop", "pause"} {
				if way == "stop" {
					s.do(t, "stop", "--hard")
				} else {
					s.do(t, "pause")
				}
				began := time.Now()
				b.fails(address + "/profile")
				if took := time.Since(began); took > storeTimeout+2*time.Second {
					t.Errorf("%s: the visitor waited %v", way, took)
				}
				b.fails(address + "/logout")
				b.fails(address + "/password")
				// What never looks at a session goes on.
				b.sees(address+"/health", "up")
				if way == "stop" {
					s.do(t, "again")
				} else {
					s.do(t, "resume")
				}
				eventually(t, func() bool {
					status, body, _ := b.get(address + "/profile")
					return status == 200 && strings.HasPrefix(body, "user=outage status=ok")
				})
			}
			thief := b.thief(address)
			b.sees(address+"/logout", "user= ")
			thief.sees(address+"/profile", "user= status=revoked")
		})
	}
}

func TestFailOpenServesAndLogsEachUse(t *testing.T) {
	s := ownServer(t, "redis")
	config, log := configuration(s.client(t)), &lockedBuffer{}
	config.Revocation.FailOpen = true
	config.Logger = slog.New(slog.NewTextHandler(log, nil))
	address, b := serve(t, config), newBrowser(t)
	b.sees(address+"/login?user=open-user", "user=open-user")
	quiet := strings.Count(log.text(), "\n")
	s.do(t, "stop", "--hard")
	for count := 1; count <= 3; count++ {
		b.sees(address+"/profile", "user=open-user")
		if lines := strings.Count(log.text(), "\n") - quiet; lines != count {
			t.Errorf("%d uses, %d lines", count, lines)
		}
	}
	cookies := b.client.Jar.Cookies(mustParse(t, address))
	for _, secret := range []string{"open-user", cookies[0].Value, "session-secret"} {
		if strings.Contains(log.text(), secret) {
			t.Errorf("the log tells %q", secret)
		}
	}
}

func TestErrorsAndLogsTellNoValues(t *testing.T) {
	s := ownServer(t, "redis")
	config, log := configuration(s.client(t)), &lockedBuffer{}
	config.Logger = slog.New(slog.NewTextHandler(log, nil))
	address, b := serve(t, config), newBrowser(t)
	b.sees(address+"/login?user=hidden-user", "user=hidden-user")
	cookies := b.client.Jar.Cookies(mustParse(t, address))
	s.do(t, "stop", "--hard")
	_, body, _ := b.get(address + "/profile")
	for _, secret := range []string{"hidden-user", cookies[0].Value, "session-secret"} {
		if strings.Contains(log.text()+body, secret) {
			t.Errorf("the answer or the log tells %q", secret)
		}
	}
}
