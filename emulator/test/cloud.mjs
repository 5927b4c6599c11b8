// What the tests share: one emulator for a file, its APIs over plain HTTP, and stacks.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmulator } from '../emulator.mjs';

/** Starts an emulator of its own; `close` ends it and removes its folder. */
export async function open() {
  const stateDir = mkdtempSync(join(tmpdir(), 'emulator-test-'));
  const emulator = await startEmulator({ stateDir, stopWithParent: true });
  return {
    emulator,
    stateDir,
    ...apis(emulator),
    close: async () => {
      await emulator.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** @param {import('../emulator.mjs').Emulator} emulator */
function apis(emulator) {
  const headers = (/** @type {string} */ service) => ({
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${emulator.region}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
  });

  /** The query protocol: parameters as form fields, the answer as XML text. */
  async function query(service, action, parameters = {}) {
    const answer = await fetch(emulator.endpoint, {
      method: 'POST',
      headers: { ...headers(service), 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Action: action, ...parameters }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${action}: ${text}`);
    return text;
  }

  /** The JSON protocol. */
  async function json(service, target, input = {}) {
    const answer = await fetch(emulator.endpoint, {
      method: 'POST',
      headers: { ...headers(service), 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body: JSON.stringify(input),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${target}: ${text}`);
    return text === '' ? {} : JSON.parse(text);
  }

  /** A REST path (S3, API Gateway, Lambda). */
  async function rest(service, path, init = {}) {
    const answer = await fetch(`${emulator.endpoint}${path}`, { ...init, headers: { ...headers(service), ...init.headers } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${text}`);
    return text;
  }

  async function describe(name) {
    const xml = await query('cloudformation', 'DescribeStacks', { StackName: name });
    const outputs = Object.fromEntries(
      [...xml.matchAll(/<OutputKey>(.*?)<\/OutputKey>\s*<OutputValue>(.*?)<\/OutputValue>/gs)].map((match) => [match[1], decode(match[2])]));
    return { status: one(xml, 'StackStatus'), outputs };
  }

  async function settled(name) {
    for (let round = 0; round < 400; round++) {
      const stack = await describe(name).catch((error) => {
        if (/does not exist/.test(error.message)) return { status: 'GONE', outputs: {} };
        throw error;
      });
      if (!stack.status.endsWith('_IN_PROGRESS')) return stack;
      await sleep(25);
    }
    throw new Error(`${name} does not settle`);
  }

  async function reasons(name) {
    const xml = await query('cloudformation', 'DescribeStackEvents', { StackName: name });
    return all(xml, 'ResourceStatusReason').map(decode).join('\n');
  }

  const run = (action) => async (name, template) => {
    await query('cloudformation', action, {
      StackName: name, TemplateBody: JSON.stringify(template), 'Capabilities.member.1': 'CAPABILITY_NAMED_IAM', 'Capabilities.member.2': 'CAPABILITY_AUTO_EXPAND',
    });
    return settled(name);
  };
  const create = run('CreateStack');
  const update = run('UpdateStack');

  async function deploy(name, template) {
    const stack = await create(name, template);
    assert.equal(stack.status, 'CREATE_COMPLETE', stack.status === 'GONE' ? '' : await reasons(name));
    return stack.outputs;
  }

  async function change(name, template) {
    const stack = await update(name, template);
    assert.equal(stack.status, 'UPDATE_COMPLETE', await reasons(name));
    return stack.outputs;
  }

  async function remove(name) {
    await query('cloudformation', 'DeleteStack', { StackName: name });
    return (await settled(name)).status;
  }

  return { query, json, rest, create, update, deploy, change, remove, settled, reasons };
}

export const ref = (name) => ({ Ref: name });
export const att = (name, attribute) => ({ 'Fn::GetAtt': [name, attribute] });
export const sub = (text) => ({ 'Fn::Sub': text });

/** A template of resources, written as { id: [type, properties, attributes?] }. */
export function template(resources, outputs = {}, more = {}) {
  return {
    Resources: Object.fromEntries(Object.entries(resources).map(([id, [Type, Properties, attributes]]) => [id, { Type, Properties, ...attributes }])),
    Outputs: Object.fromEntries(Object.entries(outputs).map(([id, Value]) => [id, { Value }])),
    ...more,
  };
}

/** The texts of all elements of this name. */
export const all = (xml, name) => [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map((match) => match[1]);
export const one = (xml, name) => all(xml, name)[0];
const decode = (text) => text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** A network, to put into a template. */
export const network = {
  Vpc: ['AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true }],
  SubnetA: ['AWS::EC2::Subnet', { VpcId: ref('Vpc'), AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, CidrBlock: { 'Fn::Select': [0, { 'Fn::Cidr': [att('Vpc', 'CidrBlock'), 4, 8] }] } }],
  SubnetB: ['AWS::EC2::Subnet', { VpcId: ref('Vpc'), AvailabilityZone: { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] }, CidrBlock: { 'Fn::Select': [1, { 'Fn::Cidr': [att('Vpc', 'CidrBlock'), 4, 8] }] } }],
  Group: ['AWS::EC2::SecurityGroup', { GroupDescription: 'test', VpcId: ref('Vpc') }],
};
export const badAlarm = { ComparisonOperator: 'Nonsense', EvaluationPeriods: 1, MetricName: 'm', Namespace: 'n', Threshold: 1 };
