// Package redisrevocation keeps the revoked sessions of package cellosession in Redis or Valkey, so that a logout in one
// process is known to all of them at their next request, also to those written in other languages.
//
// It is a module of its own, so that nobody gets go-redis who did not ask for it. The client is the caller's: its
// addresses, passwords, TLS and time limits are set where it is made, and the caller closes it.
//
//	<prefix>revoked:<32 hex digits of the id>   "1"
//	<prefix>not_before:<user>                   "<unix seconds>"
//
// The server must keep what it was given: with an eviction policy other than noeviction it forgets revocations when its
// memory is full, and the sessions that were revoked live again.
package redisrevocation

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

// DefaultPrefix begins every key unless WithPrefix says otherwise. The packages for other languages have the same.
const DefaultPrefix = "cello:"

// ErrForeignValue says that a not_before key holds what no package of ours writes there: 1 to 12 digits. The user's
// sessions are neither accepted nor refused then, as with a store that does not answer, until RevokeAll replaces it.
var ErrForeignValue = cellosession.ErrForeignValue

// timeDigits is how long a time is at most: it lasts for 30,000 years.
const timeDigits = 12

// ErrClientPanicked says that the client, or a hook of it, panicked. It is treated like a store that does not answer.
var ErrClientPanicked = errors.New("redisrevocation: the client panicked")

// Store is a cellosession.RevocationStore. It may be used by several goroutines and several managers.
type Store struct {
	client redis.UniversalClient
	prefix string
}

var _ cellosession.RevocationStore = (*Store)(nil)

// Option changes what New makes.
type Option func(*Store)

// WithPrefix begins every key with another text than DefaultPrefix: for applications that share a server and not their
// users. Every service that checks the same sessions needs the same.
func WithPrefix(prefix string) Option {
	return func(s *Store) { s.prefix = prefix }
}

// New makes a store of a client for one server, for servers behind Sentinel, or for a cluster. A client that reads from
// replicas (ReadOnly, RouteByLatency and RouteRandomly of a cluster client) learns of a revocation as late as its
// replica does; leave those off. A nil client is a mistake of the program, and New panics.
func New(client redis.UniversalClient, options ...Option) *Store {
	if client == nil {
		panic("redisrevocation: New needs a client")
	}
	s := &Store{client: client, prefix: DefaultPrefix}
	for _, option := range options {
		option(s)
	}
	return s
}

// Check asks for both keys in one round trip: two GETs in one pipeline, which a cluster client sends to both nodes at
// the same time.
func (s *Store) Check(ctx context.Context, id cellosession.ID, user string) (revoked bool, notBefore int64, err error) {
	looked, err := within(ctx, func() (looked, error) {
		if user == "" {
			revoked, err := found(s.client.Get(ctx, s.revokedKey(id)))
			return looked{revoked: revoked}, err
		}
		pipeline := s.client.Pipeline()
		ofID := pipeline.Get(ctx, s.revokedKey(id))
		ofUser := pipeline.Get(ctx, s.notBeforeKey(user))
		// Exec tells the first error of all commands, a missing key among them, and so does each command for itself.
		_, _ = pipeline.Exec(ctx)
		revoked, err := found(ofID)
		if err != nil {
			return looked{}, err
		}
		notBefore, err := seconds(ofUser)
		return looked{revoked, notBefore}, err
	})
	return looked.revoked, looked.notBefore, err
}

// looked is what two keys say.
type looked struct {
	revoked   bool
	notBefore int64
}

// NotBefore asks for a user's not-before time, 0 where there is none.
func (s *Store) NotBefore(ctx context.Context, user string) (int64, error) {
	return within(ctx, func() (int64, error) { return seconds(s.client.Get(ctx, s.notBeforeKey(user))) })
}

// RevokeID writes an id for ttl unless it stands there already (SET NX). A client that repeats the command, because
// the answer to the first was lost, is told that it stood there: the session counts as revoked then, which it is.
func (s *Store) RevokeID(ctx context.Context, id cellosession.ID, ttl time.Duration) (added bool, err error) {
	return within(ctx, func() (bool, error) {
		err := s.client.SetArgs(ctx, s.revokedKey(id), "1", redis.SetArgs{Mode: "NX", TTL: ttl}).Err()
		if errors.Is(err, redis.Nil) {
			return false, nil
		}
		return err == nil, told(err)
	})
}

// RaiseNotBefore raises a user's not-before time to unixS. Neither the time nor the key's expiry is ever lowered.
func (s *Store) RaiseNotBefore(ctx context.Context, user string, unixS int64, ttl time.Duration) error {
	ttlS := int64((ttl + time.Second - 1) / time.Second)
	_, err := within(ctx, func() (struct{}, error) {
		keys := []string{s.notBeforeKey(user)}
		return struct{}{}, told(raise.Run(ctx, s.client, keys, strconv.FormatInt(unixS, 10), ttlS).Err())
	})
	return err
}

func (s *Store) revokedKey(id cellosession.ID) string { return s.prefix + "revoked:" + id.String() }
func (s *Store) notBeforeKey(user string) string      { return s.prefix + "not_before:" + user }

// within ends with the context. go-redis by itself does so only where ContextTimeoutEnabled is set, and a visitor would
// wait for the client's own limits when a server hangs. What was asked goes on behind until those end it.
func within[T any](ctx context.Context, ask func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	answers := make(chan answer, 1)
	go func() {
		// Nobody could recover a panic here, a hook's for one: the process would end. Its text may hold a key's.
		defer func() {
			if recover() != nil {
				answers <- answer{err: ErrClientPanicked}
			}
		}()
		value, err := ask()
		answers <- answer{value, err}
	}()
	select {
	case a := <-answers:
		return a.value, a.err
	case <-ctx.Done():
		var none T
		return none, told(ctx.Err())
	}
}

// found tells whether a key is there, whatever it holds.
func found(answer *redis.StringCmd) (bool, error) {
	err := answer.Err()
	if errors.Is(err, redis.Nil) {
		return false, nil
	}
	return err == nil, told(err)
}

// seconds reads a time, 0 where the key is not there.
func seconds(answer *redis.StringCmd) (int64, error) {
	text, err := answer.Result()
	if errors.Is(err, redis.Nil) {
		return 0, nil
	}
	if err != nil {
		return 0, told(err)
	}
	// Not the error of strconv: it quotes what it could not read. It takes a sign, and we do not.
	unixS, err := strconv.ParseUint(text, 10, 63)
	if err != nil || len(text) > timeDigits {
		return 0, ErrForeignValue
	}
	return int64(unixS), nil
}

// told names the package in an error, and keeps what errors.Is finds in it.
func told(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("redisrevocation: %w", err)
}
