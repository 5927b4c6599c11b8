import { isDate } from '../../support/dates';
import { fits, isGiven, refusal, Refuse, said } from '../../support/input';
import { checkStruct } from '../../support/structs';

const PAGE = 'guides/identity.md';

/** A repository on GitHub, as tokens of its workflows name it. */
export interface GitHubRepositoryOptions {
  /** The organization or the user that owns it: `acme`. */
  readonly owner: string;
  /** The id of the owner: `gh api repos/acme/orders --jq .owner.id`. */
  readonly ownerId: number;
  /** Its name, without the owner: `orders`. */
  readonly name: string;
  /** Its id: `gh api repos/acme/orders --jq .id`. */
  readonly id: number;
  /**
   * The day, `YYYY-MM-DD`, until which subjects without ids are trusted as well: `repo:acme/orders:...`. GitHub gives
   * them to repositories that were last created, renamed or transferred before 15 July 2026, unless they have asked for
   * the others. From that day on AWS refuses them.
   *
   * @default - subjects with ids only: a name that somebody else takes over opens nothing
   */
  readonly classicSubjectsUntil?: string;
}

/** A repository on GitHub, with the ids that it keeps when names change. */
export class GitHubRepository {
  /**
   * A repository, by its names and ids.
   *
   * @see https://docs.github.com/actions/reference/openid-connect-reference
   */
  public static of(options: GitHubRepositoryOptions): GitHubRepository {
    const refuse = refusal('GitHubRepository.of', PAGE);
    checkStruct('GitHubRepositoryOptions', options, refuse, 'options');
    check(options, refuse);
    const { owner, ownerId, name, id, classicSubjectsUntil } = options;
    return new GitHubRepository(owner, ownerId, name, id, classicSubjectsUntil ?? undefined);
  }

  private constructor(
    /** The organization or the user that owns it. */
    public readonly owner: string,
    /** The id of the owner. */
    public readonly ownerId: number,
    /** Its name, without the owner. */
    public readonly name: string,
    /** Its id. */
    public readonly id: number,
    /** The day until which subjects without ids are trusted as well. */
    public readonly classicSubjectsUntil?: string,
  ) {}
}

function check({ owner, ownerId, name, id, classicSubjectsUntil }: GitHubRepositoryOptions, refuse: Refuse): void {
  if (!fits(owner, /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/)) {
    refuse(`owner is ${said(owner)}.`, "Give the organization or the user that owns it, without '@': acme.");
  }
  if (!fits(name, /^[A-Za-z0-9._-]{1,100}$/)) {
    refuse(`name is ${said(name)}.`, 'Give the name of the repository, without its owner: orders.');
  }
  for (const [label, value, field] of [
    ['ownerId', ownerId, 'owner.id'],
    ['id', id, 'id'],
  ] as const) {
    if (Number.isSafeInteger(value) && value > 0) continue;
    refuse(`${label} is ${said(value)}.`, `Give the number that 'gh api repos/OWNER/NAME --jq .${field}' prints.`);
  }
  if (isGiven(classicSubjectsUntil) && !isDate(classicSubjectsUntil!)) {
    refuse(`classicSubjectsUntil is ${said(classicSubjectsUntil)}.`, 'Give a day: 2027-06-30.');
  }
}
