package report

import "lindero/report/words"

// The cells of a builder's tables: what people read beside what programs do.

func text(s string) Cell { return Cell{Text: s} }

// coded is a word for people and the code that it stands for.
func (b *builder) coded(code string) Cell { return Cell{Text: b.l.T(code), Value: code} }

func (b *builder) layer(name string) Cell { return Cell{Text: words.Layer(b.l, name), Value: name} }

func (b *builder) count(n int) Cell { return Cell{Text: b.l.Count(n), Value: n} }

// km is a place in metres from where its line begins, read in kilometres.
func (b *builder) km(m float64) Cell { return Cell{Text: b.l.Km(m), Value: m} }

// length is a length in metres, read in kilometres.
func (b *builder) length(m float64) Cell { return Cell{Text: Length(b.l, m), Value: m} }

// chainage is a chainage of the border, which on a ring may count on.
func (b *builder) chainage(m float64) Cell { return Cell{Text: b.w.Km(m), Value: m} }

// exposure is length × time, read in whole kilometre hours.
func (b *builder) exposure(kmH float64) Cell {
	if kmH > 0 && kmH < 0.5 {
		return Cell{Text: "<1", Value: kmH}
	}
	return Cell{Text: b.l.Number(kmH, 0), Value: kmH}
}

// hours are read as minutes, hours or days, as suits them.
func (b *builder) hours(h float64) Cell { return Cell{Text: b.l.Hours(h), Value: h} }

// percent is a share of 1.
func (b *builder) percent(part, whole float64) Cell {
	if whole == 0 {
		return Cell{Text: "–"}
	}
	return Cell{Text: Share(b.l, part, whole), Value: part / whole}
}

func (b *builder) moment(h float64) Cell {
	t := b.at(h)
	return Cell{Text: b.w.Moment(t), Value: t}
}

// The columns of tables.

func (b *builder) name(key, title string, share float64) Column {
	return Column{Key: key, Title: b.l.T(title), Share: share}
}

func (b *builder) kmColumn(key, title string) Column {
	return Column{Key: key, Title: b.l.T(title), Type: Number, Scale: 0.001, Decimals: 1}
}

func (b *builder) hoursColumn(key, title string) Column {
	return Column{Key: key, Title: b.l.T(title), Type: Number, Decimals: 1}
}

func (b *builder) exposureColumn() Column {
	return Column{Key: "exposure_km_h", Title: b.l.T("exposure km·h"), Type: Number}
}

func (b *builder) shareColumn(key, title string) Column {
	return Column{Key: key, Title: b.l.T(title), Type: Number, Scale: 100, Decimals: 1, Share: 0.7}
}

func (b *builder) countColumn(key, title string) Column {
	return Column{Key: key, Title: b.l.T(title), Type: Count, Share: 0.7}
}

func under(c Column) Column {
	c.Under = true
	return c
}

func dataOnly(c Column) Column {
	c.DataOnly = true
	return c
}

// mgrs is the grid reference of a place of a route.
func (b *builder) mgrs(route int, chainageM float64) Cell {
	return text(words.MGRS(b.Layout.Routes[route].Line.At(chainageM)))
}
