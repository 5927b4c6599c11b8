/** Where the documentation lives that an error or a warning links to. */
export const DOCS = 'https://github.com/goldenpath-dev/goldenpath/blob/main/docs';

/** What every error of this package says. */
export interface Complaint {
  /** What is wrong. */
  readonly what: string;
  /** Where: a construct path, or the name of a prop of the platform team's path. */
  readonly where: string;
  /** What to do. */
  readonly hint: string;
  /** The page that explains it, below `docs/`. */
  readonly page: string;
}

/** The root of this package's errors: what is wrong, where, what to do, and the page about it. */
export class GoldenPathError extends Error {
  constructor(readonly complaint: Complaint) {
    super(
      `${complaint.what}\n  where: ${complaint.where}\n  to do: ${complaint.hint}\n  docs:  ${DOCS}/${complaint.page}`,
    );
    this.name = new.target.name;
  }
}

/** A prop with a value that cannot be right. */
export class InvalidInputError extends GoldenPathError {}

/** A value that the platform team does not allow. */
export class LimitExceededError extends GoldenPathError {}

/** An escape that would do nothing, or not what its author meant. */
export class EscapeHatchError extends GoldenPathError {}

/** A binding that cannot be made. */
export class BindingError extends GoldenPathError {}

/** A capability past its sunset date. */
export class LifecycleError extends GoldenPathError {}

/** Something that the installed packages lack. */
export class MissingDependencyError extends GoldenPathError {}
