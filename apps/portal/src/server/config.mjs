/**
 * @typedef {object} PortalConfig
 * @property {string} host - address to listen on
 * @property {number} port
 * @property {boolean} exposed - HOST was set to something beyond this machine
 * @property {URL} apiUrl
 * @property {boolean} dev
 */

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

/**
 * Settings of the portal's server, read once.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {readonly string[]} [flags] - `--dev` serves the sources with reloading
 * @returns {PortalConfig}
 * @throws Error that names the variable
 */
export function readConfig(env, flags = []) {
  const host = env.HOST || '127.0.0.1';
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT: expected a whole number from 0 to 65535, received ${env.PORT}`);
  const api = env.API_URL || 'http://127.0.0.1:3333';
  if (!URL.canParse(api) || new URL(api).protocol !== 'http:')
    throw new Error(`API_URL: expected an address such as http://127.0.0.1:3333, received ${env.API_URL}`);
  return { host, port, exposed: !loopback.test(host), apiUrl: new URL(api), dev: flags.includes('--dev') };
}
