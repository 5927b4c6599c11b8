import { EXIT, type ExitCode } from './exit-codes.js';

/** The root of the documentation that errors link to. */
export const DOCS = 'https://github.com/goldenpath-dev/goldenpath/blob/main/docs';

/** The four parts of every error message, as in the errors of the library. */
export interface ErrorDetails {
  /** The problem. */
  readonly what: string;
  /** The place of the problem: a file, a stack, an option. */
  readonly where: string;
  /** The steps that solve the problem. */
  readonly hint: string;
  /** The page of the documentation, relative to `docs/`. */
  readonly page?: string;
}

/** A mistake that the user can correct. It is shown without a stack trace. */
export class UserError extends Error {
  constructor(
    readonly details: ErrorDetails,
    readonly exitCode: ExitCode,
  ) {
    super(
      `${details.what}\n  where: ${details.where}\n  to do: ${details.hint}\n` +
        `  docs:  ${DOCS}/${details.page ?? 'guides/cli.md'}`,
    );
    this.name = new.target.name;
  }
}

/** An option, a name or a combination of them that does not exist. */
export class WrongUseError extends UserError {
  constructor(details: ErrorDetails) {
    super(details, EXIT.WRONG_USE);
  }
}

/** Input that is missing, truncated, from another program, or refused. */
export class UnreadableInputError extends UserError {
  constructor(details: ErrorDetails) {
    super(details, EXIT.UNREADABLE);
  }
}
