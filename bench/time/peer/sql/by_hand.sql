-- Tuned by hand. Each way is looked at once, whenever it is gone: its edges,
-- and when they begin and end, in metres of the plane that is true half-way
-- along each. Places in an edge's widened box have the time in which they see
-- it from a quadratic; no steps of time are counted. Then every sortie sees the
-- same, later, and of each place what counts is the end of what was seen so
-- far.
CREATE TABLE gone AS
SELECT leg, from_h, to_h, radius, shape, dense_rank() OVER (ORDER BY shape::bytea, radius, round((to_h - from_h)::numeric, 5)) AS way FROM legs;
CREATE TABLE edges AS
WITH firsts AS (SELECT DISTINCT ON (way) way, radius, to_h - from_h AS h, shape FROM gone),
ways AS MATERIALIZED (SELECT way, radius, h, measured(shape) AS shape FROM firsts),
vertices AS MATERIALIZED (SELECT way, radius, h, ST_M(ST_EndPoint(shape)) AS m, (ST_DumpPoints(shape)).* FROM ways),
steps AS (SELECT way, radius, lag(geom) OVER w AS a, geom AS b, lag(ST_M(geom)) OVER w / m * h AS from_h, ST_M(geom) / m * h AS to_h,
	radians((ST_Y(lag(geom) OVER w) + ST_Y(geom)) / 2) AS lat
	FROM vertices WINDOW w AS (PARTITION BY way ORDER BY path)),
scaled AS (SELECT *, radians(6378137) / sqrt(1 - 0.0066943799901413165 * sin(lat) ^ 2) * cos(lat) AS east,
	radians(6378137) * (1 - 0.0066943799901413165) / (1 - 0.0066943799901413165 * sin(lat) ^ 2) ^ 1.5 AS north
	FROM steps WHERE to_h > from_h)
SELECT way, from_h, to_h - from_h AS h, ST_X(a) AS x, ST_Y(a) AS y, east, north,
	(ST_X(b) - ST_X(a)) * east AS dx, (ST_Y(b) - ST_Y(a)) * north AS dy,
	((ST_X(b) - ST_X(a)) * east) ^ 2 + ((ST_Y(b) - ST_Y(a)) * north) ^ 2 AS a, radius * radius AS square,
	ST_Expand(ST_Envelope(ST_Force2D(ST_MakeLine(a, b))), 1.01 * radius / east, 1.01 * radius / north) AS box
FROM scaled;
ANALYZE edges;
CREATE TABLE passed AS
WITH near AS (SELECT way, place, from_h, h, dx, dy, a, square, (x - lon) * east AS x, (y - lat) * north AS y
	FROM edges JOIN places ON flat && box),
terms AS (SELECT way, place, from_h, h, a, x * dx + y * dy AS b, x * x + y * y - square AS c FROM near),
roots AS (SELECT way, place, from_h, h, (-b - sqrt(b * b - a * c)) / a AS s, (-b + sqrt(b * b - a * c)) / a AS t
	FROM terms WHERE a > 0 AND b * b >= a * c)
SELECT way, place, from_h + greatest(s, 0) * h AS from_h, from_h + least(t, 1) * h AS to_h FROM roots WHERE s <= 1 AND t >= 0;
CREATE TABLE watches AS
WITH begun AS (SELECT *, from_h > max(to_h) OVER (PARTITION BY way, place ORDER BY from_h ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) + 1e-6 AS begins FROM passed),
islands AS (SELECT *, count(*) FILTER (WHERE begins) OVER (PARTITION BY way, place ORDER BY from_h) AS island FROM begun)
SELECT way, place, min(from_h) AS from_h, max(to_h) AS to_h FROM islands GROUP BY way, place, island;
ANALYZE watches;
CREATE TABLE answer AS
WITH posted AS (SELECT DISTINCT place FROM places p JOIN posts q ON ST_DWithin(p.at, q.at, q.radius)),
dated AS (SELECT place, g.from_h + w.from_h - floor((g.from_h + w.from_h) / :period_h) * :period_h AS from_h, w.to_h - w.from_h AS h
	FROM gone g JOIN watches w USING (way) WHERE NOT EXISTS (SELECT FROM posted WHERE posted.place = w.place)),
waits AS (SELECT place, from_h - greatest(
	max(from_h + h) OVER (PARTITION BY place ORDER BY from_h ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
	max(from_h + h) OVER (PARTITION BY place) - :period_h) AS h FROM dated),
gaps AS (SELECT place, sum(greatest(h, 0)) AS unseen_h, max(h) AS worst_h, sum(greatest(h - allowed_h, 0)) AS overdue_h
	FROM waits JOIN places USING (place) JOIN rules USING (kind) GROUP BY place),
by_place AS (SELECT kind, metres, posted.place IS NOT NULL AS always, unseen_h IS NOT NULL AS watched,
	:period_h - unseen_h AS watched_h, worst_h, overdue_h
	FROM places LEFT JOIN posted USING (place) LEFT JOIN gaps USING (place))
SELECT kind, sum(metres) / 1000 AS length_km, coalesce(sum(metres) FILTER (WHERE always), 0) / 1000 AS always_km,
	coalesce(sum(metres) FILTER (WHERE NOT always AND NOT watched), 0) / 1000 AS never_km,
	coalesce(sum(metres) FILTER (WHERE overdue_h > 0), 0) / 1000 AS late_km,
	sum(metres * CASE WHEN watched THEN watched_h ELSE 0 END) / 1000 AS watched_km_h,
	sum(metres * CASE WHEN always THEN 0 WHEN watched THEN overdue_h ELSE :period_h END) / 1000 AS exposure_km_h,
	coalesce(max(worst_h), 0) AS worst_h
FROM by_place GROUP BY kind;
DROP TABLE gone, edges, passed, watches;
