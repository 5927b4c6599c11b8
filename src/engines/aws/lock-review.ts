import { Annotations, Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Findings, Located } from './findings';
import { deploymentOf } from './identity';
import { GoldenPath, whenAttached } from '../../path/golden-path';
import { Finding, textOf } from '../../record/finding';
import { LockFinding } from '../../record/lock/compare';
import { StandingResource } from '../../record/lock/locked-resource';
import { LockedScope, reviewLock } from '../../record/lock/review';
import { isAttached } from '../../support/tree';

/** A construct of which the lock may keep something. */
export interface Lockable extends IConstruct {
  /** What the lock keeps of it, as it stands; of another stage, without what depends on references. */
  _standing(withIdentity: boolean): StandingResource[];
}

/** The constructs of each app. */
const CONSTRUCTS = new WeakMap<IConstruct, Set<Lockable>>();
const REVIEWS = new WeakMap<IConstruct, LockReview>();
/** The apps that were told that they have no lock. */
const TOLD = new WeakSet<IConstruct>();

/**
 * Compares an app with its lock, once all Aspects have run. CDK validates each stage by itself: each speaks of its own
 * stacks, and the app of its own and of those that are gone.
 */
export class LockReview {
  static of(scope: IConstruct): LockReview {
    const { root } = scope.node;
    at(root);
    return at(Stage.of(scope) ?? root);
  }

  constructor(private readonly stage: IConstruct) {
    stage.node.addValidation({ validate: () => this.review() });
  }

  add(construct: Lockable): void {
    constructsOf(this.stage).add(construct);
  }

  remove(construct: Lockable): void {
    constructsOf(this.stage).delete(construct);
  }

  /** The errors that no plugin reports. */
  private review(): string[] {
    const constructs = [...constructsOf(this.stage)].filter(each => each.node.scopes.slice(1).every(isAttached));
    const stacks = this.stage.node.root.node.findAll().filter((each): each is Stack => Stack.isStack(each));
    const own = new Set(stacks.filter(stack => stageOf(stack) === this.stage).map(deploymentOf));
    const others = new Set(stacks.filter(stack => stageOf(stack) !== this.stage).map(deploymentOf));
    const isRoot = this.stage === this.stage.node.root;
    const byStack = new Map<Stack, Lockable[]>(stacks.map(stack => [stack, []]));
    for (const each of constructs) byStack.get(Stack.of(each))?.push(each);
    const { findings, unlocked } = reviewLock(
      'aws',
      stacks.map(stack => this.scopeOf(stack, byStack.get(stack)!)),
      stack => own.has(stack) || (isRoot && !others.has(stack)),
    );
    this.tell(unlocked);
    return this.note(constructs, findings);
  }

  /** A stack with what the lock keeps of it. References of another stage are not resolved yet, or not any more. */
  private scopeOf(stack: Stack, constructs: readonly Lockable[]): LockedScope {
    const isElsewhere = stageOf(stack) !== this.stage;
    return {
      stack: deploymentOf(stack),
      tier: GoldenPath._settingsOf(stack).tier,
      lock: GoldenPath._lockOf(stack),
      standing: () => constructs.flatMap(each => each._standing(!isElsewhere).map(row => ({ ...row, isElsewhere }))),
    };
  }

  private tell(unlocked: string | undefined): void {
    const { root } = this.stage.node;
    if (!unlocked || TOLD.has(root)) return;
    TOLD.add(root);
    Annotations.of(this.stage).addInfoV2('goldenpath:lock', unlocked);
  }

  private note(constructs: readonly Lockable[], findings: readonly LockFinding[]): string[] {
    const byConstruct = new Map<IConstruct, Located[]>();
    for (const { path, finding } of findings) {
      const construct: any = constructs.find(each => each.node.path === path) ?? this.stage;
      const slot = finding.at?.slot;
      const about = slot !== undefined && construct.slots?.includes(slot) ? construct.resource(slot) : undefined;
      byConstruct.set(construct, [...(byConstruct.get(construct) ?? []), { finding, about }]);
    }
    const all = Findings.of(this.stage);
    const own = constructs.filter(each => stageOf(each) === this.stage);
    for (const each of new Set<IConstruct>([...own, this.stage, ...byConstruct.keys()])) {
      all.note(each, 'lock', byConstruct.get(each) ?? []);
    }
    return all.asked
      ? []
      : findings
          .map(each => each.finding)
          .filter(isFatal)
          .map(textOf);
  }
}

function at(stage: IConstruct): LockReview {
  const known = REVIEWS.get(stage);
  if (known) return known;
  const made = new LockReview(stage);
  REVIEWS.set(stage, made);
  return made;
}

function constructsOf({ node: { root } }: IConstruct): Set<Lockable> {
  const known = CONSTRUCTS.get(root) ?? new Set<Lockable>();
  CONSTRUCTS.set(root, known);
  return known;
}

function stageOf(construct: IConstruct): IConstruct {
  return Stage.of(construct) ?? construct.node.root;
}

function isFatal({ severity }: Finding): boolean {
  return severity === 'fatal';
}

// A stack from which the last construct of the path was taken out has something to lose, too.
whenAttached(scope => {
  if (Stage.isStage(scope) || Stack.isStack(scope)) LockReview.of(scope);
});
