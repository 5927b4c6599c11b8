import { PAGE } from './page';
import { isGiven, isText, refusal, said } from '../../support/input';

/** Who lets a deployment to an environment begin. */
export class Approval {
  /**
   * Nobody: it begins when the environment before it is deployed.
   *
   * @param reason why that is right; customers' environments must have one
   */
  public static none(reason?: string): Approval {
    if (isGiven(reason) && !(isText(reason) && reason.trim())) {
      refusal('Approval.none', PAGE)(`The reason is ${said(reason)}.`, 'Say it in a sentence, or leave it out.');
    }
    return new Approval('none', reason ?? undefined);
  }

  /**
   * The reviewers that the forge's environment requires. GitHub has them for public repositories, and for private ones
   * with GitHub Enterprise: elsewhere nothing waits.
   */
  public static reviewers(): Approval {
    return new Approval('reviewers');
  }

  /** Whoever starts the promotion of a run. It needs nothing of the forge's plan. */
  public static promotion(): Approval {
    return new Approval('promotion');
  }

  private constructor(
    /** `none`, `reviewers` or `promotion`. */
    public readonly kind: string,
    /** Why nobody is asked. */
    public readonly reason?: string,
  ) {}
}
