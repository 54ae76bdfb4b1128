package osm

import (
	osmlib "github.com/paulmach/osm"
)

// data hands on what a block holds.
func (p *pbf) data() error {
	p.strings = p.strings[:0]
	p.granularity, p.latOffset, p.lonOffset = 100, 0, 0
	tooMany := false
	m := message{rest: p.raw.Bytes()}
	whole := m.fields(func(field, wire int) bool {
		switch {
		case field == 1 && wire == wireBytes:
			tooMany = !p.texts(m.bytes(), &m)
		case field == 17 && wire == wireVarint:
			p.granularity = int64(int32(m.varint()))
		case field == 19 && wire == wireVarint:
			p.latOffset = int64(m.varint())
		case field == 20 && wire == wireVarint:
			p.lonOffset = int64(m.varint())
		default:
			return false
		}
		return true
	})
	if !whole || tooMany {
		return broken("a block of data is no protocol buffer of OpenStreetMap")
	}
	var err error
	m = message{rest: p.raw.Bytes()}
	m.fields(func(field, wire int) bool {
		if field != 2 || wire != wireBytes || err != nil {
			return false
		}
		err = p.group(m.bytes())
		return true
	})
	return err
}

// texts reads the texts that tags of a block name by their numbers.
func (p *pbf) texts(table []byte, outer *message) (fit bool) {
	all := string(table) // one piece of memory for all of them
	m := message{rest: table}
	whole := m.fields(func(field, wire int) bool {
		if field != 1 || wire != wireBytes || len(p.strings) > maxStrings {
			return false
		}
		text := m.bytes()
		end := len(all) - len(m.rest)
		if m.bad {
			return true
		}
		p.strings = append(p.strings, all[end-len(text):end])
		return true
	})
	if !whole {
		outer.fail()
	}
	return len(p.strings) <= maxStrings
}

// group hands on one group of a block.
func (p *pbf) group(group []byte) error {
	var err error
	m := message{rest: group}
	whole := m.fields(func(field, wire int) bool {
		if wire != wireBytes || err != nil || field < 1 || field > 3 {
			return false
		}
		switch inner := m.bytes(); {
		case m.bad:
		case field == 1:
			err = p.plainNode(inner)
		case field == 2:
			err = p.dense(inner)
		default:
			err = p.plainWay(inner)
		}
		return true
	})
	if err == nil && !whole {
		err = broken("a group of a block is no protocol buffer")
	}
	return err
}

// degrees returns a coordinate of the block.
func (p *pbf) degrees(offset, v int64) float64 {
	return 1e-9 * (float64(offset) + float64(p.granularity)*float64(v))
}

// text returns a text of the block; not ok where it has none of that number.
func (p *pbf) text(i uint64) (string, bool) {
	if i >= uint64(len(p.strings)) {
		return "", false
	}
	return p.strings[i], true
}

// tag adds a tag; not ok where its texts are not there.
func (p *pbf) tag(tags *osmlib.Tags, k, v uint64) bool {
	key, okK := p.text(k)
	value, okV := p.text(v)
	*tags = append(*tags, osmlib.Tag{Key: key, Value: value})
	return okK && okV && len(*tags) <= maxTags
}

// dense hands on nodes that are written number after number.
func (p *pbf) dense(nodes []byte) error {
	var ids, lats, lons, tags message
	m := message{rest: nodes}
	whole := m.fields(func(field, wire int) bool {
		to := map[int]*message{1: &ids, 8: &lats, 9: &lons, 10: &tags}[field]
		if to == nil || wire != wireBytes {
			return false
		}
		to.rest = m.bytes()
		return true
	})
	if !whole {
		return broken("nodes are no protocol buffer")
	}
	tagged := len(tags.rest) > 0
	var id, lat, lon int64
	for len(ids.rest) > 0 {
		id, lat, lon = id+ids.signed(), lat+lats.signed(), lon+lons.signed()
		p.node.Tags = p.node.Tags[:0]
		for tagged {
			k := tags.varint()
			if k == 0 {
				break
			}
			if v := tags.varint(); !p.tag(&p.node.Tags, k, v) {
				return broken("node %d has a tag without text, or too many", id)
			}
		}
		if ids.bad || lats.bad || lons.bad || tags.bad {
			return broken("nodes have not as many ids, places and tags")
		}
		p.node.ID, p.node.Lat, p.node.Lon = osmlib.NodeID(id), p.degrees(p.latOffset, lat), p.degrees(p.lonOffset, lon)
		if err := p.each(&p.node); err != nil {
			return err
		}
	}
	return nil
}

// plainNode hands on a node that is written by itself.
func (p *pbf) plainNode(node []byte) error {
	var id, lat, lon int64
	var keys, values message
	m := message{rest: node}
	whole := m.fields(func(field, wire int) bool {
		switch {
		case field == 1 && wire == wireVarint:
			id = m.signed()
		case field == 2 && wire == wireBytes:
			keys.rest = m.bytes()
		case field == 3 && wire == wireBytes:
			values.rest = m.bytes()
		case field == 8 && wire == wireVarint:
			lat = m.signed()
		case field == 9 && wire == wireVarint:
			lon = m.signed()
		default:
			return false
		}
		return true
	})
	p.node.Tags = p.node.Tags[:0]
	if !whole || !p.tags(&p.node.Tags, &keys, &values) {
		return broken("node %d is no protocol buffer, or has a tag without text", id)
	}
	p.node.ID, p.node.Lat, p.node.Lon = osmlib.NodeID(id), p.degrees(p.latOffset, lat), p.degrees(p.lonOffset, lon)
	return p.each(&p.node)
}

// tags reads tags whose keys and values stand apart.
func (p *pbf) tags(tags *osmlib.Tags, keys, values *message) bool {
	for len(keys.rest) > 0 {
		if k, v := keys.varint(), values.varint(); !p.tag(tags, k, v) {
			return false
		}
	}
	return !keys.bad && !values.bad && len(values.rest) == 0
}

// plainWay hands on a way.
func (p *pbf) plainWay(way []byte) error {
	var id int64
	var keys, values, refs message
	m := message{rest: way}
	whole := m.fields(func(field, wire int) bool {
		switch {
		case field == 1 && wire == wireVarint:
			id = int64(m.varint())
		case field == 2 && wire == wireBytes:
			keys.rest = m.bytes()
		case field == 3 && wire == wireBytes:
			values.rest = m.bytes()
		case field == 8 && wire == wireBytes:
			refs.rest = m.bytes()
		default:
			return false
		}
		return true
	})
	p.way.Tags, p.way.Nodes = p.way.Tags[:0], p.way.Nodes[:0]
	if !whole || !p.tags(&p.way.Tags, &keys, &values) {
		return broken("way %d is no protocol buffer, or has a tag without text", id)
	}
	var ref int64
	for len(refs.rest) > 0 {
		ref += refs.signed()
		p.way.Nodes = append(p.way.Nodes, osmlib.WayNode{ID: osmlib.NodeID(ref)})
		if refs.bad || len(p.way.Nodes) > maxWayNodes {
			return broken("the nodes of way %d are no numbers, or more than %d", id, maxWayNodes)
		}
	}
	p.way.ID = osmlib.WayID(id)
	return p.each(&p.way)
}
