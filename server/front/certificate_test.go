package front_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lindero/server/front"
)

// certify writes a certificate for 127.0.0.1 with a serial number, and its key.
func certify(t *testing.T, dir string, serial int64) (cert, key string) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(serial), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"}}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalECPrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "EC PRIVATE KEY", Bytes: raw}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(time.Duration(serial) * time.Second) // differs from the last
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

// TestTLS serves with a certificate from files, over HTTP/2 and HTTP/1.1, and
// takes a new one; a broken one leaves the old.
func TestTLS(t *testing.T) {
	dir := t.TempDir()
	cert, key := certify(t, dir, 1)
	f, s := secure(t, front.Config{CertFile: cert, KeyFile: key})
	serial := func() int64 {
		s.client.CloseIdleConnections()
		g := s.get(t, "/")
		if g.ProtoMajor != 2 || g.TLS.Version < tls.VersionTLS12 || g.Header.Get("Strict-Transport-Security") == "" || string(g.body) != s.url {
			t.Errorf("%s, version %x, %v, %s", g.Proto, g.TLS.Version, g.Header, g.body)
		}
		return g.TLS.PeerCertificates[0].SerialNumber.Int64()
	}
	if n := serial(); n != 1 {
		t.Errorf("certificate %d", n)
	}
	certify(t, dir, 2)
	f.Reload()
	if n := serial(); n != 2 {
		t.Errorf("certificate %d after a new one", n)
	}
	if err := os.WriteFile(cert, []byte("broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	f.Reload()
	if n := serial(); n != 2 {
		t.Errorf("certificate %d after a broken one", n)
	}
	if c, err := tls.Dial("tcp", s.addr, &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11}); err == nil {
		c.Close()
		t.Error("TLS 1.1 was spoken")
	}
	large := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, Timeout: patience}
	defer large.CloseIdleConnections()
	a, err := large.Get(s.url + "/large") // HTTP/1.1
	if err != nil || a.ProtoMajor != 1 {
		t.Fatalf("HTTP/1.1 over TLS: %v, %v", a, err)
	}
	a.Body.Close()
}

// TestReloadByItself wants a changed certificate to be taken without a word.
func TestReloadByItself(t *testing.T) {
	if testing.Short() {
		t.Skip("waits until the files are looked at again")
	}
	dir := t.TempDir()
	cert, key := certify(t, dir, 1)
	_, s := secure(t, front.Config{CertFile: cert, KeyFile: key})
	s.get(t, "/")
	certify(t, dir, 7)
	waitFor(t, "the new certificate", func() bool {
		s.client.CloseIdleConnections()
		return s.get(t, "/").TLS.PeerCertificates[0].SerialNumber.Int64() == 7
	})
}
