// What the tests share: one emulator for a file, its APIs over plain HTTP, and stacks.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { startEmulator } from '../emulator.mjs';
import signing from './sign.cjs';

export const { sign } = signing;

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
  const headers = (/** @type {string} */ service, key = 'test') => ({
    authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/${emulator.region}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
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

  /** The JSON protocol. As the root of another account, if its id is given. */
  async function json(service, target, input = {}, account = undefined) {
    const answer = await fetch(emulator.endpoint, {
      method: 'POST',
      headers: { ...headers(service, account), 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
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

  /** A call of an HTTP API, signed when there are credentials. The name of the host is resolved by no one: it goes along as a header. */
  async function http(url, { method = 'GET', headers: more = {}, body = '', credentials, service = 'execute-api', date } = {}) {
    const { host, port, pathname, search } = new URL(url);
    const signed = credentials ? sign({ method, host, path: pathname, query: search.slice(1), headers: more, body, region: emulator.region, service, credentials, date }) : more;
    return new Promise((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port, method, path: pathname + search, headers: { host, ...signed } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk) => { text += chunk; }).on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: text }));
      });
      call.on('error', reject).end(body);
    });
  }

  return { query, json, rest, http, create, update, deploy, change, remove, settled, reasons };
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

/** A zip archive, its files stored as they are. */
export function zip(files) {
  const entries = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [title, data] = [Buffer.from(name), Buffer.from(text)];
    const fields = Buffer.alloc(26); // version, flags, method, time, date, crc, sizes, length of the name, no extra
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, title, data]);
    const rest = Buffer.alloc(14); // comment, disk, attributes, offset
    rest.writeUInt32LE(offset, 10);
    entries.push({ local, central: Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), fields, rest, title]) });
    offset += local.length;
  }
  const central = Buffer.concat(entries.map((entry) => entry.central));
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...entries.map((entry) => entry.local), central, Buffer.from('PK\x05\x06'), end]);
}

/** Waits until the condition gives something. */
export async function until(what, condition, seconds = 15) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
    const found = await condition();
    if (found) return found;
  }
  throw new Error(`It does not come: ${what}`);
}
