// An issuer of OIDC tokens for tests: it signs with RS256, and serves its keys.
const { createSign, generateKeyPairSync } = require('node:crypto');
const { createServer } = require('node:http');

const encoded = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/**
 * @typedef {object} Issuer
 * @property {string} url                                     where it really is
 * @property {(claims?: object) => string} token              a good one for AWS, with these claims beside
 * @property {(claims?: object) => string} forged             the same, with a key that is not the issuer's
 * @property {(endpoint: string) => Promise<void>} introduce  tells an embedded AWS where it is
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} name   what it is called in its tokens: `https://token.actions.githubusercontent.com`
 * @returns {Promise<Issuer>}
 */
async function startIssuer(name) {
  const [keys, others] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  const server = createServer((request, response) => {
    const body = request.url === '/keys'
      ? { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] }
      : { issuer: name, jwks_uri: `${url}/keys` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${port}`;
  const signed = (key, claims) => {
    const now = Math.floor(Date.now() / 1000);
    const all = { iss: name, aud: 'sts.amazonaws.com', iat: now, nbf: now, exp: now + 300, ...claims };
    const text = `${encoded({ alg: 'RS256', typ: 'JWT', kid: 'one' })}.${encoded(all)}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
  };
  return {
    url,
    token: (claims = {}) => signed(keys.privateKey, claims),
    forged: (claims = {}) => signed(others.privateKey, claims),
    async introduce(endpoint) {
      const { status } = await fetch(`${endpoint}/_emulator/issuers/${name.split('://')[1]}?at=${url}`, { method: 'PUT' });
      if (status !== 204) throw new Error(`The embedded AWS does not take the issuer: ${status}.`);
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

module.exports = { startIssuer };
