-- A gap that goes on from one run into the next is one.
SELECT (SELECT sum(ST_NumGeometries(shape)) FROM rest WHERE NOT ST_IsEmpty(shape))
	- (SELECT count(*) FROM rest a JOIN rest b ON b.line = a.line AND b.run = a.run + 1
		JOIN runs r ON r.line = a.line AND r.run = a.run
		WHERE ST_Intersects(a.shape, ST_EndPoint(r.shape)) AND ST_Intersects(b.shape, ST_EndPoint(r.shape)));
DROP TABLE circles;
