// The conversion of JSON lines to rows of the table of events. One query reads all formats, because a file can contain
// several: EventBridge delivers such files.

const CONTEXT = 'STRUCT(id VARCHAR, source VARCHAR, "type" VARCHAR, "timestamp" VARCHAR)';
const SUBJECT =
  'STRUCT(id VARCHAR, source VARCHAR, content STRUCT(environment STRUCT(id VARCHAR), service STRUCT(id VARCHAR, ' +
  'source VARCHAR), repository STRUCT(id VARCHAR), name VARCHAR, outcome VARCHAR))';
const CUSTOM =
  'STRUCT(service VARCHAR, namespace VARCHAR, team VARCHAR, environment VARCHAR, outcome VARCHAR, deployment ' +
  'VARCHAR, engineer VARCHAR, platform VARCHAR, rework VARCHAR, "startedAt" VARCHAR, "receivedAt" VARCHAR)';

/** The fields of a line that are read. They are read as text, so that a line with a wrong time can be read. */
export const LINE_COLUMNS: { readonly [column: string]: string } = {
  // CDEvents
  context: CONTEXT,
  subject: SUBJECT,
  customData: CUSTOM,
  // the envelope of EventBridge
  id: 'VARCHAR',
  'detail-type': 'VARCHAR',
  source: 'VARCHAR',
  account: 'VARCHAR',
  time: 'VARCHAR',
  resources: 'VARCHAR[]',
  detail:
    'STRUCT("eventName" VARCHAR, "deploymentId" VARCHAR, "updatedAt" VARCHAR, "stack-id" VARCHAR, ' +
    `"client-request-token" VARCHAR, "status-details" STRUCT(status VARCHAR), context ${CONTEXT}, subject ` +
    `${SUBJECT}, "customData" ${CUSTOM})`,
  // GitHub deployments with their statuses, or single statuses
  environment: 'VARCHAR',
  production_environment: 'VARCHAR',
  deployment_url: 'VARCHAR',
  state: 'VARCHAR',
  created_at: 'VARCHAR',
  repository_url: 'VARCHAR',
  url: 'VARCHAR',
  task: 'VARCHAR',
  statuses: 'STRUCT(state VARCHAR, created_at VARCHAR)[]',
  // rows of the table of events
  kind: 'VARCHAR',
  event_id: 'VARCHAR',
  occurred_at: 'VARCHAR',
  started_at: 'VARCHAR',
  received_at: 'VARCHAR',
  service: 'VARCHAR',
  namespace: 'VARCHAR',
  team: 'VARCHAR',
  production: 'VARCHAR',
  platform: 'VARCHAR',
  outcome: 'VARCHAR',
  rework: 'VARCHAR',
  deployment_id: 'VARCHAR',
  incident_id: 'VARCHAR',
  change_id: 'VARCHAR',
  engineer: 'VARCHAR',
};

/** The states in which an operation on a CloudFormation stack has ended. */
const FINAL_STACK_STATUS =
  '^((CREATE|UPDATE|IMPORT)_COMPLETE|.*ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED|UPDATE_FAILED)$';

/** The lines with the parts of a CDEvent and with their format, with or without the envelope of EventBridge. */
const UNWRAPPED = `
  SELECT *,
    COALESCE(context, detail.context) AS c,
    COALESCE(subject, detail.subject) AS s,
    COALESCE("customData", detail."customData") AS x,
    CASE
      WHEN context."type" IS NOT NULL OR detail.context."type" IS NOT NULL THEN 'cdevents'
      WHEN "detail-type" = 'ECS Deployment State Change' THEN 'ecs'
      WHEN "detail-type" = 'CloudFormation Stack Status Change' THEN 'cloudformation'
      WHEN repository_url IS NOT NULL OR statuses IS NOT NULL OR deployment_url IS NOT NULL
        OR regexp_matches(url, '/repos/[^/]+/[^/]+/deployments/') THEN 'github'
      WHEN kind IS NOT NULL OR event_id IS NOT NULL THEN 'normalised'
      WHEN "detail-type" IS NOT NULL THEN 'other'
      ELSE 'unreadable'
    END AS format,
    -- The last status that ends a GitHub deployment. The status inactive comes later, when another deployment
    -- replaces this one.
    list_sort(
      list_transform(
        list_filter(
          COALESCE(
            statuses,
            CASE
              WHEN deployment_url IS NOT NULL THEN [struct_pack(state := state, created_at := created_at)]
            END
          ),
          lambda status: status.state IN ('success', 'failure', 'error')
        ),
        lambda status: struct_pack(created_at := status.created_at, state := status.state)
      ),
      'DESC'
    )[1] AS ended,
    deployment_url IS NOT NULL AND statuses IS NULL AS is_status,
    split_part(COALESCE(context."type", detail.context."type"), '.', 3) AS about,
    split_part(COALESCE(context."type", detail.context."type"), '.', 4) AS predicate
  FROM lines`;

