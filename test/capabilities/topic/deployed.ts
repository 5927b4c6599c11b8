import { GetTopicAttributesCommand, PublishCommand } from '@aws-sdk/client-sns';
import { DeleteQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { AwsApi } from '../../deploy/aws-api';
import { CdkApp, succeeded } from '../../deploy/cdk';
import { DeployedWork } from '../../deploy/deployed-work';
import { missing } from '../../deploy/inventory';
import { Steps } from '../../deploy/scenario';

/** A topic with its subscriptions, deployed and used. */
export function deployed({ does, shows }: Steps, aws: () => AwsApi, app: () => CdkApp): void {
  const at = async (type: string, name: string, stack = 'News') => (await DeployedWork.of(aws(), stack)).id(type, name);
  const publish = async (kind: string, stack = 'News') => {
    const MessageAttributes = { kind: { DataType: 'String', StringValue: kind } };
    const TopicArn = await at('AWS::SNS::Topic', 'News', stack);
    await aws().sns.send(new PublishCommand({ TopicArn, Message: `about ${kind}`, MessageAttributes }));
  };
  const received = async (name: string, WaitTimeSeconds: number, stack = 'News') => {
    const QueueUrl = await at('AWS::SQS::Queue', name, stack);
    const { Messages = [] } = await aws().sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds }));
    return Messages.map(({ Body }) => Body);
  };

  does('is created', async () => void succeeded(await app().deploy(['News'])));

  shows('every resource that CloudFormation speaks of', async () => expect(await missing(aws(), 'News')).toEqual([]));

  shows('a topic with a key of its own', async () => {
    const TopicArn = await at('AWS::SNS::Topic', 'News');
    const { Attributes } = await aws().sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({ KmsMasterKeyId: expect.stringContaining(':key/'), SignatureVersion: '2' });
  });

  does('delivers the message that the filter lets through, as it was sent, and no other', async () => {
    await publish('gossip');
    await publish('signup');
    expect(await received('Letters', 20)).toEqual(['about signup']);
    expect(await received('Letters', 1)).toEqual([]);
  });

  does('keeps a message that cannot be delivered in the dead-letter queue of its subscription', async () => {
    await aws().sqs.send(new DeleteQueueCommand({ QueueUrl: await at('AWS::SQS::Queue', 'Closed') }));
    await publish('lost');
    expect(await received('ClosedNewsTopicDeadLetterQueue', 20)).toEqual([expect.stringContaining('about lost')]);
  });

  does('is created with a key of the team', async () => void succeeded(await app().deploy(['Keyed'])));

  shows('that key alone, on the topic, the queues and the dead letters', async () => {
    const keys = (await aws().resources('Keyed')).filter(({ ResourceType }) => ResourceType === 'AWS::KMS::Key');
    expect(keys).toHaveLength(1);
    const key = expect.stringContaining(keys[0].PhysicalResourceId!);
    const TopicArn = await at('AWS::SNS::Topic', 'News', 'Keyed');
    const { Attributes } = await aws().sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({ KmsMasterKeyId: key });
    for (const name of ['Letters', 'LettersDeadLetterQueue', 'LettersNewsTopicDeadLetterQueue']) {
      const QueueUrl = await at('AWS::SQS::Queue', name, 'Keyed');
      const { Attributes: ofQueue } = await aws().sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['KmsMasterKeyId'] }),
      );
      expect([name, ofQueue]).toEqual([name, { KmsMasterKeyId: key }]);
    }
  });

  does('delivers through that key', async () => {
    await publish('signup', 'Keyed');
    expect(await received('Letters', 20, 'Keyed')).toEqual(['about signup']);
  });
}
