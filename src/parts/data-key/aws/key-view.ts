import { Annotations, Resource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ReliedOnBy } from '../../../binding/reliance';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { ResourcePolicyStatements } from '../../../engines/aws/resource-policy';
import { BroughtKeyChoices, broughtKeyNotice } from '../brought';

/** The construct of a view, where it is not beside the resources. */
interface ViewPlace {
  readonly scope: Construct;
  readonly id: string;
}

/** The key that encrypts, for plain CDK: the one that was brought, or the one that was made, if there is one. */
export function keyOf(
  owner: CapabilityConstruct,
  { broughtKey }: BroughtKeyChoices,
  made: kms.CfnKey | undefined,
  { scope, id }: ViewPlace = { scope: owner, id: 'KeyView' },
): kms.IKey | undefined {
  if (broughtKey !== null) return new KeyView(scope, id, owner, broughtKeyAt(scope, id, broughtKey));
  return made && new KeyView(scope, id, owner, madeKey(owner, made));
}

/** A key as a view shows it. */
type ViewedKey = Pick<kms.IKey, 'keyArn' | 'keyId' | 'keyRef' | 'addToResourcePolicy'>;

/** The key in the slot `key`. Its policy takes statements. */
function madeKey(owner: CapabilityConstruct, key: kms.CfnKey): ViewedKey {
  const statements = new ResourcePolicyStatements(
    owner,
    'key',
    () => key.keyPolicy,
    policy => (key.keyPolicy = policy),
  );
  return {
    keyArn: key.attrArn,
    keyId: key.ref,
    keyRef: key.keyRef,
    addToResourcePolicy: statement => {
      statements.add(statement);
      return { statementAdded: true, policyDependable: key };
    },
  };
}

/** A key that stands elsewhere. Its policy is not ours to change, so that whoever asks for a statement is told. */
function broughtKeyAt(scope: Construct, id: string, keyArn: string): ViewedKey {
  const key = kms.Key.fromKeyArn(scope, `${id}Brought`, keyArn);
  return {
    keyArn: key.keyArn,
    keyId: key.keyId,
    keyRef: key.keyRef,
    addToResourcePolicy: statement => {
      Annotations.of(scope).addWarningV2(
        'goldenpath:key:brought-policy',
        broughtKeyNotice(Stack.of(scope).resolve(statement.toStatementJson())),
      );
      return { statementAdded: false };
    },
  };
}

/**
 * A `kms.IKey` over the key of a construct's data.
 *
 * Its policy leaves it to IAM who may use it, so that grants to a role land in that role alone, across stacks as well.
 * A service of AWS has no policy of its own, and gets a statement in that of the key.
 *
 * An imported key would drop such a statement without a word, and does not know that it is in the account of the role.
 * `Key.fromCfnKey` would put every role into the policy of the key. Both make stacks reference each other in a circle.
 */
class KeyView extends Resource implements kms.IKey {
  public readonly keyArn: string;
  public readonly keyId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly owner: CapabilityConstruct,
    private readonly viewed: ViewedKey,
  ) {
    super(scope, id);
    this.keyArn = viewed.keyArn;
    this.keyId = viewed.keyId;
  }

  public get keyRef(): kms.KeyReference {
    return this.viewed.keyRef;
  }

  public addAlias(aliasName: string): kms.Alias {
    return new kms.Alias(this, `Alias${aliasName}`, { aliasName, targetKey: this });
  }

  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    this.rely();
    return this.viewed.addToResourcePolicy(statement);
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
    this.owner._relyOn([ReliedOnBy.USERS]);
  }
}
