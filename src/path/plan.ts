import { IConstruct } from 'constructs';
import { Answer } from './answer';
import { Capability } from './capability';
import { GoldenPath } from './golden-path';
import { Ledger } from './ledger';
import { checkOwner, ownerOf } from './owner';
import { TakenName } from './taken-name';
import { NameReference, Reliance } from '../binding/reliance';
import { checkRoleArns } from '../support/arn';
import { today } from '../support/dates';
import { LimitExceededError } from '../support/errors';
import { pathOf, Refuse, refusal } from '../support/input';
import { Regional } from '../support/regional';
import { checkStruct } from '../support/structs';
import { lacksStack } from '../support/tree';

/**
 * A warning at synthesis about a construct that is accepted all the same.
 *
 * @internal
 */
export interface Notice {
  /** The id by which it can be acknowledged: `goldenpath:worker:visibility`. */
  readonly id: string;
  readonly text: string;
}

/**
 * The definition of a capability: the steps from its props to its choices, before anything is made.
 *
 * @internal
 */
export interface CapabilityDefinition<Props, Choices> {
  /** The row of the capability in the registry. */
  readonly capability: Capability;
  /** The page that its errors link to, below `docs/`. */
  readonly page: string;
  /** The name of its props interface. Names and kinds of props are checked against it. */
  readonly struct: string;
  /** Whether it must have an owner: services and programs must, data need not. */
  readonly needsOwner?: boolean;
  /** Whether it makes no resource, and so needs no stack. */
  readonly needsNoStack?: boolean;
  /** Refuses props that cannot be right. Names, kinds and the owner are checked before, ranges with the decisions. */
  readonly checkProps?: (props: Props, refuse: Refuse) => void;
  /** The policy. */
  readonly decide: (props: Props, ledger: Ledger) => Choices;
  /** Refuses choices that do not go together. */
  readonly checkChoices?: (choices: Choices, props: Props, refuse: Refuse) => void;
  /** Notices about choices that are accepted all the same. */
  readonly noticesOf?: (choices: Choices, props: Props) => Notice[];
  /** The names that are given and not made up, of which AWS has one: `the event bus 'a'`. */
  readonly namesOf?: (choices: Choices, props: Props) => TakenName[];
  /** What must be of the region of the stack, if something says its own. */
  readonly regionalOf?: (choices: Choices, props: Props) => Regional[];
  /** The properties that others rely on: an escape that would silently break them is refused. */
  readonly reliances?: readonly Reliance[];
  /** The names in its resources that are texts, and no tokens. */
  readonly nameReferences?: readonly NameReference[];
  /** The answers to what policy checkers find in its resources. */
  readonly answers?: readonly Answer[];
}

/** The checks that only one engine can make. */
export type EngineCheck<Props, Choices> = (planned: { props: Props; choices: Choices; refuse: Refuse }) => void;

/** The props that stand in several capabilities, and mean the same in all. */
interface CommonProps {
  readonly owner?: string;
  readonly roleArns?: { readonly [role: string]: string };
}

/**
 * A construct that is about to be made: everything is checked and decided, and nothing is in the tree yet.
 *
 * @internal
 */
export interface Plan<Props = any, Choices = any> {
  /** The capability, with its stage on this path. */
  readonly capability: Capability;
  readonly props: Props;
  readonly owner: string | undefined;
  readonly choices: Choices;
  readonly ledger: Ledger;
  readonly notices: readonly Notice[];
  /** The values that the platform team does not allow, by the name of the decision. An engine refuses them. */
  readonly exceeded: ReadonlyMap<string, LimitExceededError>;
  /** The properties that others rely on. */
  readonly reliances: readonly Reliance[];
  /** The names in its resources that are texts, and no tokens. */
  readonly nameReferences: readonly NameReference[];
  /** The answers to what policy checkers find, that hold for these choices. */
  readonly answers: readonly Answer[];
  /** What must be of the region of the stack. */
  readonly regional: readonly Regional[];
  /** The roles that the team brings, by their slots. */
  readonly roleArns: { readonly [role: string]: string };
  /** The names of which AWS has one. */
  readonly names: readonly TakenName[];
  /** Refuses something about this construct, with its path and its page. */
  readonly refuse: Refuse;
}

/**
 * The one way to build: checks the props, finds the owner, decides, checks the choices. Whatever it refuses leaves the
 * tree as it was.
 *
 * @param check the checks that only this engine can make
 * @internal
 */
export function plan<Props extends object, Choices>(
  definition: CapabilityDefinition<Props, Choices>,
  scope: IConstruct,
  id: string,
  props: Props,
  check?: EngineCheck<Props, Choices>,
): Plan<Props, Choices> {
  const { capability: shipped, page, struct, needsOwner, checkProps, decide, checkChoices, noticesOf } = definition;
  const { reliances = [], nameReferences = [], answers: allAnswers = [], namesOf, regionalOf } = definition;
  const where = pathOf(scope, id);
  const refuse = refusal(where, page);
  if (!definition.needsNoStack) checkStack(scope, shipped.construct, refuse);
  const { capability, warning } = GoldenPath._lifecycleOf(scope, shipped.id, today(), where);
  checkStruct(struct, props, refuse);
  const { owner: asked, roleArns } = props as CommonProps;
  checkRoleArns(roleArns, refuse);
  if (!needsOwner) checkOwner(asked, refuse);
  checkProps?.(props, refuse);
  const path = GoldenPath.of(scope);
  const owner = needsOwner ? ownerOf(asked, path, shipped.id, refuse) : (asked ?? path?.owner);
  const exceeded = new Map<string, LimitExceededError>();
  const ledger = new Ledger(shipped.id, GoldenPath._settingsOf(scope), where, (name, error) => {
    exceeded.set(name, error);
  });
  const choices = decide(props, ledger);
  checkChoices?.(choices, props, refuse);
  check?.({ props, choices, refuse });
  const lifecycle = warning === undefined ? [] : [{ id: `goldenpath:lifecycle:${shipped.id}`, text: warning }];
  const notices = [...lifecycle, ...(noticesOf?.(choices, props) ?? [])];
  const answers = allAnswers.filter(({ when }) => when?.(choices) ?? true);
  const names = namesOf?.(choices, props) ?? [];
  const made = { capability, props, owner, choices, ledger, refuse, notices, exceeded };
  const regional = regionalOf?.(choices, props) ?? [];
  return { ...made, reliances, nameReferences, answers, names, regional, roleArns: roleArns ?? {} };
}

function checkStack(scope: IConstruct, construct: string, refuse: Refuse): void {
  if (!scope?.node || !lacksStack(scope)) return;
  const { path } = scope.node;
  refuse(
    `${construct} stands in no stack: ${path ? `'${path}'` : 'the app'} is none.`,
    `Make one, and the construct in it: const stack = new Stack(${path ? 'environment' : 'app'}, 'Orders').`,
  );
}
