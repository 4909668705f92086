// A real OpenID Connect provider (npm oidc-provider) on loopback, with sign-in pages of its own: any name is let in.
// provider.mjs PORT KEY: PORT may be 0, KEY is what its signing key is called. Says "listening PORT", and ends with its standard input.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [port, kid] = process.argv.slice(2);
// By way of PEM: Node.js 20 was seen to stand still for good when it exported the key that it had just made.
const made = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const privateKey = createPrivateKey(made.privateKey);
const client = {
  client_id: 'lockbox',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  redirect_uris: ['http://127.0.0.1/signed-in'],
  response_types: ['code'],
  grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
};

const server = createServer();
server.listen(Number(port), '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [client],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['of no use outside of this test'] },
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email', 'email_verified'] },
    features: { deviceFlow: { enabled: true } },
    findAccount: (ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: id, email: id, email_verified: true }),
    }),
  });
  server.on('request', provider.callback());
  console.log(`listening ${server.address().port}`);
});
process.stdin.resume().on('end', () => process.exit());
