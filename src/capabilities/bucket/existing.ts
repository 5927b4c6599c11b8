import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BucketAttributes, checkAttributes, nameIn, regionIn } from './attributes';
import { bindingTo, IBucket } from './binding';
import { PAGE } from './check';
import { Binding, BindingRequest } from '../../binding/binding';
import { throughService } from '../../parts/data-key/policies';
import { pathOf, refusal, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** A bucket that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingBucket extends Construct implements IBucket {
  /** A bucket of plain CDK, with the key that it has. */
  static of(scope: Construct, id: string, bucket: s3.IBucket): ExistingBucket {
    if (typeof bucket?.bucketArn !== 'string' || typeof bucket.grantRead !== 'function') {
      refusal(pathOf(scope, id), PAGE)(
        `This is not a bucket of AWS CDK: ${said(bucket)}.`,
        'Give a Bucket, or what Bucket.fromBucketName gives.',
      );
    }
    const { bucketName, bucketArn, encryptionKey, env } = bucket;
    return new ExistingBucket(scope, id, { bucketName, bucketArn, keyArn: encryptionKey?.keyArn }, env.region);
  }

  public readonly bucketName: string;
  public readonly bucketArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly attributes: BucketAttributes,
    private readonly region?: string,
  ) {
    checkAttributes(attributes, refusal(pathOf(scope, id), PAGE));
    super(scope, id);
    const { bucketName, bucketArn } = attributes;
    const stack = Stack.of(this);
    this.bucketArn = bucketArn ?? `arn:${stack.partition}:s3:::${bucketName}`;
    this.bucketName =
      bucketName ??
      (isToken(bucketArn) ? stack.splitArn(bucketArn!, ArnFormat.NO_RESOURCE_NAME).resource : nameIn(bucketArn!));
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
        keyConditions: throughService('s3', this.region ?? regionIn(keyArn) ?? Stack.of(this).region),
      },
      request,
    );
  }
}
