// This file holds the keys and every call that needs them.

package abi

// #include "shim.h"
import "C"

import (
	"runtime"
	"unsafe"
)

// Config is what a signer is made of. Secrets are read while NewSigner runs, and not kept.
type Config struct {
	Secrets                                   [][]byte // the first signs
	CookieName, Path, Domain                  string
	MaxAgeS, LongestMaxAgeS, AbsoluteMaxAgeS  uint64
	SameSite                                  int32
	HTTPOnly, Secure, Partitioned, Persistent bool
}

// SameSite, as the library counts.
const (
	SameSiteLax     = C.CELLO_SESSION_SAME_SITE_LAX
	SameSiteStrict  = C.CELLO_SESSION_SAME_SITE_STRICT
	SameSiteNoneNum = C.CELLO_SESSION_SAME_SITE_NONE
)

// Signer holds prepared keys. They lie in memory of their own, so that a cleanup can overwrite them when the last
// use of the Signer is over.
type Signer struct {
	keys *C.cello_session_signer
}

// NewSigner prepares the keys.
func NewSigner(config *Config) (*Signer, Status) {
	signer := &Signer{keys: new(C.cello_session_signer)}
	texts := make([]C.cello_session_bytes, 0, 4+AcceptedSecretsMax)
	var pins runtime.Pinner
	defer pins.Unpin()
	add := func(data *byte, length int) {
		text := C.cello_session_bytes{len: C.size_t(length)}
		if length != 0 {
			// The library reads this pointer from memory of Go, so what it points to must stay where it is.
			pins.Pin(data)
			text.data = (*C.uint8_t)(unsafe.Pointer(data))
		}
		texts = append(texts, text)
	}
	for _, text := range []string{config.CookieName, config.Path, config.Domain} {
		add(unsafe.StringData(text), len(text))
	}
	for _, secret := range config.Secrets {
		add(unsafe.SliceData(secret), len(secret))
	}
	rules := C.cello_go_rules{
		max_age_s:          C.uint64_t(config.MaxAgeS),
		longest_max_age_s:  C.uint64_t(config.LongestMaxAgeS),
		absolute_max_age_s: C.uint64_t(config.AbsoluteMaxAgeS),
		same_site:          C.int32_t(config.SameSite),
		http_only:          flag(config.HTTPOnly),
		secure:             flag(config.Secure),
		partitioned:        flag(config.Partitioned),
		persistent:         flag(config.Persistent),
	}
	status := Status(C.cello_go_signer_init(signer.keys, unsafe.SliceData(texts), C.size_t(len(config.Secrets)), &rules))
	if status != OK {
		return nil, status
	}
	runtime.AddCleanup(signer, wipe, signer.keys)
	return signer, OK
}

func wipe(keys *C.cello_session_signer) { C.cello_session_signer_wipe(keys) }

func flag(on bool) C.uint8_t {
	if on {
		return 1
	}
	return 0
}

// Each call keeps the signer alive to its end: without that the cleanup might wipe the keys while C uses them.

// Read finds the cookie in a Cookie header and verifies it.
func (g *Signer) Read(header string, now uint64, state *State) Status {
	data, length := chars(header)
	status := C.cello_go_read(g.keys, data, length, C.uint64_t(now), state.c())
	runtime.KeepAlive(g)
	return Status(status)
}

// Verify checks a token; Look has to be called before what it holds is used.
func (g *Signer) Verify(token string, now uint64, state *State) Status {
	data, length := chars(token)
	status := C.cello_go_verify(g.keys, data, length, C.uint64_t(now), state.c())
	runtime.KeepAlive(g)
	return Status(status)
}

// Look fills in the Info and the entries of a session that Verify has made.
func (g *Signer) Look(now uint64, state *State) Status {
	status := C.cello_go_look(g.keys, C.uint64_t(now), state.c())
	runtime.KeepAlive(g)
	return Status(status)
}

