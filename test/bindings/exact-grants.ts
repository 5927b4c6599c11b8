import { expectedPermissions, GRANTS, INTERFACES, KEPT_FROM_THE_PROGRAM, Used, USUAL } from './grants';
import { Access, IBindable, UsesOptions } from '../../src/binding/binding';
import { BindingError } from '../../src/support/errors';
import { refusal } from '../fixtures/errors';

/** A construct that uses resources. */
export interface Consumer {
  readonly slots: string[];
  uses(resource: IBindable, access?: Access, options?: UsesOptions): any;
}

/** The parts of a template that a binding may change, for one consumer. */
export interface Seen {
  /** The permissions in all policies of its roles: the slot, the action and the resource, one line each. */
  readonly permissions: string[];
  readonly variables: { readonly [name: string]: string };
  /** The rules of security groups, by slot. */
  readonly rules: { readonly [slot: string]: string };
}

/** The consumers of an engine, and the texts that differ between the engines. */
export interface Engine<Stack> {
  readonly consumers: { readonly [name: string]: (stack: Stack, id: string) => Consumer };
  readonly stackOn: (used: Used<Stack>) => Stack;
  readonly look: (stack: Stack, consumer: Consumer) => Seen;
  /** The consumer's own security group, as text. */
  readonly ownGroup: string;
  /** The slots that a function gets with the network. */
  readonly slotsOfNetwork: string[];
}

const ALL = Object.values(Access);
const less = (from: string[], what: string[]) => from.filter(each => !what.includes(each)).sort();

/** Defines tests: every consumer uses a resource in every way, and gets exactly the expected grants. */
export function testExactGrants<Stack>(engine: Engine<Stack>, used: Used<Stack>): void {
  const allowed = ALL.filter(access => GRANTS[used.capability][access] && !used.refuses?.includes(access));

  test.each(Object.keys(engine.consumers))('%s', name => {
    const stack = engine.stackOn(used);
    const make = engine.consumers[name];
    const resource = used.make(stack);
    const idle = make(stack, 'Idle');
    const usual = make(stack, 'Usual');
    usual.uses(resource, undefined, used.options);
    const consumers = allowed.map(access => {
      const consumer = make(stack, `Consumer${ALL.indexOf(access)}`);
      consumer.uses(resource, access, used.options);
      return { access, consumer };
    });
    const refused = ALL.filter(access => !allowed.includes(access)).map(access => {
      const consumer = make(stack, `Refused${ALL.indexOf(access)}`);
      const error = refusal(() => consumer.uses(resource, access, used.options));
      expect([access, error]).toEqual([access, expect.any(BindingError)]);
      for (const text of Object.values(error.complaint)) expect(text).toMatch(/\S/);
      return consumer;
    });

    const before = engine.look(stack, idle);
    for (const { access, consumer } of consumers) {
      const after = engine.look(stack, consumer);
      const policy = name === 'function' ? 'policy' : 'taskPolicy';
      const interfaces = name === 'function' && used.port ? [...INTERFACES, ...KEPT_FROM_THE_PROGRAM] : [];
      const permissions = [...expectedPermissions(used, access), ...interfaces]
        .map(each => `${policy}: ${each}`)
        .sort();
      expect([access, less(after.permissions, before.permissions)]).toEqual([access, permissions]);
      expect(less(before.permissions, after.permissions)).toEqual([]);

      const variables = access === Access.READ && used.readerVariables ? used.readerVariables : used.variables;
      const added = Object.fromEntries(
        Object.entries(after.variables).filter(([variable]) => !(variable in before.variables)),
      );
      expect([access, added]).toEqual([
        access,
        Object.fromEntries(Object.entries(variables).map(([suffix, value]) => [`USED_${suffix}`, value])),
      ]);
      expect(less(Object.keys(before.variables), Object.keys(after.variables))).toEqual([]);

      const rules = Object.fromEntries(Object.entries(after.rules).filter(([slot]) => !(slot in before.rules)));
      expect(rules).toEqual(
        used.port
          ? {
              UsedIngress: `tcp ${used.port.port} into ${used.port.group} from ${engine.ownGroup}`,
              UsedEgress: `tcp ${used.port.port} out of ${engine.ownGroup} to ${used.port.group}`,
            }
          : {},
      );

      const made = [
        ...(permissions.length > 0 && !idle.slots.includes(policy) ? [policy] : []),
        ...Object.keys(rules),
        ...(name === 'function' && used.port ? engine.slotsOfNetwork : []),
      ];
      expect([access, less(consumer.slots, idle.slots)]).toEqual([access, made.sort()]);
    }
    expect(engine.look(stack, usual)).toEqual(
      withOwnName(
        engine.look(stack, consumers.find(({ access }) => access === USUAL[used.capability])!.consumer),
        'Usual',
      ),
    );
    for (const consumer of refused) {
      expect(engine.look(stack, consumer).permissions).toEqual(before.permissions);
      expect(Object.keys(engine.look(stack, consumer).variables)).toEqual(Object.keys(before.variables));
      expect(consumer.slots).toEqual(idle.slots);
    }
  });
}

/** The same with the name of another consumer: two consumers differ in nothing else. */
function withOwnName(seen: Seen, name: string): Seen {
  return JSON.parse(JSON.stringify(seen).replace(/\bConsumer\d\b/g, name));
}
