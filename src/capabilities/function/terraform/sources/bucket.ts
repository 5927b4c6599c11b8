import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { SourceResources, SourceTarget } from './target';
import { json } from '../../../../engines/terraform/json';
import { description, upperFirst } from '../../../../support/names';
import { BucketSource } from '../../sources/bucket';

/** Lets EventBridge pass on the events of a bucket. */
export function renderBucketSource(source: BucketSource, target: SourceTarget): Partial<SourceResources> {
  const { owner } = target;
  const slot = `${source.name}Rule`;
  const rule = owner._slot(
    slot,
    new CloudwatchEventRule(owner, upperFirst(slot), {
      description: description(`Objects made in ${source.path} call ${owner.node.path}`),
      eventPattern: json(source.pattern),
      tags: owner._tags,
    }),
  );
  return {
    rules: [rule],
    ruleTargets: [renderTarget(`${slot}Target`, rule, target)],
    rulePermissions: [renderPermission(`${slot}Permission`, rule, target)],
  };
}

function renderTarget(
  slot: string,
  rule: CloudwatchEventRule,
  { owner, choices, alias, deadLetterQueue }: SourceTarget,
): CloudwatchEventTarget {
  return owner._slot(
    slot,
    new CloudwatchEventTarget(owner, upperFirst(slot), {
      rule: rule.name,
      targetId: 'function',
      arn: alias.arn,
      retryPolicy: {
        maximumRetryAttempts: choices.deliveryRetries,
        maximumEventAgeInSeconds: choices.deliveryMaxAgeSeconds,
      },
      deadLetterConfig: { arn: deadLetterQueue.arn },
    }),
  );
}

function renderPermission(
  slot: string,
  rule: CloudwatchEventRule,
  { owner, function: fn, alias }: SourceTarget,
): LambdaPermission {
  return owner._slot(
    slot,
    new LambdaPermission(owner, upperFirst(slot), {
      action: 'lambda:InvokeFunction',
      functionName: fn.functionName,
      qualifier: alias.name,
      principal: 'events.amazonaws.com',
      sourceArn: rule.arn,
    }),
  );
}
