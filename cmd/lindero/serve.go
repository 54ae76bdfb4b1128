package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server"
	"lindero/web"
)

// serveCommand is the flags of `lindero serve`.
type serveCommand struct {
	*app
	addr    string
	public  bool
	summary bool
	front   frontFlags
}

func newServe(a *app) *cobra.Command {
	s := &serveCommand{app: a}
	c := &cobra.Command{
		Use:   "serve [SCENARIO|PLAN]...",
		Short: "Serve plans and scenarios over HTTP: OGC API Features, Tiles, Processes; pages",
		Long: `Serves scenarios (guatemala-mexico unless said), each with its plan, and plans
that plan -o has written, over HTTP: as OGC API – Features and Tiles for GIS, as
pages for people, and as OGC API – Processes to plan and ask what if. /api says
all of it. The first is the current plan, at the root and at /plans/current; all
are at /plans/NAME and /scenarios/NAME, the NAME being that of the folder. Where
nothing can be planned, coverage and gaps are what patrols could reach.

It listens on this machine only. Any other address needs --public, which
serves the border, sectors, gaps, the names of meeting points, countries and
land, and nothing about posts, patrols or times. Others reach it over https with
--tls-cert and --tls-key, or through a proxy, for which see --base-url and
--trust-proxy.

/health says that it is alive, /ready whether it takes requests, and /metrics
gives figures for Prometheus. On SIGTERM or Ctrl-C it lets running answers end,
for as long as --drain says; on SIGHUP it reads the certificate again.`,
		Example: `  lindero plan guatemala-mexico -o quarter-1 && lindero serve quarter-1 andorra`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"guatemala-mexico"}
			}
			return s.run(c, args)
		},
	}
	c.Flags().StringVar(&s.addr, "addr", "127.0.0.1:8080", "address to listen on; port 0 takes a free one")
	c.Flags().BoolVar(&s.public, "public", false, "serve border, sectors, gaps, meeting points, countries and land only, on any address")
	s.front.add(c.Flags())
	c.Flags().BoolVar(&s.summary, "summary", false, "print first what the plan holds, or where there is none the coverage")
	return c
}

func (s *serveCommand) run(c *cobra.Command, names []string) error {
	l, err := s.lang()
	if err != nil {
		return err
	}
	if err := s.checkAddr(); err != nil {
		return err
	}
	before, log, err := s.front.open(s.public, s.addr, c.ErrOrStderr())
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }() // standard error, which nobody can be told of
	given, err := s.given(c, l, names)
	if err != nil {
		return err
	}
	view := data.Full
	if s.public {
		view = data.Public
	}
	first := given[0]
	if s.summary {
		if err := summary(c.OutOrStdout(), l, first.Report, first.Plan, first.Defaults); err != nil {
			return err
		}
	}
	handler, err := server.New(server.Config{Given: given, View: view, Version: version, Page: web.Page(), Front: before})
	if err != nil {
		return err
	}
	return s.listen(c, l, first.Report.Coverage.Layout.Scenario.Name, handler)
}

// summary prints what the plan holds, or what could be reached where there is
// no plan.
func summary(w io.Writer, l lang.Lang, r *planner.Report, p *planner.Plan, defaults []string) error {
	if p == nil || len(p.Layers) == 0 {
		return printReport(w, l, r, defaults)
	}
	return newPlanTables(l, r.Coverage.Layout, p).short(w, defaults)
}

// plan returns a plan of the layout; nil where a side has no patrols, or where
// the scenario cannot be planned, which is told.
func (s *serveCommand) plan(c *cobra.Command, l lang.Lang, layout *sectors.Layout) (*planner.Plan, error) {
	sides := map[string]bool{}
	for i := range layout.Scenario.Patrols {
		sides[layout.Scenario.Patrols[i].Side] = true
	}
	if len(sides) < 2 {
		return nil, nil
	}
	p, err := planner.Run(c.Context(), layout, planner.Options{Version: version})
	var input *planner.InputError
	if !errors.As(err, &input) {
		return p, err
	}
	for _, n := range input.Problems {
		fmt.Fprintln(c.ErrOrStderr(), l.Message("served without a plan: %s", data.PlanMessage(n).In(l.Message)))
	}
	return nil, nil
}

// checkAddr refuses to show posts and patrols to other machines.
func (s *serveCommand) checkAddr() error {
	if _, _, err := net.SplitHostPort(s.addr); err != nil {
		return usagef("--addr %q: %v; write host:port, such as 127.0.0.1:8080", s.addr, err)
	}
	if s.public || loopback(s.addr) {
		return nil
	}
	return usagef("--addr %s can be reached from other machines, and posts and patrols are private; add --public to serve border and gaps only, or listen on 127.0.0.1", s.addr)
}

// listen serves until the context ends, and then lets running answers finish.
func (s *serveCommand) listen(c *cobra.Command, l lang.Lang, name string, handler *server.Server) error {
	listener, err := new(net.ListenConfig).Listen(c.Context(), "tcp", s.addr)
	if err != nil {
		return usagef("cannot listen on %s: %v; choose another with --addr", s.addr, err)
	}
	scheme := "http"
	if s.front.tlsCert != "" {
		scheme = "https"
	}
	if _, err := fmt.Fprintf(c.OutOrStdout(), "\n"+l.T("serving")+"\n", name, scheme+"://"+listener.Addr().String()+"/"); err != nil {
		return errors.Join(err, listener.Close())
	}
	if s.front.tlsCert != "" {
		defer reloads(handler)()
	}
	err = handler.Serve(c.Context(), listener)
	ctx, cancel := context.WithTimeout(context.Background(), s.front.drain)
	defer cancel()
	if err = errors.Join(err, handler.Close(ctx)); err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.OutOrStdout(), strings.TrimSpace(l.T("stopped")))
	return err
}

// reloads has the certificate read again at each SIGHUP, until the function
// returned is called.
func reloads(handler *server.Server) (stop func()) {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for range hangups {
			handler.Reload()
		}
	}()
	return func() {
		signal.Stop(hangups)
		close(hangups)
		<-ended
	}
}
