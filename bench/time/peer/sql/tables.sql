-- The tables of a plan. Features are as GeoJSON has them; rules hold how long
-- places may stay unwatched. A line gets its measure, in metres, after edges
-- are cut to at most some kilometres where they are, straight in degrees.
DROP TABLE IF EXISTS features, rules, routes, places, posts, legs;
CREATE TABLE features (collection text, feature jsonb);
CREATE TABLE rules (kind text, allowed_h float8);
CREATE OR REPLACE FUNCTION measured(shape geometry) RETURNS geometry LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	WITH vertices AS (SELECT path, geom FROM ST_DumpPoints(ST_Segmentize(ST_Multi(shape), 0.02))),
	steps AS (SELECT path, geom, coalesce(ST_Distance(geom::geography,
		lag(geom) OVER (PARTITION BY path[1] ORDER BY path[2])::geography), 0) AS m FROM vertices),
	sums AS (SELECT path, geom, sum(m) OVER (ORDER BY path) AS m FROM steps)
	SELECT ST_SetSRID(ST_MakeLine(ST_MakePointM(ST_X(geom), ST_Y(geom), m) ORDER BY path), 4326) FROM sums
$$;
-- The place of a line at a measure.
CREATE OR REPLACE FUNCTION place_at(shape geometry, m float8) RETURNS geometry LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT ST_Force2D(ST_GeometryN(ST_LocateAlong(shape, m), 1))
$$;
