-- A call for each post, and the table as it is.
CREATE TEMP TABLE answer AS
SELECT s AS from_v, d.node, d.agg_cost
FROM unnest(:sources) AS s, LATERAL pgr_drivingDistance('SELECT * FROM roads', s, 1e15, true) AS d;
