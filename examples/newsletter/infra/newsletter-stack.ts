import { join } from 'path';
import { Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  Access,
  EventSource,
  FunctionCode,
  FunctionHttp,
  GoldenPathFunction,
  GoldenPathWorker,
  ManagedBucket,
  ManagedQueue,
  ManagedSecret,
  ManagedTable,
  SecretRotation,
  ServiceSource,
  TableKey,
} from 'goldenpath';

const code = (file: string) => FunctionCode.node(join(__dirname, '../functions', file));

export class NewsletterStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const subscribers = new ManagedTable(this, 'Subscribers', { partitionKey: TableKey.string('email') });
    const signups = new ManagedQueue(this, 'Signups', { maxReceiveCount: 3 });
    const letters = new ManagedBucket(this, 'Letters');
    const deliveries = new ManagedQueue(this, 'Deliveries');
    const linkSecret = new ManagedSecret(this, 'LinkSecret', {
      rotation: SecretRotation.byNewValue({ everyDays: 30 }),
    });

    const signup = new GoldenPathFunction(this, 'Signup', { code: code('signup.ts'), http: FunctionHttp.iam() });
    signup.uses(subscribers, Access.WRITE).uses(signups);

    const welcome = new GoldenPathFunction(this, 'Welcome', {
      code: code('welcome.ts'),
      events: [EventSource.queue(signups)],
    });
    welcome.uses(linkSecret).uses(letters, Access.WRITE).uses(deliveries);

    const mailer = new GoldenPathWorker(this, 'Mailer', {
      source: ServiceSource.image('public.ecr.aws/acme/mailer:1.0.3'),
      queue: deliveries,
    });
    mailer.uses(letters, Access.READ);
  }
}
