import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SourceResources, SourceTarget } from './target';
import { description, upperFirst } from '../../../../support/names';
import { BucketSource } from '../../sources/bucket';

/** Lets EventBridge pass on the events of a bucket. */
export function renderBucketSource(source: BucketSource, target: SourceTarget): Partial<SourceResources> {
  const rule = renderRule(source, target);
  const { owner, alias } = target;
  const slot = `${source.name}RulePermission`;
  const permission = owner._slot(
    slot,
    new lambda.CfnPermission(owner, upperFirst(slot), {
      action: 'lambda:InvokeFunction',
      functionName: alias.ref,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    }),
  );
  return { rules: [rule], rulePermissions: [permission] };
}

function renderRule(
  { name, path, pattern }: BucketSource,
  { owner, choices, alias, deadLetterQueue }: SourceTarget,
): events.CfnRule {
  const slot = `${name}Rule`;
  return owner._slot(
    slot,
    new events.CfnRule(owner, upperFirst(slot), {
      description: description(`Objects made in ${path} call ${owner.node.path}`),
      eventPattern: pattern,
      targets: [
        {
          id: 'function',
          arn: alias.ref,
          retryPolicy: {
            maximumRetryAttempts: choices.deliveryRetries,
            maximumEventAgeInSeconds: choices.deliveryMaxAgeSeconds,
          },
          deadLetterConfig: { arn: deadLetterQueue.attrArn },
        },
      ],
    }),
  );
}
