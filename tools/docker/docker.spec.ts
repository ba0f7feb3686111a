import fs from 'node:fs';
import path from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'docker');
const dockerfiles = fs.readdirSync(folder).filter((name) => name.endsWith('.Dockerfile'));
const readDocker = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly target?: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: unknown;
}

/** Stages of a Dockerfile: name, base image and the instructions of each. */
function stagesOf(text: string) {
  const stages: { name: string; image: string; instructions: { keyword: string; rest: string }[] }[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const [keyword, rest] = [instruction.getKeyword(), instruction.getArgumentsContent() ?? ''];
    if (keyword === 'FROM') {
      const [image, , name] = rest.split(/\s+/);
      stages.push({ name: name ?? String(stages.length), image, instructions: [] });
    } else stages.at(-1)?.instructions.push({ keyword, rest });
  }
  return stages;
}

describe.each(dockerfiles)('docker/%s', (name) => {
  const text = readDocker(name);
  const stages = stagesOf(text);
  const names = stages.map((stage) => stage.name);
  const final = stages.filter(({ instructions }) => instructions.some(({ keyword }) => keyword === 'CMD'));

  it('has no fault that the linter knows', () => {
    expect(validate(text).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  });

  it('names a version of every image it starts from', () => {
    const foreign = stages.map(({ image }) => image).filter((image) => !names.includes(image));
    expect(foreign.filter((image) => !/:\d+\.\d+/.test(image))).toEqual([]);
  });

  it('runs as an ordinary user, with a health check and without a shell in between', () => {
    expect(final.length).toBeGreaterThan(0);
    for (const { instructions } of final) {
      const last = (keyword: string) =>
        instructions.filter((it) => it.keyword === keyword).at(-1)?.rest ?? '';
      expect(last('USER')).toBe('node');
      expect(last('HEALTHCHECK')).toMatch(/CMD \[/);
      expect(last('CMD')).toMatch(/^\["node"/);
    }
  });

  it('copies from stages that exist, places that exist in the workspace', () => {
    for (const { keyword, rest } of stages.flatMap(({ instructions }) => instructions)) {
      const stage = /--from=(\S+)/.exec(rest)?.[1];
      if (keyword !== 'COPY' || !stage) continue;
      expect(names).toContain(stage);
      const source = /\/app\/(\S+)/.exec(rest)?.[1];
      const isMade = source === undefined || ['node_modules', 'native'].includes(source);
      expect([source, isMade || fs.existsSync(path.join(root, source))]).toEqual([source, true]);
    }
  });
});

describe('docker/compose.yaml', () => {
  const compose = parse(readDocker('compose.yaml'), { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, unknown>;
  };
  const services = Object.entries(compose.services);

  it('starts database, api, workers and portal', () => {
    expect(Object.keys(compose.services)).toEqual(
      expect.arrayContaining(['database', 'migrate', 'api', 'worker-data', 'worker-training', 'portal']),
    );
  });

  it.each(services.filter(([, { build }]) => build))(
    'builds %s from a Dockerfile and a target that exist',
    (_, { build }) => {
      const file = path.join(folder, build!.context, build!.dockerfile);
      expect(fs.existsSync(file)).toBe(true);
      const names = stagesOf(fs.readFileSync(file, 'utf8')).map(({ name }) => name);
      if (build!.target) expect(names).toContain(build!.target);
    },
  );

  it('mounts volumes it declares', () => {
    const mounted = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect([...new Set(mounted)].sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('waits for services that exist and can say that they are well', () => {
    for (const [, { depends_on: needed = {} }] of services)
      for (const [name, { condition }] of Object.entries(needed)) {
        const service = compose.services[name];
        expect(service).toBeDefined();
        const dockerfile = service.build && readDocker(path.basename(service.build.dockerfile));
        if (condition === 'service_healthy')
          expect(service.healthcheck ?? dockerfile?.includes('HEALTHCHECK')).toBeTruthy();
      }
  });

  it('publishes ports on the loopback address alone, and none of the database', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
    expect(compose.services.database.ports).toBeUndefined();
  });

  it('gives every process of ours the same database, with a password that has no default', () => {
    const urls = services.flatMap(([, { environment }]) => environment?.DATABASE_URL ?? []);
    expect(urls).toHaveLength(5);
    expect(new Set(urls).size).toBe(1);
    expect(urls[0]).toContain('${DATABASE_PASSWORD:?');
  });
});
