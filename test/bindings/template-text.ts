import { CfnResource, Stack } from 'aws-cdk-lib';
import { line } from './grants';
import { CapabilityConstruct } from '../../src/engines/aws/capability-construct';

const PSEUDO: { readonly [name: string]: string } = {
  'AWS::Partition': 'partition',
  'AWS::Region': 'region',
  'AWS::AccountId': 'account',
  'AWS::URLSuffix': 'suffix',
};

/**
 * Readable names for logical ids: `own.slot` for a slot of the construct itself, `used.slot` for a slot of another one
 * (by the id of its construct), and the path for everything else.
 */
export function namesIn(stack: Stack, own?: CapabilityConstruct): Map<string, string> {
  const names = new Map<string, string>();
  for (const construct of stack.node.findAll()) {
    if (CfnResource.isCfnResource(construct)) {
      names.set(
        stack.resolve(construct.logicalId),
        construct.node.path
          .split('/')
          .slice(1)
          .filter(id => id !== 'Resource')
          .join('/'),
      );
    }
  }
  for (const construct of stack.node.findAll()) {
    if (!(construct instanceof CapabilityConstruct)) continue;
    const name = construct === own ? 'own' : construct.node.id[0].toLowerCase() + construct.node.id.slice(1);
    for (const slot of construct.slots) names.set(stack.resolve(construct.resource(slot).logicalId), `${name}.${slot}`);
  }
  return names;
}

/** A value of a template as text: `${used.queue.Arn}/*`. */
export function text(value: any, names: Map<string, string>): string {
  const said = (each: any) => text(each, names);
  if (typeof value !== 'object') return String(value);
  if (value.Ref) return `\${${PSEUDO[value.Ref] ?? names.get(value.Ref) ?? value.Ref}}`;
  if (value['Fn::GetAtt']) return `\${${names.get(value['Fn::GetAtt'][0])}.${value['Fn::GetAtt'][1]}}`;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(said).join(value['Fn::Join'][0]);
  if (value['Fn::Select']?.[1]['Fn::Split'] && Number(value['Fn::Select'][0]) === 3) {
    return `\${region of ${said(value['Fn::Select'][1]['Fn::Split'][1])}}`;
  }
  throw new Error(`Nobody knows how to say ${JSON.stringify(value)}.`);
}

/** The statements of a policy as texts, one line for each action and resource: `Deny: ...` where it is denied. */
export function linesOf(statements: any[], said: (value: any) => string): string[] {
  return statements.flatMap(({ Effect, Action, Resource, Condition, ...rest }) => {
    if (Object.keys(rest).length > 0) {
      throw new Error(`Nobody knows how to say ${JSON.stringify({ Effect, ...rest })}.`);
    }
    const conditions = Condition && mapped(Condition, tests => mapped(tests, said));
    return [Action]
      .flat()
      .flatMap(action => [Resource].flat().map(resource => line(action, said(resource), conditions)))
      .map(each => (Effect === 'Allow' ? each : `${Effect}: ${each}`));
  });
}

function mapped(object: object, to: (value: any) => any): object {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, to(value)]));
}
