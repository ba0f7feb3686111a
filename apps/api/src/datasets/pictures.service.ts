import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { ArtifactStore } from '@millwright/artifacts';
import { probeImage, thumbnail } from '@millwright/readers';
import type { Registry } from '@millwright/registry';
import { z } from 'zod';
import { ARTIFACTS, REGISTRY } from '../platform/tokens.ts';

export const pictureQuerySchema = z.object({
  /** Longest side of a thumbnail [pixels]; the original bytes where it is absent. */
  size: z.coerce.number<string>().int().min(16).max(1024).optional(),
  /** Hash of the picture: with it the address always means the same bytes, and browsers keep them for good. */
  hash: z.string().optional(),
});
export type PictureQuery = z.output<typeof pictureQuerySchema>;

export interface PicturePlace {
  readonly name: string;
  readonly version: number;
  readonly index: number;
}

export interface PictureReply {
  readonly status: 200 | 304;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: StreamableFile | undefined;
}

/** Pictures of dataset versions, never by a path: an index leads to a hash, a hash to bytes. */
@Injectable()
export class PicturesService {
  constructor(
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(ARTIFACTS) private readonly artifacts: ArtifactStore,
  ) {}

  /**
   * @param known - `If-None-Match` of the request
   * @throws AppError `dataset.not-found`, `dataset.no-item`
   */
  async find(place: PicturePlace, query: PictureQuery, known: string | undefined): Promise<PictureReply> {
    const item = await this.registry.items.get(place.name, place.version, place.index);
    const etag = `"${item.hash}-${query.size ?? 'original'}"`;
    // A dataset that is deleted may be made again with other pictures, so without the hash a browser asks each time.
    const keep = query.hash === item.hash ? 'private, max-age=31536000, immutable' : 'private, no-cache';
    const headers = { etag, 'cache-control': keep };
    if (known?.includes(etag)) return { status: 304, headers, body: undefined };
    const bytes = await this.artifacts.read(item.hash);
    const shown =
      query.size === undefined ? await original(bytes, item.path) : await thumbnail(bytes, query.size);
    // Foreign bytes: shown as a picture or saved, never run as a page.
    const safe = {
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'inline',
    };
    return {
      status: 200,
      headers: { ...headers, ...safe },
      body: new StreamableFile(shown.bytes, { type: shown.type }),
    };
  }
}

async function original(bytes: Uint8Array, file: string): Promise<{ bytes: Uint8Array; type: string }> {
  const { format } = await probeImage(bytes, { file });
  return { bytes, type: `image/${format}` };
}
