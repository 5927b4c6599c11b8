import { Binding } from '../binding/binding';
import { isToken } from '../support/tokens';

/** `ap-southeast-1`, and no region has a longer name. */
const REGION = 14;
/** `amazonaws.com.cn` */
const SUFFIX = 16;
/** `arn:aws-us-gov:`, a service, a region and an account, each with its colon. */
const arn = (service: string) => 'arn:aws-us-gov:'.length + service.length + 1 + REGION + 1 + 12 + 1;
/** What CloudFormation and Terraform add to the path of a construct to make a name that is new: a hash, and more. */
const ADDED = 34;

/** `orders.cluster-ro-c1234567890a.eu-west-1.rds.amazonaws.com`, with the longest name. */
const ENDPOINT = 63 + '.cluster-ro-'.length + 12 + 1 + REGION + '.rds.'.length + SUFFIX;

/** The bytes of a name that is made up, at most `most`. */
type NameBytes = (most: number) => number;

/** The bytes that a variable of what is used has at most, where its value is known at deployment only. */
const MOST: { readonly [variable: string]: (name: NameBytes) => number } = {
  'bucket.NAME': name => name(63),
  'database.HOST': () => ENDPOINT,
  'database.READER_HOST': () => ENDPOINT,
  'database.PORT': () => 5,
  'database.SECRET_ARN': () => arn('secretsmanager') + 'secret:rds!cluster-'.length + 36 + 7,
  'function.URL': () => 'https://'.length + 63,
  'queue.URL': name => 'https://sqs.'.length + REGION + 1 + SUFFIX + 1 + 12 + 1 + name(80),
  'secret.ARN': name => arn('secretsmanager') + 'secret:'.length + name(512) + 7,
  'service.URL': () => 'https://'.length + 63,
  'table.NAME': name => name(255),
  'topic.ARN': name => arn('sns') + name(256),
};

/**
 * The variables of a binding as they count: of what is known at deployment only, as many bytes as it can become.
 *
 * @internal
 */
export function counted({ capability, resource, environment }: Binding): { [suffix: string]: string } {
  const name: NameBytes = most => Math.min(most, resource.length + ADDED);
  return Object.fromEntries(
    Object.entries(environment).map(([suffix, value]) => {
      const bytes = isToken(value) ? (MOST[`${capability}.${suffix}`]?.(name) ?? 0) : undefined;
      return [suffix, bytes === undefined ? value : 'x'.repeat(bytes)];
    }),
  );
}
