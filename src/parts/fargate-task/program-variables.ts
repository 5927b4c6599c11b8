import { MOST_TASK_BYTES } from './check';
import { Container, withSecrets, withVariables } from './container';
import { BindingPermission } from '../../binding/binding';
import { ConsumerProgram } from '../../record/uses';
import { Refuse } from '../../support/input';

/**
 * A task, as an engine has it.
 *
 * @internal
 */
export interface ProgramTask {
  readonly containers: () => Container[];
  readonly contain: (containers: Container[]) => void;
  /** Lets the role that starts the tasks read secrets. */
  readonly letRead: (permissions: readonly BindingPermission[]) => void;
}

/**
 * The variables that the program of a task gets from what it uses.
 *
 * @internal
 */
export class ProgramVariables implements ConsumerProgram {
  readonly mostVariableBytes = MOST_TASK_BYTES;
  /** The variables that are filled from secrets. */
  private filled: readonly string[] = [];

  constructor(
    private readonly task: ProgramTask,
    private readonly refuse: Refuse,
  ) {}

  /** Sets the variables of all uses in the program's container, after its own. */
  setVariables(variables: { readonly [name: string]: string }): void {
    const { task, refuse } = this;
    task.contain(withVariables(task.containers(), variables, refuse));
  }

  /** Lets ECS fill variables of the program from secrets. */
  setSecretVariables(references: { readonly [name: string]: string }, permissions: readonly BindingPermission[]): void {
    const { task, filled, refuse } = this;
    task.letRead(permissions);
    task.contain(withSecrets(task.containers(), { references, filled }, refuse));
    this.filled = Object.keys(references);
  }
}
