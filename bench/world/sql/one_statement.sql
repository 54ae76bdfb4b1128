-- As it is first written: buffers of the posts that are near a line, their
-- union, and what of the line is left.
CREATE TABLE rest AS
SELECT l.line, CASE WHEN count(p.id) = 0 THEN l.shape
	ELSE ST_Difference(l.shape, ST_Union(ST_Buffer(p.at, :reach)::geometry)) END AS shape
FROM lines l LEFT JOIN posts p ON ST_DWithin(l.shape::geography, p.at, :reach)
GROUP BY l.line, l.shape;
