// Links the stock binding of @tensorflow/tfjs-node-gpu to TensorFlow out of its PyPI wheel: one download, one
// g++ call, kept in native/ (outside node_modules, so that `npm ci` leaves it alone). `--gpu` takes the CUDA wheels,
// `--remove` undoes it. Where the package's own install works, nothing is done: the engine uses that.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, statfs, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cpuWheels, gpuWheels } from './native-wheels.mjs';

const root = path.join(import.meta.dirname, '..');
const native = path.join(root, 'native');
const packageName = '@tensorflow/tfjs-node-gpu';
const packageVersion = '4.22.0';
/** What the binding and its headers need of a wheel; the rest of it (Python) is left out. */
const wanted = [
  'tensorflow/libtensorflow_',
  'tensorflow/include/tensorflow/c/',
  'tensorflow/include/tensorflow/core/platform/ctstring',
  'tensorflow/include/tsl/',
  'tensorflow/include/xla/tsl/',
  'nvidia/',
];

class Obstacle extends Error {}
const say = (line) => process.stderr.write(`${line}\n`);

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (result.error) throw new Obstacle(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0)
    throw new Obstacle(`${command} failed: ${`${result.stdout}\n${result.stderr}`.trim().slice(-2000)}`);
  return result.stdout;
}

const works = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

function findPython() {
  const found = ['python3', 'python'].find((name) => works(name, ['-m', 'pip', '--version']));
  if (!found) throw new Obstacle('pip was not found; install Python 3 with pip (Debian: python3-pip)');
  return found;
}

function findNodeHeaders() {
  const folders = [
    path.join(root, 'node_modules/node-api-headers/include'),
    path.join(path.dirname(process.execPath), '../include/node'),
    '/usr/include/node',
    '/usr/local/include/node',
  ];
  const found = folders.find((folder) => existsSync(path.join(folder, 'node_api.h')));
  if (!found) throw new Obstacle('node_api.h was not found; npm install node-api-headers');
  return found;
}

function checkMachine() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Obstacle(`it exists for Linux on x86-64, this is ${process.platform} on ${process.arch}`);
  if (!works('g++', ['--version'])) throw new Obstacle('g++ was not found; install it (Debian: g++)');
  return { python: findPython(), headers: findNodeHeaders() };
}

/** A download, what is unpacked of it, and pip's copy of it for a moment lie side by side. */
const copies = 4;

async function checkDisk(wheels) {
  const needed = copies * wheels.reduce((sum, { bytes }) => sum + bytes, 0);
  const { bavail, bsize } = await statfs(native);
  const free = bavail * bsize;
  const words = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
  if (free < needed)
    throw new Obstacle(
      `the disk has ${words(free)} left and ${words(needed)} are needed for a while; free some, or move the folder`,
    );
}

/** What the package's own install script leaves behind where it works. */
function ownBinding(source) {
  const binding = path.join(source, 'lib/napi-v8/tfjs_binding.node');
  if (!existsSync(binding)) return null;
  try {
    return verify(source, binding);
  } catch {
    return null;
  }
}

async function remove() {
  const there = existsSync(native);
  await rm(native, { recursive: true, force: true });
  say(there ? 'The native engine is gone; Millwright runs on WebAssembly.' : 'There was no native engine.');
}

/** The JavaScript and C++ of the package: from node_modules, else fetched without its install script. */
async function findPackage() {
  const installed = path.join(root, 'node_modules', packageName);
  if (existsSync(path.join(installed, 'binding/tfjs_backend.cc'))) return installed;
  const prefix = path.join(native, 'package');
  const fetched = path.join(prefix, 'node_modules', packageName);
  if (existsSync(path.join(fetched, 'binding/tfjs_backend.cc'))) return fetched;
  say(`Fetching ${packageName} ${packageVersion} without its install script`);
  await mkdir(prefix, { recursive: true });
  await writeFile(path.join(prefix, 'package.json'), '{ "private": true }\n');
  const spec = `${packageName}@${packageVersion}`;
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', prefix, spec], {
    cwd: prefix,
  });
  return fetched;
}

