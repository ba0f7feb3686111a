import fs from 'node:fs';
import path from 'node:path';
import { ApiFailure, createClient } from '@millwright/client';
import { drawParts } from '@millwright/plant';
import { encodePng } from '@millwright/readers';
import { root } from '../command/step.mjs';
import { startProduct, type StartedProduct } from '../reproduce/processes.ts';
import { projectWith, type Project } from './project.ts';
import { exampleOf } from './readme-example.ts';

const room = path.join(root, 'libs/client');

function drawInto(folder: string): void {
  for (const { label, name, image } of drawParts({ count: 80, seed: 3, size: 32 })) {
    fs.mkdirSync(path.join(folder, label), { recursive: true });
    fs.writeFileSync(path.join(folder, label, `${name}.png`), encodePng(image));
  }
}

describe('@millwright/client, installed in an empty project outside the workspace', () => {
  let product: StartedProduct;
  let project: Project;
  let key: string;
  beforeAll(async () => {
    [product, project] = await Promise.all([startProduct({ HOST: '0.0.0.0' }), projectWith([room])]);
    const owner = createClient({ url: product.url, key: product.key });
    const scopes = ['read' as const, 'data' as const, 'train' as const, 'predict' as const];
    ({ key } = await owner.createKey({ body: { account: 'mes', scopes } }));
    fs.writeFileSync(
      path.join(project.folder, 'example.ts'),
      exampleOf(path.join(room, 'README.md')).program,
    );
    drawInto(path.join(project.folder, 'parts'));
  }, 300_000);
  afterAll(async () => {
    await product.close();
    project.remove();
  }, 60_000);

  it('brings contracts along and nothing else of ours', () => {
    expect([...project.packages].sort()).toEqual(['@millwright/client', '@millwright/contracts']);
  });

  it('compiles strictly', () => {
    expect(project.compile()).toBe('');
  });

  it('imports a data set, trains on it and asks the model, with a key of a service account', () => {
    const env = { MILLWRIGHT_URL: product.url, MILLWRIGHT_API_KEY: key };
    const { said, complaint } = project.run('example', env);
    expect(complaint).toBe('');
    expect(said.trimEnd().split('\n')).toEqual(exampleOf(path.join(room, 'README.md')).says);
  }, 300_000);

  it('follows a run event by event, and reads a file of a model as bytes', async () => {
    const client = createClient({ url: product.url, key });
    const [run] = (await client.listRuns()).items;
    const states: string[] = [];
    for await (const event of client.watchRun({ path: { id: run.id } }))
      if (event.type === 'run') states.push(event.state);
    expect(states.at(-1)).toBe('completed');
    const version = { name: 'flanges', version: 1 };
    const { files } = await client.getModelVersion({ path: version });
    const [file] = files;
    const response = await client.getModelFile({ path: { ...version, path: file.path } });
    expect((await response.arrayBuffer()).byteLength).toBe(file.bytes);
  });

  it('throws what the key may not do, by its code', async () => {
    const refused = await createClient({ url: product.url, key })
      .listKeys()
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiFailure);
    expect((refused as ApiFailure).code).toBe('access.scope');
  });
});
