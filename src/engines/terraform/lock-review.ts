import { Annotations, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { GoldenPath, whenAttached } from '../../path/golden-path';
import { textOf } from '../../record/finding';
import { StandingResource } from '../../record/lock/locked-resource';
import { LockedScope, LockReviewed, reviewLock } from '../../record/lock/review';
import { isAttached } from '../../support/tree';

/** A construct of which the lock may keep something. */
export interface Lockable extends IConstruct {
  /** What the lock keeps of it, as it stands. */
  _standing(): StandingResource[];
}

const REVIEWS = new WeakMap<IConstruct, LockReview>();

/** Compares an app with its lock. Each stack says what was found about it, when it is validated. */
export class LockReview {
  static of(scope: IConstruct): LockReview {
    const { root } = scope.node;
    const known = REVIEWS.get(root);
    if (known) return known;
    const made = new LockReview(root);
    REVIEWS.set(root, made);
    return made;
  }

  private readonly constructs = new Set<Lockable>();
  private readonly validated = new WeakSet<TerraformStack>();
  private readonly told = new Set<TerraformStack>();
  private last?: LockReviewed;

  private constructor(private readonly root: IConstruct) {}

  add(construct: Lockable): void {
    this.constructs.add(construct);
    this.validate(TerraformStack.of(construct));
  }

  /** Compares a stack when it is validated, even if nothing of the path is in it any more. */
  validate(stack: TerraformStack): void {
    if (this.validated.has(stack)) return;
    this.validated.add(stack);
    stack.node.addValidation({ validate: () => this.review(stack) });
  }

  remove(construct: Lockable): void {
    this.constructs.delete(construct);
  }

  /** The errors about one stack. The first one speaks of stacks in which nothing of the path is left, too. */
  private review(stack: TerraformStack): string[] {
    const stacks = this.root.node.findAll().filter((each): each is TerraformStack => TerraformStack.isStack(each));
    const { findings, unlocked } = this.compared(stack, stacks);
    const [first] = stacks.filter(each => this.validated.has(each));
    const own = findings.filter(each => {
      const its = stacks.find(({ node }) => node.id === each.stack);
      return its && this.validated.has(its) ? its === stack : stack === first;
    });
    if (unlocked && stack === first) Annotations.of(stack).addInfo(unlocked);
    for (const { finding } of own) {
      if (finding.severity === 'warning') Annotations.of(stack).addWarning(textOf(finding));
    }
    return own.filter(({ finding }) => finding.severity === 'fatal').map(({ finding }) => textOf(finding));
  }

  /** The comparison of this synthesis, in which each stack is validated once. */
  private compared(stack: TerraformStack, stacks: readonly TerraformStack[]): LockReviewed {
    if (!this.last || this.told.has(stack)) {
      this.last = this.compare(stacks);
      this.told.clear();
    }
    this.told.add(stack);
    return this.last;
  }

  private compare(stacks: readonly TerraformStack[]): LockReviewed {
    const constructs = [...this.constructs].filter(each => each.node.scopes.slice(1).every(isAttached));
    return reviewLock(
      'terraform',
      stacks.map((stack): LockedScope => ({
        stack: stack.node.id,
        tier: GoldenPath._settingsOf(stack).tier,
        lock: GoldenPath._lockOf(stack),
        standing: () => constructs.filter(each => TerraformStack.of(each) === stack).flatMap(each => each._standing()),
      })),
    );
  }
}

// A stack from which the last construct of the path was taken out has something to lose, too.
whenAttached(scope => {
  if (TerraformStack.isStack(scope)) LockReview.of(scope).validate(scope);
});
