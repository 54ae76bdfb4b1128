-- Buffers of all posts, indexed; then lines are joined in the plane, where
-- that is quick.
CREATE TABLE buffers AS SELECT ST_Buffer(at, :reach)::geometry AS shape FROM posts;
CREATE INDEX ON buffers USING gist (shape);
ANALYZE buffers;
CREATE TABLE rest AS
SELECT line, coalesce(ST_Difference(shape,
	(SELECT ST_Union(b.shape) FROM buffers b WHERE ST_Intersects(b.shape, l.shape))), shape) AS shape
FROM lines l;
DROP TABLE buffers;
