import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parse, stringify } from 'yaml';

/** A workflow as data. */
export interface Workflow {
  readonly [key: string]: any;
}

/** The workflows of a folder, by the names of their files. */
export function readWorkflows(folder: string): { [file: string]: Workflow } {
  return Object.fromEntries(readdirSync(folder).map(file => [file, parse(readFileSync(join(folder, file), 'utf8'))]));
}

/**
 * The workflows as `act` runs them. It knows no permissions and no environments: a job that may ask for a token is told
 * where, and what the token will say. Every other job is told nothing.
 */
export function writeActed(workflows: { readonly [file: string]: Workflow }, folder: string, tokens: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, workflow] of Object.entries(workflows)) {
    const jobs = Object.entries<Workflow>(workflow.jobs).map(([id, job]) => [id, heard(acted(job, file, tokens))]);
    writeFileSync(join(folder, file), stringify({ ...workflow, jobs: Object.fromEntries(jobs) }, { lineWidth: 0 }));
  }
}

/** On a busy machine act loses the last lines of a step whose shell ends right after them: each waits a moment. */
function heard(job: Workflow): Workflow {
  if (!job.steps) return job;
  const steps = job.steps.map((step: Workflow) =>
    step.run === undefined ? step : { ...step, run: `trap 'sleep 0.2' EXIT\n${step.run}` },
  );
  return { ...job, steps };
}

function acted(job: Workflow, file: string, tokens: string): Workflow {
  if (job.uses || job.permissions?.['id-token'] !== 'write') return job;
  const environment = job.environment ?? '';
  const context = 'event=${{ github.event_name }}&ref=${{ github.ref }}&run=${{ github.run_id }}';
  return {
    ...job,
    env: {
      ...job.env,
      ACTIONS_ID_TOKEN_REQUEST_URL: `${tokens}?workflow=${file}&environment=${environment}&${context}`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-this-job',
    },
  };
}
