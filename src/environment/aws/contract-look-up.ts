import { ContextProvider, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CONTRACT_VERSION, Contract, PARAMETER, prefixOf } from '../../capabilities/environment/contract';
import { EnvironmentTier } from '../../path/tier';
import { Refuse } from '../../support/input';

/** Where an environment is looked for. */
export interface Sought {
  readonly scope: Construct;
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** What CDK remembers where there is no such parameter. */
const NOTHING = 'goldenpath: nothing is published here';

/** What is assumed until the CLI has looked: the app is synthesised once more with what it found. */
const UNTIL_THEN: Contract = {
  version: CONTRACT_VERSION,
  tier: EnvironmentTier.PRODUCTION,
  organization: null,
  owner: null,
  zones: 3,
  publicSubnets: true,
  parts: [],
};

/** The contract of an environment, looked up by the CDK CLI and remembered in `cdk.context.json`. */
export function lookUpContract(sought: Sought, refuse: Refuse): Contract {
  const { name, account, region } = sought;
  const parameterName = `${prefixOf(name)}/${PARAMETER.contract}`;
  const found = contextValue(sought, parameterName);
  if (found === undefined) return UNTIL_THEN;
  const where = `account ${account}, region ${region}`;
  const again =
    `Then let CDK forget what it remembers: cdk context --reset 'ssm:account=${account}:parameterName=` +
    `${parameterName}:region=${region}'.`;
  if (found === NOTHING) {
    return refuse(
      `There is no environment '${name}' in ${where}: nothing is published at ${parameterName}.`,
      `The platform team publishes it by deploying an app that has new Environment(app, '${name}', { account: ` +
        `'${account}', region: '${region}', ... }): cdk deploy '${name}/*'. ${again}`,
    );
  }
  return readContract(found, `${parameterName} in ${where}`, again, refuse);
}

function readContract(text: string, where: string, again: string, refuse: Refuse): Contract {
  const contract = parse(text);
  const tiers: unknown[] = Object.values(EnvironmentTier);
  if (contract && contract.version > CONTRACT_VERSION) {
    return refuse(
      `${where} has version ${contract.version} of the contract, and this package knows version ${CONTRACT_VERSION}.`,
      'Update goldenpath in this app: npm install goldenpath@latest.',
    );
  }
  if (contract && tiers.includes(contract.tier) && Array.isArray(contract.parts)) return contract;
  return refuse(
    `${where} holds something else than an environment of goldenpath.`,
    `Ask the platform team to deploy its environment again. ${again}`,
  );
}

function parse(text: string): Contract | undefined {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

/** What CDK knows. Where it does not, it is told to find out, by a stack that is there only until then. */
function contextValue({ scope, id, account, region }: Sought, parameterName: string): string | undefined {
  const stackId = `${id}LookUp`;
  const stack = new Stack(scope, stackId, { env: { account, region } });
  const query = { provider: 'ssm', props: { parameterName } };
  const { key } = ContextProvider.getKey(stack, query);
  if (typeof stack.node.tryGetContext(key) === 'string') {
    scope.node.tryRemoveChild(stackId);
    return stack.node.tryGetContext(key);
  }
  ContextProvider.getValue(stack, { ...query, dummyValue: NOTHING, mustExist: false });
  return undefined;
}
