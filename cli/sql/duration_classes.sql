-- Durations in classes of 2 %, by arm and month: what trends and the ends of intervals are read from. Under 3.6 seconds is one class.
-- Trino and DuckDB.
SELECT
  metric,
  arm,
  month_start,
  CAST(FLOOR(50 * LN(CASE WHEN hours < 1E-3 THEN 1E-3 ELSE hours END)) AS INTEGER) AS class,
  COUNT(*) AS n
FROM durations
GROUP BY metric, arm, month_start, CAST(FLOOR(50 * LN(CASE WHEN hours < 1E-3 THEN 1E-3 ELSE hours END)) AS INTEGER)
