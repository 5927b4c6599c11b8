-- Durations in classes of 2 %, by team and month: what the gap between arms and the trend are made from. Under 3.6 seconds is one class.
-- Trino and DuckDB.
SELECT
  metric,
  team,
  arm,
  month_start,
  CAST(FLOOR(50 * LN(CASE WHEN hours < 1E-3 THEN 1E-3 ELSE hours END)) AS INTEGER) AS class,
  COUNT(*) AS n
FROM durations
WHERE arm IS NOT NULL
GROUP BY metric, team, arm, month_start, CAST(FLOOR(50 * LN(CASE WHEN hours < 1E-3 THEN 1E-3 ELSE hours END)) AS INTEGER)
