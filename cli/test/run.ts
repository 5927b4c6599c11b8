// Runs the program in this process, and keeps what it says.
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
  /** What was printed, as JSON. */
  readonly json: any;
}

/** The day on which the tests play: reviews in the apps have fixed dates. */
export const TODAY: Date = new Date('2026-11-22T12:00:00Z');

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
    // Where no assembly and no file of exceptions is.
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
