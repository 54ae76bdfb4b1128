package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lindero/data"
	"lindero/lang"
)

// usageError is a mistake in how the command was called.
type usageError struct {
	format string // English
	args   []any
}

func usagef(format string, args ...any) error { return usageError{format, args} }

func (e usageError) Error() string { return e.in(lang.English) }

// in returns the mistake in a language.
func (e usageError) in(l lang.Lang) string {
	args := make([]any, len(e.args))
	for i, a := range e.args {
		if m, ok := a.(data.Message); ok {
			a = m.In(l.Message)
		}
		args[i] = a
	}
	return l.Message(e.format, args...)
}

// flagError makes a usage error of what the reader of flags says.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	path := c.CommandPath()
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return usagef("unknown shorthand flag: %q in -%s; see %s --help", rune(unknown.GetSpecifiedName()[0]), unknown.GetSpecifiedShortnames(), path)
	case errors.As(err, &unknown):
		return usagef("unknown flag: --%s; see %s --help", unknown.GetSpecifiedName(), path)
	case errors.As(err, &empty) && empty.GetSpecifiedShortnames() != "":
		return usagef("flag needs an argument: %q in -%s; see %s --help", rune(empty.GetSpecifiedName()[0]), empty.GetSpecifiedShortnames(), path)
	case errors.As(err, &empty):
		return usagef("flag needs an argument: --%s; see %s --help", empty.GetSpecifiedName(), path)
	case errors.As(err, &invalid):
		return usagef("invalid argument %q for %q flag: %v; see %s --help", invalid.GetValue(), "--"+invalid.GetFlag().Name, errors.Unwrap(invalid), path)
	case errors.As(err, &syntax):
		return usagef("bad flag syntax: %s; see %s --help", syntax.GetSpecifiedFlag(), path)
	}
	return usagef("%v; see %s --help", err, path)
}

// languageOf returns the language in which to tell of a failure: that of
// --lang where it was read, else what stands after it in the arguments, as
// reading may have ended before.
func languageOf(root *cobra.Command, args []string) lang.Lang {
	l := lang.English
	note := func(code string) {
		if known, err := lang.Parse(code); err == nil {
			l = known
		}
	}
	if f := root.PersistentFlags().Lookup("lang"); f != nil && f.Changed {
		if known, err := lang.Parse(f.Value.String()); err == nil {
			return known
		}
	}
	for i, a := range args {
		if a == "--" {
			break
		}
		if code, ok := strings.CutPrefix(a, "--lang="); ok {
			note(code)
		} else if a == "--lang" && i+1 < len(args) {
			note(args[i+1])
		}
	}
	return l
}
