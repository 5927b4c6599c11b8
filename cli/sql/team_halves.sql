-- Of each team, how many durations lie under the median of its arm, and of all: what the intervals of medians are made from.
-- Trino and DuckDB.
SELECT
  d.metric,
  d.arm,
  COALESCE(d.team, CONCAT('service ', d.service_key)) AS team,
  COUNT(*) AS n,
  SUM(CASE WHEN d.hours < a.median_hours THEN 1E0 WHEN d.hours = a.median_hours THEN 5E-1 ELSE 0E0 END) AS under_arm,
  SUM(CASE WHEN d.hours < f.median_hours THEN 1E0 WHEN d.hours = f.median_hours THEN 5E-1 ELSE 0E0 END) AS under_all
FROM durations d
JOIN fleet_medians f ON f.metric = d.metric
LEFT JOIN arm_medians a ON a.metric = d.metric AND a.arm = d.arm
GROUP BY d.metric, d.arm, COALESCE(d.team, CONCAT('service ', d.service_key))
