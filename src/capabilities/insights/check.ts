import { InsightsChoices } from './decisions';
import { eventPattern } from './policies';
import { PlatformInsightsProps } from './props';
import { fits, isGiven, isListOfTexts, Refuse, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** The policy of an event bus takes 10,240 characters. */
const MOST_ACCOUNTS = 50;
const MOST_EVENT_TYPES = 50;
/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const LONGEST_PATTERN = 4096;

/** Refuses props that cannot be right. Ranges are checked with the decisions. */
export function checkProps({ organizationId, accounts }: PlatformInsightsProps, refuse: Refuse): void {
  if (isGiven(organizationId) && !fits(organizationId, /^o-[a-z0-9]{10,32}$/)) {
    refuse(
      `organizationId is ${said(organizationId)}.`,
      "Give the id of your organization, from 'aws organizations describe-organization': o-a1b2c3d4e5.",
    );
  }
  if (isGiven(accounts)) checkAccounts(accounts!, refuse);
}

/** Refuses choices that do not go together: a prop and the defaults of a platform team may make them. */
export function checkChoices(choices: InsightsChoices, _props: PlatformInsightsProps, refuse: Refuse): void {
  const { organizationId, accounts, eventTypes, objectLock, versioned, productionNames } = choices;
  checkAccounts(accounts, refuse);
  if (organizationId !== null && accounts.length > 0) {
    refuse(
      'There is an organization, and there are accounts by name.',
      'Give one of organizationId and accounts: the accounts of an organization are let in by it.',
    );
  }
  checkEventTypes(eventTypes, refuse);
  const { length } = JSON.stringify(eventPattern(choices));
  if (length > LONGEST_PATTERN) {
    refuse(
      `eventTypes make a pattern of ${length} characters, and EventBridge takes ${LONGEST_PATTERN}.`,
      "Give fewer, or what several begin with: 'dev.cdevents.*'.",
    );
  }
  if (objectLock && !versioned) {
    refuse(
      'Objects can be locked, and no versions are kept.',
      "Set 'insights.versioned' or unset 'insights.objectLock' in the GoldenPath: S3 locks versions.",
    );
  }
  if (!isExpression(productionNames)) {
    refuse(`productionNames is ${said(productionNames)}.`, "Give a regular expression: '(prod|live)'.");
  }
}

function checkAccounts(accounts: string[], refuse: Refuse): void {
  if (isToken(accounts)) {
    refuse(
      'accounts is known at deployment only.',
      'Give a list of ids, each of which may be known at deployment only.',
    );
  }
  if (!Array.isArray(accounts) || !accounts.every(account => fits(account, /^\d{12}$/))) {
    refuse(`accounts is ${said(accounts)}.`, "Give ids of accounts, as texts of 12 digits: ['123456789012'].");
  }
  if (accounts.length > MOST_ACCOUNTS) {
    refuse(`accounts has ${accounts.length} ids.`, `Give at most ${MOST_ACCOUNTS}, or let them in by organizationId.`);
  }
  const twice = accounts.find((account, index) => accounts.indexOf(account) !== index);
  if (twice !== undefined) refuse(`accounts has '${twice}' twice.`, 'Give it once.');
}

function checkEventTypes(eventTypes: string[], refuse: Refuse): void {
  const isType = (type: string) => !/\*./.test(type) && type !== '*';
  if (
    isListOfTexts(eventTypes) &&
    eventTypes.length > 0 &&
    eventTypes.length <= MOST_EVENT_TYPES &&
    eventTypes.every(isType)
  ) {
    return;
  }
  refuse(
    `eventTypes is ${said(eventTypes)}.`,
    `Give 1 to ${MOST_EVENT_TYPES} detail types, such as 'ECS Deployment State Change'. A * may stand at the ` +
      "end of one: 'dev.cdevents.*'.",
  );
}

function isExpression(text: string): boolean {
  try {
    return text.length > 0 && new RegExp(text) !== undefined;
  } catch {
    return false;
  }
}
