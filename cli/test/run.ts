// Runs the program in this process, and keeps its output.
import { fileURLToPath } from 'node:url';
import { main } from '../src/main.ts';
import type { Surroundings } from '../src/terminal.ts';

export const SYNTHESISED: string = fileURLToPath(new URL('.out', import.meta.url));
export const SHOP: string = `${SYNTHESISED}/shop`;
export const TERRAFORM: string = `${SYNTHESISED}/orders-terraform`;
export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

export interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The parsed JSON of stdout. */
  readonly json: any;
}

/** The present day of the tests. Reviews in the apps have fixed dates. */
export const TODAY: Date = new Date('2026-11-22T12:00:00Z');

/** A regular expression from parts, so that it fits into lines. */
export function pattern(...parts: readonly RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => source).join(''));
}

export async function run(commandLine: readonly string[], given: Partial<Surroundings> = {}): Promise<Result> {
  let out = '';
  let err = '';
  const code = await main(commandLine, {
    out: text => {
      out += text;
    },
    err: text => {
      err += text;
    },
    // A directory without an assembly and without a file of exceptions.
    cwd: SYNTHESISED,
    env: {},
    now: TODAY,
    outIsTerminal: false,
    errIsTerminal: false,
    ...given,
  });
  return {
    code,
    out,
    err,
    get json() {
      return JSON.parse(out);
    },
  };
}
