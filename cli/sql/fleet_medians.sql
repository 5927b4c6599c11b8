-- Medians over all services, with the order statistics that they lie between.
-- Trino and DuckDB.
SELECT
  r.metric,
  MAX(r.n) AS n,
  AVG(CASE WHEN r.place = FLOOR((r.n + 1) / 2E0) OR r.place = FLOOR(r.n / 2E0) + 1 THEN r.hours END) AS median_hours,
  MAX(CASE WHEN r.place = COALESCE(k.low_rank, FLOOR(r.n / 2E0 - 0.979982E0 * SQRT(r.n))) THEN r.hours END) AS low_hours,
  MAX(CASE WHEN r.place = COALESCE(k.high_rank, r.n + 1 - FLOOR(r.n / 2E0 - 0.979982E0 * SQRT(r.n))) THEN r.hours END) AS high_hours
FROM (
  SELECT
    metric,
    hours,
    ROW_NUMBER() OVER (PARTITION BY metric ORDER BY hours) AS place,
    COUNT(*) OVER (PARTITION BY metric) AS n
  FROM durations
) r
LEFT JOIN median_ranks k ON k.n = r.n
GROUP BY r.metric
