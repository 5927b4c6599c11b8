import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { TerraformVariable, Token } from 'cdktf';
import { DatabaseEngine } from '../../../src/capabilities/database/props';
import { ManagedDatabase } from '../../../src/capabilities/database/terraform';
import { GoldenPathService } from '../../../src/capabilities/service/terraform';
import { resolved } from '../../../src/engines/terraform/escape';
import { json } from '../../../src/engines/terraform/json';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { configurationOf, slotsIn, terraformStackOn } from '../../fixtures/terraform';

const service = { owner: 'team', source: ServiceSource.image('public.ecr.aws/acme/orders:1.0.0') };

/** The variables of a service, as they stand in the document. */
function variablesIn(stack: any, construct: any): { [name: string]: string } {
  const { container_definitions: document } = slotsIn(configurationOf(stack), construct).taskDefinition;
  return Object.fromEntries(
    [...document.matchAll(/"name" = "(\w+)", "value" = ("[^"]*"|[^}]*)\}/g)].map(([, name, value]) => [name, value]),
  );
}

test('a port that Terraform knows as a number reaches a container as a text', () => {
  const stack = terraformStackOn();
  const db = new ManagedDatabase(stack, 'OrdersDb', { engine: DatabaseEngine.postgres() });
  const orders = new GoldenPathService(stack, 'Orders', service).uses(db);
  expect(variablesIn(stack, orders)).toMatchObject({
    PORT: '"8080"',
    ORDERS_DB_PORT: expect.stringMatching(/^tostring\(aws_rds_cluster_instance\.\w+\.port\)$/),
  });
});

test('so does whatever a team gives as a variable', () => {
  const stack = terraformStackOn();
  const queue = new SqsQueue(stack, 'Queue');
  const size = queue.maxMessageSize;
  const orders = new GoldenPathService(stack, 'Orders', {
    ...service,
    environment: {
      NUMBER: Token.asString(size),
      FORMATTED: String(size),
      WITHIN: `at most ${size} bytes`,
      BOOLEAN: Token.asString(queue.fifoQueue),
      DECLARED: new TerraformVariable(stack, 'level', { type: 'number' }).stringValue,
    },
  });
  expect(variablesIn(stack, orders)).toMatchObject({
    NUMBER: 'tostring(aws_sqs_queue.Queue.max_message_size)',
    FORMATTED: 'tostring(aws_sqs_queue.Queue.max_message_size)',
    WITHIN: '"at most ${aws_sqs_queue.Queue.max_message_size} bytes"',
    BOOLEAN: 'tostring(aws_sqs_queue.Queue.fifo_queue)',
    DECLARED: 'tostring(var.level)',
  });
});

test('in any document a number that was made a text is one, and a number is a number', () => {
  const stack = terraformStackOn();
  const { maxMessageSize, arn } = new SqsQueue(stack, 'Queue');
  const declared = new TerraformVariable(stack, 'account', { type: 'number' });
  const document = {
    text: Token.asString(maxMessageSize),
    declared: declared.stringValue,
    number: maxMessageSize,
    arn,
  };
  expect(resolved(stack, json(document))).toBe(
    '${jsonencode({"text" = tostring(aws_sqs_queue.Queue.max_message_size), "declared" = tostring(var.account), ' +
      '"number" = aws_sqs_queue.Queue.max_message_size, "arn" = aws_sqs_queue.Queue.arn})}',
  );
});
