// One look at a session is one round trip: two GETs in one pipeline, and in a cluster two nodes at the same time.

package redisrevocation_test

import (
	"bytes"
	"context"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/libcello/libcello_session/bindings/go/redisrevocation"
)

// countingConn counts how often the client turned from writing keys of ours to reading.
type countingConn struct {
	net.Conn
	wrote atomic.Bool
	trips *atomic.Int64
}

func (c *countingConn) Write(b []byte) (int, error) {
	// The client's greetings on a new connection are no looks.
	if bytes.Contains(b, []byte("cello:")) {
		c.wrote.Store(true)
	}
	return c.Conn.Write(b)
}

func (c *countingConn) Read(b []byte) (int, error) {
	if c.wrote.Swap(false) {
		c.trips.Add(1)
	}
	return c.Conn.Read(b)
}

func countingDialer(trips *atomic.Int64) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		return &countingConn{Conn: conn, trips: trips}, err
	}
}

func TestCheckIsOneRoundTrip(t *testing.T) {
	for _, kind := range []string{"redis", "valkey"} {
		t.Run(kind, func(t *testing.T) {
			var trips atomic.Int64
			client := redis.NewClient(&redis.Options{
				Addr: sharedServer(t, kind).addresses[0], PoolSize: 1, Dialer: countingDialer(&trips),
			})
			defer client.Close()
			ctx, store := testContext(t), redisrevocation.New(client)
			before := trips.Load()
			for range 100 {
				if _, _, err := store.Check(ctx, someID(), "round"); err != nil {
					t.Fatal(err)
				}
			}
			if count := trips.Load() - before; count != 100 {
				t.Errorf("100 looks took %d round trips", count)
			}
			// What the count must be able to tell: the same by two commands.
			before = trips.Load()
			client.Get(ctx, "cello:revoked:x")
			client.Get(ctx, "cello:not_before:x")
			if count := trips.Load() - before; count != 2 {
				t.Errorf("two commands counted as %d", count)
			}
		})
	}
}

// meeting is a hook that lets nobody pass until two nodes have been asked.
type meeting struct {
	sync.Mutex
	asked int
	all   chan struct{}
	alone atomic.Bool
}

func (m *meeting) DialHook(next redis.DialHook) redis.DialHook          { return next }
func (m *meeting) ProcessHook(next redis.ProcessHook) redis.ProcessHook { return next }
func (m *meeting) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, commands []redis.Cmder) error {
		if commands[0].Name() != "get" {
			return next(ctx, commands) // the greeting on a new connection
		}
		m.Lock()
		if m.asked++; m.asked == 2 {
			close(m.all)
		}
		m.Unlock()
		select {
		case <-m.all:
		case <-time.After(5 * time.Second):
			m.alone.Store(true)
		}
		return next(ctx, commands)
	}
}

func TestClusterAsksTwoNodesAtTheSameTime(t *testing.T) {
	for _, kind := range []string{"cluster", "valkey-cluster"} {
		t.Run(kind, func(t *testing.T) {
			s := sharedServer(t, kind)
			client := redis.NewClusterClient(&redis.ClusterOptions{Addrs: s.addresses})
			defer client.Close()
			ctx, store, id := testContext(t), redisrevocation.New(client), someID()
			user := userOnAnotherNode(ctx, t, client, "cello:revoked:"+id.String())
			if _, err := store.RevokeID(ctx, id, time.Hour); err != nil {
				t.Fatal(err)
			}
			if err := store.RaiseNotBefore(ctx, user, 7, time.Hour); err != nil {
				t.Fatal(err)
			}
			hook := &meeting{all: make(chan struct{})}
			if err := client.ForEachMaster(ctx, func(_ context.Context, node *redis.Client) error {
				node.AddHook(hook)
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			revoked, notBefore, err := store.Check(ctx, id, user)
			if !revoked || notBefore != 7 || err != nil {
				t.Error(revoked, notBefore, err)
			}
			if hook.asked != 2 || hook.alone.Load() {
				t.Errorf("%d nodes were asked, one after the other: %v", hook.asked, hook.alone.Load())
			}
		})
	}
}

func userOnAnotherNode(ctx context.Context, t *testing.T, client *redis.ClusterClient, key string) string {
	t.Helper()
	first, err := client.MasterForKey(ctx, key)
	if err != nil {
		t.Fatal(err)
	}
	for range 100 {
		user := someUser("elsewhere")
		second, err := client.MasterForKey(ctx, "cello:not_before:"+user)
		if err != nil {
			t.Fatal(err)
		}
		if first.Options().Addr != second.Options().Addr {
			return user
		}
	}
	t.Fatal("100 users on one of three nodes")
	return ""
}
