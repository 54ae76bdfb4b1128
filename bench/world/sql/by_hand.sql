-- Tuned by hand. Only posts in the widened box of a run matter. Their circles
-- are made of as many points as ST_Buffer takes, by ST_Project, which asks
-- no map projection. They are taken from each run one by one: cheaper than
-- their union, as few meet a run. Functions, since a subquery that looks at
-- the outer row would keep PostgreSQL from working in parallel.
CREATE OR REPLACE FUNCTION circle(at geography, m float8) RETURNS geometry LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	RETURN ST_MakePolygon(ST_MakeLine(ARRAY(SELECT ST_Project(at, m, i * pi() / 16)::geometry FROM generate_series(0, 32) AS i)));
END $$;
CREATE OR REPLACE FUNCTION wide(shape geometry, m float8) RETURNS geometry LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	dy float8 := m / 110500;
	north float8 := least(89, greatest(abs(ST_YMin(shape)), abs(ST_YMax(shape))) + dy);
BEGIN
	RETURN ST_Expand(shape, dy / cos(radians(north)), dy);
END $$;
CREATE OR REPLACE FUNCTION uncovered(shape geometry) RETURNS geometry LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
	c geometry;
BEGIN
	FOR c IN SELECT circles.shape FROM circles WHERE circles.shape && uncovered.shape LOOP
		shape := ST_Difference(shape, c);
		EXIT WHEN ST_IsEmpty(shape);
	END LOOP;
	RETURN shape;
END $$;
CREATE TABLE near AS SELECT DISTINCT ON (p.id) p.id, p.at FROM runs r JOIN posts p ON p.flat && wide(r.shape, :reach);
CREATE TABLE circles AS SELECT circle(at, :reach) AS shape FROM near;
CREATE INDEX ON circles USING gist (shape);
ANALYZE circles;
CREATE TABLE rest AS SELECT line, run, uncovered(shape) AS shape FROM runs;
DROP TABLE near;
