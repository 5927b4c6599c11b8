import { dirname, sep } from 'path';

/** The folder of this package's own code, as it stands in a stack. */
const OWN_FILES = `${dirname(__dirname)}${sep}`;

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

/** As many calls as constructs and wrappers may stand in each other. */
const FRAMES = 100;

/**
 * The base class of this package's errors. The message has the fault, the place, the remedy and the page about it. The
 * stack begins with the line of who called this package.
 */
export class GoldenPathError extends Error {
  readonly complaint!: Complaint;

  constructor(complaint: Complaint) {
    super(
      `${complaint.what}\n  where: ${complaint.where}\n  to do: ${complaint.hint}\n  docs:  ${DOCS}/${complaint.page}`,
    );
    this.name = new.target.name;
    // Node prints what can be enumerated after the stack: everything would be said twice.
    Object.defineProperty(this, 'complaint', { value: complaint, enumerable: false });
    this.stack = stackOfCaller(this);
  }
}

/** The stack without the calls in this package. */
function stackOfCaller(error: GoldenPathError): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  Error.captureStackTrace(error);
  Error.stackTraceLimit = limit;
  const frames = error.stack!.split('\n').filter(line => /^ {4}at /.test(line));
  const foreign = frames.filter(line => !line.includes(OWN_FILES));
  return [`${error.name}: ${error.message}`, ...foreign.slice(0, limit)].join('\n');
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
