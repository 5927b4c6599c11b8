import { Reference, Stack, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

const SOURCE_ARN = 'aws:SourceArn';

/** The stacks of subscribers hold the subscriptions, so a topic of another stack may be named: that makes no circle. */
const SNS = /^sns\./;

/**
 * The statement by which the policy of a receiver lets a rule or a bucket send. A sender in another stack refers to the
 * receiver, and a policy that named the sender would refer back: CDK refuses such stacks. Then the statement names the
 * sender's account, as CDK itself does for a rule and a queue with a key.
 */
export function withoutCircle(stack: Stack, statement: iam.PolicyStatement): iam.PolicyStatement {
  const json = statement.toStatementJson();
  if ([stack.resolve(json.Principal)?.Service].flat().some(service => SNS.test(service))) return statement;
  const sources = Object.values<any>(json.Condition ?? {}).flatMap(operands => operands?.[SOURCE_ARN] ?? []);
  const elsewhere = sources.map(stackOf).find(source => source !== undefined && source !== stack);
  if (!elsewhere) return statement;
  const { StringEquals, ...others } = withoutSource(json.Condition);
  return iam.PolicyStatement.fromJson({
    ...json,
    Condition: { ...others, StringEquals: { ...StringEquals, 'aws:SourceAccount': elsewhere.account } },
  });
}

/** The stack of the resource that an ARN names, where it was made in this app. */
function stackOf(arn: string): Stack | undefined {
  const reference = Tokenization.reverseString(arn).tokens.find(token => Reference.isReference(token)) as
    Reference | undefined;
  return reference && Stack.of(reference.target);
}

function withoutSource(condition: { [operator: string]: any }): { [operator: string]: any } {
  return Object.fromEntries(
    Object.entries(condition).flatMap(([operator, { [SOURCE_ARN]: _, ...operands }]) =>
      Object.keys(operands).length > 0 ? [[operator, operands]] : [],
    ),
  );
}
