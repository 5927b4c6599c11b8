import { Construct } from 'constructs';
import { Binding, BindingRequest } from '../../../binding/binding';
import { arnParts } from '../../../engines/terraform/arn';
import { context } from '../../../engines/terraform/context';
import { pathOf } from '../../../support/input';
import { checkAttributes, QueueAttributes } from '../attributes';
import { bindingToExisting, IQueue } from '../binding';

/** A queue that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingQueue extends Construct implements IQueue {
  public readonly queueArn: string;
  public readonly queueName: string;
  private readonly region: string;
  private readonly account: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly attributes: QueueAttributes,
  ) {
    checkAttributes(attributes, pathOf(scope, id));
    super(scope, id);
    const { queueArn } = attributes;
    const { region, account, name } = arnParts(queueArn);
    this.queueArn = queueArn;
    this.queueName = name;
    this.region = region;
    this.account = account;
  }

  public get queueUrl(): string {
    return (
      this.attributes.queueUrl ??
      `https://sqs.${this.region}.${context(this).dnsSuffix}/${this.account}/${this.queueName}`
    );
  }

  public bind(request: BindingRequest): Binding {
    return bindingToExisting(this, this.attributes, this.region, request);
  }
}
