// A client that panics in the store's goroutine must not end the process: nobody else could recover it there.

package redisrevocation_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/libcello/libcello_session/bindings/go/redisrevocation"
)

type panicking struct{}

func (panicking) DialHook(next redis.DialHook) redis.DialHook { return next }
func (panicking) ProcessHook(redis.ProcessHook) redis.ProcessHook {
	return func(_ context.Context, command redis.Cmder) error { panic(command.String()) }
}
func (panicking) ProcessPipelineHook(redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(_ context.Context, commands []redis.Cmder) error { panic(commands[0].String()) }
}

func TestPanicOfTheClientIsAnError(t *testing.T) {
	client := redis.NewClient(&redis.Options{Addr: "127.0.0.1:1"})
	defer client.Close()
	client.AddHook(panicking{})
	ctx, store := testContext(t), redisrevocation.New(client)
	_, _, look := store.Check(ctx, someID(), "hidden-user")
	_, ask := store.NotBefore(ctx, "hidden-user")
	_, revoke := store.RevokeID(ctx, someID(), time.Hour)
	raise := store.RaiseNotBefore(ctx, "hidden-user", 1, time.Hour)
	for _, err := range []error{look, ask, revoke, raise} {
		if !errors.Is(err, redisrevocation.ErrClientPanicked) || strings.Contains(err.Error(), "hidden-user") {
			t.Error(err)
		}
	}
}

func TestNilClientIsRefusedAtTheStart(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a nil client was taken")
		}
	}()
	redisrevocation.New(nil)
}
