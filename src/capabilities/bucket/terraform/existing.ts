import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { Binding, BindingRequest } from '../../../core/binding';
import { throughService } from '../../../core/key-policy';
import { isToken } from '../../../core/words';
import { context } from '../../../terraform/context';
import { BucketAttributes, checkAttributes, nameIn, regionIn } from '../attributes';
import { bindingTo, IBucket } from '../binding';

/** A bucket that was made elsewhere: by hand, in another stack, by another tool. */
export class ExistingBucket extends Construct implements IBucket {
  public readonly bucketName: string;
  public readonly bucketArn: string;

  constructor(scope: Construct, id: string, private readonly attributes: BucketAttributes) {
    super(scope, id);
    checkAttributes(attributes, this.node.path);
    const { bucketName, bucketArn } = attributes;
    this.bucketArn = bucketArn ?? `arn:${context(this).partition}:s3:::${bucketName}`;
    this.bucketName = bucketName ?? (isToken(bucketArn) ? Fn.element(Fn.split(':', bucketArn!), 5) : nameIn(bucketArn!));
  }

  public bind(request: BindingRequest): Binding {
    const { keyArn } = this.attributes;
    return bindingTo({
      id: this.node.id,
      path: this.node.path,
      arn: this.bucketArn,
      name: this.bucketName,
      keyArn,
      keyConditions: keyArn ? throughService('s3', regionIn(keyArn) ?? context(this).region) : {},
    }, request);
  }
}