// Begin makes a new and empty session.
func (g *Signer) Begin(id *[IDLen]byte, now uint64, state *State) Status {
	status := C.cello_go_begin(g.keys, (*C.uint8_t)(&id[0]), C.uint64_t(now), state.c())
	runtime.KeepAlive(g)
	return Status(status)
}

// Set sets a key: value for text, bytes and JSON, integer for the others.
func (g *Signer) Set(now uint64, state *State, kind Kind, key, value string, integer int64) Status {
	k, kLen := chars(key)
	v, vLen := chars(value)
	status := C.cello_go_set(g.keys, C.uint64_t(now), state.c(), C.int32_t(kind), k, kLen, v, vLen, C.int64_t(integer))
	runtime.KeepAlive(g)
	return Status(status)
}

// Remove takes a key out of the map.
func (g *Signer) Remove(now uint64, state *State, key string) Status {
	k, kLen := chars(key)
	status := C.cello_go_remove(g.keys, C.uint64_t(now), state.c(), k, kLen)
	runtime.KeepAlive(g)
	return Status(status)
}

// Login gives the session an id, and makes it begin now; lifetime 0 stands for the configured one.
func (g *Signer) Login(now uint64, state *State, id *[IDLen]byte, lifetime uint64) Status {
	status := C.cello_go_login(g.keys, C.uint64_t(now), state.c(), (*C.uint8_t)(&id[0]), C.uint64_t(lifetime))
	runtime.KeepAlive(g)
	return Status(status)
}

// RotateID gives the session an id.
func (g *Signer) RotateID(now uint64, state *State, id *[IDLen]byte) Status {
	status := C.cello_go_rotate_id(g.keys, C.uint64_t(now), state.c(), (*C.uint8_t)(&id[0]))
	runtime.KeepAlive(g)
	return Status(status)
}

// SetLifetime sets how long the session lives from each signing on.
func (g *Signer) SetLifetime(now uint64, state *State, seconds uint64) Status {
	status := C.cello_go_set_lifetime(g.keys, C.uint64_t(now), state.c(), C.uint64_t(seconds))
	runtime.KeepAlive(g)
	return Status(status)
}

// Sign writes the token to the front of out.
func (g *Signer) Sign(now uint64, state *State, out *[TokenLenMax]byte) (int, Status) {
	return g.finish(now, state, C.CELLO_GO_TOKEN, out[:])
}

// Finish writes the value of Set-Cookie to the front of out; no byte where nothing is to be sent. An empty map
// deletes the cookie where one was received.
func (g *Signer) Finish(now uint64, state *State, received bool, out *[CookieLineLenMax]byte) (int, Status) {
	var how C.int32_t
	if received {
		how = C.CELLO_GO_RECEIVED
	}
	return g.finish(now, state, how, out[:])
}

// Write writes the value of Set-Cookie whether it is due or not.
func (g *Signer) Write(now uint64, state *State, out *[CookieLineLenMax]byte) (int, Status) {
	return g.finish(now, state, C.CELLO_GO_ALWAYS|C.CELLO_GO_RECEIVED, out[:])
}

func (g *Signer) finish(now uint64, state *State, how C.int32_t, out []byte) (int, Status) {
	var length C.size_t
	data := (*C.char)(unsafe.Pointer(unsafe.SliceData(out)))
	status := C.cello_go_finish(g.keys, C.uint64_t(now), state.c(), how, data, C.size_t(len(out)), &length)
	runtime.KeepAlive(g)
	return int(length), Status(status)
}

// Deletion writes the line that deletes the cookie.
func (g *Signer) Deletion(out *[CookieLineLenMax]byte) (int, Status) {
	var length C.size_t
	status := C.cello_session_cookie_write_deletion(g.keys, (*C.char)(unsafe.Pointer(out)), C.size_t(len(out)), &length)
	runtime.KeepAlive(g)
	return int(length), Status(status)
}
