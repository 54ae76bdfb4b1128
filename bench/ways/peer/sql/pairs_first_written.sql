-- A call for each pair, with the way.
CREATE TEMP TABLE answer AS
SELECT f AS from_v, t AS node, (SELECT max(agg_cost) FROM pgr_dijkstra('SELECT * FROM roads', f, t, true)) AS agg_cost
FROM unnest(:sources, :targets) AS x (f, t);
