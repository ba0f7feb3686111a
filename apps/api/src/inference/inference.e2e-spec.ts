import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import {
  inferenceErrorSchema,
  inferenceResponseSchema,
  inferenceServerSchema,
  predictionResultSchema,
  servedModelSchema,
} from '@millwright/contracts';
import { anApi, type AnApi } from '../testing/an-api.ts';
import { formType, rawForm } from '../testing/raw-form.ts';
import { base64, fromBytes, inBytes, picture } from '../testing/tensors.ts';

describe('the Open Inference Protocol', () => {
  let api: AnApi;
  let trouble: () => void = () => {};
  beforeAll(async () => {
    api = await anApi({ watch: { predicts: () => trouble() } });
    await api.imported('levels');
    await api.trained('levels');
    await api.trained('levels');
    const alias = '/api/v1/models/levels/aliases/champion';
    await api.ask().put(alias).send({ version: 1, approve: true }).expect(200);
  }, 60_000);
  afterAll(() => api.close(), 60_000);

  const infer = (body: object, model = 'levels') => api.ask().post(`/v2/models/${model}/infer`).send(body);
  const inferBytes = (body: Buffer, header: string) =>
    api
      .ask()
      .post('/v2/models/levels/infer')
      .set('content-type', 'application/octet-stream')
      .set('inference-header-content-length', header)
      .buffer(true)
      .parse((reply, done) => {
        const chunks: Buffer[] = [];
        reply
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => done(null, Buffer.concat(chunks)));
      })
      .send(body);
  const kept = async () => (await api.parts.registry.answers.list({ limit: 500 })).items;

  describe('tells', () => {
    it('what the server is, and the one extension it has', async () => {
      const { body } = await api.ask().get('/v2').expect(200);
      const { version } = JSON.parse(
        fs.readFileSync(path.join(import.meta.dirname, '../../../../package.json'), 'utf8'),
      ) as { version: string };
      expect(inferenceServerSchema.parse(body)).toEqual({
        name: 'millwright',
        version,
        extensions: ['binary_tensor_data'],
      });
    });

    it('that it is live and ready', async () => {
      expect((await api.ask().get('/v2/health/live').expect(200)).body).toEqual({ live: true });
      expect((await api.ask().get('/v2/health/ready').expect(200)).body).toEqual({ live: true, ready: true });
    });

    it.each(['levels', 'levels@champion', 'levels@2', 'levels/versions/2'])(
      'what %s takes and gives',
      async (model) => {
        const { body } = await api.ask().get(`/v2/models/${model}`).expect(200);
        expect(servedModelSchema.parse(body)).toEqual({
          name: 'levels',
          versions: ['1', '2'],
          platform: 'millwright_vision-tiny',
          inputs: [{ name: 'image', datatype: 'BYTES', shape: [-1] }],
          outputs: [
            { name: 'label', datatype: 'BYTES', shape: [-1] },
            { name: 'confidence', datatype: 'FP32', shape: [-1] },
            { name: 'scores', datatype: 'FP32', shape: [-1, 2], parameters: { labels: '["dark","light"]' } },
          ],
        });
        const ready = await api.ask().get(`/v2/models/${model}/ready`).expect(200);
        expect(ready.body).toEqual({ name: 'levels', ready: true });
      },
    );
  });

  describe('answers', () => {
    it.each([
      ['levels', '1'],
      ['levels@champion', '1'],
      ['levels@2', '2'],
      ['levels/versions/2', '2'],
    ])('for %s as our own endpoint does, and keeps the answers', async (model, version) => {
      const pictures = [picture(60), picture(130), picture(200)];
      const { body } = await infer({ id: 'line 4', inputs: [base64(...pictures)] }, model).expect(200);
      const response = inferenceResponseSchema.parse(body);
      expect(response).toMatchObject({ model_name: 'levels', model_version: version, id: 'line 4' });
      const form = rawForm([
        { field: 'model', content: `levels@${version}` },
        ...pictures.map((content, i) => ({ field: 'files', filename: `${i}.png`, content })),
      ]);
      const own = await api.ask().post('/api/v1/predictions').set('content-type', formType).send(form);
      const { answers } = predictionResultSchema.parse(own.body);
      const [label, confidence, scores] = response.outputs;
      expect(label).toEqual({
        name: 'label',
        datatype: 'BYTES',
        shape: [3],
        data: answers.map(({ answer }) => answer),
      });
      expect([confidence.shape, scores.shape]).toEqual([[3], [3, 2]]);
      // FP32 keeps seven digits
      confidence.data?.forEach((value, i) => expect(value).toBe(Math.fround(answers[i].confidence)));
      const all = answers.flatMap(({ scores: { dark, light } }) => [dark, light]);
      scores.data?.forEach((value, i) => expect(value).toBe(Math.fround(all[i])));
      const recent = (await kept()).slice(3, 6).reverse();
      expect(recent.map(({ input }) => input)).toEqual([0, 1, 2].map((i) => `line 4/image[${i}]`));
      expect(recent.map(({ inputHash }) => inputHash)).toEqual(answers.map(({ inputHash }) => inputHash));
      expect(recent.every((answer) => answer.version === Number(version) && answer.seconds > 0)).toBe(true);
    });

    it('with bytes for bytes, the same as in JSON', async () => {
      const pictures = [picture(60), picture(200)];
      const json = inferenceResponseSchema.parse((await infer({ inputs: [base64(...pictures)] })).body);
      const { body, header } = inBytes(pictures, { parameters: { binary_data_output: true } });
      const reply = await inferBytes(body, header).expect(200);
      expect(reply.headers['content-type']).toBe('application/octet-stream');
      expect(Number(reply.headers['content-length'])).toBe((reply.body as Buffer).length);
      const outputs = fromBytes(reply.body as Buffer, reply.headers['inference-header-content-length']);
      for (const { name, data } of json.outputs) expect(outputs[name]).toEqual(data);
    });

    it('with the outputs asked for, in their order, some as bytes and some in JSON', async () => {
      const wanted = [{ name: 'scores', parameters: { binary_data: true } }, { name: 'label' }];
      const { body, header } = inBytes([picture(60)], { outputs: wanted });
      const reply = await inferBytes(body, header).expect(200);
      const outputs = fromBytes(reply.body as Buffer, reply.headers['inference-header-content-length']);
      expect(Object.keys(outputs)).toEqual(['scores', 'label']);
      expect(outputs['label']).toEqual(['dark']);
      expect(outputs['scores'][0]).toBeGreaterThan(0.5);
    });

    it('without an id where none came, whatever the content type is called', async () => {
      const reply = await api
        .ask()
        .post('/v2/models/levels/infer')
        .set('content-type', 'text/plain')
        .send(JSON.stringify({ inputs: [base64(picture(60))] }))
        .expect(200);
      expect(reply.headers['content-type']).toMatch(/^application\/json/);
      expect(reply.body).not.toHaveProperty('id');
      expect((await kept())[0].input).toBe('image[0]');
    });

    it('to an id that no file name could hold', async () => {
      const id = `a\u0000b\n${'x'.repeat(5000)}`;
      const { body } = await infer({ id, inputs: [base64(picture(60))] }).expect(200);
      expect(body.id).toBe(id);
      expect((await kept())[0].input).toBe(`a?b?${'x'.repeat(96)}/image[0]`);
    });
  });

  describe('refuses, keeping nothing,', () => {
    const good = base64(picture(60));
    const broken = Buffer.from('no picture');
    const flawed: [string, object, number, RegExp][] = [
      ['no inputs', {}, 400, /inputs/],
      ['an unknown datatype', { inputs: [{ ...good, datatype: 'TEXT' }] }, 400, /inputs\.0\.datatype/],
      ['another datatype', { inputs: [{ ...good, datatype: 'FP32' }] }, 400, /datatype BYTES, received FP32/],
      ['another shape', { inputs: [{ ...good, shape: [1, 1] }] }, 400, /shape \[-1\], received \[1, 1\]/],
      ['no element', { inputs: [{ ...good, shape: [0], data: [] }] }, 400, /shape/],
      ['another name', { inputs: [{ ...good, name: 'picture' }] }, 400, /inputs image, .*received picture/],
      ['too few elements', { inputs: [{ ...good, shape: [2] }] }, 400, /holds 2 elements, received 1/],
      [
        'an element that is a number',
        { inputs: [{ ...good, data: [7] }] },
        400,
        /element 0: expected a text/,
      ],
      ['no base64', { inputs: [{ ...good, data: ['§'] }] }, 400, /base64/],
      [
        'an unknown output',
        { inputs: [good], outputs: [{ name: 'heat' }] },
        400,
        /label, confidence, scores/,
      ],
      ['201 pictures', { inputs: [base64(...Array(201).fill(picture(60)))] }, 413, /200 elements of image/],
      ['what is no picture', { inputs: [base64(picture(60), broken)] }, 422, /image\[1\] could not be read/],
    ];
    it.each(flawed)('%s', async (_, request, status, words) => {
      const before = (await kept()).length;
      const { body } = await infer(request)
        .expect(status)
        .expect('content-type', /^application\/json/);
      expect(Object.keys(body as object)).toEqual(['error']);
      expect(inferenceErrorSchema.parse(body).error).toMatch(words);
      expect(await kept()).toHaveLength(before);
    });

    it.each([
      ['bytes that are too few', (body: Buffer) => body.subarray(0, -1), 0],
      ['bytes that are too many', (body: Buffer) => Buffer.concat([body, Buffer.of(0)]), 0],
      ['a header that ends within the object', (body: Buffer) => body, -5],
      ['a header beyond the body', (body: Buffer) => body, 1_000_000],
      ['a header that is no number', (body: Buffer) => body, NaN],
    ])('%s', async (_, change, shift) => {
      const { body, header } = inBytes([picture(60)]);
      const reply = await inferBytes(change(body), String(Number(header) + shift)).expect(400);
      expect(inferenceErrorSchema.parse(JSON.parse(String(reply.body))).error.length).toBeGreaterThan(20);
    });

    it('a body over 64 MB, without a Content-Length too', async () => {
      const ask = (length?: number) =>
        new Promise<[number | undefined, string]>((resolve, reject) => {
          const headers = length === undefined ? {} : { 'content-length': length };
          const url = `${api.url}/v2/models/levels/infer`;
          const request = http.request(url, { method: 'POST', headers }, (reply) => {
            let text = '';
            reply.on('data', (chunk: Buffer) => (text += chunk.toString()));
            reply.on('end', () => {
              resolve([reply.statusCode, text]);
              request.destroy();
            });
          });
          request.on('error', reject);
          const chunk = Buffer.alloc(1024 * 1024, 32);
          for (let i = 0; i < (length === undefined ? 65 : 1); i++) request.write(chunk);
        });
      for (const length of [65 * 1024 * 1024, undefined]) {
        const [status, text] = await ask(length);
        expect(status).toBe(413);
        expect(inferenceErrorSchema.parse(JSON.parse(text)).error).toContain('64 MB');
      }
    });

    it.each([
      ['unknown', 404, /no model unknown/],
      ['levels@challenger', 404, /no version challenger/],
      ['levels@9', 404, /no version 9/],
      ['levels/versions/9', 404, /no version 9/],
      ['levels/versions/99999999999', 404, /no model/],
      ['levels/versions/v1', 400, /version/],
      ['levels@1/versions/2', 404, /no model/],
      ['bad%20name', 404, /no model bad name/],
      ['levels@first', 404, /no model levels@first/],
    ])('the address of %s', async (model, status, words) => {
      const { body } = await infer({ inputs: [good] }, model).expect(status);
      expect(inferenceErrorSchema.parse(body).error).toMatch(words);
      for (const address of [`/v2/models/${model}`, `/v2/models/${model}/ready`])
        expect(Object.keys((await api.ask().get(address).expect(status)).body as object)).toEqual(['error']);
    });

    it('an address that is not there, as the protocol has errors', async () => {
      for (const address of ['/v2/repository/index', '/v2/nothing', '/V2/nothing'])
        expect((await api.ask().get(address).expect(404)).body).toEqual({
          error: expect.stringContaining(address),
        });
    });

    it('in the language of the request', async () => {
      const { body } = await infer({ inputs: [{ ...good, datatype: 'FP32' }] }).set('accept-language', 'zh');
      expect(inferenceErrorSchema.parse(body).error).toMatch(
        /^张量 image：数据类型应为 BYTES，收到 FP32。请/,
      );
    });

    it('what was not foreseen, without a word about the inside', async () => {
      trouble = () => {
        throw new Error('password=hunter2');
      };
      const { body } = await infer({ inputs: [good] }).expect(500);
      trouble = () => {};
      expect(JSON.stringify(body)).not.toContain('hunter2');
      expect(inferenceErrorSchema.parse(body).error).toMatch(/unforeseen/);
      await infer({ inputs: [good] }).expect(200);
    });

    it('a body that is cut off, and serves the next', async () => {
      const before = (await kept()).length;
      const { body, header } = inBytes([picture(60)]);
      await new Promise<void>((resolve) => {
        const headers = { 'content-length': body.length, 'inference-header-content-length': header };
        const request = http.request(`${api.url}/v2/models/levels/infer`, { method: 'POST', headers });
        request.on('error', () => {}).on('close', resolve);
        request.write(body.subarray(0, -9), () => request.destroy());
      });
      await infer({ inputs: [good] }).expect(200);
      expect(await kept()).toHaveLength(before + 1);
    });
  });
});
