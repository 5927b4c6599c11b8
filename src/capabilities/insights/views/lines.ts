import { field, MANIFEST_EVENT, RAW_TABLE } from './sql';

/**
 * The lines of the raw table, with the properties of each format as columns: the query that the view of events is made
 * of.
 */
export const LINES = `SELECT
    CASE
      WHEN ${field('context.type')} IS NOT NULL THEN 'cdevents'
      WHEN detail_type = 'ECS Deployment State Change' THEN 'ecs'
      WHEN detail_type = 'CloudFormation Stack Status Change' THEN 'cloudformation'
      WHEN detail_type IS NOT NULL THEN 'other'
      ELSE 'unreadable'
    END AS format,
    "$path" AS source_file,
    id,
    account,
    time,
    resources,
    day,
    ${field('context.id')} AS cdevent_id,
    ${field('context.timestamp')} AS cdevent_time,
    split_part(${field('context.type')}, '.', 3) AS about,
    split_part(${field('context.type')}, '.', 4) AS predicate,
    ${field('subject.id')} AS subject_id,
    ${field('subject.content.name')} AS subject_name,
    ${field('subject.content.service.id')} AS subject_service,
    ${field('subject.content.service.source')} AS subject_namespace,
    ${field('subject.content.repository.id')} AS subject_repository,
    ${field('subject.content.environment.id')} AS subject_environment,
    ${field('customData.service')} AS custom_service,
    ${field('customData.namespace')} AS custom_namespace,
    ${field('customData.team')} AS custom_team,
    ${field('customData.environment')} AS custom_environment,
    ${field('customData.platform')} AS custom_platform,
    ${field('customData.rework')} AS custom_rework,
    ${field('customData.deployment')} AS custom_deployment,
    ${field('customData.engineer')} AS custom_engineer,
    ${field('customData.startedAt')} AS custom_started_at,
    ${field('customData.receivedAt')} AS custom_received_at,
    COALESCE(${field('customData.outcome')}, ${field('subject.content.outcome')}) AS said_outcome,
    ${field('eventName')} AS event_name,
    ${field('deploymentId')} AS deployment_id,
    ${field('updatedAt')} AS updated_at,
    json_extract_scalar(detail, '$["stack-id"]') AS stack_id,
    split_part(json_extract_scalar(detail, '$["stack-id"]'), '/', 2) AS stack_name,
    json_extract_scalar(detail, '$["client-request-token"]') AS request_token,
    json_extract_scalar(detail, '$["status-details"].status') AS status
  FROM ${RAW_TABLE}
  WHERE detail_type IS NULL OR detail_type <> '${MANIFEST_EVENT}'`;
