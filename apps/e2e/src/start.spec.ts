import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import {
  endProduct,
  startProduct,
  StartFailed,
  type Product,
  type ProductOptions,
} from './harness/product.ts';
import { freePort, temporaryDirectory } from './harness/workspace.ts';

const minutes = 60_000;

const failureOf = async (options: ProductOptions): Promise<StartFailed> => {
  const product = await startProduct(options).catch((error: unknown) => error);
  if (product instanceof StartFailed) return product;
  await endProduct(product as Product);
  throw new Error('the start was expected to fail');
};

const hold = (port: number): Promise<net.Server> =>
  new Promise((resolve) => {
    const server = net.createServer().listen(port, '127.0.0.1', () => resolve(server));
  });

/** Process ids that the running product wrote down. */
function childrenOf({ dataDir }: Product): number[] {
  const { children } = JSON.parse(fs.readFileSync(path.join(dataDir, 'running.json'), 'utf8')) as {
    children: { pid: number }[];
  };
  return children.map(({ pid }) => pid);
}

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // An ended process that nobody collected is no running one.
  const stat = `/proc/${pid}/stat`;
  return !fs.existsSync(stat) || !/\) [ZX]/.test(fs.readFileSync(stat, 'utf8'));
};

async function until(condition: () => boolean): Promise<boolean> {
  for (let i = 0; i < 150 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 100));
  return condition();
}

describe('npm start', () => {
  let product: Product;
  beforeAll(async () => void (product = await startProduct()), 6 * minutes);
  afterAll(() => endProduct(product), minutes);

  it('prints its one ready line when portal and api answer', async () => {
    expect(product.said().match(/^Millwright is ready: .*$/gm)).toEqual([
      `Millwright is ready: ${product.url}`,
    ]);
    expect((await fetch(`${product.url}/en`)).status).toBe(200);
    expect((await fetch(`${product.apiUrl}/api/health/ready`)).status).toBe(200);
    expect((await fetch(`${product.url}/api/health/ready`)).status).toBe(200);
  });

  it('refuses a second start on the same directory, naming DATA_DIR and the address of the first', async () => {
    const { code, output } = await failureOf({ dataDir: product.dataDir });
    expect(code).toBe(1);
    expect(output).toContain('DATA_DIR');
    expect(output).toContain(product.url);
    expect((await fetch(`${product.url}/en`)).status).toBe(200);
  });

  it.each(['PORT', 'API_PORT'])('refuses a taken port, naming %s', async (variable) => {
    const taken = await freePort();
    const holder = await hold(taken);
    const { code, output } = await failureOf(variable === 'PORT' ? { port: taken } : { apiPort: taken });
    holder.close();
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`✗ ${variable}: port ${taken} is taken`));
  });

  it('refuses a port that is none, naming the variable', async () => {
    const { output } = await failureOf({ environment: { API_PORT: 'many' } });
    expect(output).toContain('✗ API_PORT: expected a port from 1 to 65535, received "many".');
  });

  it('says so in Chinese where the shell is Chinese', async () => {
    const { output } = await failureOf({ environment: { PORT: '70000', LANG: 'zh_CN.UTF-8' } });
    expect(output).toContain('✗ PORT：应为 1 到 65535 的端口号，收到 "70000"。');
  });

  it(
    'starts again after the launcher was killed, on the same directory and ports',
    async () => {
      const children = childrenOf(product);
      expect(children.length).toBeGreaterThanOrEqual(4);
      expect(children.every(runs)).toBe(true);
      await product.end('SIGKILL');
      const [port, apiPort] = [product.url, product.apiUrl].map((url) => Number(new URL(url).port));
      const began = Date.now();
      product = await startProduct({ dataDir: product.dataDir, port, apiPort });
      expect((Date.now() - began) / 1000).toBeLessThan(60);
      expect(children.some(runs)).toBe(false);
    },
    3 * minutes,
  );

  it(
    'starts a worker again that died',
    async () => {
      const before = childrenOf(product);
      const { children } = JSON.parse(
        fs.readFileSync(path.join(product.dataDir, 'running.json'), 'utf8'),
      ) as {
        children: { name: string; pid: number }[];
      };
      const worker = children.find(({ name }) => name === 'worker-training')?.pid as number;
      process.kill(worker, 'SIGKILL');
      expect(await until(() => childrenOf(product).some((pid) => !before.includes(pid)))).toBe(true);
      expect((await fetch(`${product.url}/api/health/ready`)).status).toBe(200);
    },
    minutes,
  );

  it(
    'ends with everything it started on Ctrl-C, with code 0',
    async () => {
      const children = childrenOf(product);
      expect(await product.end('SIGINT')).toBe(0);
      expect(await until(() => !children.some(runs))).toBe(true);
      expect(fs.existsSync(path.join(product.dataDir, 'running.json'))).toBe(false);
      await expect(fetch(product.url)).rejects.toThrow();
    },
    minutes,
  );
});

describe('npm start with a directory nobody may write to', () => {
  it('says that DATA_DIR cannot be made', async () => {
    const file = path.join(temporaryDirectory('e2e'), 'a-file');
    fs.writeFileSync(file, '');
    const { output } = await failureOf({ dataDir: path.join(file, 'data') });
    expect(output).toMatch(/✗ DATA_DIR: .* cannot be made \(ENOTDIR\)/);
  });
});
