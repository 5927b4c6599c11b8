import { BucketCorsMethod, BucketCorsRule, BucketLifecycleRule, ManagedBucketProps } from './props';
import { checkOwner } from '../../path/owner';
import { isListOfTexts, isObject, isText, Refuse, refusal, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** The page about what is refused here. */
export const PAGE = 'guides/bucket.md';

/** What S3 takes. */
const MOST_CORS_RULES = 100;
/** S3 takes a thousand; one is the path's own. */
const MOST_LIFECYCLE_RULES = 999;
const LONGEST_KEY = 1024;

/** Refuses props that cannot be right, before anything is made. Ranges and choices are checked with the decisions. */
export function checkProps(props: ManagedBucketProps | undefined, where: string): void {
  const { owner, versioned, expireAfterDays, lifecycle, cors } = props ?? {};
  const refuse = refusal(where, PAGE);
  checkOwner(owner, refuse);
  if (isGiven(versioned) && typeof versioned !== 'boolean') {
    refuse(`versioned is ${said(versioned)}.`, 'Give true or false.');
  }
  if (isGiven(expireAfterDays) && !isDays(expireAfterDays)) {
    refuse(`expireAfterDays is ${said(expireAfterDays)}.`, 'Give a whole number of days, 1 or more, known at synth.');
  }
  if (isGiven(lifecycle)) checkLifecycle(lifecycle!, expireAfterDays ?? Infinity, refuse);
  if (isGiven(cors)) checkCors(cors!, refuse);
}

function checkLifecycle(rules: BucketLifecycleRule[], expireAfterDays: number, refuse: Refuse): void {
  if (!Array.isArray(rules) || !rules.every(isObject)) {
    refuse('lifecycle is no list of rules.', "Give [{ prefix: 'exports/', expireAfterDays: 7 }].");
  }
  if (rules.length > MOST_LIFECYCLE_RULES) {
    refuse(`lifecycle has ${rules.length} rules.`, `Give at most ${MOST_LIFECYCLE_RULES}.`);
  }
  rules.forEach((rule, index) => {
    const name = `lifecycle[${index}]`;
    if (!isText(rule.prefix) || isToken(rule.prefix) || Buffer.byteLength(rule.prefix) > LONGEST_KEY) {
      refuse(
        `${name}.prefix is ${said(rule.prefix)}.`,
        'Give what the keys begin with, at most 1024 bytes, known at synth. For all objects there is ' +
          'expireAfterDays of the bucket.',
      );
    }
    if (!isDays(rule.expireAfterDays)) {
      refuse(
        `${name}.expireAfterDays is ${said(rule.expireAfterDays)}.`,
        'Give a whole number of days, 1 or more, known at synth.',
      );
    }
    if (rule.expireAfterDays >= expireAfterDays) {
      refuse(
        `${name} keeps '${rule.prefix}' for ${rule.expireAfterDays} days, and every object expires after ` +
          `${expireAfterDays}.`,
        'The sooner of two ends holds. Give fewer days, or leave expireAfterDays of the bucket out.',
      );
    }
    if (rules.findIndex(({ prefix }) => prefix === rule.prefix) !== index) {
      refuse(`lifecycle has two rules for '${rule.prefix}'.`, 'Give one.');
    }
  });
}

function checkCors(rules: BucketCorsRule[], refuse: Refuse): void {
  if (!Array.isArray(rules) || !rules.every(isObject)) {
    refuse(
      'cors is no list of rules.',
      "Give [{ allowedOrigins: ['https://shop.acme.com'], allowedMethods: [BucketCorsMethod.GET] }].",
    );
  }
  if (rules.length > MOST_CORS_RULES) refuse(`cors has ${rules.length} rules.`, `Give at most ${MOST_CORS_RULES}.`);
  rules.forEach(({ allowedOrigins, allowedMethods, allowedHeaders, exposedHeaders, maxAgeSeconds }, index) => {
    const name = `cors[${index}]`;
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
    if (
      !Array.isArray(allowedMethods) ||
      allowedMethods.length === 0 ||
      !allowedMethods.every(method => Object.values(BucketCorsMethod).includes(method))
    ) {
      refuse(
        `${name}.allowedMethods is ${said(allowedMethods)}.`,
        `Give some of ${Object.values(BucketCorsMethod).join(', ')}.`,
      );
    }
    for (const [list, headers] of Object.entries({ allowedHeaders, exposedHeaders })) {
      if (isGiven(headers) && !isListOfTexts(headers)) {
        refuse(`${name}.${list} is ${said(headers)}.`, 'Give names of headers.');
      }
    }
    if (
      isGiven(maxAgeSeconds) &&
      !isToken(maxAgeSeconds) &&
      !(Number.isInteger(maxAgeSeconds) && maxAgeSeconds! >= 0 && maxAgeSeconds! <= 86_400)
    ) {
      refuse(`${name}.maxAgeSeconds is ${said(maxAgeSeconds)}.`, 'Give a whole number of seconds from 0 to 86400.');
    }
  });
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

function isGiven(value: any): boolean {
  return value !== undefined && value !== null;
}
