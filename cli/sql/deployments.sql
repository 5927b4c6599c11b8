-- Every production deployment once, however often it was reported: its last outcome counts.
-- Trino and DuckDB.
SELECT
  service_key,
  deployment,
  MAX(occurred_at) AS finished_at,
  MAX_BY(outcome, occurred_at) AS outcome,
  BOOL_OR(rework) AS rework
FROM usable
WHERE kind = 'deployment' AND production AND outcome IS NOT NULL
GROUP BY service_key, deployment
