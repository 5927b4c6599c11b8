import { GoldenPathWorkerProps } from './props';
import { CpuArchitecture, ServiceSize } from '../../parts/fargate-task/size';
import { ServiceSource } from '../../parts/fargate-task/source';
import { Samples, SampleSurroundings } from '../../path/sample';

const typical = (around: SampleSurroundings) => ({
  owner: 'team',
  source: ServiceSource.image('public.ecr.aws/acme/orders-worker:1.0.0'),
  queue: around.resource('queue'),
});

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';

export const samples: Samples<GoldenPathWorkerProps> = {
  typical,
  everything: around => ({
    ...typical(around),
    size: ServiceSize.LARGE,
    architecture: CpuArchitecture.X86_64,
    scaling: { minTasks: 0, maxTasks: 9, targetBacklogPerTask: 2.5, acceptableLatencySeconds: 45 },
    stopTimeoutSeconds: 60,
    environment: { TEXT: 'a "quoted" text\nwith \\ and ${HOME} and %{if}', B: '' },
    deployment: { minimumHealthyPercent: 50, maximumPercent: 200, rollbackOnAlarm: true },
    healthCheckCommand: ['/probe', '--quick'],
    network: around.network,
  }),
  others: {
    'with a key of the team': around => ({ ...typical(around), encryptionKeyArn: KEY }),
    'an image in ECR, without a check': around => ({
      ...typical(around),
      source: ServiceSource.ecrRepository('orders', '1.4.2'),
      size: ServiceSize.XSMALL,
      architecture: CpuArchitecture.ARM64,
      healthCheckCommand: [],
    }),
    'one task at a time': around => ({
      ...typical(around),
      size: ServiceSize.SMALL,
      deployment: { minimumHealthyPercent: 0, maximumPercent: 100 },
    }),
    'three tasks at least': around => ({
      ...typical(around),
      size: ServiceSize.MEDIUM,
      scaling: { minTasks: 3 },
    }),
    'a FIFO queue': around => ({
      ...typical(around),
      size: ServiceSize.XLARGE,
      queue: around.resource('queue', 'everything'),
    }),
  },
  otherwise: [
    {
      execEnabled: true,
      user: '65534',
      tmpMib: 32,
      dropCapabilities: false,
      initProcess: false,
      visibilityMarginSeconds: 5,
      stopTimeoutSeconds: 90,
      healthCheckIntervalSeconds: 20,
      healthCheckTimeoutSeconds: 4,
      healthCheckRetries: 4,
      healthCheckGraceSeconds: 120,
      platformVersion: '1.4.0',
      telemetryAttributes: false,
      latencyStepPercent: 50,
      wakeTasks: 2,
      scaleOutMinutes: 3,
      scaleInCooldownSeconds: 30,
      scaleOutCooldownSeconds: 20,
      spotPercent: 30,
      onDemandTasks: 1,
      circuitBreaker: false,
      rollbackOnFailure: false,
      containerInsights: 'enhanced',
      logRetentionDays: 90,
      logsKeptOnDeletion: true,
      logEncryption: 'own-key',
      logKeyRotation: false,
      logKeyDeletionDays: 7,
      logBufferMib: 4,
      dashboard: false,
      alarms: true,
      alarmTaskMinutes: 3,
      alarmStalledMinutes: 4,
      alarmLatencySeconds: 77,
      alarmLatencyMinutes: 2,
      alarmCpuPercent: 70,
      alarmMemoryPercent: 75,
    },
    { spotPercent: 0 },
    { spotPercent: 100, onDemandTasks: 3 },
  ],
};
