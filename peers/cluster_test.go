//go:build peers

package peers

import (
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"lindero/internal/oracle"
)

// database is a PostGIS database in a cluster of its own.
type database struct{ socket string }

// newDatabase makes a cluster in a temporary folder, starts it on a socket in
// that folder and nowhere else, and ends and removes both with the test.
// Clusters that the machine has are not touched.
func newDatabase(t *testing.T) *database {
	t.Helper()
	initdb := oracle.Tool(t, serverProgram(t, "initdb"))
	// A socket's path may hold about 100 bytes: not under t.TempDir.
	dir, err := os.MkdirTemp("", "lindero-pg-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	who := unprivileged(t)
	if who != nil {
		if err := os.Chown(dir, int(who.Uid), int(who.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	data := filepath.Join(dir, "data")
	env := append(plainEnv(t), "PGDATA="+data)
	// As in run: one user, no password, no durability; it lives for seconds.
	create := exec.CommandContext(t.Context(), initdb, "-U", "judge", "-A", "trust", "-N", "-E", "UTF8", "--locale=C.UTF-8")
	create.Dir, create.Env = dir, env
	create.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	if out, err := create.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	server := exec.Command(serverProgram(t, "postgres"), "-k", dir, "-c", "listen_addresses=",
		"-c", "unix_socket_permissions=0700", "-c", "fsync=off", "-c", "autovacuum=off", "-c", "jit=off")
	server.Dir, server.Env = dir, env
	server.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	var said lockedText
	server.Stdout, server.Stderr = &said, &said
	start(t, server, syscall.SIGQUIT) // at once, without a last checkpoint
	db := &database{socket: dir}
	ready := oracle.Tool(t, "pg_isready")
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if exec.CommandContext(t.Context(), ready, "-q", "-h", dir).Run() == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("PostgreSQL does not start:\n%s", said.String())
		}
	}
	db.query(t, "CREATE EXTENSION postgis;")
	return db
}

// serverProgram returns the path of a program of the newest PostgreSQL server:
// Debian keeps them out of PATH.
func serverProgram(t *testing.T, name string) string {
	t.Helper()
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		return name
	}
	slices.SortFunc(found, func(a, b string) int { return version(a) - version(b) })
	return found[len(found)-1]
}

func version(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	return n
}

// unprivileged returns the user to run the server as: it refuses to run as
// root. Nil is whoever runs the test.
func unprivileged(t *testing.T) *syscall.Credential {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err1 == nil && err2 == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		}
	}
	t.Fatal("there is no user postgres or nobody to run PostgreSQL as")
	return nil
}

// query runs a script and returns the rows that its queries answer, in fields.
// The first error ends it and fails the test.
func (db *database) query(t *testing.T, script string) [][]string {
	t.Helper()
	out := run{
		name: "psql", stdin: script,
		args: []string{"-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", db.socket, "-U", "judge", "postgres"},
		// Longitudes beyond 180 become geographies with a notice a place.
		env: []string{"PGOPTIONS=-c client_min_messages=warning"},
	}.output(t)
	var rows [][]string
	for line := range strings.Lines(out) {
		rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return rows
}

// numbers runs a script that answers one row of numbers.
func (db *database) numbers(t *testing.T, script string) []float64 {
	t.Helper()
	rows := db.query(t, script)
	if len(rows) != 1 {
		t.Fatalf("%d rows: %v", len(rows), rows)
	}
	var out []float64
	for _, s := range rows[0] {
		out = append(out, number(t, s))
	}
	return out
}

// lockedText collects what a program says while it runs.
type lockedText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lockedText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lockedText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
