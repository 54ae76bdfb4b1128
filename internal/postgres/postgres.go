// Package postgres runs PostGIS in a cluster of its own, for tests and
// measurements: it listens on a socket in a temporary folder and nowhere else,
// has one user, no password and no durability, and leaves nothing behind.
// Clusters that the machine has are not touched.
package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"lindero/internal/process"
)

// startTime is how long the server may take to answer.
const startTime = 20 * time.Second

// Cluster is a running server with one database in which PostGIS is.
type Cluster struct {
	socket string // the folder of the socket, and of all else
	server *process.Process
	said   lockedText
}

// AllCores are settings that let the server use the machine: all cores for one
// query, and memory enough for tables and sorts.
func AllCores() []string {
	n := strconv.Itoa(runtime.NumCPU())
	return []string{
		"shared_buffers=2GB", "work_mem=256MB", "maintenance_work_mem=512MB", "effective_cache_size=8GB",
		"max_worker_processes=" + n, "max_parallel_workers=" + n, "max_parallel_workers_per_gather=" + n,
		"parallel_setup_cost=0", "parallel_tuple_cost=0", "min_parallel_table_scan_size=0", "min_parallel_index_scan_size=0",
		"random_page_cost=1.1", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
	}
}

// Start makes a cluster and starts it. Settings are further ones of the
// server, as "work_mem=64MB". The caller ends it with Close.
func Start(ctx context.Context, settings ...string) (*Cluster, error) {
	// A socket's path may hold about 100 bytes: not under a long folder.
	dir, err := os.MkdirTemp("", "lindero-pg-")
	if err != nil {
		return nil, err
	}
	c := &Cluster{socket: dir}
	if err := c.start(ctx, settings); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	if _, err := c.Query(ctx, strings.NewReader("CREATE EXTENSION postgis;")); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (c *Cluster) start(ctx context.Context, settings []string) error {
	who, err := unprivileged()
	if err != nil {
		return err
	}
	if who != nil {
		if err := os.Chown(c.socket, int(who.Uid), int(who.Gid)); err != nil {
			return err
		}
	}
	env := append(c.env(), "PGDATA="+filepath.Join(c.socket, "data"))
	// As in Query: one user, no password, no durability; it lives for minutes.
	create := exec.CommandContext(ctx, serverProgram("initdb"), "-U", "judge", "-A", "trust", "-N", "-E", "UTF8", "--locale=C.UTF-8")
	create.Dir, create.Env = c.socket, env
	create.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	if out, err := create.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w (apt-get install postgresql-15-postgis-3, where it is missing)\n%s", err, out)
	}
	args := []string{"-k", c.socket}
	for _, s := range append([]string{"listen_addresses=", "unix_socket_permissions=0700", "fsync=off", "autovacuum=off", "jit=off"}, settings...) {
		args = append(args, "-c", s)
	}
	server := exec.CommandContext(context.WithoutCancel(ctx), serverProgram("postgres"), args...) // Close ends it
	server.Dir, server.Env = c.socket, env
	server.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	server.Stdout, server.Stderr = &c.said, &c.said
	if c.server, err = process.Start(server, syscall.SIGQUIT); err != nil { // at once, without a last checkpoint
		return err
	}
	return c.await(ctx)
}

// await returns when the server answers.
func (c *Cluster) await(ctx context.Context) error {
	for deadline := time.Now().Add(startTime); ; time.Sleep(50 * time.Millisecond) {
		err := exec.CommandContext(ctx, "pg_isready", "-q", "-h", c.socket).Run()
		var exit *exec.ExitError
		if err == nil || !errors.As(err, &exit) || ctx.Err() != nil {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("PostgreSQL does not start:\n%s", c.said.String())
		}
	}
}

// Close stops the server and removes all that was its.
func (c *Cluster) Close() error {
	var err error
	if c.server != nil {
		err = c.server.Stop()
	}
	return errors.Join(err, os.RemoveAll(c.socket))
}

// Pid returns the number of the server, whose children do the work.
func (c *Cluster) Pid() int { return c.server.Pid() }

// Query runs a script and returns the rows that its queries answer, in fields.
// The first error ends it and is returned.
func (c *Cluster) Query(ctx context.Context, script io.Reader) ([][]string, error) {
	cmd := exec.CommandContext(ctx, "psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", c.socket, "-U", "judge", "postgres")
	// Longitudes beyond 180 become geographies with a notice a place.
	cmd.Env = append(c.env(), "PGOPTIONS=-c client_min_messages=warning")
	cmd.Stdin = script
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("psql: %w\n%s", err, bytes.TrimSpace(stderr.Bytes()))
	}
	var rows [][]string
	for line := range strings.Lines(stdout.String()) {
		rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return rows, nil
}

// env is all that the programs are told: neither a user's settings nor a proxy
// may change an answer.
func (c *Cluster) env() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "HOME=" + c.socket, "LC_ALL=C.UTF-8"}
}

// serverProgram returns the path of a program of the newest PostgreSQL server:
// Debian keeps them out of PATH.
func serverProgram(name string) string {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil || len(found) == 0 {
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
// root. Nil is whoever runs this program.
func unprivileged() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err1 == nil && err2 == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
		}
	}
	return nil, errors.New("there is no user postgres or nobody to run PostgreSQL as")
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
