import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import type { Locale } from '@millwright/contracts';
import { Failure } from './failure.ts';

/** A file to be sent: where it lies, and under which name it goes. */
export interface FileToSend {
  readonly file: string;
  /** Relative, with `/`. */
  readonly name: string;
  readonly bytes: number;
}

/** A multipart form of fields and files, written out as it is read. */
export class Form {
  private readonly boundary = `millwright-${randomUUID()}`;

  constructor(
    private readonly fields: Readonly<Record<string, string>>,
    private readonly files: readonly FileToSend[],
    private readonly options: { locale: Locale; onBytes?: (count: number) => void },
  ) {}

  get contentType(): string {
    return `multipart/form-data; boundary=${this.boundary}`;
  }

  /** @throws Failure `file.not-found` where a file went away meanwhile */
  async *bytes(): AsyncGenerator<Uint8Array> {
    for (const [name, value] of Object.entries(this.fields))
      yield this.head(`name="${escape(name)}"`, '', value);
    for (const { file, name } of this.files) {
      yield this.head(
        `name="files"; filename="${escape(name)}"`,
        'Content-Type: application/octet-stream\r\n',
        '',
      );
      try {
        for await (const chunk of fs.createReadStream(file) as AsyncIterable<Uint8Array>) {
          yield chunk;
          this.options.onBytes?.(chunk.length);
        }
      } catch {
        throw Failure.of('file.not-found', { file }, this.options.locale);
      }
      yield Buffer.from('\r\n');
    }
    yield Buffer.from(`--${this.boundary}--\r\n`);
  }

  private head(disposition: string, type: string, value: string): Buffer {
    const end = value === '' && type !== '' ? '' : '\r\n';
    return Buffer.from(
      `--${this.boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${type}\r\n${value}${end}`,
    );
  }
}

/** As browsers write names that would end the line or the quotes. */
const escape = (name: string): string =>
  name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
