// What the store writes, to the byte, and what it reads back: on Redis, Valkey and clusters of three of both.

package redisrevocation_test

import (
	"errors"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	cellosession "github.com/libcello/libcello_session/bindings/go"
	"github.com/libcello/libcello_session/bindings/go/redisrevocation"
)

func onEachKind(t *testing.T, test func(t *testing.T, client redis.UniversalClient)) {
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) { test(t, sharedServer(t, kind).client(t)) })
	}
}

func TestKeysAndValuesAreThoseOfAllLanguages(t *testing.T) {
	onEachKind(t, func(t *testing.T, client redis.UniversalClient) {
		ctx, store := testContext(t), redisrevocation.New(client)
		id := cellosession.ID{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xff}
		const idKey, userKey = "cello:revoked:000102030405060708090a0b0c0d0eff", "cello:not_before:alice"
		if added, err := store.RevokeID(ctx, id, 90000*time.Second); !added || err != nil {
			t.Fatal(added, err)
		}
		if err := store.RaiseNotBefore(ctx, "alice", 1700000000, 90000*time.Second); err != nil {
			t.Fatal(err)
		}
		for key, want := range map[string]string{idKey: "1", userKey: "1700000000"} {
			if got := client.Get(ctx, key).Val(); got != want {
				t.Errorf("%s holds %q, not %q", key, got, want)
			}
			if ttl := client.TTL(ctx, key).Val(); ttl > 90000*time.Second || ttl < 89990*time.Second {
				t.Errorf("%s lives for %v", key, ttl)
			}
		}
		other := redisrevocation.New(client, redisrevocation.WithPrefix("app:"))
		if added, err := other.RevokeID(ctx, id, time.Hour); !added || err != nil {
			t.Fatal("another prefix is another world:", added, err)
		}
		if client.Get(ctx, "app:revoked:000102030405060708090a0b0c0d0eff").Val() != "1" {
			t.Error("the prefix is not in the key")
		}
	})
}

func TestRevokedIDIsWrittenOnce(t *testing.T) {
	onEachKind(t, func(t *testing.T, client redis.UniversalClient) {
		ctx, store, id := testContext(t), redisrevocation.New(client), someID()
		if revoked, _, err := store.Check(ctx, id, ""); revoked || err != nil {
			t.Fatal(revoked, err)
		}
		var added sync.Map
		var group sync.WaitGroup
		for i := range 20 {
			group.Go(func() {
				if first, err := store.RevokeID(ctx, id, time.Hour+time.Duration(i)*time.Second); err != nil {
					t.Error(err)
				} else if first {
					added.Store(i, true)
				}
			})
		}
		group.Wait()
		count, winner := 0, 0
		added.Range(func(i, _ any) bool { count, winner = count+1, i.(int); return true })
		if count != 1 {
			t.Fatalf("%d of 20 wrote it", count)
		}
		ttl := client.TTL(ctx, "cello:revoked:"+id.String()).Val()
		if want := time.Hour + time.Duration(winner)*time.Second; ttl > want || ttl < want-10*time.Second {
			t.Errorf("the expiry is not the first one's: %v, not %v", ttl, want)
		}
		if revoked, _, err := store.Check(ctx, id, ""); !revoked || err != nil {
			t.Error(revoked, err)
		}
	})
}

func TestEntriesEnd(t *testing.T) {
	onEachKind(t, func(t *testing.T, client redis.UniversalClient) {
		ctx, store, id, user := testContext(t), redisrevocation.New(client), someID(), someUser("brief")
		if _, err := store.RevokeID(ctx, id, time.Second); err != nil {
			t.Fatal(err)
		}
		if err := store.RaiseNotBefore(ctx, user, 5, time.Second); err != nil {
			t.Fatal(err)
		}
		deadline := time.Now().Add(10 * time.Second)
		for {
			revoked, notBefore, err := store.Check(ctx, id, user)
			if err != nil {
				t.Fatal(err)
			}
			if !revoked && notBefore == 0 {
				break
			}
			if time.Now().After(deadline) {
				t.Fatal("still there")
			}
			time.Sleep(50 * time.Millisecond)
		}
	})
}

