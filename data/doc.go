// Package data is everything at rest: the formats that come in and go out,
// and the scenarios in the box.
//
// Readers take files and give finished sectors values. They report all that
// is wrong with a file at once, as an *InputError, and then give nothing. What
// people read of it is Messages, which the edge writes in a language.
// Writers take a planner.Report and compute nothing; files are replaced whole
// or not at all.
package data
