-- From an engineer's first day to the first successful production deployment with a change of theirs; null where there is none yet.
-- The arm is that of most services of the engineer's team.
-- Trino and DuckDB.
SELECT
  j.engineer,
  a.arm,
  j.team,
  j.began_at,
  c.reached_at
FROM (
  SELECT engineer, MIN(occurred_at) AS began_at, MAX(team) AS team
  FROM usable
  WHERE kind = 'engineer.joined' AND engineer IS NOT NULL
  GROUP BY engineer
) j
LEFT JOIN (
  SELECT engineer, MIN(next_success_at) AS reached_at
  FROM timeline
  WHERE kind = 'change' AND engineer IS NOT NULL
  GROUP BY engineer
) c ON c.engineer = j.engineer
LEFT JOIN (
  SELECT team, CASE WHEN 2 * SUM(CASE WHEN arm = 'on' THEN 1 ELSE 0 END) > COUNT(arm) THEN 'on' WHEN COUNT(arm) > 0 THEN 'off' END AS arm
  FROM placed
  WHERE team IS NOT NULL
  GROUP BY team
) a ON a.team = j.team
