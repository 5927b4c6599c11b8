import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { Binding, BindingRequest } from '../../../binding/binding';
import { context } from '../../../engines/terraform/context';
import { checkAttributes, placeOf, QueueAttributes } from '../attributes';
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
    super(scope, id);
    checkAttributes(attributes, this.node.path);
    const { queueArn } = attributes;
    const { region, account, name } = placeOf(queueArn, index => Fn.element(Fn.split(':', queueArn), index));
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
