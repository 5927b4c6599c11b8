-- Durations in classes of 2 %, by team: what the gap between arms is made from. Under 3.6 seconds is one class.
-- Trino and DuckDB.
SELECT
  metric,
  team,
  arm,
  CAST(FLOOR(50 * LN(CASE WHEN hours < 1E-3 THEN 1E-3 ELSE hours END)) AS INTEGER) AS class,
  COUNT(*) AS n
FROM durations
WHERE arm IS NOT NULL
GROUP BY metric, team, arm, CAST(FLOOR(50 * LN(CASE WHEN hours < 1E-3 THEN 1E-3 ELSE hours END)) AS INTEGER)
