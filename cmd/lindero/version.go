package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is the release this is on the way to.
const version = "0.1.0-dev"

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			line := "lindero " + version
			if info, ok := debug.ReadBuildInfo(); ok {
				line += " (" + info.GoVersion + ")"
			}
			_, err := fmt.Fprintln(c.OutOrStdout(), line)
			return err
		},
	}
}
