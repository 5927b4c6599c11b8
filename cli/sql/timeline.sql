-- Deployments, changes and incidents of a service in the order of time, each with the deployments beside it.
-- One pass over all of them: what a join by nearest time would do in three.
-- Trino and DuckDB.
SELECT
  service_key,
  kind,
  id,
  happened_at,
  succeeded,
  rework,
  engineer,
  MIN(CASE WHEN kind = 'deployment' AND succeeded = 1 THEN happened_at END) OVER (
    PARTITION BY service_key ORDER BY happened_at, step ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
  ) AS next_success_at,
  MIN(CASE WHEN kind = 'deployment' THEN happened_at END) OVER (
    PARTITION BY service_key ORDER BY happened_at, step ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
  ) AS next_deployment_at,
  MAX(CASE WHEN kind = 'deployment' THEN happened_at END) OVER (
    PARTITION BY service_key ORDER BY happened_at, step ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  ) AS last_deployment_at
FROM (
  SELECT service_key, 'change' AS kind, change_key AS id, merged_at AS happened_at, 1 AS step, CAST(NULL AS INTEGER) AS succeeded, FALSE AS rework, engineer
  FROM changes
  UNION ALL
  SELECT service_key, 'deployment', deployment, finished_at, 2, succeeded, rework, CAST(NULL AS VARCHAR)
  FROM deployments
  UNION ALL
  SELECT service_key, 'incident', incident, detected_at, 3, CAST(NULL AS INTEGER), FALSE, CAST(NULL AS VARCHAR)
  FROM incidents
  WHERE service_key IS NOT NULL
) happened
