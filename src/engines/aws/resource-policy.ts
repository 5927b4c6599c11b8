import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CapabilityConstruct } from './capability-construct';
import { withoutCircle } from './circular-sources';

/**
 * The policy of a resource in a slot, to which plain CDK adds: a topic that sends, a rule, a bucket's notification. A
 * resource has one policy, so what others add stands beside what the path has said. It is a grant and no escape.
 */
export class ResourcePolicyStatements {
  private readonly added: iam.PolicyStatement[] = [];

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly slot: string,
    private readonly read: () => any,
    private readonly write: (policy: any) => void,
  ) {
    owner.node.addValidation({
      validate: () => this.added.flatMap(statement => statement.validateForResourcePolicy()),
    });
  }

  add(given: iam.PolicyStatement): void {
    const stack = Stack.of(this.owner);
    const statement = withoutCircle(stack, given);
    const json = statement.toStatementJson();
    const document = this.read();
    // An escape may have given one of CDK's own.
    const { Statement: found, ...policy } = document instanceof iam.PolicyDocument ? document.toJSON() : document;
    const Statement = [found ?? []].flat();
    const text = (each: any) => JSON.stringify(stack.resolve(each));
    if (Statement.some((known: any) => text(known) === text(json))) return;
    this.added.push(statement);
    this.owner._amend(this.slot, () => this.write({ ...policy, Statement: [...Statement, json] }));
  }
}
