// What `status` makes of events and reasons that only AWS itself gives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResourceStatus, StackEvent } from '@aws-sdk/client-cloudformation';
import { causeOf } from '../src/status/causes.ts';
import { operationOf } from '../src/status/operation.ts';
import { stateOf } from '../src/status/services.ts';

const STACK = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Orders/1';

let clock = 0;
function event(LogicalResourceId: string, status: string, ResourceStatusReason?: string): StackEvent {
  const isStack = LogicalResourceId === 'Orders';
  return {
    StackId: STACK,
    LogicalResourceId,
    ResourceType: isStack ? 'AWS::CloudFormation::Stack' : 'AWS::SQS::Queue',
    PhysicalResourceId: isStack ? STACK : `id-of-${LogicalResourceId}`,
    ResourceStatus: status as ResourceStatus,
    ResourceStatusReason,
    Timestamp: new Date(Date.UTC(2026, 10, 1) + 1000 * clock++),
    EventId: String(clock),
    StackName: 'Orders',
  };
}

test('the root cause is what failed by itself; what was cancelled is counted, what stays is apart', () => {
  const operation = operationOf([
    event('Orders', 'CREATE_IN_PROGRESS'),
    event('Orders', 'CREATE_COMPLETE'),
    event('Orders', 'UPDATE_IN_PROGRESS'),
    event('A', 'CREATE_COMPLETE'),
    event('B', 'UPDATE_FAILED', 'Resource handler returned message: "no" (RequestToken: 1, HandlerErrorCode: X)'),
    event('C', 'CREATE_FAILED', 'Resource creation cancelled'),
    event('Orders', 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update: [B].'),
    event('D', 'UPDATE_FAILED', 'Resource update cancelled'),
    event('E', 'CREATE_FAILED', 'at the same time'),
    event('B', 'UPDATE_COMPLETE'),
    event('A', 'DELETE_FAILED', 'it is protected'),
    event('Orders', 'UPDATE_ROLLBACK_COMPLETE'),
  ])!;
  assert.equal(operation.outcome, 'failed');
  assert.equal(operation.kind, 'deployment');
  assert.deepEqual(
    operation.failures.map(({ logicalId }) => logicalId),
    ['B', 'E'],
  );
  assert.equal(operation.cancelled, 2);
  assert.deepEqual(
    operation.leftByRollback.map(({ logicalId }) => logicalId),
    ['A'],
  );
  assert.deepEqual(operation.made, [], 'nothing of it stands');
});

test('a deployment that ends well: made, changed, replaced and removed are told apart', () => {
  const operation = operationOf([
    event('Orders', 'UPDATE_IN_PROGRESS'),
    event('A', 'CREATE_COMPLETE'),
    event('B', 'UPDATE_COMPLETE'),
    event('C', 'UPDATE_COMPLETE'),
    event('Orders', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'),
    event('C', 'DELETE_COMPLETE'),
    event('D', 'DELETE_COMPLETE'),
    event('Orders', 'UPDATE_COMPLETE'),
  ])!;
  assert.deepEqual(
    [operation.outcome, operation.made, operation.changed, operation.replaced, operation.removed],
    ['succeeded', ['A'], ['B'], ['C'], ['D']],
  );
});

test('what runs is neither; a change set that was never executed is no deployment', () => {
  assert.equal(operationOf([event('Orders', 'CREATE_IN_PROGRESS')])!.outcome, 'running');
  assert.equal(operationOf([event('Orders', 'REVIEW_IN_PROGRESS')]), undefined);
});

test('the deletion of a stack that fails is a deployment that failed', () => {
  const operation = operationOf([
    event('Orders', 'DELETE_IN_PROGRESS'),
    event('A', 'DELETE_COMPLETE'),
    event('B', 'DELETE_FAILED', 'The bucket you tried to delete is not empty (Service: S3, Status Code: 409)'),
    event('Orders', 'DELETE_FAILED'),
  ])!;
  assert.deepEqual([operation.kind, operation.outcome, operation.removed], ['deletion', 'failed', ['A']]);
  assert.equal(operation.failures[0]!.logicalId, 'B');
});

// Reasons as AWS writes them, each with the kind of advice that fits it.
const REASONS: ReadonlyArray<readonly [reason: string, sentence: RegExp, todo: RegExp]> = [
  [
    'Resource handler returned message: "Error occurred during operation \'ECS Deployment Circuit Breaker was ' +
      'triggered\'." (RequestToken: 12ab, HandlerErrorCode: GeneralServiceException)',
    /^the new tasks did not start/,
    /why its tasks stopped/,
  ],
  [
    'Resource handler returned message: "User: arn:aws:sts::1:assumed-role/x/y is not authorized to perform: ' +
      'sqs:createqueue on resource: arn:aws:sqs:eu-west-1:1:q (Service: Sqs, Status Code: 403, Request ID: 1)" ' +
      '(RequestToken: 1, HandlerErrorCode: AccessDenied)',
    /^User: .* perform: sqs:createqueue on resource: \S+$/,
    /permission/,
  ],
  ['orders-queue already exists in stack arn:aws:cloudformation:x', /^orders-queue already exists/, /has this name/],
  [
    'Resource handler returned message: "The maximum number of VPCs has been reached. (Service: Ec2, Status Code: ' +
      '400, Request ID: 1) (SDK Attempt Count: 1)" (RequestToken: 1, HandlerErrorCode: ServiceLimitExceeded)',
    /^The maximum number of VPCs has been reached\.$/,
    /quota/,
  ],
  [
    'Received response status [FAILED] from custom resource. Message returned: boom (RequestId: 1)',
    /boom$/,
    /log group/,
  ],
  [
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): not found',
    /not found/,
    /image and its tag/,
  ],
  ['Essential container in task exited; app: OutOfMemoryError: container killed, exit code 137', /137/, /memory/],
  ['Rate exceeded', /Rate exceeded/, /deploy again/],
  ['Something nobody has seen', /^Something nobody has seen$/, /Correct what the reason names/],
  ['', /^AWS gives no reason$/, /Correct/],
];

for (const [reason, sentence, todo] of REASONS) {
  test(`a reason and its advice: ${reason.slice(0, 60)}`, () => {
    const cause = causeOf(reason);
    assert.match(cause.sentence, sentence);
    assert.match(cause.todo, todo);
  });
}

test('of a service: why its tasks stopped, and what ECS said since the deployment began', () => {
  const since = new Date('2026-11-01T12:00:00Z');
  const later = new Date('2026-11-01T12:05:00Z');
  const earlier = new Date('2026-11-01T11:00:00Z');
  const task = (stoppedAt: Date, exitCode: number) => ({
    stoppedAt,
    stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'app', exitCode }],
  });
  const state = stateOf(
    'Service',
    {
      serviceName: 'orders',
      runningCount: 2,
      desiredCount: 2,
      deployments: [
        { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', rolloutStateReason: 'rolling back' },
        { status: 'INACTIVE', rolloutState: 'FAILED', rolloutStateReason: 'tasks failed to start.' },
      ],
      events: [
        { createdAt: later, message: '(service orders) was unable to place a task.' },
        { createdAt: later, message: '(service orders) has reached a steady state.' },
        { createdAt: earlier, message: '(service orders) failed long ago.' },
      ],
    },
    [task(later, 1), task(later, 1), task(earlier, 2)],
    since,
  );
  assert.deepEqual([state.rollout, state.rolloutReason], ['FAILED', 'tasks failed to start.']);
  assert.deepEqual(state.trouble, ['was unable to place a task.']);
  assert.deepEqual(state.stopped, [{ reason: 'Essential container in task exited; app: exit code 1', times: 2 }]);
});
