import { SecretRotationKind } from './rotation';
import { KeyUsers } from '../../parts/data-key/policies';

/** Who may use the key of a secret: it encrypts the logs of the path's own function as well, where there is one. */
export function keyUsers({ rotatedBy }: { readonly rotatedBy: string | null }): KeyUsers {
  return { services: ['secretsmanager'], logGroups: rotatedBy === SecretRotationKind.NEW_VALUE ? '*' : undefined };
}

/** The service that rotates secrets. */
export const ROTATING_SERVICE = 'secretsmanager.amazonaws.com';

/** Lets the secret itself refuse whoever is not of its account. Services of AWS that act for the account may pass. */
export function accountOnlyPolicy(account: string) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ThisAccountOnly',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'secretsmanager:*',
        Resource: '*',
        Condition: {
          StringNotEquals: { 'aws:PrincipalAccount': account },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
    ],
  };
}

/** The warning to whoever lets in another account. */
export function accountOnlyNotice(account: string): string {
  return (
    `Account ${account} is let in by the policy of this secret, and refused by its first statement, unless that is ` +
    "its own account. To share it, set the default 'secret.accountOnly' to false, and let the account use its key."
  );
}
