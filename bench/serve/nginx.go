package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"

	"lindero/internal/process"
)

// nginxConf is how nginx is told to serve files as fast as it can; %[1]s is its
// folder, %[2]s its log, %[3]d its port, %[4]s who it is, %[5]s the places.
const nginxConf = `%[4]sdaemon off;
worker_processes 2;
pid %[1]s/nginx.pid;
error_log %[1]s/error.log;
events { worker_connections 1024; }
http {
	sendfile on;
	tcp_nopush on;
	keepalive_requests 1000000000;
	open_file_cache max=100 inactive=1h;
	open_file_cache_valid 1h;
	access_log %[2]s;
	gzip_static on;
	gzip_vary on;
	client_body_temp_path %[1]s/body;
	proxy_temp_path %[1]s/proxy;
	fastcgi_temp_path %[1]s/fastcgi;
	uwsgi_temp_path %[1]s/uwsgi;
	scgi_temp_path %[1]s/scgi;
	types { }
	server {
		listen 127.0.0.1:%[3]d;
		root %[1]s/files;
%[5]s	}
}
`

// page is an answer that nginx is to serve too.
type page struct {
	name, media, control string // of its file; Content-Type; Cache-Control
	plain, gzip          []byte
}

// nginx starts nginx with pages as files, each as it is and as gzip.
func (b *bench) nginx(ctx context.Context, logged bool, pages []page) (*served, error) {
	dir, err := os.MkdirTemp(b.dir, "nginx-")
	if err != nil {
		return nil, err
	}
	if err := os.Mkdir(filepath.Join(dir, "files"), 0o755); err != nil {
		return nil, err
	}
	places := ""
	for _, p := range pages {
		name := filepath.Join(dir, "files", p.name)
		if err := os.WriteFile(name, p.plain, 0o644); err != nil {
			return nil, err
		}
		if err := os.WriteFile(name+".gz", p.gzip, 0o644); err != nil {
			return nil, err
		}
		places += fmt.Sprintf("\t\tlocation = /%s { default_type %s; add_header Cache-Control %q; }\n", p.name, p.media, p.control)
	}
	free, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	port := free.Addr().(*net.TCPAddr).Port
	if err := free.Close(); err != nil {
		return nil, err
	}
	log, who := "off", ""
	if logged {
		log = dir + "/access.log combined buffer=64k flush=1s"
	}
	if me, err := user.Current(); err == nil && me.Uid == "0" {
		who = "user " + me.Username + ";\n" // workers are to read the folder
	}
	conf := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(conf, fmt.Appendf(nil, nginxConf, dir, log, port, who, places), 0o644); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "nginx", "-c", conf, "-e", filepath.Join(dir, "error.log"))
	cmd.Env = append(os.Environ(), "PATH="+os.Getenv("PATH")+":/usr/sbin")
	p, err := process.Start(cmd, syscall.SIGTERM)
	if err != nil {
		return nil, fmt.Errorf("%w (scripts/install.sh bench installs it)", err)
	}
	s := &served{p, fmt.Sprintf("http://127.0.0.1:%d", port)}
	err = s.await(ctx, func() error {
		_, _, err := get(ctx, s.url+"/"+pages[0].name, "identity")
		return err
	})
	if err != nil {
		said, _ := os.ReadFile(filepath.Join(dir, "error.log"))
		_ = p.Stop()
		return nil, fmt.Errorf("nginx: %w: %s", err, said)
	}
	return s, nil
}

// versionOf returns what a program says of its version.
func versionOf(ctx context.Context, name string) string {
	said, _ := exec.CommandContext(ctx, name, "-v").CombinedOutput() // wrk's status is 1
	first, _, _ := strings.Cut(string(said), "\n")
	first, _, _ = strings.Cut(first, " [")
	return strings.TrimSpace(strings.TrimPrefix(first, "nginx version: "))
}
