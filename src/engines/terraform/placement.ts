import { TerraformResource, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { environmentOf } from './environment';
import { formerName } from './identity';
import { StandingResource } from '../../record/lock/locked-resource';
import { checkMove } from '../../record/moved-from';
import { IdentifiedSlot } from '../../record/slot-engine';
import { isToken } from '../../support/tokens';

/** Where a construct stands in the app, and where it stood when its resources were made. */
export class Placement {
  /** The path at which its resources were made, and got their names. */
  movedFrom?: string;
  /** Whether it reaches others by rules. */
  hasOpened = false;
  private formerIds?: readonly string[];
  /** What Terraform was told of each resource by the call before. */
  private readonly moved = new WeakSet<TerraformResource>();

  constructor(private readonly owner: IConstruct) {}

  /** Notes where it stood. Of two moves, the first says where it was made, the last where the state has it. */
  move(from: string, isUsed: boolean): void {
    const { owner: construct, hasOpened } = this;
    this.formerIds = checkMove({ construct, stack: TerraformStack.of(construct), from, isUsed, hasOpened });
    this.movedFrom ??= from;
  }

  /** Moves a resource of a construct that was moved in the state, unless it comes from elsewhere. */
  moveInState(resource: TerraformResource): void {
    if (!this.formerIds) return;
    const { _movedById: moved, _imported: imported } = resource as any;
    if (imported || (moved && !this.moved.has(resource))) return;
    (resource as any)._movedById = undefined;
    resource.moveFromId(`${resource.terraformResourceType}.${formerName(resource, this.formerIds, this.owner)}`);
    this.moved.add(resource);
  }

  /** The name in the address from which a resource is moved. */
  formerId(resource: TerraformResource): string | undefined {
    const from: string | undefined = (resource as any)._movedById?.from;
    const prefix = `${resource.terraformResourceType}.`;
    return from?.startsWith(prefix) ? from.slice(prefix.length) : undefined;
  }

  /** Its resources as the lock keeps them. */
  standing(
    rows: readonly (IdentifiedSlot & { formerId?: string })[],
    what: Pick<StandingResource, 'tier' | 'capability'>,
  ): StandingResource[] {
    const { path } = this.owner.node;
    const { account, region } = environmentOf(this.owner);
    const isKnown = [account, region].every(each => each !== undefined && !isToken(each));
    const environment = isKnown ? `${account}/${region}` : undefined;
    const place = { stack: TerraformStack.of(this.owner).node.id, environment, ...what, madeAt: this.movedFrom };
    return rows.map(row => ({ path, ...place, ...row }));
  }
}
