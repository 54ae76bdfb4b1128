package main

import (
	"io"
	"slices"

	"github.com/spf13/cobra"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/report/words"
	"lindero/sectors"
)

// maxMore is the most pairs that reinforce adds; detailedMore is how many it
// adds at most where it tells of every number of pairs whom to add.
const (
	maxMore      = 64
	detailedMore = 3
)

// reinforceCommand is the flags of `lindero reinforce`.
type reinforceCommand struct {
	*app
	choices
	patrols     int
	posts       []string
	close, json bool
}

func newReinforce(a *app) *cobra.Command {
	r := &reinforceCommand{app: a}
	c := &cobra.Command{
		Use:   "reinforce SCENARIO --patrols N | reinforce SCENARIO --close",
		Short: "Find where more patrols would help most",
		Long: `Finds from which posts more patrols would help most: the best that one, two, …
N more pairs can do, what each is worth, and what stays open all the same.

With --close it looks for the fewest pairs that meet every revisit rule on all
that these posts can reach; the status is 1 where 64 are too few.`,
		Example: `  lindero reinforce guatemala-mexico --patrols 2
  lindero reinforce guatemala-mexico --close --posts gt-flores,mx-tenosique`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("reinforce takes one scenario; see lindero reinforce --help")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return r.run(c, args[0]) },
	}
	f := c.Flags()
	r.chosenBy(f)
	f.IntVar(&r.patrols, "patrols", 0, "how many more patrols each side gives")
	f.BoolVar(&r.close, "close", false, "find the fewest pairs that meet every revisit rule")
	f.StringSliceVar(&r.posts, "posts", nil, "ids of the posts that they may start from (all posts of the scenario)")
	f.BoolVar(&r.json, "json", false, "print one JSON object instead of the table")
	return c
}

func (r *reinforceCommand) run(c *cobra.Command, name string) error {
	l, err := r.lang()
	if err != nil {
		return err
	}
	o, err := r.options()
	if err != nil {
		return err
	}
	switch given := c.Flags().Changed("patrols"); {
	case !given && !r.close:
		return usagef("reinforce needs to know how many patrols; add --patrols N, or --close for as many as it takes")
	case given && r.close:
		return usagef("--close finds how many it takes; leave out --patrols, or --close")
	case given && (r.patrols < 1 || r.patrols > maxMore):
		return usagef("--patrols: %d is not between 1 and %d", r.patrols, maxMore)
	}
	layout, _, err := readLayout(name)
	if err != nil {
		return err
	}
	if err := r.checkPosts(layout.Scenario); err != nil {
		return err
	}
	progress := newProgress(c.ErrOrStderr(), l)
	progress.busy("planning")
	found, err := planner.Reinforce(c.Context(), layout, planner.ReinforceOptions{Options: o, Patrols: r.patrols, Close: r.close, Posts: r.posts})
	progress.end()
	if err != nil {
		return data.PlanProblems(name, err)
	}
	if r.json {
		err = printJSON(c.OutOrStdout(), found)
	} else {
		err = r.print(c.OutOrStdout(), l, layout, found)
	}
	if err == nil && r.close && !found.Closed {
		return errOpen
	}
	return err
}

// checkPosts wants candidate posts to be there, and of both sides.
func (r *reinforceCommand) checkPosts(s *sectors.Scenario) error {
	if len(r.posts) == 0 {
		return nil
	}
	missing := slices.Clone(r.posts)
	found := map[string]bool{}
	for i := range s.Posts {
		if slices.Contains(r.posts, s.Posts[i].ID) {
			found[s.Posts[i].Side] = true
			missing = slices.DeleteFunc(missing, func(id string) bool { return id == s.Posts[i].ID })
		}
	}
	if len(missing) > 0 {
		return usagef("--posts: %q is no post of %s; name ids of its posts, with commas between them", missing[0], s.Name)
	}
	for _, side := range s.Sides {
		if !found[side.Code] {
			return usagef("--posts names no post of %s; name one or more of each side", side.Code)
		}
	}
	return nil
}

func (r *reinforceCommand) print(out io.Writer, l lang.Lang, layout *sectors.Layout, found *planner.Reinforcement) error {
	return buffered(out, func(out io.Writer) error {
		t := newTables(out, l, nil)
		p := &planner.Plan{}
		if n := len(layout.BorderFromM); n > 0 {
			p.LengthM = borderLengthM(layout)
		}
		w := words.New(l, layout.Scenario, p)
		t.printf("%s\n\n", l.Message("More patrols for %s, layer %s", layout.Scenario.Name, words.Layer(l, found.Layer)))
		rows := [][]string{{l.T("more pairs"), l.T("never km"), l.T("weighted km"), l.T("weighted revisit")}}
		notes := []string{""}
		for i := range found.Steps {
			s := &found.Steps[i]
			rows = append(rows, []string{l.Count(s.More), l.Km(s.UnreachableM), l.Km(s.UnreachableWeightedM), l.Hours(s.LambdaH)})
			note := ""
			if i == len(found.Steps)-1 || len(found.Steps)-1 <= detailedMore {
				note = w.Added(s)
			}
			notes = append(notes, note)
		}
		t.table(rows, notes)
		t.printf("\n")
		if r.close && found.Closed {
			t.wrapped("", "", l.T("rules met at last"))
		} else if r.close {
			t.wrapped("", "", l.T("rules never met"))
		}
		if found.BeyondM > 0 {
			t.wrapped("", "", l.Message("%s km are beyond the reach of any of these posts.", l.Km(found.BeyondM)))
		}
		return t.err
	})
}
