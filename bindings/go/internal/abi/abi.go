// Package abi is the only one that speaks to C. It mirrors the library's objects as memory of Go without a pointer
// in it and makes one crossing a call; what sessions mean is the business of package cellosession.
package abi

// #cgo noescape cello_go_signer_init
// #cgo nocallback cello_go_signer_init
// #cgo noescape cello_go_read
// #cgo nocallback cello_go_read
// #cgo noescape cello_go_verify
// #cgo nocallback cello_go_verify
// #cgo noescape cello_go_look
// #cgo nocallback cello_go_look
// #cgo noescape cello_go_begin
// #cgo nocallback cello_go_begin
// #cgo noescape cello_go_set
// #cgo nocallback cello_go_set
// #cgo noescape cello_go_remove
// #cgo nocallback cello_go_remove
// #cgo noescape cello_go_login
// #cgo nocallback cello_go_login
// #cgo noescape cello_go_rotate_id
// #cgo nocallback cello_go_rotate_id
// #cgo noescape cello_go_set_lifetime
// #cgo nocallback cello_go_set_lifetime
// #cgo noescape cello_go_finish
// #cgo nocallback cello_go_finish
// #cgo noescape cello_go_nothing
// #cgo nocallback cello_go_nothing
// #cgo noescape cello_session_signer_wipe
// #cgo nocallback cello_session_signer_wipe
// #cgo noescape cello_session_cookie_write_deletion
// #cgo nocallback cello_session_cookie_write_deletion
// #include "shim.h"
import "C"

import "unsafe"

// Sizes and bounds, as the header states them.
const (
	// Present is a time that stands for the present one, for Read, Verify and Look.
	Present uint64 = C.CELLO_GO_PRESENT

	IDLen              = C.CELLO_SESSION_ID_LEN
	EntriesMax         = C.CELLO_SESSION_ENTRIES_MAX
	KeyLenMax          = C.CELLO_SESSION_KEY_LEN_MAX
	TokenLenMax        = C.CELLO_SESSION_TOKEN_LEN_MAX
	CookieLineLenMax   = C.CELLO_SESSION_COOKIE_LINE_LEN_MAX
	AcceptedSecretsMax = C.CELLO_SESSION_ACCEPTED_SECRETS_MAX
)

// Status is what the library answers: OK, or a negative number that says why not.
type Status int32

// Name is the status in one word, for logs.
func (s Status) Name() string { return C.GoString(C.cello_session_status_name(C.int32_t(s))) }

// Message is the rule that the status stands for.
func (s Status) Message() string { return C.GoString(C.cello_session_status_message(C.int32_t(s))) }

// Version is the linked library's.
func Version() string { return C.GoString(C.cello_session_version()) }

// Kind says what a value is.
type Kind int32

// The kinds of a value.
const (
	Text  Kind = C.CELLO_SESSION_KIND_TEXT
	Bytes Kind = C.CELLO_SESSION_KIND_BYTES
	Int   Kind = C.CELLO_SESSION_KIND_INT
	Bool  Kind = C.CELLO_SESSION_KIND_BOOL
	Null  Kind = C.CELLO_SESSION_KIND_NULL
	JSON  Kind = C.CELLO_SESSION_KIND_JSON
)

// Info is a session's id and times.
type Info struct {
	IssuedAt, ExpiresAt, BeganAt, ExpiresIfSignedNow uint64
	Count, TokenLen, CookieLineLen                   uint32
	Changed, RenewalDue                              uint8
	_                                                [2]uint8
	ID                                               [IDLen]byte
	Lifetime                                         uint64
	EntriesLen, EntriesRoom                          uint32
}

// Entry is one entry of the map; its offsets count from the session's first byte.
type Entry struct {
	Kind                                     Kind
	keyOffset, keyLen, valueOffset, valueLen uint32
	_                                        uint32
	Integer                                  int64
}

// State is a session and what is known of it. It has no pointer, so it may lie anywhere and be copied.
type State struct {
	session C.cello_session
	Info    Info
	count   int64
	entries [EntriesMax]Entry
}

// The mirrors have the sizes of what they mirror: a difference does not compile.
var (
	_ [unsafe.Sizeof(State{}) - C.sizeof_cello_go_state]struct{}
	_ [C.sizeof_cello_go_state - unsafe.Sizeof(State{})]struct{}
	_ [unsafe.Sizeof(Info{}) - C.sizeof_cello_session_info]struct{}
	_ [unsafe.Sizeof(Entry{}) - C.sizeof_cello_session_entry]struct{}
)

// View is a map as it was read: entries, and the bytes that their offsets count from. They are pointers and no slices,
// because a printed struct shows what is in a slice, and of a pointer the address.
type View struct {
	first      *byte
	firstEntry *Entry
	length     int
	count      int
}

func viewOf(base []byte, entries []Entry) View {
	return View{unsafe.SliceData(base), unsafe.SliceData(entries), len(base), len(entries)}
}

func (v View) base() []byte { return unsafe.Slice(v.first, v.length) }

// View shows the state's map, in the token's order: good until the state changes.
func (s *State) View() View {
	return viewOf((*[unsafe.Sizeof(s.session)]byte)(unsafe.Pointer(&s.session))[:], s.entries[:s.count])
}

// Entries is the map, in the token's order.
func (v View) Entries() []Entry { return unsafe.Slice(v.firstEntry, v.count) }

// Key is an entry's key, in the memory of the view. Offsets come from C; a slice expression bounds them all the same.
func (v View) Key(e *Entry) []byte { return v.base()[e.keyOffset:][:e.keyLen:e.keyLen] }

// Value is the text, bytes or JSON of an entry, in the memory of the view.
func (v View) Value(e *Entry) []byte { return v.base()[e.valueOffset:][:e.valueLen:e.valueLen] }

// Find looks for a key.
func (v View) Find(key string) *Entry {
	entries := v.Entries()
	for i := range entries {
		if string(v.Key(&entries[i])) == key {
			return &entries[i]
		}
	}
	return nil
}

// Clone is the same map in memory of its own.
func (v View) Clone() View {
	if v.count == 0 {
		return View{}
	}
	entries := append([]Entry(nil), v.Entries()...)
	length := 0
	for i := range entries {
		length += int(entries[i].keyLen + entries[i].valueLen)
	}
	base := make([]byte, 0, length)
	for i := range entries {
		entry := &entries[i]
		key, value := v.Key(entry), v.Value(entry)
		entry.keyOffset = uint32(len(base))
		base = append(base, key...)
		entry.valueOffset = uint32(len(base))
		base = append(base, value...)
	}
	return viewOf(base, entries)
}

func (s *State) c() *C.cello_go_state { return (*C.cello_go_state)(unsafe.Pointer(s)) }

func chars(s string) (*C.char, C.size_t) {
	return (*C.char)(unsafe.Pointer(unsafe.StringData(s))), C.size_t(len(s))
}

// Nothing crosses to C and back, for benchmarks.
func Nothing(number int32) int32 { return int32(C.cello_go_nothing(C.int32_t(number))) }
