package xlsx

// SetMaxRows has sheets take fewer rows, and returns what undoes it.
func SetMaxRows(n int) func() {
	was := maxRows
	maxRows = n
	return func() { maxRows = was }
}
