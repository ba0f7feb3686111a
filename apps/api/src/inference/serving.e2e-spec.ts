import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inferenceErrorSchema } from '@millwright/contracts';
import { anApi } from '../testing/an-api.ts';
import { base64, picture } from '../testing/tensors.ts';

describe('a model whose files are gone', () => {
  it('is not ready, and says so where it is asked', async () => {
    const api = await anApi();
    await api.imported('levels');
    await api.trained('levels');
    const { files } = await api.parts.registry.models.version('levels', 1);
    for (const { hash } of files) await api.parts.artifacts.delete(hash);
    const ready = await api.ask().get('/v2/models/levels/ready').expect(503);
    expect(inferenceErrorSchema.parse(ready.body).error).toContain(files[0].path);
    const request = { inputs: [base64(picture(60))] };
    const { body } = await api.ask().post('/v2/models/levels/infer').send(request).expect(503);
    expect(inferenceErrorSchema.parse(body).error).toMatch(/levels version 1 cannot answer now/);
    await api.close();
  }, 60_000);
});

describe('requests that come together', () => {
  it('share one call of the model; one that is flawed or goes away does not harm the others', async () => {
    const calls: number[] = [];
    const watch = { predicts: (images: readonly unknown[]) => void calls.push(images.length) };
    // A call is made when eight pictures are there; the wait is far longer than it takes them to come.
    const env = { INFERENCE_BATCH_SIZE: '8', INFERENCE_BATCH_WAIT_MS: '1000' };
    const api = await anApi({ env, watch });
    await api.imported('levels');
    await api.trained('levels');
    calls.length = 0; // training and evaluation asked too
    const levels = [20, 40, 60, 80, 180, 200, 220, 240];
    const ask = (bytes: Buffer) =>
      api
        .ask()
        .post('/v2/models/levels/infer')
        .send({ inputs: [base64(bytes)] });
    const leaving = http.request(`${api.url}/v2/models/levels/infer`, { method: 'POST' });
    leaving.on('error', () => {}).end(JSON.stringify({ inputs: [base64(picture(60))] }));
    await sleep(300); // it waits for others by now, and goes
    leaving.destroy();
    const asked = levels.map((level) => ask(picture(level)));
    const [flawed, ...replies] = await Promise.all([ask(Buffer.from('no picture')), ...asked]);
    expect(flawed.status).toBe(422);
    expect(replies.map(({ body }) => body.outputs[0].data)).toEqual(
      levels.map((level) => [level < 125 ? 'dark' : 'light']),
    );
    expect(calls).toEqual([8]);
    expect((await api.parts.registry.answers.list({ limit: 1 })).total).toBe(8);
    await api.close();
  }, 60_000);
});

describe('who may ask for inference', () => {
  const addresses = ['/v2', '/v2/models/levels', '/v2/models/levels/ready', '/v2/nothing'];

  it('is a program on this machine where HOST is not set', async () => {
    const api = await anApi();
    for (const address of addresses) {
      const foreign = await api.ask().get(address).set('host', 'attacker.example').expect(403);
      expect(inferenceErrorSchema.parse(foreign.body).error).toContain('attacker.example');
      await api.ask().get(address).set('origin', 'https://attacker.example').expect(403);
    }
    await api
      .ask()
      .post('/v2/models/levels/infer')
      .set('origin', 'https://attacker.example')
      .send({})
      .expect(403);
    await api.close();
  }, 60_000);

  it('is who has the key where HOST is set; a probe of health needs none', async () => {
    const api = await anApi({ env: { HOST: '0.0.0.0' } });
    const key = fs.readFileSync(path.join(api.directory, 'access-key'), 'utf8').trim();
    for (const address of addresses)
      expect(Object.keys((await api.ask().get(address).expect(401)).body as object)).toEqual(['error']);
    await api.ask().post('/v2/models/levels/infer').send({}).expect(401);
    await api.ask().get('/v2').set('x-api-key', key).expect(200);
    await api.ask().get('/v2').set('authorization', `Bearer ${key}`).expect(200);
    await api.ask().get('/v2/health/live').expect(200);
    await api.ask().get('/v2/health/ready').expect(200);
    await api.close();
  }, 60_000);
});

describe('the description for programs', () => {
  it('has the addresses of the protocol, with its own errors', async () => {
    const api = await anApi();
    const { body } = await api.ask().get('/api/openapi.json').expect(200);
    const addresses = Object.keys(body.paths as object).filter((address) => address.startsWith('/v2'));
    expect(addresses.sort()).toEqual([
      '/v2',
      '/v2/health/live',
      '/v2/health/ready',
      '/v2/models/{name}',
      '/v2/models/{name}/infer',
      '/v2/models/{name}/ready',
      '/v2/models/{name}/versions/{version}',
      '/v2/models/{name}/versions/{version}/infer',
      '/v2/models/{name}/versions/{version}/ready',
    ]);
    const { requestBody, responses } = body.paths['/v2/models/{name}/infer'].post;
    expect(Object.keys(requestBody.content as object)).toEqual([
      'application/json',
      'application/octet-stream',
    ]);
    const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    expect(requestBody.content['application/json'].schema).toEqual(reference('InferenceRequest'));
    expect(responses['200'].content['application/json'].schema).toEqual(reference('InferenceResponse'));
    expect(responses['404'].content['application/json'].schema).toEqual(reference('InferenceError'));
    await api.close();
  }, 60_000);
});
