-- As it is first written: where each patrol is in the middle of every time step,
-- the places within its radius, and of each place the steps between two that
-- it is seen in. What is seen after the period's end is seen at its start.
CREATE TABLE positions AS
WITH lines AS (SELECT leg, from_h, to_h, radius, measured(shape) AS shape FROM legs)
SELECT radius, k % (:period_h * 3600 / :seconds)::int AS step,
	place_at(shape, ((k + 0.5) * :seconds / 3600 - from_h) / (to_h - from_h) * ST_M(ST_EndPoint(shape)))::geography AS at
FROM lines, generate_series(ceil(from_h * 3600 / :seconds - 0.5)::int, ceil(to_h * 3600 / :seconds - 0.5)::int - 1) AS k;
CREATE TABLE seen AS
SELECT DISTINCT place, step FROM positions x JOIN places p ON ST_DWithin(x.at, p.at, x.radius);
CREATE TABLE answer AS
WITH posted AS (SELECT DISTINCT place FROM places p JOIN posts q ON ST_DWithin(p.at, q.at, q.radius)),
rest AS (SELECT s.* FROM seen s LEFT JOIN posted USING (place) WHERE posted.place IS NULL),
runs AS (SELECT place, lead(step) OVER w - step - 1 AS within, -- to the next; of the last none
	first_value(step) OVER w + (:period_h * 3600 / :seconds)::int - step - 1 AS over
	FROM rest WINDOW w AS (PARTITION BY place ORDER BY step)),
gaps AS (SELECT place, coalesce(within, over) * :seconds / 3600.0 AS h FROM runs),
by_place AS (SELECT place, kind, metres, posted.place IS NOT NULL AS always, count(h) > 0 AS watched,
	count(h) * :seconds / 3600.0 AS watched_h, coalesce(max(h), 0) AS worst_h, coalesce(sum(greatest(h - allowed_h, 0)), 0) AS overdue_h
	FROM places p JOIN rules USING (kind) LEFT JOIN posted USING (place) LEFT JOIN gaps USING (place)
	GROUP BY place, kind, metres, posted.place)
SELECT kind, sum(metres) / 1000 AS length_km, coalesce(sum(metres) FILTER (WHERE always), 0) / 1000 AS always_km,
	coalesce(sum(metres) FILTER (WHERE NOT always AND NOT watched), 0) / 1000 AS never_km,
	coalesce(sum(metres) FILTER (WHERE overdue_h > 0), 0) / 1000 AS late_km,
	sum(metres * watched_h) / 1000 AS watched_km_h,
	sum(metres * CASE WHEN always THEN 0 WHEN watched THEN overdue_h ELSE :period_h END) / 1000 AS exposure_km_h,
	max(worst_h) AS worst_h
FROM by_place GROUP BY kind;
DROP TABLE positions, seen;
