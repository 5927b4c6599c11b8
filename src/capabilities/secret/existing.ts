import { Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { addressOf, maxAgeAt, SecretReference } from './attributes';
import { bindingTo, ISecret, SecretAddress } from './binding';
import { PAGE } from './page';
import { Binding, BindingRequest } from '../../binding/binding';
import { refusal, said } from '../../support/input';

/** A secret that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingSecret extends Construct implements ISecret {
  private readonly address: SecretAddress;

  constructor(scope: Construct, id: string, reference: SecretReference) {
    const maxAgeSeconds = maxAgeAt(scope, id);
    super(scope, id);
    const { id: ownId, path } = this.node;
    this.address = addressOf({ id: ownId, path, maxAgeSeconds }, reference, () => Stack.of(this));
  }

  public get secretArn(): string {
    return this.address.arn;
  }

  public bind(request: BindingRequest): Binding {
    return bindingTo(this.address, request);
  }
}

/** A secret that plain CDK made or imported, with the key that it knows of. */
export function bySecret(secret: secretsmanager.ISecret, where: string): SecretReference {
  if (typeof secret?.secretArn !== 'string' || typeof secret.grantRead !== 'function') {
    refusal(where, PAGE)(
      `This is not a secret of AWS CDK: ${said(secret)}.`,
      'Give a Secret, or what Secret.fromSecretCompleteArn gives.',
    );
  }
  const { secretArn, secretFullArn, encryptionKey } = secret;
  const keyArn = encryptionKey?.keyArn;
  return secretFullArn === undefined ? { partialArn: secretArn, keyArn } : { arn: secretFullArn, keyArn };
}
