package front

import (
	"context"
	"crypto/tls"
	"errors"
	"log"
	"net"
	"net/http"
	"time"
)

// headTime is how long a client may take for a request's header.
const headTime = 10 * time.Second

// restTime is how long handlers whose context has ended may take to notice.
const restTime = time.Second

// idleTime is how long a connection is kept that asks nothing.
const idleTime = 2 * time.Minute

// Server returns a server of a handler, made by Wrap, with the limits of the
// configuration. Headers of up to twice MaxHeader and MaxURL reach the front, to
// be refused in words; beyond that net/http refuses them.
func (f *Front) Server(h http.Handler) *http.Server {
	s := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: headTime,
		ReadTimeout:       headTime + f.Timeout,
		WriteTimeout:      f.Queue + f.Timeout + f.patience(piece),
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    2 * (f.MaxHeader + f.MaxURL),
		ConnState:         f.conns.state,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			return context.WithValue(ctx, connKey{}, c)
		},
		ErrorLog: log.New(errorLog(f.Logger), "", 0),
		HTTP2:    &http.HTTP2Config{MaxConcurrentStreams: 100},
	}
	if f.cert != nil {
		s.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: f.cert.get}
	}
	return s
}

// Serve serves a handler, made by Wrap, on a listener until the context ends,
// and then stops: /ready says 503 for Config.Notice, then nobody is let in, and
// running answers have Config.Drain to end; what then still runs is broken off.
// It closes the listener. The error is nil where all answers ended.
func (f *Front) Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	s := f.Server(h)
	failed := make(chan error, 1)
	go func() {
		l := f.Listener(l)
		if f.cert != nil {
			failed <- s.ServeTLS(l, "", "")
			return
		}
		failed <- s.Serve(l)
	}()
	f.Ready(true)
	select {
	case err := <-failed:
		f.Ready(false)
		return errors.Join(err, s.Close())
	case <-ctx.Done():
	}
	f.Ready(false)
	ended := f.linger(failed)
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), f.Drain)
	defer cancel()
	err := s.Shutdown(end)
	if err != nil {
		err = errors.Join(errors.New("answers were still running, and were broken off"), s.Close())
	}
	err = errors.Join(ended, err)
	rest, done := context.WithTimeout(context.WithoutCancel(ctx), restTime)
	defer done()
	return errors.Join(err, f.Close(rest))
}

// linger waits for Config.Notice, or for the server to fail.
func (f *Front) linger(failed <-chan error) error {
	if f.Notice == 0 {
		return nil
	}
	t := time.NewTimer(f.Notice)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case err := <-failed:
		return err
	}
}
