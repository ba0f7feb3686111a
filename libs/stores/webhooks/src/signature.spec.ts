import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { newSecret } from './secret-box.ts';
import { signatureOf } from './signature.ts';

const body = '{"type":"run.completed","data":{"name":"法兰"}}';
const now = () => Math.floor(Date.now() / 1000);

describe('signatureOf', () => {
  it('gives what the specification publishes for its example', () => {
    const signed = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1614265330,
      body: '{"test": 2432232314}',
    };
    expect(signatureOf(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], signed)).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  const verify = (secret: string, signature: string, { id, timestamp }: { id: string; timestamp: number }) =>
    new Webhook(secret).verify(body, {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signature,
    });

  it('is accepted by another implementation, by both secrets while both count', () => {
    const [fresh, before, stranger] = [newSecret(), newSecret(), newSecret()];
    const head = { id: 'x', timestamp: now() };
    const signature = signatureOf([fresh, before], { ...head, body });
    expect(verify(fresh, signature, head)).toEqual(JSON.parse(body));
    expect(verify(before, signature, head)).toEqual(JSON.parse(body));
    expect(() => verify(stranger, signature, head)).toThrow('No matching signature');
  });

  it('covers id and time as well', () => {
    const secret = newSecret();
    const head = { id: 'x', timestamp: now() };
    const signature = signatureOf([secret], { ...head, body });
    expect(() => verify(secret, signature, { ...head, id: 'y' })).toThrow('No matching signature');
    expect(() => verify(secret, signature, { ...head, timestamp: head.timestamp + 1 })).toThrow();
  });
});

describe('the ten lines for receivers in docs/webhooks.md', () => {
  const page = fs.readFileSync(path.join(import.meta.dirname, '../../../../docs/webhooks.md'), 'utf8');
  const lines = /```js\n([^]*?)```/.exec(page)?.[1] ?? '';
  const verified = (...given: unknown[]): string => {
    const program = `${lines}\nprocess.stdout.write(String(verified(...${JSON.stringify(given)})));`;
    return spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }).stdout;
  };

  it('take what we sign, with the newer or the older secret, and nothing else', () => {
    const [fresh, before] = [newSecret(), newSecret()];
    const signed = (timestamp: number) => ({
      'webhook-id': 'x',
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf([fresh, before], { id: 'x', timestamp, body }),
    });
    expect(verified(fresh, signed(now()), body)).toBe('true');
    expect(verified(before, signed(now()), body)).toBe('true');
    expect(verified(newSecret(), signed(now()), body)).toBe('false');
    expect(verified(fresh, signed(now()), `${body} `)).toBe('false');
    expect(verified(fresh, signed(now() - 301), body)).toBe('false');
    expect(verified(fresh, {}, body)).toBe('false');
  });
});
