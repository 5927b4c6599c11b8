import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { Binding, BindingRequest } from '../../../binding/binding';
import { context } from '../../../engines/terraform/context';
import { throughService } from '../../../parts/data-key/policies';
import { pathOf, refusal } from '../../../support/input';
import { isToken } from '../../../support/tokens';
import { BucketAttributes, checkAttributes, nameIn, regionIn } from '../attributes';
import { bindingTo, IBucket } from '../binding';
import { PAGE } from '../check';

/** A bucket that was made elsewhere: by hand, in another stack, by another tool. */
export class ExistingBucket extends Construct implements IBucket {
  public readonly bucketName: string;
  public readonly bucketArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly attributes: BucketAttributes,
  ) {
    checkAttributes(attributes, refusal(pathOf(scope, id), PAGE));
    super(scope, id);
    const { bucketName, bucketArn } = attributes;
    this.bucketArn = bucketArn ?? `arn:${context(this).partition}:s3:::${bucketName}`;
    this.bucketName =
      bucketName ?? (isToken(bucketArn) ? Fn.element(Fn.split(':', bucketArn!), 5) : nameIn(bucketArn!));
  }

  public bind(request: BindingRequest): Binding {
    const keyArn = this.attributes.keyArn ?? undefined;
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        arn: this.bucketArn,
        name: this.bucketName,
        keyArn,
        keyConditions: keyArn ? throughService('s3', regionIn(keyArn) ?? context(this).region) : {},
      },
      request,
    );
  }
}
