// Calls what it uses: as its event says, with its signature, with a token of STS, or with neither.
const { createHash, createHmac } = require('node:crypto');
const http = require('node:http');

const { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: session, AWS_REGION: region } = process.env;
const hash = text => createHash('sha256').update(text).digest('hex');

/** The headers of a request with its signature, version 4. */
function signed({ method, host, path, body = '', headers = {} }, service) {
  const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const all = { ...headers, host, 'x-amz-date': time, 'x-amz-security-token': session };
  const names = Object.keys(all).sort();
  const lines = names.map(name => `${name}:${all[name]}`);
  const canonical = [method, path, '', ...lines, '', names.join(';'), hash(body)].join('\n');
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const secretOfScope = scope
    .split('/')
    .reduce((by, text) => createHmac('sha256', by).update(text).digest(), `AWS4${secret}`);
  const text = ['AWS4-HMAC-SHA256', time, scope, hash(canonical)].join('\n');
  const signature = createHmac('sha256', secretOfScope).update(text).digest('hex');
  const by = `Credential=${key}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...all, authorization: `AWS4-HMAC-SHA256 ${by}` };
}

/** Sends to a host that no machine can look up. */
function send({ method, url, headers, body = '' }) {
  const { host, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: pathname, method, headers: { host, ...headers } };
    const sent = http.request(options, answer => {
      let text = '';
      answer.setEncoding('utf8').on('data', part => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode, body: text }));
    });
    sent.on('error', reject).end(body);
  });
}

async function tokenFor(audience) {
  const url = process.env.AWS_ENDPOINT_URL;
  const asked = { Action: 'GetWebIdentityToken', SigningAlgorithm: 'RS256', 'Audience.member.1': audience };
  const body = String(new URLSearchParams({ ...asked, Version: '2011-06-15' }));
  const { host } = new URL(url);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const request = { method: 'POST', host, path: '/', body, headers };
  const { body: xml } = await send({ method: 'POST', url, headers: signed(request, 'sts'), body });
  return /<WebIdentityToken>(.*?)</.exec(xml)?.[1] ?? xml;
}

exports.handler = async ({ call, at, how, audience }) => {
  const url = at ?? process.env[`${call}_URL`];
  const path = '/orders/7';
  const { host } = new URL(url);
  const headers =
    how === 'signed'
      ? signed({ method: 'GET', host, path }, 'execute-api')
      : how === 'token'
        ? { authorization: `Bearer ${await tokenFor(audience ?? process.env[`${call}_AUDIENCE`])}` }
        : {};
  return send({ method: 'GET', url: `${url}${path}`, headers });
};
