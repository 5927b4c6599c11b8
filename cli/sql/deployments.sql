-- Every production deployment once, however often it was reported: its last outcome counts.
-- Trino and DuckDB.
SELECT
  service_key,
  deployment,
  MAX(occurred_at) AS finished_at,
  MAX_BY(CASE WHEN outcome = 'success' THEN 1 ELSE 0 END, occurred_at) AS succeeded,
  BOOL_OR(rework) AS rework
FROM usable
WHERE kind = 'deployment' AND production AND outcome IS NOT NULL AND format <> 'ecs'
GROUP BY service_key, deployment
UNION ALL
-- Amazon ECS rolls back to a deployment under its old id, and says again that it is complete: that is a deployment of its own, and rework.
SELECT
  service_key,
  CASE WHEN turn = 1 THEN deployment ELSE CONCAT(deployment, ', ', CAST(turn AS VARCHAR)) END,
  occurred_at,
  succeeded,
  rework OR turn > 1
FROM (
  SELECT
    service_key,
    deployment,
    occurred_at,
    MAX(CASE WHEN outcome = 'success' THEN 1 ELSE 0 END) AS succeeded,
    BOOL_OR(rework) AS rework,
    ROW_NUMBER() OVER (PARTITION BY service_key, deployment ORDER BY occurred_at) AS turn
  FROM usable
  WHERE kind = 'deployment' AND production AND outcome IS NOT NULL AND format = 'ecs'
  GROUP BY service_key, deployment, occurred_at
) told_by_ecs
