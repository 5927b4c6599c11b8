import { Reference, Stack, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

const SOURCE_ARN = 'aws:SourceArn';

/** Its subscriptions stand beside what they send to: a topic may be named there, wherever it is. */
const SNS = /^sns\./;

/**
 * What lets a rule or a bucket send, for the policy of what they send to. A sender in another stack points to it, and a
 * policy that
 * named the sender would point back: CDK refuses such stacks. The sender's account is named then, as CDK itself does
 * for a rule
 * and a queue with a key.
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

/** The stack of what an ARN is of, where it was made in this app. */
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
