-- Every production deployment once, however often it was reported: its last outcome counts.
-- Trino and DuckDB.
SELECT
  service_key,
  deployment,
  MAX(occurred_at) AS finished_at,
  MAX_BY(CASE WHEN outcome = 'success' THEN 1 ELSE 0 END, occurred_at) AS succeeded,
  BOOL_OR(rework) AS rework
FROM usable
WHERE kind = 'deployment' AND production AND outcome IS NOT NULL
GROUP BY service_key, deployment
