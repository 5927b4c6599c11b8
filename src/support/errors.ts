/** The URL of the documentation that errors and warnings link to. */
export const DOCS = 'https://github.com/goldenpath-dev/goldenpath/blob/main/docs';

/** The parts of every error of this package. */
export interface Complaint {
  /** The fault, in a sentence. */
  readonly what: string;
  /** The place: a construct path, or the name of a prop of the GoldenPath. */
  readonly where: string;
  /** The remedy, in a sentence. */
  readonly hint: string;
  /** The page that explains it, below `docs/`. */
  readonly page: string;
}

/** The base class of this package's errors. The message has the fault, the place, the remedy and the page about it. */
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

/** An escape that would change nothing, or something that its author did not mean. */
export class EscapeHatchError extends GoldenPathError {}

/** A binding that cannot be made. */
export class BindingError extends GoldenPathError {}

/** A capability past its sunset date. */
export class LifecycleError extends GoldenPathError {}

/** A package, or a part of one, that is not installed. */
export class MissingDependencyError extends GoldenPathError {}
