/**
 * Who relies on a property of a construct.
 *
 * @internal
 */
export enum ReliedOnBy {
  /** The construct itself, always. */
  ITSELF = 'itself',
  /** Whoever uses it. */
  USERS = 'users',
  /** Whoever takes messages or events from it. */
  CONSUMERS = 'consumers',
  /** Whoever sends to it in its own name, by the policy of the resource: a topic. */
  SENDERS = 'senders',
  /** What it uses: it gives the variables. */
  USED = 'used',
  /** What it has permissions for, as it uses it. */
  PERMITTED = 'permitted',
  /** What it reaches at a port, as it uses it. */
  REACHED = 'reached',
  /** The secrets that fill variables of it when it starts. */
  FILLED = 'filled',
  /** The deployment that shifts its calls from version to version. */
  SHIFTED = 'shifted',
  /** The queue that it takes messages from. */
  CONSUMED = 'consumed',
}

/**
 * A property of a slot that something else was made from: permissions, rules, variables, checks. An escape that changes
 * it leaves those as they are, and nothing says so before the program runs. So it is refused.
 *
 * @internal
 */
export interface Reliance {
  readonly slot: string;
  /**
   * The path of the property in a CloudFormation template, with the selections of a patch. A key below a list stands
   * for that of all its elements, and `{variable}` for each variable that the construct has from what it uses.
   */
  readonly cloudformation: string;
  /** The slot on Terraform, where it is another one. */
  readonly terraformSlot?: string;
  /** The path of the argument on Terraform. */
  readonly terraform: string;
  readonly by: ReliedOnBy;
  /** Whether it only has to be there: its value may be another. */
  readonly presence?: boolean;
  /** Whether it must not be there, because what is relied on stands at another place under the same name. */
  readonly absence?: boolean;
  /** Whether it is a list of which every value must stay. More may come. */
  readonly keeps?: boolean;
  /** What would not work, in a sentence. */
  readonly breaks: string;
  /** What does it right, in a sentence. */
  readonly instead: string;
}

/**
 * A property of a slot.
 *
 * @internal
 */
export interface PropertyOfSlot {
  readonly slot: string;
  /** Its path in a CloudFormation template. A key below a list stands for that of all its elements. */
  readonly cloudformation: string;
  /** The path of the argument on Terraform. */
  readonly terraform: string;
}

/**
 * A property that holds the name of something else as a text. Neither CloudFormation nor Terraform sees that the two
 * belong together, so an escape of one alone leaves a name of nothing. Synth finds it, once all escapes are made.
 *
 * @internal
 */
export interface NameReference extends PropertyOfSlot {
  /** The kind of thing that is named: `container`. */
  readonly kind: string;
  /** The properties that give such things their names. A name is one of them, if any of these slots is there. */
  readonly named: readonly PropertyOfSlot[];
}

/**
 * Something on which others can rely.
 *
 * @internal
 */
export interface IReliedOn {
  /** Notes who relies on it from now on, and on which variables. Refuses where an escape has changed what they need. */
  _relyOn(by: readonly ReliedOnBy[], variables?: readonly string[]): void;
}
