import { Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { addressOf, inPart, Introduction } from './attributes';
import { bindingTo, IBindableSecret, SecretAddress } from './binding';
import { Binding, BindingRequest } from '../../binding/binding';
import { refusal, said } from '../../support/input';

/** A secret that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingSecret extends Construct implements IBindableSecret {
  private readonly address: SecretAddress;

  constructor(scope: Construct, id: string, introduction: Introduction) {
    super(scope, id);
    this.address = addressOf(this, introduction, () => Stack.of(this));
  }

  public get secretArn(): string {
    return this.address.arn;
  }

  public bind(request: BindingRequest): Binding {
    return bindingTo(this.address, request);
  }
}

/** By a secret that plain CDK made or imported, and the key that it knows of. */
export function bySecret(secret: secretsmanager.ISecret): Introduction {
  return where => {
    if (typeof secret?.secretArn !== 'string' || typeof secret.grantRead !== 'function') {
      refusal(where, 'guides/secret.md')(
        `This is not a secret of AWS CDK: ${said(String(secret))}.`,
        'Give a Secret, or what Secret.fromSecretCompleteArn gives.',
      );
    }
    const { secretArn, secretFullArn, encryptionKey } = secret;
    const keyArn = encryptionKey?.keyArn;
    return secretFullArn === undefined
      ? inPart(secretArn, keyArn)
      : { arn: secretFullArn, grantedArn: secretFullArn, keyArn };
  };
}
