import { isDeepStrictEqual } from 'node:util';
import { render } from './github/render.js';
import type { Mapping } from './github/steps.js';
import { staticKeysIn } from './static-keys.js';

/** What a change of a workflow must not do, whatever its reason. */
export interface Fault {
  readonly what: string;
  readonly hint: string;
}

const LEVELS = ['none', 'read', 'write'];
const KEEP = 'Leave it: AWS trusts the token of this job for what it says there.';

/** The first thing by which a change takes a trust away, gives one away, or brings keys of AWS that stay good. */
export function faultOf(before: Mapping, after: Mapping): Fault | undefined {
  if (!isDeepStrictEqual(before.permissions, after.permissions)) {
    return {
      what: 'Each job says what it may do, and the workflow nothing.',
      hint: 'Change the permissions of a job.',
    };
  }
  const now = (after.jobs ?? {}) as { readonly [id: string]: Mapping | undefined };
  for (const [id, job] of Object.entries(before.jobs as { readonly [id: string]: Mapping })) {
    const fault = now[id] && faultOfJob(id, job, now[id]);
    if (fault) return fault;
  }
  return newKeys(before, after);
}

function faultOfJob(id: string, job: Mapping, now: Mapping): Fault | undefined {
  if (!isDeepStrictEqual(job.environment, now.environment)) {
    return { what: `The job '${id}' would be of another environment, or of none.`, hint: KEEP };
  }
  const lost = Object.keys(permissionsOf(job)).find(name => levelOf(now, name) < levelOf(job, name));
  if (lost !== undefined) return { what: `The job '${id}' would lose its permission of '${lost}'.`, hint: KEEP };
  if (asksForTokens(now) && !asksForTokens(job)) {
    return {
      what: `The job '${id}' could ask for credentials, and it runs what the app and its packages bring.`,
      hint: 'Add a job of its own that runs nothing else.',
    };
  }
  if (job.uses !== undefined && job.name !== now.name) {
    return { what: `promote.yml finds the job '${id}' by its name.`, hint: 'Leave the name as it is.' };
  }
  return undefined;
}

function permissionsOf({ permissions }: Mapping): Mapping {
  return typeof permissions === 'object' && permissions !== null ? (permissions as Mapping) : {};
}

function levelOf(job: Mapping, permission: string): number {
  return LEVELS.indexOf(String(permissionsOf(job)[permission] ?? 'none'));
}

function asksForTokens(job: Mapping): boolean {
  return job.permissions === 'write-all' || levelOf(job, 'id-token') === LEVELS.indexOf('write');
}

function newKeys(before: Mapping, after: Mapping): Fault | undefined {
  const known = new Set(staticKeysIn(render(before)).map(({ found }) => found));
  const added = staticKeysIn(render(after)).find(({ found }) => !known.has(found));
  return (
    added && {
      what: `It brings a key of AWS that stays good: ${added.found}.`,
      hint: 'Let the job assume a role by the token of its run.',
    }
  );
}
