import { BucketDecisions } from './decisions';
import { BucketCorsMethod, BucketCorsRule, BucketLifecycleRule, ManagedBucketProps } from './props';
import { isGiven, isListOfTexts, isText, Refuse, said } from '../../support/input';
import { isPlain } from '../../support/plain';
import { checkRuntime } from '../../support/runtimes';
import { checkStruct } from '../../support/structs';
import { isToken } from '../../support/tokens';

/** The page about what is refused here. */
export const PAGE = 'guides/bucket.md';

/** The most that S3 takes. */
const MOST_CORS_RULES = 100;
/** S3 takes a thousand; one is the path's own. */
const MOST_LIFECYCLE_RULES = 999;
/** In bytes. */
const LONGEST_KEY = 1024;
const LONGEST_AGE_SECONDS = 86_400;

/** Refuses props that cannot be right. */
export function checkProps({ expireAfterDays, lifecycle, cors }: ManagedBucketProps, refuse: Refuse): void {
  if (isGiven(expireAfterDays) && !isDays(expireAfterDays)) {
    refuse(`expireAfterDays is ${said(expireAfterDays)}.`, 'Give a whole number of days, 1 or more, known at synth.');
  }
  checkLifecycle(lifecycle ?? [], expireAfterDays ?? Infinity, refuse);
  checkCors(cors ?? [], refuse);
}

/** Refuses defaults of a platform team that cannot be right, or do not go with what a team asks for. */
export function checkChoices(choices: BucketDecisions, _props: ManagedBucketProps, refuse: Refuse): void {
  const { expireAfterDays, lifecycle, cors, emptyingRuntime } = choices;
  if (emptyingRuntime !== null) {
    checkRuntime(emptyingRuntime, { label: 'bucket.emptyingRuntime', language: 'nodejs' }, refuse);
  }
  const chosen = { expireAfterDays: expireAfterDays ?? undefined, lifecycle, cors };
  checkStruct('ManagedBucketProps', chosen, refuse);
  checkProps(chosen, refuse);
}

function checkLifecycle(rules: BucketLifecycleRule[], expireAfterDays: number, refuse: Refuse): void {
  if (!Array.isArray(rules) || !rules.every(isPlain)) {
    refuse('lifecycle is no list of rules.', "Give [{ prefix: 'exports/', expireAfterDays: 7 }].");
  }
  if (rules.length > MOST_LIFECYCLE_RULES) {
    refuse(`lifecycle has ${rules.length} rules.`, `Give at most ${MOST_LIFECYCLE_RULES}.`);
  }
  rules.forEach((rule, index) => {
    checkLifecycleRule(rule, `lifecycle[${index}]`, refuse);
    if (rule.expireAfterDays >= expireAfterDays) {
      refuse(
        `lifecycle[${index}] keeps '${rule.prefix}' for ${rule.expireAfterDays} days, and every object expires ` +
          `after ${expireAfterDays}.`,
        'The sooner of two ends holds. Give fewer days, or leave expireAfterDays of the bucket out.',
      );
    }
    if (rules.findIndex(({ prefix }) => prefix === rule.prefix) !== index) {
      refuse(`lifecycle has two rules for '${rule.prefix}'.`, 'Give one.');
    }
  });
}

function checkLifecycleRule({ prefix, expireAfterDays }: BucketLifecycleRule, name: string, refuse: Refuse): void {
  if (!isText(prefix) || isToken(prefix) || Buffer.byteLength(prefix) > LONGEST_KEY) {
    refuse(
      `${name}.prefix is ${said(prefix)}.`,
      'Give what the keys begin with, at most 1024 bytes, known at synth. For all objects there is ' +
        'expireAfterDays of the bucket.',
    );
  }
  if (!isDays(expireAfterDays)) {
    refuse(
      `${name}.expireAfterDays is ${said(expireAfterDays)}.`,
      'Give a whole number of days, 1 or more, known at synth.',
    );
  }
}

function checkCors(rules: BucketCorsRule[], refuse: Refuse): void {
  if (!Array.isArray(rules) || !rules.every(isPlain)) {
    refuse(
      'cors is no list of rules.',
      "Give [{ allowedOrigins: ['https://shop.acme.com'], allowedMethods: [BucketCorsMethod.GET] }].",
    );
  }
  if (rules.length > MOST_CORS_RULES) {
    refuse(`cors has ${rules.length} rules.`, `Give at most ${MOST_CORS_RULES}.`);
  }
  rules.forEach((rule, index) => checkCorsRule(rule, `cors[${index}]`, refuse));
}

function checkCorsRule(rule: BucketCorsRule, name: string, refuse: Refuse): void {
  const { allowedOrigins, allowedMethods, allowedHeaders, exposedHeaders, maxAgeSeconds } = rule;
  if (!isListOfTexts(allowedOrigins) || allowedOrigins.length === 0) {
    refuse(
      `${name}.allowedOrigins is ${said(allowedOrigins)}.`,
      "Give where the pages come from: ['https://shop.acme.com'].",
    );
  }
  const odd = allowedOrigins.find(origin => !isOrigin(origin));
  if (odd !== undefined) {
    refuse(
      `${name}.allowedOrigins has ${said(odd)}.`,
      'Give a scheme and a host without a path or a slash at the end, as browsers send it: ' +
        'https://shop.acme.com. One * stands for any text.',
    );
  }
  if (!isListOfTexts(allowedMethods) || allowedMethods.length === 0 || allowedMethods.some(isToken)) {
    const methods = Object.values(BucketCorsMethod).join(', ');
    refuse(`${name}.allowedMethods is ${said(allowedMethods)}.`, `Give some of ${methods}.`);
  }
  for (const [list, headers] of Object.entries({ allowedHeaders, exposedHeaders })) {
    if (isGiven(headers) && !isListOfTexts(headers)) {
      refuse(`${name}.${list} is ${said(headers)}.`, 'Give names of headers.');
    }
    const most = list === 'allowedHeaders' ? 1 : 0;
    const starred = headers?.find(header => !isToken(header) && header.split('*').length - 1 > most);
    if (starred !== undefined) {
      refuse(
        `${name}.${list} has ${said(starred)}.`,
        most ? 'S3 takes one * in a name.' : 'S3 takes no * here: name the headers.',
      );
    }
  }
  if (isGiven(maxAgeSeconds) && !isToken(maxAgeSeconds) && !isAge(maxAgeSeconds!)) {
    refuse(`${name}.maxAgeSeconds is ${said(maxAgeSeconds)}.`, 'Give a whole number of seconds from 0 to 86400.');
  }
}

/** As the header Origin has it. */
function isOrigin(text: string): boolean {
  return (
    isToken(text) || text === '*' || (/^[a-z*][a-z0-9+.*-]*:\/\/[^/\s]+$/i.test(text) && text.split('*').length <= 2)
  );
}

function isDays(value: any): boolean {
  return Number.isInteger(value) && !isToken(value) && value >= 1;
}

function isAge(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= LONGEST_AGE_SECONDS;
}
