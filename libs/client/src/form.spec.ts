import { chunksOf, formOf, type FileToSend } from './form.ts';

/** What a server reads of a form: the platform's own parser is the second opinion. */
async function readBack({ body, headers }: ReturnType<typeof formOf>): Promise<[string, string, string?][]> {
  const response = new Response(body, { headers });
  const form = await response.formData();
  return Promise.all(
    [...form.entries()].map(async ([name, value]) =>
      typeof value === 'string'
        ? ([name, value] as [string, string])
        : ([name, await value.text(), value.name] as [string, string, string]),
    ),
  );
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield bytes(text);
}
const sent = [
  ['name', 'levels'],
  ['split', '{"a":"train"}'],
  ['files', 'one', 'dark/1.bmp'],
  ['files', '', 'light/"2".bmp'],
];
const fields = { name: 'levels', kind: undefined, split: { a: 'train' } };

describe('a form', () => {
  it('goes as the platform sends it where all bytes are at hand', async () => {
    const files = [
      { path: 'dark/1.bmp', bytes: bytes('one') },
      { path: 'light/"2".bmp', bytes: new Blob([]) },
    ];
    const form = formOf(fields, files);
    expect(form.body).toBeInstanceOf(FormData);
    expect(await readBack(form)).toEqual(sent);
  });

  it('is written out as it is read where they are not', async () => {
    const files = [
      { path: 'dark/1.bmp', bytes: pieces('o', 'ne') },
      { path: 'light/"2".bmp', bytes: new Blob([]) },
    ];
    const form = formOf(fields, files);
    expect(form.body).toBeInstanceOf(ReadableStream);
    expect(await readBack(form)).toEqual(sent);
  });

  it('opens a file only when it is its turn', async () => {
    const opened: string[] = [];
    function* files(): Generator<FileToSend> {
      for (const path of ['1', '2', '3']) {
        opened.push(path);
        yield { path, bytes: pieces('x') };
      }
    }
    const chunks = chunksOf(formOf({}, files()).body as ReadableStream<Uint8Array>);
    await chunks.next();
    expect(opened).toEqual(['1']);
    await chunks.return(undefined);
    expect(opened).toEqual(['1']);
  });

  it('knows why a file could not be read to its end', async () => {
    const gone = new Error('the disk is gone');
    const broken = (async function* () {
      yield bytes('half');
      throw gone;
    })();
    const form = formOf({}, [{ path: 'a', bytes: broken }]);
    await expect(new Response(form.body).text()).rejects.toBe(gone);
    expect(form.failed()).toBe(gone);
  });
});
