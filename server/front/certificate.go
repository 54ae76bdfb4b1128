package front

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// lookEvery is how often at most the files of a certificate are looked at.
const lookEvery = 5 * time.Second

// certificate is that of the server, read again when its files have changed.
type certificate struct {
	certFile, keyFile string
	log               *slog.Logger

	mu     sync.Mutex
	held   *tls.Certificate
	stamp  [2]stamp
	looked time.Time
}

// stamp tells one content of a file from another.
type stamp struct {
	at   time.Time
	size int64
}

func newCertificate(certFile, keyFile string, log *slog.Logger) (*certificate, error) {
	c := &certificate{certFile: certFile, keyFile: keyFile, log: log}
	if err := c.read(); err != nil {
		return nil, err
	}
	return c, nil
}

// read takes the files as they are.
func (c *certificate) read() error {
	stamps := c.stamps()
	held, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return fmt.Errorf("certificate %s with key %s: %w", c.certFile, c.keyFile, err)
	}
	c.held, c.stamp = &held, stamps
	return nil
}

func (c *certificate) stamps() (s [2]stamp) {
	for i, name := range []string{c.certFile, c.keyFile} {
		if info, err := os.Stat(name); err == nil {
			s[i] = stamp{info.ModTime(), info.Size()}
		}
	}
	return s
}

// get returns the certificate. Where its files have changed and cannot be read,
// as while they are being written, the old one serves on.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := time.Now(); now.Sub(c.looked) >= lookEvery {
		c.looked = now
		c.renew()
	}
	return c.held, nil
}

func (c *certificate) renew() {
	if c.stamps() == c.stamp {
		return
	}
	if err := c.read(); err != nil {
		c.log.Error("certificate not renewed", slog.Any("error", err))
		return
	}
	c.log.Info("certificate renewed", slog.String("file", c.certFile))
}

// Reload looks at once whether the certificate's files have changed.
func (f *Front) Reload() {
	if f.cert == nil {
		return
	}
	f.cert.mu.Lock()
	defer f.cert.mu.Unlock()
	f.cert.renew()
}
