import {
  AppError,
  inferenceRequestSchema,
  type InferenceInput,
  type InferenceRequest,
  type TensorMetadata,
} from '@millwright/contracts';
import { InvalidRequest, parseRequest } from '../platform/invalid-request.ts';
import { parseJson } from '../platform/json-body.ts';
import { tensorFromBytes, tensorFromJson } from './tensors/tensor-codec.ts';
import { elementCount, shownShape, type Tensor, type TensorHead } from './tensors/tensor.ts';

/** What a model version is asked with. */
export interface Signature {
  readonly model: string;
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
  /** Most elements of the first dimension of an input: parts, rows or windows. */
  readonly mostRows: number;
}

/** A request and the bytes that follow its JSON object. */
export interface ReceivedRequest {
  readonly request: InferenceRequest;
  readonly tail: Uint8Array;
}

/** An output that was asked for. */
export interface ChosenOutput {
  readonly name: string;
  readonly isBinary: boolean;
}

const mostValues = 10_000;
const shown = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}…` : name);
const list = (names: readonly string[]): string => names.map(shown).slice(0, 20).join(', ') || '-';

/**
 * Takes a body apart: the JSON object and, where the header says how long it is, the bytes after it.
 *
 * @param header - `Inference-Header-Content-Length`
 * @throws AppError `inference.header-length`, `request.invalid`
 */
export function splitBody(body: Uint8Array, header: string | undefined): ReceivedRequest {
  const isLength = header === undefined || (/^\d{1,15}$/.test(header) && Number(header) <= body.length);
  if (!isLength)
    throw new AppError('inference.header-length', { bytes: body.length, received: shown(header) });
  const length = header === undefined ? body.length : Number(header);
  const document = parseJson(body.subarray(0, length));
  if (!isModest(document))
    throw InvalidRequest.of('', `expected at most ${mostValues} values besides the data of the tensors`);
  return { request: parseRequest(inferenceRequestSchema, document), tail: body.subarray(length) };
}

/** Whether a document is small besides `data`, which no schema looks into: complaints about millions of values would fill the memory. */
function isModest(document: unknown): boolean {
  const open = [document];
  for (let seen = 0; open.length > 0; seen++) {
    if (seen > mostValues || open.length > 100 * mostValues) return false;
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const key in value)
      if (key !== 'data' && open.push((value as Record<string, unknown>)[key]) > mostValues) return false;
  }
  return true;
}

/**
 * The tensors of a request, each checked against what the model takes.
 *
 * @throws AppError `inference.inputs`, `inference.datatype`, `inference.shape`, `inference.elements`, `inference.bytes`,
 *   `inference.value`, `inference.parameter`, `request.too-large`
 */
export function tensorsOf({ request, tail }: ReceivedRequest, signature: Signature): Map<string, Tensor> {
  expectNames('inference.inputs', signature.model, signature.inputs, request.inputs);
  const tensors = new Map<string, Tensor>();
  let at = 0;
  for (const input of request.inputs) {
    expectKnownParameters(input.name, input.parameters);
    expectHead(input, signature);
    const size = input.parameters?.binary_data_size;
    expectOneSource(input, size);
    const bytes = tail.subarray(at, (at += size ?? 0));
    if (bytes.length !== (size ?? 0))
      throw new AppError('inference.bytes', {
        tensor: input.name,
        expected: size ?? 0,
        received: bytes.length,
      });
    const { name, datatype, shape, data = [] } = input;
    const head: TensorHead = { name, datatype, shape };
    const tensor = size === undefined ? tensorFromJson(head, data) : tensorFromBytes(head, bytes);
    const type = input.parameters?.content_type ?? request.parameters?.content_type;
    tensors.set(name, type === undefined ? tensor : unwrapped(tensor, type));
  }
  if (at !== tail.length) {
    const tensor = list(request.inputs.map(({ name }) => name));
    throw new AppError('inference.bytes', { tensor, expected: at, received: tail.length });
  }
  return tensors;
}

/**
 * The outputs to give, in the order of the request; all of them where it names none.
 *
 * @throws AppError `inference.outputs`, `inference.parameter`
 */
export function outputsOf(
  { parameters, outputs = [] }: InferenceRequest,
  signature: Signature,
): ChosenOutput[] {
  const isBinary = parameters?.binary_data_output ?? false;
  if (outputs.length === 0) return signature.outputs.map(({ name }) => ({ name, isBinary }));
  expectNames('inference.outputs', signature.model, signature.outputs, outputs);
  return outputs.map(({ name, parameters: own }) => {
    expectKnownParameters(name, own);
    return { name, isBinary: own?.binary_data ?? isBinary };
  });
}

/** Inputs are all there once each; of the outputs there may be some. */
function expectNames(
  code: 'inference.inputs' | 'inference.outputs',
  model: string,
  known: readonly TensorMetadata[],
  given: readonly { name: string }[],
): void {
  const names = given.map(({ name }) => name);
  const isKnown = names.every((name) => known.some((one) => one.name === name));
  const isOnce = new Set(names).size === names.length;
  const isWhole = code === 'inference.outputs' || names.length === known.length;
  if (isKnown && isOnce && isWhole) return;
  throw new AppError(code, { model, known: list(known.map(({ name }) => name)), received: list(names) });
}

function expectHead({ name, datatype, shape }: InferenceInput, { inputs, mostRows }: Signature): void {
  const known = inputs.find((input) => input.name === name);
  if (!known) return;
  if (known.datatype !== datatype)
    throw new AppError('inference.datatype', { tensor: name, expected: known.datatype, received: datatype });
  const fits =
    shape.length === known.shape.length &&
    known.shape.every((open, axis) => (open === -1 ? shape[axis] >= 1 : open === shape[axis])) &&
    Number.isSafeInteger(elementCount(shape));
  if (!fits) {
    const expected = shownShape(known.shape);
    throw new AppError('inference.shape', { tensor: name, expected, received: shownShape(shape) });
  }
  if (shape[0] > mostRows) {
    const limit = { en: `${mostRows} elements of ${name}`, zh: `${name} 的 ${mostRows} 个元素` };
    throw new AppError('request.too-large', { limit });
  }
}

function expectOneSource({ name, data }: InferenceInput, size: number | undefined): void {
  if ((data === undefined) !== (size === undefined)) return;
  throw new AppError('inference.parameter', {
    tensor: name,
    parameter: 'binary_data_size',
    expected: { en: 'either this parameter or data', zh: '该参数与 data 二者之一' },
    received: data ? { en: 'both', zh: '两者' } : { en: 'neither', zh: '两者皆无' },
  });
}

/** Parameters that would change what is meant, of extensions this server does not have; others change nothing. */
const foreign = ['classification', 'shared_memory_region', 'shared_memory_byte_size', 'shared_memory_offset'];

function expectKnownParameters(tensor: string, parameters: Record<string, unknown> = {}): void {
  const parameter = foreign.find((name) => name in parameters);
  if (parameter === undefined) return;
  const expected = { en: 'no such parameter: its extension is not here', zh: '不带该参数：此处没有该扩展' };
  throw new AppError('inference.parameter', { tensor, parameter, expected, received: parameter });
}

/** Elements of BYTES as their content type says; the other datatypes need none. */
function unwrapped(tensor: Tensor, type: string): Tensor {
  if (tensor.datatype !== 'BYTES' || type === 'str') return tensor;
  const { name } = tensor;
  if (type !== 'base64')
    throw new AppError('inference.parameter', {
      tensor: name,
      parameter: 'content_type',
      expected: { en: 'base64 or str', zh: 'base64 或 str' },
      received: shown(type),
    });
  return { ...tensor, values: tensor.values.map((element, place) => fromBase64(element, name, place)) };
}

function fromBase64(element: Uint8Array, tensor: string, place: number): Uint8Array {
  const text = Buffer.from(element.buffer, element.byteOffset, element.length).toString('latin1').trim();
  const bytes = Buffer.from(text, 'base64');
  // what is no base64 is skipped in decoding, so it is missing when it is written again
  if (bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '')) return bytes;
  const received = { en: 'another text', zh: '其他文本' };
  throw new AppError('inference.value', { tensor, place, expected: 'base64', received });
}
