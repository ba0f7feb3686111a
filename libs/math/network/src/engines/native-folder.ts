import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What `npm run setup:native` left behind. */
export interface NativeManifest {
  /** Absolute path of the compiled binding. */
  readonly binding: string;
  /** Absolute path of the JavaScript that belongs to it. */
  readonly package: string;
  /** Version of TensorFlow. */
  readonly tensorflow: string;
  readonly kind: 'cpu' | 'gpu';
}

function manifestFile(): string | null {
  const { MILLWRIGHT_NATIVE } = process.env;
  if (MILLWRIGHT_NATIVE) return path.join(MILLWRIGHT_NATIVE, 'manifest.json');
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const file = path.join(folder, 'native/manifest.json');
    if (existsSync(file)) return file;
  }
  return null;
}

/** What the package's own install script leaves behind on machines where it works; null elsewhere. */
function ownInstall(): NativeManifest | null {
  try {
    const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu/package.json');
    const binding = path.join(path.dirname(manifest), 'lib/napi-v8/tfjs_binding.node');
    if (!existsSync(binding)) return null;
    return { binding, package: path.dirname(manifest), tensorflow: 'of tfjs-node', kind: 'gpu' };
  } catch {
    return null;
  }
}

/** The native build in the folder `native` above this file (or in `MILLWRIGHT_NATIVE`), else the package's own, or why there is none. */
export function nativeManifest(): NativeManifest | string {
  const file = manifestFile();
  if (file === null) return ownInstall() ?? 'it is not set up (npm run setup:native)';
  try {
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as NativeManifest;
    const folder = path.dirname(file);
    const found = {
      ...manifest,
      binding: path.resolve(folder, manifest.binding),
      package: path.resolve(folder, manifest.package),
    };
    const lacking = [found.binding, found.package].find((needed) => !existsSync(needed));
    return lacking === undefined ? found : `${lacking} is missing (run npm run setup:native again)`;
  } catch (error) {
    return `${file} cannot be read (${(error as Error).message})`;
  }
}
