// Two processes of a service: what is revoked in one is known in the other within the same second.

package redisrevocation_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// serveVariable makes this program a second process of the service instead of a test; it says which servers to use.
const serveVariable = "CELLO_SESSION_TEST_SERVE"

func serveAsSecondProcess() {
	kind, list, _ := strings.Cut(os.Getenv(serveVariable), "=")
	handler, err := application(configuration(redis.NewUniversalClient(&redis.UniversalOptions{
		Addrs: strings.Split(list, ","), IsClusterMode: strings.HasSuffix(kind, "cluster"),
	})))
	if err != nil {
		panic(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Printf("http://%s\n", listener.Addr())
	// It ends with the test that started it, whose end closes standard input.
	go func() {
		_, _ = bufio.NewReader(os.Stdin).ReadByte()
		os.Exit(0)
	}()
	panic(http.Serve(listener, handler))
}

func secondProcess(t *testing.T, s *server) string {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), serveVariable+"="+s.kind+"="+strings.Join(s.addresses, ","))
	command.Stderr = os.Stderr
	input, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err = command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = input.Close(); _ = command.Wait() })
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Fatal("the second process did not start: ", err)
	}
	return strings.TrimSpace(line)
}

func TestRevocationIsSeenByASecondProcess(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) {
			s := sharedServer(t, kind)
			here, there := serve(t, configuration(s.client(t))), secondProcess(t, s)
			user := someUser("two-processes")
			// Cookies do not know ports: one jar serves both processes.
			b := newBrowser(t)
			b.sees(here+"/login?user="+user, "user="+user)
			b.sees(there+"/profile", "user="+user+" status=ok")
			thief := b.thief(here)
			thief.sees(there+"/profile", "user="+user+" status=ok")

			revoked := time.Now()
			b.sees(here+"/logout", "user= ")
			thief.sees(there+"/profile", "user= status=revoked")
			if took := time.Since(revoked); took > time.Second {
				t.Errorf("logout was known after %v", took)
			}
			thief.sees(here+"/profile", "user= status=revoked")

			// A new password: every other session of the user ends, this one goes on, all within one second.
			phone, laptop := newBrowser(t), newBrowser(t)
			phone.sees(here+"/login?user="+user, "user="+user)
			laptop.sees(there+"/login?user="+user, "user="+user)
			thief = laptop.thief(there)
			revoked = time.Now()
			laptop.sees(here+"/password", "user="+user)
			phone.sees(there+"/profile", "user= status=revoked")
			thief.sees(there+"/profile", "user= status=revoked")
			laptop.sees(there+"/profile", "user="+user+" status=ok")
			if took := time.Since(revoked); took > time.Second {
				t.Errorf("the new password was known after %v", took)
			}
			// Logging in again in the same second has to work as well.
			phone.sees(there+"/login?user="+user, "user="+user)
			phone.sees(here+"/profile", "user="+user+" status=ok")
		})
	}
}

func TestEntriesOfTheMiddlewareLiveLongEnough(t *testing.T) {
	s := sharedServer(t, "redis")
	client, user := s.client(t), someUser("ttl")
	config := configuration(client)
	config.MaxAge, config.LongestMaxAge = time.Hour, 48*time.Hour
	address, b := serve(t, config), newBrowser(t)
	b.sees(address+"/login?user="+user, "user="+user)
	ctx := testContext(t)
	before := client.DBSize(ctx).Val()
	b.sees(address+"/password", "user="+user)
	if count := client.DBSize(ctx).Val() - before; count != 2 {
		t.Errorf("%d keys were written, not the old id and the user", count)
	}
	keys := client.Keys(ctx, "cello:not_before:"+user).Val()
	for entries := client.Scan(ctx, 0, "cello:revoked:*", 1000).Iterator(); entries.Next(ctx); {
		key := entries.Val()
		if client.TTL(ctx, key).Val() > 40*time.Hour {
			keys = append(keys, key)
		}
	}
	if len(keys) != 2 {
		t.Fatal("keys:", keys)
	}
	for _, key := range keys {
		if ttl := client.TTL(ctx, key).Val(); ttl > 49*time.Hour || ttl < 49*time.Hour-10*time.Second {
			t.Errorf("%s lives for %v, not for the longest lifetime and an hour", key, ttl)
		}
	}
}
