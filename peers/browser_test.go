//go:build peers

package peers

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"

	"lindero/internal/oracle"
)

// quietFlags keep Chromium to itself: no screen, no profile of the user, no
// word to the network but to the addresses it is given.
func quietFlags(t *testing.T) []string {
	return []string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--disable-crash-reporter", "--disable-breakpad",
		"--no-proxy-server", "--user-data-dir=" + t.TempDir(),
	}
}

// browser is a Chromium that is told what to do over a pipe, in the words of
// the DevTools protocol: no port is opened.
type browser struct {
	t       *testing.T
	in      io.Writer
	session string
	answers chan message
	loaded  chan struct{}

	mu         sync.Mutex
	complaints []string
}

// message is an answer or an event of the DevTools protocol.
type message struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// newBrowser starts a Chromium with an empty page, to be ended with the test.
func newBrowser(t *testing.T) *browser {
	t.Helper()
	path := oracle.Tool(t, "chromium")
	theirIn, in, err1 := os.Pipe()
	out, theirOut, err2 := os.Pipe()
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	cmd := exec.Command(path, append(quietFlags(t), "--remote-debugging-pipe", "about:blank")...)
	cmd.Env = plainEnv(t)
	cmd.ExtraFiles = []*os.File{theirIn, theirOut} // it reads from 3 and writes to 4
	start(t, cmd, syscall.SIGTERM)
	theirIn.Close()
	theirOut.Close()
	t.Cleanup(func() { in.Close(); out.Close() })
	b := &browser{t: t, in: in, answers: make(chan message, 1), loaded: make(chan struct{}, 8)}
	go b.listen(out)

	var made struct{ TargetID, SessionID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &made)
	b.call("Target.attachToTarget", map[string]any{"targetId": made.TargetID, "flatten": true}, &made)
	b.session = made.SessionID
	for _, domain := range []string{"Page", "Runtime", "Log"} {
		b.call(domain+".enable", nil, nil)
	}
	return b
}

func (b *browser) listen(out io.Reader) {
	r := bufio.NewReader(out)
	defer close(b.answers)
	for {
		text, err := r.ReadBytes(0)
		if err != nil {
			return
		}
		var m message
		if err := json.Unmarshal(text[:len(text)-1], &m); err != nil {
			b.complain(err.Error())
			continue
		}
		switch m.Method {
		case "":
			b.answers <- m
		case "Page.loadEventFired":
			b.loaded <- struct{}{}
		case "Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown":
			b.complain(string(m.Params))
		}
	}
}

func (b *browser) complain(s string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.complaints = append(b.complaints, s)
}

// said returns what was written to the console since it was last asked.
func (b *browser) said() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := b.complaints
	b.complaints = nil
	return s
}

// call has a command done and reads its answer.
func (b *browser) call(method string, params, result any) {
	b.t.Helper()
	command := map[string]any{"id": 1, "method": method}
	if params != nil {
		command["params"] = params
	}
	if b.session != "" {
		command["sessionId"] = b.session
	}
	text, err := json.Marshal(command)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.in.Write(append(text, 0)); err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	select {
	case m, ok := <-b.answers:
		if !ok {
			b.t.Fatalf("%s: Chromium is gone", method)
		}
		if m.Error != nil {
			b.t.Fatalf("%s: %s", method, m.Error.Message)
		}
		if result != nil {
			err = json.Unmarshal(m.Result, result)
		}
		if err != nil {
			b.t.Fatalf("%s: %v", method, err)
		}
	case <-time.After(20 * time.Second):
		b.t.Fatalf("%s: no answer", method)
	}
}

// show opens an address in a window of some width, light or dark, and waits
// until it is loaded.
func (b *browser) show(address string, width int, dark bool) {
	b.t.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{
		"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}, nil)
	b.call("Emulation.setEmulatedMedia", map[string]any{
		"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}, nil)
	for len(b.loaded) > 0 {
		<-b.loaded
	}
	b.call("Page.navigate", map[string]any{"url": address}, nil)
	select {
	case <-b.loaded:
	case <-time.After(20 * time.Second):
		b.t.Fatalf("%s does not load", address)
	}
}

// evaluate returns the value of a JavaScript expression on the page.
func (b *browser) evaluate(expression string, value any) {
	b.t.Helper()
	var answer struct {
		Result struct {
			Value json.RawMessage `json:"value"`
		} `json:"result"`
		ExceptionDetails json.RawMessage `json:"exceptionDetails"`
	}
	b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true}, &answer)
	if answer.ExceptionDetails != nil {
		b.t.Fatalf("on the page: %s", answer.ExceptionDetails)
	}
	if err := json.Unmarshal(answer.Result.Value, value); err != nil {
		b.t.Fatal(err)
	}
}

// photograph keeps a picture of the whole page.
func (b *browser) photograph(name string) {
	b.t.Helper()
	var shot struct{ Data string }
	b.call("Page.captureScreenshot", map[string]any{"format": "png", "captureBeyondViewport": true}, &shot)
	data, err := base64.StdEncoding.DecodeString(shot.Data)
	if err == nil {
		err = os.WriteFile(picture(b.t, name), data, 0o644)
	}
	if err != nil {
		b.t.Fatal(fmt.Errorf("picture of the page: %w", err))
	}
}
