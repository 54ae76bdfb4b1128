package water

// KeepAtMost sets how many words of sights and places the cache may keep.
func (w *Water) KeepAtMost(words int64) {
	w.cache.most = words
	w.cache.kept.Store(nil)
}

// Kept counts what the cache keeps: words of sights and places, and lists of
// targets.
func (w *Water) Kept() (words int64, lists int) {
	k := w.cache.kept.Load()
	if k == nil {
		return 0, len(w.cache.lists)
	}
	for i := range k.sights {
		if g := k.sights[i].Load(); g != nil {
			words += g.words()
		}
	}
	for _, o := range k.places {
		words += o.words()
		for i := range o.sights {
			if g := o.sights[i].Load(); g != nil {
				words += g.words()
			}
		}
	}
	return words, len(w.cache.lists)
}
