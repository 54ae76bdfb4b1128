// Package water finds shortest ways over open water.
package water
