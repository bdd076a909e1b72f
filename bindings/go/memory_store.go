// This file keeps what was revoked in memory: one process, no service to run.

package cellosession

import (
	"container/heap"
	"context"
	"sync"
	"time"
)

// MemoryStoreOptions bounds a [MemoryStore].
type MemoryStoreOptions struct {
	// MaxEntries is how many sessions and users it keeps at most. Where it is not positive that is
	// 100,000.
	MaxEntries int
	// Now is the clock. Nil is time.Now.
	Now func() time.Time
}

// MemoryStore is a [RevocationStore] for one process. Entries go when they expire. One that is full refuses the next
// with [ErrStoreFull], and never lets go of a live entry. A restart forgets everything: what was revoked before is
// good again until it expires.
type MemoryStore struct {
	mu      sync.Mutex
	max     int
	now     func() time.Time
	entries map[string]*revocationEntry
	queue   revocationQueue
}

// revocationEntry is a revoked id or a user's not-before time.
type revocationEntry struct {
	key       string
	notBefore int64
	expires   time.Time
	index     int // in the queue
}

// NewMemoryStore makes an empty store.
func NewMemoryStore(options MemoryStoreOptions) *MemoryStore {
	s := &MemoryStore{max: options.MaxEntries, now: options.Now, entries: map[string]*revocationEntry{}}
	if s.max <= 0 {
		s.max = 100_000
	}
	if s.now == nil {
		s.now = time.Now
	}
	return s
}

// Len is the number of live entries.
func (s *MemoryStore) Len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	return len(s.entries)
}

// Check implements [RevocationStore].
func (s *MemoryStore) Check(_ context.Context, id ID, user string) (bool, int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	_, revoked := s.entries[idKey(id)]
	if user == "" {
		return revoked, 0, nil
	}
	return revoked, s.notBefore(user), nil
}

// NotBefore implements [RevocationStore].
func (s *MemoryStore) NotBefore(_ context.Context, user string) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	return s.notBefore(user), nil
}

// RevokeID implements [RevocationStore].
func (s *MemoryStore) RevokeID(_ context.Context, id ID, ttl time.Duration) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	if _, there := s.entries[idKey(id)]; there {
		return false, nil
	}
	return true, s.add(&revocationEntry{key: idKey(id), expires: s.now().Add(ttl)})
}

// RaiseNotBefore implements [RevocationStore].
func (s *MemoryStore) RaiseNotBefore(_ context.Context, user string, unixS int64, ttl time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	expires := s.now().Add(ttl)
	entry, there := s.entries[userKey(user)]
	if !there {
		return s.add(&revocationEntry{key: userKey(user), notBefore: unixS, expires: expires})
	}
	entry.notBefore = max(entry.notBefore, unixS)
	if expires.After(entry.expires) {
		entry.expires = expires
		heap.Fix(&s.queue, entry.index)
	}
	return nil
}

func (s *MemoryStore) notBefore(user string) int64 {
	if entry, there := s.entries[userKey(user)]; there {
		return entry.notBefore
	}
	return 0
}

func (s *MemoryStore) add(entry *revocationEntry) error {
	if len(s.entries) >= s.max {
		return ErrStoreFull
	}
	s.entries[entry.key] = entry
	heap.Push(&s.queue, entry)
	return nil
}

func (s *MemoryStore) expire() {
	if len(s.queue) == 0 {
		return
	}
	for now := s.now(); len(s.queue) > 0 && !now.Before(s.queue[0].expires); {
		delete(s.entries, heap.Pop(&s.queue).(*revocationEntry).key)
	}
}

// An id and a user cannot meet: the first letter differs.
func idKey(id ID) string         { return "i" + string(id[:]) }
func userKey(user string) string { return "u" + user }

// revocationQueue is ordered by expiry, for container/heap.
type revocationQueue []*revocationEntry

func (q revocationQueue) Len() int           { return len(q) }
func (q revocationQueue) Less(i, j int) bool { return q[i].expires.Before(q[j].expires) }

func (q revocationQueue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}

func (q *revocationQueue) Push(entry any) {
	e := entry.(*revocationEntry)
	e.index = len(*q)
	*q = append(*q, e)
}

func (q *revocationQueue) Pop() any {
	last := len(*q) - 1
	entry := (*q)[last]
	(*q)[last] = nil
	*q = (*q)[:last]
	return entry
}
