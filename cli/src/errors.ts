import { EXIT, type ExitCode } from './exit-codes.js';

/** Where the documentation lives that an error links to. */
export const DOCS = 'https://github.com/goldenpath-dev/goldenpath/blob/main/docs';

/** What every error says: the same four things as the library's errors. */
export interface Complaint {
  /** What is wrong. */
  readonly what: string;
  /** A file, a stack, an option. */
  readonly where: string;
  /** What to do. */
  readonly hint: string;
  /** The page that explains it, below `docs/`. */
  readonly page?: string;
}

/** Something that the user can put right: it is shown without a stack trace. */
export class UserError extends Error {
  constructor(
    readonly complaint: Complaint,
    readonly exitCode: ExitCode,
  ) {
    super(
      `${complaint.what}\n  where: ${complaint.where}\n  to do: ${complaint.hint}\n  docs:  ${DOCS}/${complaint.page ?? 'guides/cli.md'}`,
    );
    this.name = new.target.name;
  }
}

/** An option, a name or a combination of them that does not exist. */
export class WrongUseError extends UserError {
  constructor(complaint: Complaint) {
    super(complaint, EXIT.WRONG_USE);
  }
}

/** Input that is missing, truncated, of another program, or refused. */
export class UnreadableInputError extends UserError {
  constructor(complaint: Complaint) {
    super(complaint, EXIT.UNREADABLE);
  }
}
