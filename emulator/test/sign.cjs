// Signs requests as the SDKs do, for tests that call as somebody else than the root.
const { createHash, createHmac } = require('node:crypto');

/** The headers of a request with its signature, version 4. */
function sign({ method, host, path, query = '', headers = {}, body = '', region, service, credentials: { key, secret, token }, date = new Date() }) {
  const time = date.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const all = { ...headers, host, 'x-amz-date': time, ...(token && { 'x-amz-security-token': token }) };
  const names = Object.keys(all).sort();
  const hash = (text) => createHash('sha256').update(text).digest('hex');
  const canonical = [method, path, query.split('&').sort().join('&'), ...names.map((name) => `${name}:${all[name]}`), '', names.join(';'), hash(body)].join('\n');
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const secretOfScope = scope.split('/').reduce((by, text) => createHmac('sha256', by).update(text).digest(), `AWS4${secret}`);
  const signature = createHmac('sha256', secretOfScope).update(['AWS4-HMAC-SHA256', time, scope, hash(canonical)].join('\n')).digest('hex');
  return { ...all, authorization: `AWS4-HMAC-SHA256 Credential=${key}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}` };
}

module.exports = { sign };
