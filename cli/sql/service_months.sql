-- The counts that every rate is made from.
-- Trino and DuckDB.
SELECT
  service_key,
  DATE_TRUNC('month', finished_at) AS month_start,
  COUNT(*) AS deployments,
  SUM(succeeded) AS successes,
  SUM(CASE WHEN failed THEN 1 ELSE 0 END) AS failed,
  SUM(CASE WHEN failed AND recovered_at IS NULL THEN 1 ELSE 0 END) AS not_recovered,
  SUM(CASE WHEN rework THEN 1 ELSE 0 END) AS rework
FROM deployment_facts
GROUP BY service_key, DATE_TRUNC('month', finished_at)
