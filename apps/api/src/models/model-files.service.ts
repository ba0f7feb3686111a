import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { AppError, type ExportFormat } from '@millwright/contracts';
import type { ArtifactStore } from '@millwright/artifacts';
import type { Lifecycle } from '@millwright/lifecycle';
import type { Registry } from '@millwright/registry';
import { ARTIFACTS, LIFECYCLE, REGISTRY } from '../platform/tokens.ts';

export interface ModelFileReply {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: StreamableFile;
}

const saved = (name: string) => ({
  type: 'application/octet-stream',
  disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
});

/** Files of model versions: a name is looked up in the version's own list, never on a disk. */
@Injectable()
export class ModelFilesService {
  constructor(
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(ARTIFACTS) private readonly artifacts: ArtifactStore,
    @Inject(LIFECYCLE) private readonly lifecycle: Lifecycle,
  ) {}

  /** @throws AppError `model.not-found`, `model.not-trained`; `request.not-found` where the version has no such file */
  async open(name: string, version: number, path: string): Promise<ModelFileReply> {
    const { files } = await this.registry.models.version(name, version);
    const file = files.find((candidate) => candidate.path === path);
    if (!file) throw new AppError('request.not-found', { path });
    return {
      headers: { etag: `"${file.hash}"`, 'cache-control': 'private, no-cache' },
      body: new StreamableFile(await this.artifacts.open(file.hash), {
        ...saved(`${name}-${version}-${path.replaceAll('/', '-')}`),
        length: file.bytes,
      }),
    };
  }

  /** @throws AppError `model.not-found`, `model.not-trained`, `network.export` */
  async export(name: string, version: number, format: ExportFormat): Promise<StreamableFile> {
    const bytes = await this.lifecycle.exportModel(name, version, format);
    return new StreamableFile(bytes, { ...saved(`${name}-${version}.${format}`), length: bytes.length });
  }
}
