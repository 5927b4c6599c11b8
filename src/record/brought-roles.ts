import { IConstruct } from 'constructs';
import { Environment } from './environment';
import { ManifestRole } from './manifest';
import { Refuse } from '../support/input';
import { didYouMean } from '../support/nearest';
import { checkPartition } from '../support/partitions';
import { differs } from '../support/regional';

/**
 * The roles that a team brings for the resources of one construct, by their slots, and what each of them must allow.
 *
 * @internal
 */
export class BroughtRoles {
  private readonly made: string[] = [];
  private readonly needed: (() => ManifestRole)[] = [];

  constructor(
    private readonly arns: { readonly [role: string]: string },
    { account, region }: Environment,
    private readonly refuse: Refuse,
    /** The account that an ARN says when it is written, where the code does not. */
    accountOf: (arn: string) => string | undefined = () => undefined,
  ) {
    for (const [role, arn] of Object.entries(arns)) {
      checkPartition(`roleArns.${role}`, arn, region, refuse);
      const [, its = accountOf(arn)] = /^arn:[^:]+:iam::(\d{12}):/.exec(arn) ?? [];
      if (!differs(its, account)) continue;
      refuse(
        `roleArns.${role} is in account ${its}, and what runs with it in ${account}.`,
        `A service takes roles of its own account only: have the role made in ${account}.`,
      );
    }
  }

  /** The ARN of the role that somebody brings for a slot. */
  arnFor(slot: string): string | undefined {
    this.made.push(slot);
    return this.arns[slot] ?? undefined;
  }

  /** Notes what a role that is made elsewhere must be. It is asked for when everything has been added. */
  need(role: () => ManifestRole): void {
    this.needed.push(role);
  }

  /** Refuses the names of roles that nothing here runs with. */
  refuseUnknown(): void {
    for (const role of Object.keys(this.arns)) {
      if (this.made.includes(role)) continue;
      const instead =
        this.made.length > 0 ? didYouMean(role, this.made) : 'With these props there is none: leave it out.';
      this.refuse(`Nothing here runs with a role '${role}' of roleArns.`, instead);
    }
  }

  /** What the roles must allow, for the manifest. Undefined where the path makes every role. */
  rows(): ManifestRole[] | undefined {
    return this.needed.length > 0 ? this.needed.map(row => row()) : undefined;
  }

  /** The sentence for whoever synthesises. Undefined where the path makes every role. */
  get note(): string | undefined {
    if (this.needed.length === 0) return undefined;
    const roles = this.needed.length === 1 ? 'A role is' : `${this.needed.length} roles are`;
    return `${roles} made elsewhere. \`goldenpath explain --roles\` says what each of them must allow.`;
  }
}

/**
 * The error about a policy that would change a role that is made elsewhere.
 *
 * @internal
 */
export function unchangeable(role: string, policy: IConstruct): string {
  return (
    `${policy.node.path} changes the role of roleArns.${role}, which is made elsewhere. ` +
    'Leave it out, and have its statements given to the role where the role is made: what the construct itself is ' +
    'given, by grants, is in `goldenpath explain --roles`.'
  );
}
