import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isAlive, withLock } from './lock.mjs';

const lockModule = pathToFileURL(path.join(import.meta.dirname, 'lock.mjs')).href;

describe('a lock', () => {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'millwright-lock-'));
  afterAll(() => fs.rmSync(place, { recursive: true }));
  const never = (pid: number) => {
    throw new Error(`waited for ${pid}`);
  };

  it('is free again after the work, and after work that failed', async () => {
    const file = path.join(place, 'free.lock');
    await expect(withLock(file, never, async () => 7)).resolves.toBe(7);
    await expect(withLock(file, never, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(fs.existsSync(file)).toBe(false);
  });

  it('of a process that is gone counts for nothing', async () => {
    const file = path.join(place, 'stale.lock');
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    fs.writeFileSync(file, String(pid));
    await expect(withLock(file, never, async () => 'taken over')).resolves.toBe('taken over');
  });

  it('lets one process work at a time', async () => {
    const file = path.join(place, 'busy.lock');
    const log = path.join(place, 'log');
    const program = `
      import fs from 'node:fs';
      import { withLock } from ${JSON.stringify(lockModule)};
      await withLock(${JSON.stringify(file)}, () => {}, async () => {
        fs.appendFileSync(${JSON.stringify(log)}, 'in ');
        await new Promise((resolve) => setTimeout(resolve, 200));
        fs.appendFileSync(${JSON.stringify(log)}, 'out ');
      });`;
    const runs = Array.from({ length: 3 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' }),
    );
    await Promise.all(runs.map((run) => new Promise((resolve) => run.once('exit', resolve))));
    expect(fs.readFileSync(log, 'utf8')).toBe('in out in out in out ');
  });
});

describe('isAlive', () => {
  it('is true of this process', () => {
    expect(isAlive(process.pid)).toBe(true);
  });

  const onLinux = process.platform === 'linux' ? it : it.skip; // elsewhere /proc does not tell
  onLinux('is false of a process that ended and was not collected by its parent', async () => {
    // The shell starts a child that ends at once, then becomes a program that never collects children.
    const shell = spawn('/bin/sh', ['-c', 'sleep 0 & echo $!; exec sleep 20']);
    const pid = await new Promise<number>((resolve) =>
      shell.stdout.once('data', (bytes) => resolve(Number(bytes))),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(fs.readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
    expect(isAlive(pid)).toBe(false);
    shell.kill();
  });
});
