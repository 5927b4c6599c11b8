import { Annotations, Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Findings, Located } from './findings';
import { deploymentOf } from './identity';
import { GoldenPath, whenAttached } from '../../path/golden-path';
import { Finding, textOf } from '../../record/finding';
import { StandingResource } from '../../record/lock/locked-resource';
import { LockedScope, reviewLock } from '../../record/lock/review';
import { isAttached } from '../../support/tree';

/** A construct of which the lock may keep something. */
export interface Lockable extends IConstruct {
  /** What the lock keeps of it, as it stands. */
  _standing(): StandingResource[];
}

const REVIEWS = new WeakMap<IConstruct, LockReview>();
/** The apps that were told that they have no lock. */
const TOLD = new WeakSet<IConstruct>();

/**
 * Compares a stage of an app, or an app without stages, with its lock, once all Aspects have run: before the stacks
 * are validated.
 */
export class LockReview {
  static of(scope: IConstruct): LockReview {
    const stage = Stage.of(scope) ?? scope.node.root;
    const known = REVIEWS.get(stage);
    if (known) return known;
    const made = new LockReview(stage);
    REVIEWS.set(stage, made);
    return made;
  }

  private readonly constructs = new Set<Lockable>();

  private constructor(private readonly stage: IConstruct) {
    stage.node.addValidation({ validate: () => this.review() });
  }

  add(construct: Lockable): void {
    this.constructs.add(construct);
  }

  remove(construct: Lockable): void {
    this.constructs.delete(construct);
  }

  /** The errors that no plugin reports. */
  private review(): string[] {
    const constructs = [...this.constructs].filter(each => each.node.scopes.slice(1).every(isAttached));
    const scopes = this.stacks().map((stack): LockedScope => ({
      stack: deploymentOf(stack),
      tier: GoldenPath._settingsOf(stack).tier,
      lock: GoldenPath._lockOf(stack),
      standing: () => constructs.filter(each => Stack.of(each) === stack).flatMap(each => each._standing()),
    }));
    const { findings, unlocked } = reviewLock('aws', scopes);
    if (unlocked && !TOLD.has(this.stage.node.root)) {
      TOLD.add(this.stage.node.root);
      Annotations.of(this.stage).addInfoV2('goldenpath:lock', unlocked);
    }
    const byConstruct = new Map<IConstruct, Located[]>([[this.stage, []]]);
    for (const { path, finding } of findings) {
      const construct = constructs.find(each => each.node.path === path) ?? this.stage;
      const about = finding.at && (construct as any).resource?.(finding.at.slot);
      byConstruct.set(construct, [...(byConstruct.get(construct) ?? []), { finding, about }]);
    }
    const all = Findings.of(this.stage);
    for (const construct of constructs) all.note(construct, 'lock', byConstruct.get(construct) ?? []);
    all.note(this.stage, 'lock', byConstruct.get(this.stage) ?? []);
    return all.asked
      ? []
      : findings
          .map(each => each.finding)
          .filter(isFatal)
          .map(textOf);
  }

  /** The stacks of this stage: those of stages in it have a review of their own. */
  private stacks(): Stack[] {
    return this.stage.node
      .findAll()
      .filter((each): each is Stack => Stack.isStack(each) && (Stage.of(each) ?? each.node.root) === this.stage);
  }
}

// A stack from which the last construct of the path was taken out has something to lose, too.
whenAttached(scope => {
  if (Stage.isStage(scope) || Stack.isStack(scope)) LockReview.of(scope);
});

function isFatal({ severity }: Finding): boolean {
  return severity === 'fatal';
}
