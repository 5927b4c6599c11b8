import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { TerraformStack, TerraformVariable } from 'cdktf';
import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { GoldenPathService } from '../../../src/capabilities/service/terraform';
import { GoldenPathWorker } from '../../../src/capabilities/worker/terraform';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { Patch } from '../../../src/record/patch';
import { configurationOf, decodedSlotsIn, terraformStackOn } from '../../fixtures/terraform';

const made = {
  service: (stack: TerraformStack, source: ServiceSource) =>
    new GoldenPathService(stack, 'It', { owner: 'team', source }),
  worker: (stack: TerraformStack, source: ServiceSource) =>
    new GoldenPathWorker(stack, 'It', { owner: 'team', source, queue: new ManagedQueue(stack, 'Jobs') }),
};

describe.each(Object.entries(made))('a %s', (_, make) => {
  test('takes the tag of its image from outside', () => {
    const stack = terraformStackOn();
    const tag = new TerraformVariable(stack, 'image_tag', { type: 'string' });
    const it = make(stack, ServiceSource.ecrRepository('orders', tag.stringValue));
    const [app] = decodedSlotsIn(configurationOf(stack), it).taskDefinition.container_definitions;
    expect(app.image).toMatch(/\/orders:\$\{var\.image_tag\}$/);
  });

  test('takes its image from a parameter that CI writes', () => {
    const stack = terraformStackOn();
    const image = new DataAwsSsmParameter(stack, 'Image', { name: '/orders/image' });
    const it = make(stack, ServiceSource.image(image.insecureValue));
    const [app] = decodedSlotsIn(configurationOf(stack), it).taskDefinition.container_definitions;
    expect(app.image).toBe('${data.aws_ssm_parameter.Image.insecure_value}');
  });

  test('leaves the revision to CI: what runs then is not compared', () => {
    const stack = terraformStackOn();
    const it = make(stack, ServiceSource.image('public.ecr.aws/acme/orders:1.0.0'));
    const compared = decodedSlotsIn(configurationOf(stack), it).service.lifecycle.postcondition[0].condition;
    expect(compared).toMatch(/^\$\{\(self\.task_definition == aws_ecs_task_definition\.\w+\.arn\)\}$/);

    it.escape('service', Patch.append('lifecycle.ignore_changes', 'task_definition'), { reason: 'CI deploys' });
    const { ignore_changes: ignored, postcondition } = decodedSlotsIn(configurationOf(stack), it).service.lifecycle;
    expect(ignored).toEqual(['desired_count', 'task_definition']);
    expect(postcondition[0].condition).toBe('${self.task_definition != ""}');
    expect(it.escapes).toMatchObject([{ properties: ['lifecycle.ignore_changes'], reason: 'CI deploys' }]);
  });
});
