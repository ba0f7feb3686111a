// An OpenID Connect provider to sign in with while trying or testing: anybody is who they say they are. Prints its issuer.
//   node tools/oidc/provider.mjs RETURN_ADDRESS
// Client `millwright`, secret `a secret for trials alone`.
import http from 'node:http';
import Provider from 'oidc-provider';

const [, , returnAddress] = process.argv;
if (!returnAddress) {
  process.stderr.write('Expected the address that the provider sends the browser back to.\n');
  process.exit(2);
}

/** Whoever has `unverified` in their name has an address that the provider did not check. */
function personOf(login) {
  const email = login.includes('@') ? login : `${login}@plant.example`;
  const claims = {
    sub: login,
    email,
    email_verified: !login.includes('unverified'),
    name: login.split('@')[0],
  };
  return { accountId: login, claims: () => claims };
}

const server = http.createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'millwright',
      client_secret: 'a secret for trials alone',
      redirect_uris: [returnAddress],
      grant_types: ['authorization_code'],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  findAccount: (_, login) => personOf(login),
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
});
server.on('request', provider.callback());
process.stdout.write(`${issuer}\n`);
process.on('disconnect', () => process.exit(0));
