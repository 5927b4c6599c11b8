import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { deploymentOf, formerLogicalId, placeOf } from './identity';
import { StandingResource } from '../../record/lock/locked-resource';
import { checkMove } from '../../record/moved-from';
import { IdentifiedSlot } from '../../record/slot-engine';
import { InvalidInputError } from '../../support/errors';
import { isText, said } from '../../support/input';

/** Where a construct stands in the app, and where it stood when its resources were made. */
export class Placement {
  /** The path from which it was moved. */
  movedFrom?: string;
  /** Whether it reaches others by rules. */
  hasOpened = false;
  private formerIds?: readonly string[];

  constructor(private readonly owner: IConstruct) {}

  /** Notes where it stood. Refuses what cannot have been. */
  move(from: string, isUsed: boolean): void {
    const { owner: construct, movedFrom: before, hasOpened } = this;
    this.formerIds = checkMove({ construct, stack: Stack.of(construct), from, before, isUsed, hasOpened });
    this.movedFrom = from;
  }

  /** Gives a resource of a construct that was moved the logical id that it had. One with an id of its own keeps it. */
  keepId(resource: CfnResource): void {
    if (!this.formerIds || (resource as any)._logicalIdOverride) return;
    resource.overrideLogicalId(formerLogicalId(resource, this.formerIds, this.owner));
  }

  /** Its resources as the lock keeps them. */
  standing(rows: readonly IdentifiedSlot[], what: Pick<StandingResource, 'tier' | 'capability'>): StandingResource[] {
    const stack = Stack.of(this.owner);
    const { path } = this.owner.node;
    const place = { stack: deploymentOf(stack), environment: placeOf(stack), ...what, madeAt: this.movedFrom };
    return rows.map(row => ({ path, ...place, ...row }));
  }
}

/** Refuses what CloudFormation takes for no logical id. */
export function checkLogicalId(logicalId: string, where: string): void {
  if (isText(logicalId) && /^[A-Za-z0-9]{1,255}$/.test(logicalId)) return;
  throw new InvalidInputError({
    what: `${isText(logicalId) ? `'${logicalId}'` : said(logicalId)} is not a logical id.`,
    where,
    hint: 'Give the id from the deployed template: letters and digits, at most 255.',
    page: 'guides/adopt.md',
  });
}
