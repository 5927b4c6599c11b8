// The table of events. Every format is converted to it, and every aggregation in sql/ reads it.

/** The columns and their types, which DuckDB and Trino both know. The view of collected events has the same columns. */
export const EVENT_COLUMNS = {
  format: 'VARCHAR',
  source_file: 'VARCHAR',
  event_id: 'VARCHAR',
  /**
   * One of deployment, change, incident.detected, incident.resolved, service.created and engineer.joined. Null for
   * events that are not counted.
   */
  kind: 'VARCHAR',
  /** The time of the event, for a deployment its end, in UTC. */
  occurred_at: 'TIMESTAMP',
  started_at: 'TIMESTAMP',
  received_at: 'TIMESTAMP',
  service: 'VARCHAR',
  /** The namespace, which distinguishes services with the same name. */
  namespace: 'VARCHAR',
  team: 'VARCHAR',
  /** Whether the environment is production; null where the event does not contain it. */
  production: 'BOOLEAN',
  /** Whether the golden path deployed the service; null where the event does not contain it. */
  platform: 'BOOLEAN',
  /** success or failure. */
  outcome: 'VARCHAR',
  rework: 'BOOLEAN',
  deployment_id: 'VARCHAR',
  incident_id: 'VARCHAR',
  change_id: 'VARCHAR',
  engineer: 'VARCHAR',
} as const;

/** The default pattern for production: a word in the name of the environment, cluster or stack. */
export const PRODUCTION = '(^|[^a-z])(prod|prd|production|live)([^a-z]|$)';