func TestNotBeforeIsNeverLowered(t *testing.T) {
	users := []string{"123", "-5", "{tag}user", "a:b", "with space", "ü\u0000\n\"'", "}{", strings.Repeat("x", 2800)}
	onEachKind(t, func(t *testing.T, client redis.UniversalClient) {
		ctx, store := testContext(t), redisrevocation.New(client)
		for _, user := range users {
			user = someUser(user)
			steps := []struct {
				raise, want int64
				ttl, lives  time.Duration
			}{
				{1700000000, 1700000000, 2 * time.Hour, 2 * time.Hour},
				{1600000000, 1700000000, 3 * time.Hour, 3 * time.Hour},
				{1700000000, 1700000000, time.Hour, 3 * time.Hour},
				{1700000001, 1700000001, time.Hour, 3 * time.Hour},
				{253402300799, 253402300799, time.Hour, 3 * time.Hour},
				{99, 253402300799, time.Hour, 3 * time.Hour},
			}
			for _, step := range steps {
				if err := store.RaiseNotBefore(ctx, user, step.raise, step.ttl); err != nil {
					t.Fatal(err)
				}
				if got, err := store.NotBefore(ctx, user); got != step.want || err != nil {
					t.Fatalf("%q: raised to %d, stands at %d (%v)", user, step.raise, got, err)
				}
				ttl := client.TTL(ctx, "cello:not_before:"+user).Val()
				if ttl > step.lives || ttl < step.lives-10*time.Second {
					t.Fatalf("%q: lives for %v, not %v", user, ttl, step.lives)
				}
			}
		}
		user := someUser("many")
		var group sync.WaitGroup
		for _, unixS := range rand.Perm(50) {
			group.Go(func() {
				if err := store.RaiseNotBefore(ctx, user, int64(unixS), time.Hour); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if text := client.Get(ctx, "cello:not_before:"+user).Val(); text != "49" {
			t.Errorf("after 50 at once: %q", text)
		}
	})
}

func TestServerThatForgotTheScript(t *testing.T) {
	onEachKind(t, func(t *testing.T, client redis.UniversalClient) {
		ctx, store, user := testContext(t), redisrevocation.New(client), someUser("script")
		for unixS := range int64(3) {
			if err := client.ScriptFlush(ctx).Err(); err != nil {
				t.Fatal(err)
			}
			if err := store.RaiseNotBefore(ctx, user, 100+unixS, time.Hour); err != nil {
				t.Fatal(err)
			}
			if _, notBefore, err := store.Check(ctx, someID(), user); notBefore != 100+unixS || err != nil {
				t.Fatal(notBefore, err)
			}
		}
	})
}

func TestValuesOfOthersAreErrors(t *testing.T) {
	onEachKind(t, func(t *testing.T, client redis.UniversalClient) {
		ctx, store := testContext(t), redisrevocation.New(client)
		for _, text := range []string{"soon", "", "-1", "1.5", "1e9", " 1", "+1", "0x10", "inf", "nan", "1700000000000"} {
			user := someUser("secret-user")
			if err := client.Set(ctx, "cello:not_before:"+user, text, time.Hour).Err(); err != nil {
				t.Fatal(err)
			}
			_, _, err := store.Check(ctx, someID(), user)
			if !errors.Is(err, redisrevocation.ErrForeignValue) || strings.Contains(err.Error(), user) {
				t.Errorf("%q: %v", text, err)
			}
			if _, err = store.NotBefore(ctx, user); !errors.Is(err, redisrevocation.ErrForeignValue) {
				t.Errorf("%q: %v", text, err)
			}
			manager, err := cellosession.New(configuration(client))
			if err != nil {
				t.Fatal(err)
			}
			before := time.Now().Unix()
			if err := manager.RevokeAll(ctx, user); err != nil {
				t.Errorf("%q: %v", text, err)
			}
			if notBefore, err := store.NotBefore(ctx, user); notBefore < before || err != nil {
				t.Errorf("%q is not replaced: %v", text, err)
			}
		}
		user := someUser("list")
		client.LPush(ctx, "cello:not_before:"+user, strconv.Itoa(1))
		for _, err := range []error{
			func() error { _, _, err := store.Check(ctx, someID(), user); return err }(),
			store.RaiseNotBefore(ctx, user, 1, time.Hour),
		} {
			if err == nil || strings.Contains(err.Error(), user) {
				t.Error("a key of another type:", err)
			}
		}
	})
}
