// Events as their sources write them.
import { type Fields, metric } from './reported.ts';

/** A response of GET /repos/{owner}/{repo}/deployments without the creator, with the response for its statuses. */
export const github = (
  id: number,
  created: string,
  statuses: ReadonlyArray<readonly [state: string, at: string]> | null,
  more: Fields = {},
): Fields => ({
  url: `https://api.github.com/repos/acme/orders/deployments/${id}`,
  id,
  node_id: `DE_${id}`,
  sha: '2ce5746',
  ref: 'main',
  task: 'deploy',
  payload: {},
  original_environment: 'production',
  environment: 'production',
  description: null,
  created_at: created,
  updated_at: created,
  statuses_url: `https://api.github.com/repos/acme/orders/deployments/${id}/statuses`,
  repository_url: 'https://api.github.com/repos/acme/orders',
  transient_environment: false,
  production_environment: true,
  performed_via_github_app: null,
  ...(statuses === null ? {} : { statuses: statuses.map(([state, at], i) => status(id, i, state, at)) }),
  ...more,
});
export const status = (deployment: number, i: number, state: string, at: string): Fields => ({
  url: `https://api.github.com/repos/acme/orders/deployments/${deployment}/statuses/${deployment}${i}`,
  id: deployment * 10 + i,
  node_id: `DES_${deployment}${i}`,
  state,
  description: '',
  environment: 'production',
  target_url: '',
  log_url: '',
  environment_url: '',
  created_at: at,
  updated_at: at,
  deployment_url: `https://api.github.com/repos/acme/orders/deployments/${deployment}`,
  repository_url: 'https://api.github.com/repos/acme/orders',
});

/** An event in the envelope of EventBridge. */
export const ecs = (
  id: string,
  deployment: string,
  event: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED',
  at: string,
  reason = 'ECS deployment completed.',
  service = 'production/checkout',
): Fields => ({
  version: '0',
  id,
  'detail-type': 'ECS Deployment State Change',
  source: 'aws.ecs',
  account: '111122223333',
  time: at,
  region: 'eu-west-1',
  resources: [`arn:aws:ecs:eu-west-1:111122223333:service/${service}`],
  detail: {
    eventType: event === 'FAILED' ? 'ERROR' : 'INFO',
    eventName: `SERVICE_DEPLOYMENT_${event}`,
    deploymentId: `ecs-svc/${deployment}`,
    updatedAt: at,
    reason,
  },
});
export const stackEvent = (id: string, stack: string, status: string, at: string, token?: string): Fields => ({
  version: '0',
  id,
  'detail-type': 'CloudFormation Stack Status Change',
  source: 'aws.cloudformation',
  account: '111122223333',
  time: at,
  region: 'eu-west-1',
  resources: [`arn:aws:cloudformation:eu-west-1:111122223333:stack/${stack}/1f2a`],
  detail: {
    'stack-id': `arn:aws:cloudformation:eu-west-1:111122223333:stack/${stack}/1f2a`,
    'status-details': { status: status, 'status-reason': '' },
    ...(token ? { 'client-request-token': token } : {}),
  },
});

export const counts = (report: any): [number, number] => [
  metric(report, 'changeFailRate').all.n,
  Math.round(metric(report, 'changeFailRate').all.n * metric(report, 'changeFailRate').all.value),
];
export const services = (report: any): object =>
  Object.fromEntries(
    report.dora.services.map(({ service, arm, metrics }: any) => [service, [arm, metrics.changeFailRate.n]]),
  );
