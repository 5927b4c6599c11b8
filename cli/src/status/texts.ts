import type { StackStatus } from './model.js';
import type { Operation } from './operation.js';
import { asText } from '../explain/value.js';
import type { BehindDecision } from './behind.js';
import type { Escape } from '../assembly/manifest.js';

/** What became of a stack, in one line. */
export function headline({ status, operation }: StackStatus): string {
  if (!operation) return status === 'NOT_DEPLOYED' ? 'is not deployed' : `has no deployment yet (${status})`;
  const { kind, outcome } = operation;
  const took = duration(operation);
  if (outcome === 'running') return `${kind}: running since ${time(operation.startedAt)} (${status})`;
  return `${kind}: ${outcome} at ${time(operation.endedAt!)}${took ? `, after ${took}` : ''} (${status})`;
}

/** What the operation did, counted. */
export function countsOf({ made, changed, replaced, removed }: Operation): string {
  const counts = [
    [made, 'made'],
    [changed, 'changed'],
    [replaced, 'replaced'],
    [removed, 'removed'],
  ] as const;
  return counts.flatMap(([ids, verb]) => (ids.length > 0 ? [`${ids.length} ${verb}`] : [])).join(', ');
}

/** A decision in a line. */
export function decisionLine({ name, value, decidedBy, because }: BehindDecision): string {
  return `${name} = ${asText(value)}, by the ${decidedBy}: ${because}`;
}

/** An escape in a line. */
export function escapeLine({ properties, reason, owner, kind }: Escape): string {
  const who = [owner, reason].filter(Boolean).join(': ');
  return `an escape changed ${properties.join(', ') || 'it'} (${kind}${who ? `; ${who}` : ''})`;
}

export function time(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function duration({ startedAt, endedAt }: Operation): string {
  const seconds = Math.round((endedAt!.getTime() - startedAt.getTime()) / 1000);
  if (seconds < 1) return '';
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
