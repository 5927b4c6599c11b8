/** What is known of a reason that AWS gives. */
export interface Cause {
  /** The reason in a sentence, without ids of requests. */
  readonly sentence: string;
  /** What to do about it. */
  readonly todo: string;
  /** The decisions that such a reason comes from, by what follows the capability in their names. */
  readonly decisions?: RegExp;
}

interface Kind {
  readonly when: RegExp;
  readonly todo: string;
  readonly decisions?: RegExp;
  /** A sentence of our own, where that of AWS names the consequence only. */
  readonly sentence?: (found: RegExpExecArray) => string;
}

/** The kinds of reasons, the more special ones first. */
const KINDS: readonly Kind[] = [
  {
    when: /circuit breaker/i,
    sentence: () => 'the new tasks did not start or did not become healthy, so ECS gave the deployment up',
    todo: 'Read why its tasks stopped (below, and in its log group), correct the program or its health check, deploy.',
    decisions: /healthCheck|startup|gracePeriod/i,
  },
  {
    when: /CannotPull\w*|pull image manifest|ResourceInitializationError.*pull/i,
    todo: 'Check that the image and its tag exist, and that the execution role and the network reach its registry.',
  },
  {
    when: /OutOfMemory|exit(ed with)? code:? 137/i,
    todo: 'Give it more memory: a larger `size`.',
    decisions: /^(memory|size|cpu)/i,
  },
  {
    when: /health check/i,
    todo: 'Answer the health check, or correct `healthCheckPath`, the port, or the time that it has to start.',
    decisions: /healthCheck|port|gracePeriod/i,
  },
  {
    when: /not authorized to perform:? ([\w:*]+)|AccessDenied|is not authorized|UnauthorizedOperation/i,
    todo: 'Give the role this permission, and nothing wider: the execution policy and the boundary of `cdk bootstrap`.',
  },
  {
    when: /deletion protection|delete protected|currently has deletion|termination protection/i,
    todo: 'Nothing deletes it by accident. After a failed deployment: goldenpath recover STACK.',
    decisions: /deletionProtection|protect/i,
  },
  {
    when: /already exists|AlreadyExists|EntityAlreadyExists/i,
    todo: 'Something has this name already, in this stack before or outside it: rename it, import it, or delete it.',
  },
  {
    when: /LimitExceeded|quota|maximum number|TooMany(?!Requests)/i,
    todo: 'Ask for a higher quota (Service Quotas in the console), or delete what is not used; then deploy.',
  },
  {
    when: /throttl|Rate exceeded|TooManyRequests/i,
    todo: 'AWS was asked too often at once: deploy again.',
  },
  {
    when: /Insufficient\w*Capacity|insufficient capacity/i,
    todo: 'AWS has none of this at the moment: deploy again, or choose another size.',
    decisions: /size|instance|class/i,
  },
  {
    when: /from custom resource/i,
    todo: 'Its function says more in its log group (/aws/lambda/...).',
  },
  {
    when: /alarm/i,
    todo: 'An alarm stopped it: look at what the alarm measures before you deploy again.',
    decisions: /alarm|rollback/i,
  },
  {
    when: /No export named|export .* cannot be (updated|deleted)/i,
    todo: 'Deploy the stack that exports it first, or keep the export until nobody imports it.',
  },
  {
    when: /did not stabilize|NotStabilized|Exceeded attempts|timed? ?out/i,
    todo: 'It was not ready in time: its own console or log says why.',
  },
  {
    when: /enum|constraint|invalid|validation|malformed|must be|not a valid|pattern/i,
    todo: 'AWS refuses this value: correct the prop, the platform default or the escape that it comes from.',
  },
];

const UNKNOWN_REMEDY = 'Correct what the reason names, and deploy.';

/** Puts a reason of AWS into a sentence, and says what to do about it. */
export function causeOf(reason: string): Cause {
  for (const { when, todo, decisions, sentence } of KINDS) {
    const found = when.exec(reason);
    if (found) return { sentence: sentence?.(found) ?? cleaned(reason), todo, decisions };
  }
  return { sentence: cleaned(reason) || 'AWS gives no reason', todo: UNKNOWN_REMEDY };
}

/** What only AWS's support reads. */
const FOR_SUPPORT =
  /\s*\((Request(Token| ?ID)|HandlerErrorCode|Service|Error Code|SDK Attempt Count)\b[^()]*(\([^()]*\)[^()]*)*\)/gi;

/** The reason without what only AWS's support reads. */
export function cleaned(reason: string): string {
  return reason
    .replace(FOR_SUPPORT, '')
    .replace(/^Resource handler returned message: "?(.*?)"?\s*$/s, '$1')
    .replace(/\s+/g, ' ')
    .replace(/^"|"$/g, '')
    .trim();
}
