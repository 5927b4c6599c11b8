import { spawn, spawnSync } from 'child_process';
import { join } from 'path';
import { readWorkflows } from './workflows';

const ROOT = join(__dirname, '../..');
const STAND_INS = join(__dirname, 'actions');

/** A program of Go's module proxy, or why there is none. */
export function goProgram(name: string): { readonly program: string } | { readonly skip: string } {
  const script = join(ROOT, 'scripts/go-program.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, name], { encoding: 'utf8' });
  return status === 0 ? { program: stdout.trim() } : { skip: stderr.trim().split('\n').pop() ?? name };
}

/** A run of a workflow. */
export interface Run {
  readonly id: string;
  /** What became of each job that ran, by its name: `Deploy to dev/Deploy`. */
  readonly jobs: { readonly [name: string]: 'success' | 'failure' | 'skipped' };
  /** What the jobs left in the summary of the run. */
  readonly summary: string;
  /** All that was said. */
  readonly output: string;
}

/** What a run of act needs. */
export interface Acting {
  readonly act: string;
  /** The folder whose workflows are run. */
  readonly folder: string;
  readonly workflow: string;
  readonly event: string;
  readonly eventFile: string;
  readonly id: string;
  /** A folder for what act keeps. */
  readonly cache: string;
  /** The variables of every job. */
  readonly env: { readonly [name: string]: string };
  /** The variables of act itself. */
  readonly own: { readonly [name: string]: string };
}

/** Runs a workflow on this machine, without containers. */
export async function runAct(acting: Acting): Promise<Run> {
  const { act, folder, workflow, event, eventFile, id, cache, env, own } = acting;
  const replaced = actionsOf(folder).flatMap(action => {
    const [name] = action.split('/')[1].split('@');
    return ['--local-repository', `https://github.com/${action}=${join(STAND_INS, name)}`];
  });
  const words = [
    ...[event, '--json', '--directory', folder, '--workflows', `.github/workflows/${workflow}`],
    ...['--eventpath', eventFile, '--platform', 'ubuntu-24.04=-self-hosted', '--no-skip-checkout'],
    ...[
      '--action-cache-path',
      cache,
      '--no-cache-server',
      '--rm',
      '--defaultbranch',
      'main',
      '--env-file',
      '/dev/null',
    ],
    ...Object.entries({ ...env, GITHUB_RUN_ID: id }).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...replaced,
  ];
  const output = await said(act, words, own);
  return { id, output: textOf(output), ...whatBecame(output) };
}

/** The actions that workflows use, each with its commit. */
function actionsOf(folder: string): string[] {
  const jobs = Object.values(readWorkflows(join(folder, '.github/workflows'))).flatMap(each =>
    Object.values<any>(each.jobs),
  );
  const used = jobs.flatMap(({ steps = [] }) => steps.flatMap(({ uses }: any) => uses ?? []));
  return [...new Set<string>(used)];
}

function said(act: string, words: string[], own: { readonly [name: string]: string }): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(act, words, { env: own, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', text => {
        output += text;
      });
    }
    child.on('error', failed);
    child.on('close', () => done(output));
  });
}

/** The lines of the log, each of which is JSON. */
function linesOf(output: string): Array<{ readonly [field: string]: any }> {
  return output.split('\n').flatMap(line => {
    try {
      return [JSON.parse(line)];
    } catch {
      return line.trim() ? [{ msg: line }] : [];
    }
  });
}

function textOf(output: string): string {
  return linesOf(output)
    .map(({ job = '', msg = '' }) => `${job.trim()} | ${String(msg).trimEnd()}`)
    .join('\n');
}

function whatBecame(output: string) {
  const jobs: { [name: string]: 'success' | 'failure' | 'skipped' } = {};
  let summary = '';
  for (const { job, jobResult, command, content } of linesOf(output)) {
    if (job && jobResult) jobs[job.trim()] = jobResult;
    if (command === 'summary') summary += content;
  }
  return { jobs, summary };
}
