import Table from 'cli-table3';
import { createColors } from 'picocolors';

type Colors = ReturnType<typeof createColors>;

/** The streams, the environment and the clock of a command. Tests pass their own. */
export interface Surroundings {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | undefined };
  readonly now: Date;
  /** Whether stdout is a terminal. */
  readonly outIsTerminal: boolean;
  /** Whether stderr is a terminal. */
  readonly errIsTerminal: boolean;
}

/** Writes results to stdout, and warnings and progress to stderr. A pipe gets only the results. */
export class Terminal {
  readonly colors: Colors;
  private readonly warned = new Set<string>();

  constructor(readonly surroundings: Surroundings) {
    this.colors = createColors(isColored(surroundings));
  }

  print(text = ''): void {
    this.surroundings.out(`${text}\n`);
  }

  printJson(value: unknown): void {
    this.print(JSON.stringify(value, undefined, 2));
  }

  /** Writes a warning. The same text is written only once. */
  warn(text: string): void {
    if (this.warned.has(text)) return;
    this.warned.add(text);
    this.surroundings.err(`${this.surroundings.errIsTerminal ? this.colors.yellow('warning') : 'warning'}: ${text}\n`);
  }

  get warnings(): string[] {
    return [...this.warned];
  }

  /** Replaces the line that shows the progress of long work. Writes nothing where stderr is not a terminal. */
  progress(text: string): void {
    if (this.surroundings.errIsTerminal) this.surroundings.err(`\r\u001b[2K${text}`);
  }

  /** A table without borders. */
  table(head: string[], rows: string[][]): string {
    const plain = {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    };
    const table = new Table({
      head: head.map(title => this.colors.bold(title)),
      chars: plain,
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    });
    table.push(...rows);
    return table
      .toString()
      .split('\n')
      .map(line => line.trimEnd())
      .join('\n');
  }
}

/** Follows https://no-color.org and `FORCE_COLOR`. */
function isColored({ env, outIsTerminal }: Surroundings): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return outIsTerminal && env.TERM !== 'dumb';
}
