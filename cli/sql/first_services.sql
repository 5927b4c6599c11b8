-- From the creation of a service to the end of its first successful production deployment; null where there is none yet.
-- Trino and DuckDB.
SELECT
  s.service_key,
  s.arm,
  s.team,
  s.created_at AS began_at,
  d.first_success_at AS reached_at
FROM placed s
LEFT JOIN (
  SELECT service_key, MIN(CASE WHEN succeeded = 1 THEN finished_at END) AS first_success_at
  FROM deployments
  GROUP BY service_key
) d ON d.service_key = s.service_key
WHERE s.created_at IS NOT NULL
