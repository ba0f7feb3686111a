import type { AppError } from '@millwright/contracts';
import { outputsOf, splitBody, tensorsOf, type Signature } from './inference-request.ts';

/** A model of rows and of pictures at once, as no family has it yet: every kind of input is seen. */
const signature: Signature = {
  model: 'press',
  inputs: [
    { name: 'force', datatype: 'FP32', shape: [-1, 2] },
    { name: 'code', datatype: 'BYTES', shape: [-1] },
  ],
  outputs: [
    { name: 'label', datatype: 'BYTES', shape: [-1] },
    { name: 'scores', datatype: 'FP32', shape: [-1, 2] },
  ],
  mostRows: 3,
};
const force = { name: 'force', datatype: 'FP32', shape: [1, 2], data: [1, 2] };
const code = { name: 'code', datatype: 'BYTES', shape: [1], data: ['a'] };
const bodyOf = (request: object, tail: Uint8Array = new Uint8Array()) => {
  const json = Buffer.from(JSON.stringify(request));
  return { body: Buffer.concat([json, tail]), header: String(json.length) };
};
const read = (request: object, tail?: Uint8Array) => {
  const { body, header } = bodyOf(request, tail);
  return tensorsOf(splitBody(body, header), signature);
};

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    return error as AppError;
  }
  throw new Error('accepted');
}

describe('a body', () => {
  it('is its JSON object where no header says otherwise', () => {
    const { body } = bodyOf({ inputs: [force, code] });
    const { request, tail } = splitBody(body, undefined);
    expect(request.inputs.map(({ name }) => name)).toEqual(['force', 'code']);
    expect(tail).toHaveLength(0);
  });

  it('is a JSON object and the bytes after it where the header gives its length', () => {
    const { body, header } = bodyOf({ inputs: [force] }, Uint8Array.of(1, 2, 3));
    expect([...splitBody(body, header).tail]).toEqual([1, 2, 3]);
  });

  it.each(['-1', '2.5', 'ten', '', '999999', '1e1'])('is refused with the header "%s"', (header) => {
    const { body } = bodyOf({ inputs: [force] });
    expect(refusal(() => splitBody(body, header)).code).toBe('inference.header-length');
  });

  it.each([
    ['no JSON', 'text'],
    ['no object', '[]'],
    ['nothing', ''],
    ['no inputs', '{}'],
    ['no input among them', '{"inputs":[]}'],
    ['an unknown datatype', '{"inputs":[{"name":"a","shape":[1],"datatype":"FLOAT","data":[1]}]}'],
    ['a shape with -1', '{"inputs":[{"name":"a","shape":[-1],"datatype":"FP32","data":[1]}]}'],
    ['data that is no array', '{"inputs":[{"name":"a","shape":[1],"datatype":"FP32","data":1}]}'],
    [
      'a parameter that is an object',
      '{"parameters":{"a":{}},"inputs":[{"name":"a","shape":[1],"datatype":"FP32"}]}',
    ],
    ['an id that is a number', '{"id":7,"inputs":[{"name":"a","shape":[1],"datatype":"FP32"}]}'],
  ])('with %s does not match its contract', (_, text) => {
    expect(refusal(() => splitBody(Buffer.from(text), undefined)).code).toBe('request.invalid');
  });

  it('of bytes that are no text does not match its contract', () => {
    expect(refusal(() => splitBody(Uint8Array.of(0xff, 0xfe), undefined)).code).toBe('request.invalid');
  });

  it('with a multitude of values besides data is refused before each is complained about', () => {
    const many = Array.from({ length: 20_000 }, () => 0);
    const error = refusal(() => splitBody(bodyOf({ inputs: many }).body, undefined));
    expect(error.code).toBe('request.invalid');
    expect(error.problems).toHaveLength(1);
    const data = { ...force, shape: [10_000, 2], data: many };
    expect(splitBody(bodyOf({ inputs: [data] }).body, undefined).request.inputs).toHaveLength(1);
  });
});

