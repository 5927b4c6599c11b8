import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as actions from 'aws-cdk-lib/aws-codepipeline-actions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as schedulerTargets from 'aws-cdk-lib/aws-scheduler-targets';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { EnvironmentTier } from '../../../src/path/tier';
import { workerIn } from '../../capabilities/worker/fixture';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

const CONTEXT = { '@aws-cdk/aws-stepfunctions-tasks:fixRunEcsTaskPolicy': true };

describe.each([
  ['a service', serviceIn, [8080]],
  ['a worker', workerIn, []],
] as const)('%s', (_, make, ports) => {
  describe.each([
    ['in one stack', false],
    ['in two stacks', true],
  ])('%s', (__, apart) => {
    function made() {
      const app = new App({ context: CONTEXT });
      const stack = stackOn(EnvironmentTier.PRODUCTION, {}, app);
      const other = apart ? new Stack(app, 'Other') : stack;
      const capability = make(stack);
      const { executionRole, taskDefinition, taskRole, securityGroup, service, cluster } = capability.resources;
      const refOf = (resource: any) => stack.resolve(resource.logicalId);
      const ids = { executionRole, taskDefinition, taskRole, securityGroup, service, cluster };
      return {
        stack,
        other,
        capability,
        ids: Object.fromEntries(Object.entries(ids).map(([name, resource]) => [name, refOf(resource)])),
      };
    }
    const ends = ({ stack, other }: { stack: Stack; other: Stack }) => {
      (stack.node.root as App).synth();
      if (apart) expect(stack.dependencies).toEqual([]);
      return Template.fromStack(other);
    };
    /** All statements of the policies of a template, as one text. */
    const policiesOf = (template: Template) => JSON.stringify(template.findResources('AWS::IAM::Policy'));

    test('a step function runs its task, in its network, and may pass its roles', () => {
      const all = made();
      const { taskDefinition, cluster, securityGroup } = all.capability;
      const migrate = new tasks.EcsRunTask(all.other, 'Migrate', {
        integrationPattern: sfn.IntegrationPattern.RUN_JOB,
        cluster,
        taskDefinition,
        securityGroups: [securityGroup],
        launchTarget: new tasks.EcsFargateLaunchTarget({ platformVersion: ecs.FargatePlatformVersion.LATEST }),
        containerOverrides: [{ containerDefinition: taskDefinition.defaultContainer!, command: ['migrate'] }],
      });
      new sfn.StateMachine(all.other, 'Release', { definitionBody: sfn.DefinitionBody.fromChainable(migrate) });
      const template = ends(all);
      const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
      const definition = JSON.stringify(machine.Properties.DefinitionString);
      expect(definition).toContain('{\\"Name\\":\\"app\\",\\"Command\\":[\\"migrate\\"]}');
      expect(definition).toContain('subnet-0b000000000000001');
      expect(definition).toContain(all.ids.taskDefinition);
      expect(definition).toContain(all.ids.securityGroup);
      const policies = policiesOf(template);
      for (const name of ['taskRole', 'executionRole']) expect(policies).toContain(all.ids[name]);
      // Nothing is made of the view itself.
      template.resourceCountIs('AWS::ECS::TaskDefinition', apart ? 0 : 1);
      expectSlotsComplete(all.capability);
    });

    test('a rule starts its task', () => {
      const all = made();
      const { taskDefinition, cluster, securityGroup } = all.capability;
      const target = new targets.EcsTask({
        cluster,
        taskDefinition,
        securityGroups: [securityGroup],
        containerOverrides: [{ containerName: 'app', command: ['report'] }],
      });
      new events.Rule(all.other, 'Nightly', { schedule: events.Schedule.rate(Duration.days(1)), targets: [target] });
      ends(all).hasResourceProperties('AWS::Events::Rule', {
        Targets: [
          Match.objectLike({
            EcsParameters: Match.objectLike({ LaunchType: 'FARGATE', TaskCount: 1 }),
            Input: '{"containerOverrides":[{"name":"app","command":["report"]}]}',
          }),
        ],
      });
      const nightly = { Properties: { ScheduleExpression: 'rate(1 day)' } };
      const [rule] = Object.values(Template.fromStack(all.other).findResources('AWS::Events::Rule', nightly));
      expect(JSON.stringify(rule.Properties.Targets[0].EcsParameters.TaskDefinitionArn)).toContain(
        all.ids.taskDefinition,
      );
    });

    test('a schedule starts its task', () => {
      const all = made();
      const { taskDefinition, cluster, securityGroup } = all.capability;
      new scheduler.Schedule(all.other, 'Nightly', {
        schedule: scheduler.ScheduleExpression.rate(Duration.days(1)),
        target: new schedulerTargets.EcsRunFargateTask(cluster, { taskDefinition, securityGroups: [securityGroup] }),
      });
      const template = ends(all);
      const [schedule] = Object.values(template.findResources('AWS::Scheduler::Schedule'));
      const { EcsParameters } = schedule.Properties.Target;
      expect(EcsParameters.LaunchType).toBe('FARGATE');
      expect(JSON.stringify(EcsParameters.TaskDefinitionArn)).toContain(all.ids.taskDefinition);
      expect(policiesOf(template)).toContain('iam:PassRole');
    });

    test('a pipeline deploys it', () => {
      const all = made();
      const output = new codepipeline.Artifact();
      const source = new actions.CodeStarConnectionsSourceAction({
        actionName: 'Source',
        owner: 'acme',
        repo: 'orders',
        connectionArn: 'arn:aws:codeconnections:eu-west-1:123456789012:connection/1',
        output,
      });
      const deploy = new actions.EcsDeployAction({
        actionName: 'Deploy',
        service: all.capability.service,
        input: output,
      });
      new codepipeline.Pipeline(all.other, 'Pipeline', {
        stages: [
          { stageName: 'Source', actions: [source] },
          { stageName: 'Deploy', actions: [deploy] },
        ],
      });
      const [pipeline] = Object.values(ends(all).findResources('AWS::CodePipeline::Pipeline'));
      const { Configuration } = pipeline.Properties.Stages[1].Actions[0];
      expect(JSON.stringify(Configuration.ServiceName)).toMatch(new RegExp(`${all.ids.service}.*Name`));
      expect(JSON.stringify(Configuration.ClusterName)).toContain(all.ids.cluster);
    });
  });

  test('the container of the view is the program’s, and a sidecar’s is found', () => {
    const capability = make(stackOn());
    const { taskDefinition } = capability;
    expect(taskDefinition.defaultContainer!.containerName).toBe('app');
    expect(taskDefinition.defaultContainer!.portMappings.map(({ containerPort }) => containerPort)).toEqual(ports);
    expect(taskDefinition.findContainer('proxy')).toBeUndefined();
    capability.addSidecar({ name: 'proxy', image: 'public.ecr.aws/acme/proxy:1', memoryMib: 64 });
    expect(taskDefinition.findContainer('proxy')!.memoryLimitSpecified).toBe(true);
  });

  test('what would change the definition behind the view is refused', () => {
    const { taskDefinition } = make(stackOn());
    const attempts: (() => unknown)[] = [
      () => taskDefinition.addContainer('x', { image: ecs.ContainerImage.fromRegistry('x') }),
      () => taskDefinition.addVolume({ name: 'x' }),
      () => taskDefinition.defaultContainer!.addEnvironment('A', 'b'),
      () => taskDefinition.defaultContainer!.addMountPoints(),
      () => taskDefinition.defaultContainer!.addPortMappings({ containerPort: 1 }),
    ];
    for (const attempt of attempts) {
      expect(refusal(attempt).complaint.what).toContain('has no effect on what goldenpath made');
    }
  });
});
