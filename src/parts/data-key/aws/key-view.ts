import { Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ReliedOnBy } from '../../../binding/reliance';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { ResourcePolicyStatements } from '../../../engines/aws/resource-policy';

/**
 * A `kms.IKey` over the key of a construct's data, which is in the slot `key`.
 *
 * Its policy leaves it to IAM who may use it, so that grants to a role land in that role alone, across stacks as well.
 * A service of AWS has no policy of its own, and gets a statement in that of the key.
 *
 * An imported key would drop such a statement without a word, and does not know that it is in the account of the role.
 * `Key.fromCfnKey` would put every role into the policy of the key. Both make stacks reference each other in a circle.
 */
export function keyView(owner: CapabilityConstruct, scope: Construct, id: string, key: kms.CfnKey): kms.IKey {
  return new KeyView(
    scope,
    id,
    { owner, key },
    new ResourcePolicyStatements(
      owner,
      'key',
      () => key.keyPolicy,
      policy => (key.keyPolicy = policy),
    ),
  );
}

/** A key, and the construct whose data it encrypts. */
interface OwnedKey {
  readonly owner: CapabilityConstruct;
  readonly key: kms.CfnKey;
}

class KeyView extends Resource implements kms.IKey {
  public readonly keyArn: string;
  public readonly keyId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly owned: OwnedKey,
    private readonly statements: ResourcePolicyStatements,
  ) {
    super(scope, id);
    this.keyArn = owned.key.attrArn;
    this.keyId = owned.key.ref;
  }

  public get keyRef(): kms.KeyReference {
    return this.owned.key.keyRef;
  }

  public addAlias(aliasName: string): kms.Alias {
    return new kms.Alias(this, `Alias${aliasName}`, { aliasName, targetKey: this });
  }

  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    this.rely();
    this.statements.add(statement);
    return { statementAdded: true, policyDependable: this.owned.key };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return this.grants.actions(grantee, ...actions);
  }

  public grantDecrypt(grantee: iam.IGrantable): iam.Grant {
    return this.grants.decrypt(grantee);
  }

  public grantEncrypt(grantee: iam.IGrantable): iam.Grant {
    return this.grants.encrypt(grantee);
  }

  public grantEncryptDecrypt(grantee: iam.IGrantable): iam.Grant {
    return this.grants.encryptDecrypt(grantee);
  }

  public grantSign(grantee: iam.IGrantable): iam.Grant {
    return this.grants.sign(grantee);
  }

  public grantVerify(grantee: iam.IGrantable): iam.Grant {
    return this.grants.verify(grantee);
  }

  public grantSignVerify(grantee: iam.IGrantable): iam.Grant {
    return this.grants.signVerify(grantee);
  }

  public grantGenerateMac(grantee: iam.IGrantable): iam.Grant {
    return this.grants.generateMac(grantee);
  }

  public grantVerifyMac(grantee: iam.IGrantable): iam.Grant {
    return this.grants.verifyMac(grantee);
  }

  private get grants(): kms.KeyGrants {
    this.rely();
    return kms.KeyGrants.fromKey(this, true);
  }

  /** Who may use this key could not read what another one encrypts. */
  private rely(): void {
    this.owned.owner._relyOn([ReliedOnBy.USERS]);
  }
}
