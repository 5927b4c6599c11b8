import { Construct } from 'constructs';
import { BucketAttributes } from './attributes';
import { bindingTo, IBucket } from './binding';
import { BucketDecisions } from './decisions';
import { definition } from './definition';
import { ManagedBucketProps } from './props';
import { ExistingBucket } from './terraform/existing';
import { renderBucket } from './terraform/render';
import { ManagedBucketResources } from './terraform/resources';
import { Binding, BindingRequest } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { planOn, TerraformProps } from '../../engines/terraform/provider';
import { keyArnOf } from '../../parts/data-key/brought';
import { throughService } from '../../parts/data-key/policies';
import { keyIn } from '../../parts/data-key/terraform';

export type { BucketAttributes } from './attributes';
export type { IBucket } from './binding';
export type { ManagedBucketResources } from './terraform/resources';

/**
 * A private S3 bucket: encrypted, versioned, tidied up, logged. Never emptied outside development.
 *
 * @example
 * const invoices = new ManagedBucket(stack, 'Invoices', {});
 * orders.uses(invoices);
 */
export class ManagedBucket extends CapabilityConstruct implements IBucket {
  /** A bucket that was made elsewhere, by its name. S3 encrypts it with its own key. */
  public static fromBucketName(scope: Construct, id: string, bucketName: string): IBucket {
    return new ExistingBucket(scope, id, { bucketName });
  }

  /** A bucket that was made elsewhere, by its ARN. S3 encrypts it with its own key. */
  public static fromBucketArn(scope: Construct, id: string, bucketArn: string): IBucket {
    return new ExistingBucket(scope, id, { bucketArn });
  }

  /** A bucket that was made elsewhere, by all that is known of it. */
  public static fromBucketAttributes(scope: Construct, id: string, attributes: BucketAttributes): IBucket {
    return new ExistingBucket(scope, id, attributes);
  }

  /** Every resource, by name. */
  public readonly resources: ManagedBucketResources;

  private readonly choices: BucketDecisions;

  constructor(scope: Construct, id: string, props: ManagedBucketProps & TerraformProps = {}) {
    const planned = planOn(definition, scope, id, props, keyIn(scope));
    super(scope, id, planned);
    this.choices = planned.choices;
    this.resources = this._make(() => renderBucket(this, planned.choices));
  }

  /** The name that Terraform gave it. */
  public get bucketName(): string {
    return this.resources.bucket.bucket;
  }

  /** Its ARN. */
  public get bucketArn(): string {
    return this.resources.bucket.arn;
  }

  /** The binding of a consumer: its variable, its permissions, its events. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const keyArn = keyArnOf(this.choices, this.resources.key?.arn);
    return bindingTo(
      {
        id: identityId(this),
        path: this.node.path,
        arn: this.bucketArn,
        name: this.bucketName,
        keyArn,
        keyConditions: keyArn ? throughService('s3', context(this).region) : {},
        silent: !this.choices.eventBridge,
      },
      request,
    );
  }
}
