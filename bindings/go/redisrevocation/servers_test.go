// Real servers for the tests of this package, started and stopped by tests/servers/redis of this repository.

package redisrevocation_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

// kinds are what each rule of the store is tried on.
var kinds = []string{"redis", "valkey", "cluster", "valkey-cluster"}

type server struct {
	kind, dir string
	addresses []string
}

// shared holds one server of each kind for the tests that leave it running.
var shared struct {
	sync.Mutex
	servers map[string]*server
	folder  string
}

func TestMain(m *testing.M) {
	if os.Getenv(serveVariable) != "" {
		serveAsSecondProcess()
		return
	}
	redis.SetLogger(silence{})
	code := m.Run()
	for _, s := range shared.servers {
		_ = s.command("stop", s.dir, "--hard").Run()
	}
	if shared.folder != "" {
		_ = os.RemoveAll(shared.folder)
	}
	os.Exit(code)
}

// silence is the log of go-redis, which has a line for each connection that the tests make it lose.
type silence struct{}

func (silence) Printf(context.Context, string, ...any) {}

// sharedServer is the server of this kind that several tests use, each with keys of its own.
func sharedServer(t *testing.T, kind string) *server {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if s := shared.servers[kind]; s != nil {
		return s
	}
	if shared.servers == nil {
		folder, err := os.MkdirTemp("", "cello-servers-")
		if err != nil {
			t.Fatal(err)
		}
		shared.folder, shared.servers = folder, map[string]*server{}
	}
	s := start(t, kind, filepath.Join(shared.folder, kind))
	shared.servers[kind] = s
	return s
}

// ownServer is a server that the test may stop.
func ownServer(t *testing.T, kind string) *server {
	t.Helper()
	s := start(t, kind, t.TempDir())
	t.Cleanup(func() { _ = s.command("stop", s.dir, "--hard").Run() })
	return s
}

func start(t *testing.T, kind, dir string) *server {
	t.Helper()
	s := &server{kind: kind, dir: dir}
	output, err := s.command("start", kind, dir, "--owner", strconv.Itoa(os.Getpid())).Output()
	if err != nil {
		t.Fatalf("tests/servers/redis start %s: %v", kind, err)
	}
	for line := range strings.Lines(string(output)) {
		s.addresses = append(s.addresses, "127.0.0.1:"+strings.Fields(line)[0])
	}
	return s
}

func (s *server) command(words ...string) *exec.Cmd {
	command := exec.Command("../../../tests/servers/redis", words...)
	command.Stderr = os.Stderr
	return command
}

func (s *server) do(t *testing.T, words ...string) {
	t.Helper()
	if err := s.command(append(words[:1:1], append([]string{s.dir}, words[1:]...)...)...).Run(); err != nil {
		t.Fatalf("tests/servers/redis %s: %v", words[0], err)
	}
}

func (s *server) isCluster() bool { return strings.HasSuffix(s.kind, "cluster") }

// client is what a user of the package would make.
func (s *server) client(t *testing.T) redis.UniversalClient {
	client := redis.NewUniversalClient(&redis.UniversalOptions{
		Addrs:         s.addresses,
		IsClusterMode: s.isCluster(),
		DialTimeout:   time.Second,
	})
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func testContext(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func someID() (id cellosession.ID) {
	_, _ = rand.Read(id[:])
	return id
}

// someUser is a user that no other test has.
func someUser(name string) string {
	return fmt.Sprintf("%s-%x", name, someID())
}
