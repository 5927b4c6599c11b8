import { inRule } from '../../../parts/private-bucket/places';
import { Place } from '../../../record/place';
import { InsightsChoices } from '../decisions';

type Decision = keyof InsightsChoices & string;

const BUS_POLICY = { slot: 'eventBusPolicy', terraform: 'policy' };
const NAME = { cloudformation: 'Name', terraform: 'name' };
const VIEW = { cloudformation: 'TableInput.ViewOriginalText', terraform: 'view_original_text' };

/** How often, and for how long, EventBridge tries. Terraform has a resource of its own for the target of a rule. */
const inRetryPolicy = (decision: Decision, cloudformation: string, terraform: string): Place<InsightsChoices> => ({
  decision,
  cloudformation: { slot: 'rule', path: `Targets[Id=DeliveryStream].RetryPolicy.${cloudformation}` },
  terraform: { slot: 'ruleTarget', path: `retry_policy.${terraform}` },
});

const inStream = (decision: Decision, cloudformation: string, terraform: string): Place<InsightsChoices> => ({
  decision,
  slot: 'deliveryStream',
  cloudformation: `ExtendedS3DestinationConfiguration.${cloudformation}`,
  terraform: `extended_s3_configuration.${terraform}`,
});

/** Where the decisions about senders, events and their way to the bucket are seen. */
export const collectionPlaces: Place<InsightsChoices>[] = [
  {
    decision: 'organizationId',
    ...BUS_POLICY,
    cloudformation: { path: 'Statement.Condition.StringEquals', key: 'aws:PrincipalOrgID' },
    unit: 'organization-of-policy',
  },
  { decision: 'accounts', ...BUS_POLICY, cloudformation: 'Statement.Principal.AWS', unit: 'accounts-of-policy' },
  { decision: 'retentionDays', ...inRule('bucket', 'events', 'expireAfterDays') },
  {
    decision: 'retentionDays',
    slot: 'rawTable',
    cloudformation: { path: 'TableInput.Parameters', key: 'projection.day.range' },
    terraform: { path: 'parameters', key: 'projection.day.range' },
    unit: 'days-of-range',
  },
  { decision: 'name', slot: 'eventBus', ...NAME },
  { decision: 'name', slot: 'workGroup', ...NAME },
  { decision: 'name', slot: 'database', cloudformation: 'DatabaseInput.Name', terraform: 'name', unit: 'kebab-case' },
  { decision: 'name', slot: 'eventsView', ...VIEW, unit: 'database-of-view' },
  {
    decision: 'eventTypes',
    slot: 'rule',
    cloudformation: { path: 'EventPattern', unit: 'types-of-pattern' },
    terraform: { path: 'event_pattern', unit: 'types-in-json' },
  },
  inRetryPolicy('deliveryTries', 'MaximumRetryAttempts', 'maximum_retry_attempts'),
  {
    ...inRetryPolicy('deliveryTryHours', 'MaximumEventAgeInSeconds', 'maximum_event_age_in_seconds'),
    unit: 'hours-in-seconds',
  },
  {
    decision: 'undeliveredRetentionDays',
    slot: 'undeliveredQueue',
    cloudformation: 'MessageRetentionPeriod',
    terraform: 'message_retention_seconds',
    unit: 'days-in-seconds',
  },
  inStream('bufferSeconds', 'BufferingHints.IntervalInSeconds', 'buffering_interval'),
  inStream('bufferMib', 'BufferingHints.SizeInMBs', 'buffering_size'),
  { ...inStream('compression', 'CompressionFormat', 'compression_format'), unit: 'compression-of-format' },
  {
    decision: 'compression',
    slot: 'rawTable',
    cloudformation: 'TableInput.Parameters.compressionType',
    terraform: 'parameters.compressionType',
  },
];