/** A time in UTC. A cast to TIMESTAMP alone would ignore the offset. */
const instant = (written: string) => `TRY_CAST(TRY_CAST(${written} AS TIMESTAMPTZ) AS TIMESTAMP)`;

/**
 * A query that makes one row of the table of events from each line.
 *
 * @param production a regular expression for the names of production, in lower case
 */
export function rowsOf(production: string): string {
  const isProduction = (name: string) => `regexp_matches(lower(${name}), '${production.replaceAll("'", "''")}')`;
  // A cluster or a stack can have any name. A name that does not match says nothing about the environment.
  const maybeProduction = (name: string) => `CASE WHEN ${isProduction(name)} THEN TRUE END`;
  const stackName = `split_part(detail."stack-id", '/', 2)`;
  return `
  SELECT
    format,
    filename AS source_file,
    CASE format
      WHEN 'cdevents' THEN c.id
      WHEN 'normalised' THEN event_id
      WHEN 'github' THEN CASE WHEN is_status THEN url ELSE id END
      ELSE COALESCE(id, event_id)
    END AS event_id,
    CASE format
      WHEN 'cdevents' THEN CASE
        WHEN about = 'service' AND predicate IN ('deployed', 'upgraded', 'rolledback') THEN 'deployment'
        WHEN about IN ('pipelinerun', 'taskrun') AND predicate = 'finished'
          AND COALESCE(x.service, s.content.service.id) IS NOT NULL
          AND COALESCE(x.outcome, s.content.outcome) IN ('failure', 'error', 'fail') THEN 'deployment'
        WHEN about = 'incident' AND predicate IN ('detected', 'reported') THEN 'incident.detected'
        WHEN about = 'incident' AND predicate = 'resolved' THEN 'incident.resolved'
        WHEN about = 'change' AND predicate = 'merged' THEN 'change'
        WHEN about = 'repository' AND predicate = 'created' THEN 'service.created'
        WHEN about = 'goldenpath-engineer' AND predicate = 'joined' THEN 'engineer.joined'
      END
      WHEN 'ecs' THEN CASE
        WHEN detail."eventName" IN ('SERVICE_DEPLOYMENT_COMPLETED', 'SERVICE_DEPLOYMENT_FAILED') THEN 'deployment'
      END
      WHEN 'cloudformation' THEN CASE
        WHEN regexp_matches(detail."status-details".status, '${FINAL_STACK_STATUS}') THEN 'deployment'
      END
      WHEN 'github' THEN CASE WHEN NOT is_status OR ended IS NOT NULL THEN 'deployment' END
      WHEN 'normalised' THEN CASE
        WHEN kind IN (
          'deployment', 'change', 'incident.detected', 'incident.resolved', 'service.created', 'engineer.joined'
        ) THEN kind
      END
    END AS kind,
    ${instant(`CASE format
      WHEN 'cdevents' THEN c."timestamp"
      WHEN 'ecs' THEN COALESCE(detail."updatedAt", time)
      WHEN 'github' THEN COALESCE(ended.created_at, created_at)
      WHEN 'normalised' THEN occurred_at
      ELSE time
    END`)} AS occurred_at,
    ${instant(`CASE format
      WHEN 'cdevents' THEN x."startedAt"
      WHEN 'github' THEN CASE WHEN NOT is_status THEN created_at END
      WHEN 'normalised' THEN started_at
    END`)} AS started_at,
    ${instant(`CASE format
      WHEN 'cdevents' THEN COALESCE(x."receivedAt", CASE WHEN context IS NULL THEN time END)
      WHEN 'normalised' THEN received_at
      WHEN 'ecs' THEN time
    END`)} AS received_at,
    CASE format
      WHEN 'cdevents' THEN COALESCE(x.service, s.content.service.id, CASE about
        WHEN 'service' THEN s.id
        WHEN 'repository' THEN COALESCE(s.content.name, s.id)
        WHEN 'change' THEN s.content.repository.id
      END)
      WHEN 'ecs' THEN split_part(resources[1], '/', -1)
      WHEN 'cloudformation' THEN ${stackName}
      WHEN 'github' THEN regexp_extract(COALESCE(repository_url, deployment_url, url), '/repos/[^/]+/([^/]+)', 1)
      WHEN 'normalised' THEN service
    END AS service,
    CASE format
      WHEN 'cdevents' THEN COALESCE(x.namespace, s.content.service.source)
      WHEN 'github' THEN regexp_extract(COALESCE(repository_url, deployment_url, url), '/repos/([^/]+)/', 1)
      WHEN 'normalised' THEN namespace
      ELSE account
    END AS namespace,
    CASE format WHEN 'cdevents' THEN x.team WHEN 'normalised' THEN team END AS team,
    CASE format
      WHEN 'cdevents' THEN ${isProduction('COALESCE(x.environment, s.content.environment.id)')}
      WHEN 'ecs' THEN ${maybeProduction("split_part(resources[1], '/', 2)")}
      WHEN 'cloudformation' THEN ${maybeProduction(stackName)}
      WHEN 'github' THEN COALESCE(TRY_CAST(production_environment AS BOOLEAN), FALSE) OR ${isProduction('environment')}
      WHEN 'normalised' THEN COALESCE(TRY_CAST(production AS BOOLEAN), ${isProduction('environment')})
    END AS production,
    TRY_CAST(CASE format WHEN 'cdevents' THEN x.platform WHEN 'normalised' THEN platform END AS BOOLEAN) AS platform,
    CASE CASE format
      WHEN 'cdevents' THEN COALESCE(x.outcome, s.content.outcome, CASE WHEN about = 'service' THEN 'success' END)
      WHEN 'ecs' THEN CASE detail."eventName" WHEN 'SERVICE_DEPLOYMENT_COMPLETED' THEN 'success' ELSE 'failure' END
      WHEN 'cloudformation' THEN CASE
        WHEN detail."status-details".status IN ('CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE')
          THEN 'success' ELSE 'failure'
      END
      WHEN 'github' THEN ended.state
      WHEN 'normalised' THEN outcome
    END
      WHEN 'success' THEN 'success'
      WHEN 'failure' THEN 'failure'
      WHEN 'error' THEN 'failure'
      WHEN 'fail' THEN 'failure'
    END AS outcome,
    CASE format
      WHEN 'cdevents' THEN predicate = 'rolledback' OR COALESCE(TRY_CAST(x.rework AS BOOLEAN), FALSE)
      WHEN 'github' THEN COALESCE(regexp_matches(task, 'hotfix|rollback'), FALSE)
      WHEN 'normalised' THEN TRY_CAST(rework AS BOOLEAN)
    END AS rework,
    CASE format
      WHEN 'cdevents' THEN x.deployment
      WHEN 'ecs' THEN detail."deploymentId"
      WHEN 'cloudformation' THEN detail."stack-id" || ' ' || NULLIF(detail."client-request-token", '')
      WHEN 'github' THEN CASE
        WHEN is_status THEN regexp_extract(deployment_url, '/deployments/([^/]+)', 1) ELSE id
      END
      WHEN 'normalised' THEN deployment_id
    END AS deployment_id,
    CASE format
      WHEN 'cdevents' THEN CASE WHEN about = 'incident' THEN s.id END
      WHEN 'normalised' THEN incident_id
    END AS incident_id,
    CASE format
      WHEN 'cdevents' THEN CASE WHEN about = 'change' THEN s.id END
      WHEN 'normalised' THEN change_id
    END AS change_id,
    CASE format
      WHEN 'cdevents' THEN COALESCE(x.engineer, CASE WHEN about = 'goldenpath-engineer' THEN s.id END)
      WHEN 'normalised' THEN engineer
    END AS engineer
  FROM (${UNWRAPPED})`;
}