describe('the tensors of a request', () => {
  it('come from JSON and from bytes, in the order of the inputs', () => {
    const inBytes = { ...code, shape: [2], data: undefined, parameters: { binary_data_size: 9 } };
    const forceInBytes = { ...force, data: undefined, parameters: { binary_data_size: 8 } };
    const tail = Buffer.from('0000803f000000c0' + '0100000061' + '00000000', 'hex');
    const tensors = read({ inputs: [forceInBytes, inBytes] }, tail);
    expect([...(tensors.get('force')?.values as Float32Array)]).toEqual([1, -2]);
    expect((tensors.get('code')?.values as Uint8Array[]).map(String)).toEqual(['a', '']);
    const mixed = read({ inputs: [force, inBytes] }, tail.subarray(8));
    expect([...(mixed.get('force')?.values as Float32Array)]).toEqual([1, 2]);
  });

  it.each([
    ['of the input', { ...code, data: ['AP8='], parameters: { content_type: 'base64' } }, {}],
    ['of the request', { ...code, data: ['AP8='] }, { parameters: { content_type: 'base64' } }],
    [
      'of the request, without the filling',
      { ...code, data: ['AP8'] },
      { parameters: { content_type: 'base64' } },
    ],
  ])('are base64 where the content type %s says so', (_, input, more) => {
    const [element] = read({ inputs: [force, input], ...more }).get('code')?.values as Uint8Array[];
    expect([...element]).toEqual([0, 255]);
  });

  it.each([
    ['a missing input', [force], 'inference.inputs'],
    ['an unknown input', [force, code, { ...code, name: 'other' }], 'inference.inputs'],
    ['an input twice', [force, force], 'inference.inputs'],
    ['a name in other letters', [{ ...force, name: 'Force' }, code], 'inference.inputs'],
    ['another datatype', [{ ...force, datatype: 'FP64' }, code], 'inference.datatype'],
    ['another length of a row', [{ ...force, shape: [1, 3], data: [1, 2, 3] }, code], 'inference.shape'],
    ['another number of dimensions', [{ ...force, shape: [2] }, code], 'inference.shape'],
    ['no element', [{ ...force, shape: [0, 2], data: [] }, code], 'inference.shape'],
    ['more rows than are taken', [{ ...force, shape: [4, 2], data: [1, 2] }, code], 'request.too-large'],
    ['too few elements', [{ ...force, data: [1] }, code], 'inference.elements'],
    ['an element of another kind', [{ ...force, data: [1, 'two'] }, code], 'inference.value'],
    ['neither data nor bytes', [{ ...force, data: undefined }, code], 'inference.parameter'],
    ['both data and bytes', [{ ...force, parameters: { binary_data_size: 8 } }, code], 'inference.parameter'],
    ['shared memory', [{ ...force, parameters: { shared_memory_region: 'r' } }, code], 'inference.parameter'],
    ['another content type', [force, { ...code, parameters: { content_type: 'pd' } }], 'inference.parameter'],
    [
      'no base64',
      [force, { ...code, data: ['*'], parameters: { content_type: 'base64' } }],
      'inference.value',
    ],
  ])('are refused with %s', (_, inputs, expected) => {
    expect(refusal(() => read({ inputs })).code).toBe(expected);
  });

  it.each([
    ['fewer bytes than announced', 8, '0000803f'],
    ['more bytes than announced', 8, '0000803f000000c000'],
    ['another size than the shape has', 4, '0000803f'],
    ['a size that no body has', 2 ** 52, '0000803f000000c0'],
  ])('are refused with %s', (_, size, hex) => {
    const inBytes = { ...force, data: undefined, parameters: { binary_data_size: size } };
    expect(refusal(() => read({ inputs: [inBytes, code] }, Buffer.from(hex, 'hex'))).code).toBe(
      'inference.bytes',
    );
  });
});

describe('the outputs of a request', () => {
  const chosen = (request: object) =>
    outputsOf(splitBody(bodyOf({ inputs: [force], ...request }).body, undefined).request, signature);

  it('are all of them as JSON where none is named', () => {
    expect(chosen({})).toEqual([
      { name: 'label', isBinary: false },
      { name: 'scores', isBinary: false },
    ]);
    expect(chosen({ outputs: [] })).toHaveLength(2);
  });

  it('are bytes where the request says so, unless an output says otherwise', () => {
    const parameters = { binary_data_output: true };
    expect(chosen({ parameters }).map(({ isBinary }) => isBinary)).toEqual([true, true]);
    const outputs = [{ name: 'scores' }, { name: 'label', parameters: { binary_data: false } }];
    expect(chosen({ parameters, outputs })).toEqual([
      { name: 'scores', isBinary: true },
      { name: 'label', isBinary: false },
    ]);
    expect(chosen({ outputs: [{ name: 'label', parameters: { binary_data: true } }] })).toEqual([
      { name: 'label', isBinary: true },
    ]);
  });

  it.each([
    ['an unknown name', [{ name: 'other' }], 'inference.outputs'],
    ['a name twice', [{ name: 'label' }, { name: 'label' }], 'inference.outputs'],
    [
      'the classification of another server',
      [{ name: 'scores', parameters: { classification: 2 } }],
      'inference.parameter',
    ],
  ])('are refused with %s', (_, outputs, code) => {
    expect(refusal(() => chosen({ outputs })).code).toBe(code);
  });
});