async function folderSize(folder) {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    if (entry.isFile())
      bytes += (await stat(path.join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size;
  return bytes;
}

/** pip keeps quiet where its output is no terminal, so progress is read off the growing files. */
function watchDownload(folder, total) {
  const begun = Date.now();
  return setInterval(async () => {
    // pip keeps a second copy for a moment.
    const bytes = Math.min(total, await folderSize(folder));
    const seconds = (Date.now() - begun) / 1000;
    const share = bytes / total;
    const left =
      share === 1
        ? ', pip checks it'
        : share > 0.01
          ? `, about ${Math.ceil((seconds / share) * (1 - share))} s left`
          : '';
    say(`  ${Math.round(bytes / 1e6)} of ${Math.round(total / 1e6)} MB${left}`);
  }, 3000);
}

async function sha256(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

async function download(python, wheels, into) {
  const folder = path.join(into, 'download');
  await mkdir(path.join(folder, 'tmp'), { recursive: true });
  const requirements = path.join(folder, 'requirements.txt');
  const lines = wheels.map(({ name, version, sha256 }) => `${name}==${version} --hash=sha256:${sha256}`);
  await writeFile(requirements, `${lines.join('\n')}\n`);
  const total = wheels.reduce((sum, { bytes }) => sum + bytes, 0);
  say(`Downloading ${wheels.length} wheel(s), ${Math.round(total / 1e6)} MB`);
  const platforms = [
    'manylinux2014_x86_64',
    'manylinux_2_17_x86_64',
    'manylinux_2_18_x86_64',
    'manylinux_2_27_x86_64',
  ];
  const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--require-hashes', '--only-binary=:all:'];
  // The Python version is that of the wheel, not of this machine: nothing of it is run.
  args.push('--python-version', '3.11', ...platforms.flatMap((name) => ['--platform', name]));
  args.push('-d', folder, '-r', requirements);
  const watch = watchDownload(folder, total);
  try {
    await new Promise((resolve, reject) => {
      const env = { ...process.env, TMPDIR: path.join(folder, 'tmp'), PIP_DISABLE_PIP_VERSION_CHECK: '1' };
      const child = spawn(python, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
      let errors = '';
      child.stderr.on('data', (chunk) => (errors += chunk));
      child.on('error', reject);
      child.on('close', (status) => {
        if (status === 0) resolve();
        else reject(new Obstacle(`pip could not download the wheel: ${errors.trim().slice(-1500)}`));
      });
    });
  } finally {
    clearInterval(watch);
  }
  return folder;
}

async function extract(python, wheels, folder, into) {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.whl'));
  const known = new Set(wheels.map((wheel) => wheel.sha256));
  for (const name of files) {
    const file = path.join(folder, name);
    if (!known.has(await sha256(file))) throw new Obstacle(`${name} is not the file that was pinned`);
    say(`Extracting ${name}`);
    const code =
      'import sys, zipfile\n' +
      'archive, into, *wanted = sys.argv[1:]\n' +
      'with zipfile.ZipFile(archive) as z:\n' +
      '    z.extractall(into, [n for n in z.namelist() if n.startswith(tuple(wanted))])\n';
    run(python, ['-c', code, file, into, ...wanted]);
  }
  await rm(folder, { recursive: true });
}

/** By the names that the linker looks for; they stay where the wheel has them, which is where they look for CUDA. */
async function linkLibraries(into) {
  const folder = path.join(into, 'tensorflow');
  await symlink('libtensorflow_cc.so.2', path.join(folder, 'libtensorflow.so'));
  await symlink('libtensorflow_framework.so.2', path.join(folder, 'libtensorflow_framework.so'));
}

async function compile(source, headers, into) {
  say('Compiling the binding (half a minute)');
  const libraries = path.join(into, 'tensorflow');
  run('g++', [
    ...['-O2', '-fPIC', '-shared', '-std=c++17', '-w', '-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION'],
    '-DNODE_GYP_MODULE_NAME=tfjs_binding',
    ...[`-I${headers}`, `-I${path.join(libraries, 'include')}`, `-I${source}`],
    path.join(source, 'binding/tfjs_backend.cc'),
    path.join(source, 'binding/tfjs_binding.cc'),
    ...[`-L${libraries}`, '-ltensorflow', '-ltensorflow_framework', '-Wl,-rpath,$ORIGIN/tensorflow'],
    ...['-o', path.join(into, 'tfjs_binding.node')],
  ]);
  await rm(path.join(libraries, 'include'), { recursive: true });
}

/** In a process of its own: loads the binding and multiplies two matrices. */
function verify(source, binding) {
  const code = `
    const { createRequire } = require('node:module');
    const load = createRequire(${JSON.stringify(path.join(source, 'package.json'))});
    const tf = load('@tensorflow/tfjs');
    load('./dist/register_all_kernels');
    const { NodeJSKernelBackend } = load('./dist/nodejs_kernel_backend');
    const binding = load(${JSON.stringify(binding)});
    tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, '${packageName}'));
    tf.setBackend('tensorflow');
    const [product] = tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync();
    if (product !== 11) throw new Error('1 x 3 + 2 x 4 gave ' + product);
    console.log(JSON.stringify({ tensorflow: binding.TF_Version, gpu: binding.isUsingGpuDevice() }));`;
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
  return JSON.parse(run(process.execPath, ['-e', code], { env }).trim().split('\n').at(-1));
}

const manifestFile = path.join(native, 'manifest.json');

async function present(wheels, source) {
  if (!existsSync(manifestFile)) return false;
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8'));
  const folder = path.join(native, manifest.folder);
  if (manifest.wheels.join() !== wheels.map((wheel) => wheel.sha256).join()) return false;
  try {
    verify(source, path.join(folder, 'tfjs_binding.node'));
  } catch {
    return false;
  }
  say(`Already there: TensorFlow ${manifest.tensorflow} in native/${manifest.folder}`);
  return true;
}

async function main() {
  if (process.argv.includes('--remove')) return remove();
  const gpu = process.argv.includes('--gpu');
  const wheels = gpu ? gpuWheels : cpuWheels;
  const { python, headers } = checkMachine();
  await mkdir(native, { recursive: true });
  const source = await findPackage();
  const own = ownBinding(source);
  if (own) return say(`The package's own install works and is used: TensorFlow ${own.tensorflow}`);
  if (await present(wheels, source)) return;
  await checkDisk(wheels);
  const folder = `${wheels[0].name}-${wheels[0].version}`;
  const building = path.join(native, `.building-${process.pid}`);
  try {
    await extract(python, wheels, await download(python, wheels, building), building);
    await linkLibraries(building);
    await compile(source, headers, building);
    const { tensorflow, gpu: usesGpu } = verify(source, path.join(building, 'tfjs_binding.node'));
    await rm(path.join(native, folder), { recursive: true, force: true });
    await rename(building, path.join(native, folder));
    const manifest = {
      format: 1,
      folder,
      binding: `${folder}/tfjs_binding.node`,
      package: path.relative(native, source),
      tensorflow,
      kind: gpu ? 'gpu' : 'cpu',
      wheels: wheels.map((wheel) => wheel.sha256),
    };
    await writeFile(`${manifestFile}.new`, `${JSON.stringify(manifest, null, 2)}\n`);
    await rename(`${manifestFile}.new`, manifestFile);
    say(`The native engine is ready: TensorFlow ${tensorflow}, ${usesGpu ? 'on a GPU' : 'on the CPU'}`);
    if (gpu && !usesGpu) say('No GPU was found; the same library runs on the CPU until there is one.');
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

main().catch((error) => {
  const reason = error instanceof Obstacle ? error.message : (error.stack ?? String(error));
  say(`The native engine was not set up: ${reason}`);
  say('Millwright runs without it, on WebAssembly.');
  process.exitCode = 1;
});
