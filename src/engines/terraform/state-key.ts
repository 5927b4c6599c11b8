import { DataAwsSsmParametersByPath } from '@cdktf/provider-aws/lib/data-aws-ssm-parameters-by-path';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { TerraformStack } from 'cdktf';
import { GoldenPath } from '../../path/golden-path';
import { refusal } from '../../support/input';

const PAGE = 'guides/terraform.md';

/** A state is of one stack of one app in one tier: with less, one of them would plan to destroy the other. */
const STATE_KEY = '{organization}/{app}/{tier}/{stack}.tfstate';

/** The key of a stack's state. */
export function stateKeyOf(path: GoldenPath, stack: TerraformStack): string {
  const refuse = refusal(stack.node.path, PAGE);
  const { app, statePrefix, stateKey } = path.terraform!;
  if (statePrefix !== undefined && stateKey !== undefined) {
    refuse('terraform.statePrefix and terraform.stateKey are both given.', 'Write the folder into stateKey.');
  }
  if (app !== undefined && !/^[\w.-]+$/.test(app)) {
    refuse(`terraform.app is '${app}'.`, "Give letters, digits, '-', '_' and '.'.");
  }
  const pattern = stateKey ?? STATE_KEY.replace('{organization}', statePrefix ?? '{organization}');
  const known: { [name: string]: string | undefined } = {
    organization: path.organization,
    app,
    tier: path.tier,
    stack: stack.node.id,
  };
  if (!pattern.includes('{stack}')) {
    refuse(`terraform.stateKey is '${pattern}'.`, 'Write {stack} into it: two stacks would share a state.');
  }
  return pattern.replace(/\{([^}]*)\}/g, (_, name) => {
    if (!Object.hasOwn(known, name)) {
      refuse(
        `terraform.stateKey has '{${name}}'.`,
        `There are ${Object.keys(known)
          .map(each => `{${each}}`)
          .join(', ')}.`,
      );
    }
    return (
      known[name] ??
      refuse(
        'The state has no name of an app in its key.',
        "Give terraform.app, for instance 'orders': another app may have a stack of this name, and both would share " +
          'a state.',
      )
    );
  });
}

const FOLDER = '/goldenpath/states';

/**
 * Writes down where the state of a stack is, and lets nothing be planned while it is found elsewhere: with an empty
 * state Terraform would make everything a second time.
 */
export function recordStateKey(stack: TerraformStack, address: string): void {
  const name = `${FOLDER}/${stack.node.id}`;
  const recorded = `try(nonsensitive(self.values)[index(self.names, "${name}")], "${address}")`;
  new DataAwsSsmParametersByPath(stack, 'GoldenPathStates', {
    path: FOLDER,
    lifecycle: {
      postcondition: [
        {
          condition: `\${${recorded} == "${address}"}`,
          errorMessage:
            `The state of '${stack.node.id}' is at \${${recorded}}, and this configuration says ${address}. ` +
            'Initialise the stack as it was, then run: terraform init -migrate-state; ' +
            `aws ssm put-parameter --overwrite --name ${name} --value ${address}. ` +
            "Or keep the key: terraform.stateKey. If the other is another app's, give this stack another name.",
        },
      ],
    },
  });
  new SsmParameter(stack, 'GoldenPathStateParameter', {
    name,
    description: 'Where the state of this stack is.',
    type: 'String',
    value: address,
  });
}
