// What is done to a session in the middle of its request, and a store that can be down.

package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

func acted(s *cellosession.Session, act []any) string {
	switch act[0] {
	case "get":
		if err := s.Err(); err != nil {
			return verdict(err)
		}
		if !s.Has(act[1].(string)) {
			return "nothing"
		}
		return shown(s.Get(act[1].(string)))
	case "set":
		return verdict(s.Set(act[1].(string), meant(act[2])))
	case "delete":
		return verdict(s.Remove(act[1].(string)))
	case "lifetime":
		return verdict(s.SetLifetime(time.Duration(act[1].(float64)) * time.Second))
	}
	return verdict(map[any]func() error{
		"clear": s.Clear, "login": s.Login, "rotate": s.RotateID, "revoke": s.Revoke,
	}[act[0]]())
}

// meant is a value of worlds.py: JSON has no integers of 64 bits, and no bytes.
func meant(value any) any {
	special, is := value.(map[string]any)
	if !is {
		return value
	}
	for kind, text := range special {
		switch kind {
		case "int":
			integer, _ := strconv.ParseInt(text.(string), 10, 64)
			return integer
		case "float":
			number, _ := strconv.ParseFloat(text.(string), 64)
			return number
		case "bytes":
			bytes, _ := base64.StdEncoding.DecodeString(text.(string))
			return bytes
		}
	}
	panic("a value of no kind")
}

func shown(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case string:
		return "text " + value
	case []byte:
		return "bytes " + base64.StdEncoding.EncodeToString(value)
	case int64:
		return fmt.Sprint("int ", value)
	case bool:
		return fmt.Sprint("bool ", value)
	case json.RawMessage:
		return "json " + string(value)
	}
	panic("a value of no kind")
}

var errDown = errors.New("the store is down")

// store is in memory, and down when somebody says so.
type store struct {
	cellosession.RevocationStore
	down *bool
}

func (s store) Check(ctx context.Context, id cellosession.ID, user string) (bool, int64, error) {
	if *s.down {
		return false, 0, errDown
	}
	return s.RevocationStore.Check(ctx, id, user)
}

func (s store) NotBefore(ctx context.Context, user string) (int64, error) {
	if *s.down {
		return 0, errDown
	}
	return s.RevocationStore.NotBefore(ctx, user)
}

func (s store) RevokeID(ctx context.Context, id cellosession.ID, ttl time.Duration) (bool, error) {
	if *s.down {
		return false, errDown
	}
	return s.RevocationStore.RevokeID(ctx, id, ttl)
}

func (s store) RaiseNotBefore(ctx context.Context, user string, unixS int64, ttl time.Duration) error {
	if *s.down {
		return errDown
	}
	return s.RevocationStore.RaiseNotBefore(ctx, user, unixS, ttl)
}
