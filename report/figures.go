package report

// figures draws the map and, where times may be told, the time–distance picture.
func (b *builder) figures() {}
