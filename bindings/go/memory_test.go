// This file tests what can go wrong between C and Go's memory: stacks that move, the collector, leaks, keys that stay.

package cellosession

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/libcello/libcello_session/bindings/go/internal/abi"
)

// grow makes the goroutine's stack move while the frames above hold sessions.
func grow(depth int) byte {
	var frame [1024]byte
	frame[depth%len(frame)] = byte(depth)
	if depth > 0 {
		return grow(depth-1) + frame[depth%len(frame)]
	}
	return frame[0]
}

// A draft with pointers in its entries died here of "found bad pointer in Go heap".
func TestStacksGrowAndCollectorRuns(t *testing.T) {
	signer, err := NewSigner(Config{Secret: NewSecret(testSecret), AcceptedSecrets: []Secret{NewSecret([]byte(strings.Repeat("x", 40)))}})
	must(t, err)
	defer debug.SetGCPercent(debug.SetGCPercent(1))
	done := make(chan error)
	for worker := range 8 {
		go func() { done <- exercise(signer, worker) }()
	}
	for range 8 {
		must(t, <-done)
	}
}

func exercise(signer *Signer, worker int) error {
	for round := range 50 {
		var onStack abi.State // its address goes to C, and the stack moves between the calls
		id := newID()
		if status := signer.keys.Begin(&id, 1_700_000_000, &onStack); status != abi.OK {
			return errorOf(status)
		}
		var session Session
		if err := signer.Begin(&session); err != nil {
			return err
		}
		for i := range 20 {
			if err := session.Set(fmt.Sprint("key", i), strings.Repeat(strconv.Itoa(worker), i)); err != nil {
				return err
			}
			key := fmt.Sprint("stack", i)
			if status := signer.keys.Set(1_700_000_000, &onStack, abi.Text, key, key, 0); status != abi.OK {
				return errorOf(status)
			}
			grow(8 << (i % 6))
			if i%10 == 0 {
				runtime.GC()
			}
		}
		view := onStack.View()
		grow(200)
		for i := range view.Entries() {
			if e := &view.Entries()[i]; string(view.Key(e)) != string(view.Value(e)) {
				return fmt.Errorf("round %d: entry %d is broken", round, i)
			}
		}
		token, err := signer.Sign(&session)
		if err == nil {
			err = signer.Verify(token, &session)
		}
		if err != nil {
			return err
		}
		for i := range 20 {
			if session.GetString(fmt.Sprint("key", i)) != strings.Repeat(strconv.Itoa(worker), i) {
				return fmt.Errorf("round %d: value %d is broken", round, i)
			}
		}
	}
	return nil
}

func TestMillionVerificationsInFlatMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	signer, err := NewSigner(Config{Secret: NewSecret(testSecret)})
	must(t, err)
	var session Session
	must(t, signer.Begin(&session), session.Set("user_id", "123"))
	token, err := signer.Sign(&session)
	must(t, err)
	forged := token[:len(token)-2] + "AA"
	measure := func() (heap, resident uint64) {
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc, residentBytes(t)
	}
	for range 1000 {
		must(t, signer.Verify(token, &session))
	}
	heap, resident := measure()
	for i := range 1_000_000 {
		if i%4 == 3 {
			if signer.Verify(forged, &session) != ErrRejected {
				t.Fatal("a forgery was accepted")
			}
		} else if signer.Verify(token, &session) != nil {
			t.Fatal("rejected")
		}
	}
	heapAfter, residentAfter := measure()
	if heapAfter > heap+64<<10 || residentAfter > resident+4<<20 {
		t.Errorf("heap %d to %d, resident %d to %d bytes", heap, heapAfter, resident, residentAfter)
	}
}

func residentBytes(t *testing.T) uint64 {
	text, err := os.ReadFile("/proc/self/statm")
	must(t, err)
	pages, err := strconv.ParseUint(strings.Fields(string(text))[1], 10, 64)
	must(t, err)
	return pages * uint64(os.Getpagesize())
}

func TestNothingIsAllocatedWhenASessionIsReused(t *testing.T) {
	signer, err := NewSigner(Config{Secret: NewSecret(testSecret)})
	must(t, err)
	var session Session
	must(t, signer.Begin(&session), session.Set("user_id", "123"), session.Set("n", 7))
	token, err := signer.Sign(&session)
	must(t, err)
	buffer := make([]byte, 0, abi.TokenLenMax)
	allocations := testing.AllocsPerRun(1000, func() {
		if signer.Verify(token, &session) != nil || session.GetInt64("n") != 7 || signer.Verify("forged", &session) == nil {
			t.Fatal("wrong")
		}
		must(t, signer.Verify(token, &session))
		buffer, _ = signer.AppendSign(buffer[:0], &session)
	})
	if allocations != 0 {
		t.Errorf("%v allocations", allocations)
	}
}

// Nobody can reach the keys of a signer that is gone, and its cleanup must have overwritten them.
func TestKeysAreWiped(t *testing.T) {
	keys := func() []byte {
		signer, status := abi.NewSigner(&abi.Config{Secrets: [][]byte{testSecret}, CookieName: "a", Path: "/", MaxAgeS: 60,
			SameSite: abi.SameSiteLax, Persistent: true})
		if status != abi.OK {
			t.Fatal(status.Name())
		}
		inner := *(*unsafe.Pointer)(unsafe.Pointer(signer)) // its one field points to the keys
		return unsafe.Slice((*byte)(inner), 4096)
	}()
	if strings.Count(string(keys), "\x00") == len(keys) {
		t.Fatal("there were no keys to begin with")
	}
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		runtime.GC()
		if strings.Count(string(keys), "\x00") == len(keys) {
			return
		}
	}
	t.Error("the keys are still there")
}
