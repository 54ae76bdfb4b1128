#!/bin/sh
# Runs every fuzz target of the module for a while: scripts/fuzz.sh 30s
set -eu
for file in $(grep -rlE '^func Fuzz' --include='*_test.go' --exclude-dir=node_modules .); do
	for target in $(sed -nE 's/^func (Fuzz[A-Za-z0-9_]*).*/\1/p' "$file"); do
		echo "== $(dirname "$file") $target"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "${1:-30s}" -fuzzminimizetime 20x "$(dirname "$file")"
	done
done
