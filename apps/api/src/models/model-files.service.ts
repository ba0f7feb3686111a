import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { AppError } from '@millwright/contracts';
import type { ArtifactStore } from '@millwright/artifacts';
import type { Registry } from '@millwright/registry';
import { ARTIFACTS, REGISTRY } from '../platform/tokens.ts';

export interface ModelFileReply {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: StreamableFile;
}

/** Files of model versions: a name is looked up in the version's own list, never on a disk. */
@Injectable()
export class ModelFilesService {
  constructor(
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(ARTIFACTS) private readonly artifacts: ArtifactStore,
  ) {}

  /** @throws AppError `model.not-found`, `model.not-trained`; `request.not-found` where the version has no such file */
  async open(name: string, version: number, path: string): Promise<ModelFileReply> {
    const { files } = await this.registry.models.version(name, version);
    const file = files.find((candidate) => candidate.path === path);
    if (!file) throw new AppError('request.not-found', { path });
    const saveAs = encodeURIComponent(`${name}-${version}-${path.replaceAll('/', '-')}`);
    return {
      headers: { etag: `"${file.hash}"`, 'cache-control': 'private, no-cache' },
      body: new StreamableFile(await this.artifacts.open(file.hash), {
        type: 'application/octet-stream',
        length: file.bytes,
        disposition: `attachment; filename*=UTF-8''${saveAs}`,
      }),
    };
  }
}
