import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** Numbers of `TensorProto.DataType`. */
export const elementTypes = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;

/** One arm of `AttributeProto`. */
export type OnnxAttribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly text: string };

/** `NodeProto` */
export interface OnnxNode {
  readonly name: string;
  readonly operation: string;
  /** Names of values; empty where an optional input is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** `TensorProto` with its values as little endian bytes. */
export interface OnnxTensor {
  readonly name: string;
  readonly type: keyof typeof elementTypes;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** `ValueInfoProto`: a length without a number is open. */
export interface OnnxValue {
  readonly name: string;
  readonly type: keyof typeof elementTypes;
  readonly shape: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers: readonly OnnxTensor[];
  /** Each after those whose outputs it takes. */
  readonly nodes: readonly OnnxNode[];
}

/** Facts that travel inside the file, by name. */
export type OnnxMetadata = Readonly<Record<string, string>>;

/** LayerNormalization and nothing newer: read by ONNX Runtime since 1.12. */
export const opset = 17;
/** The format that came with that operator set. */
const irVersion = 8;

type Write = (writer: BinaryWriter) => void;

function message(writer: BinaryWriter, field: number, write: Write): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write(writer);
  writer.join();
}

const text = (writer: BinaryWriter, field: number, value: string): BinaryWriter =>
  writer.tag(field, WireType.LengthDelimited).string(value);
const int = (writer: BinaryWriter, field: number, value: number): BinaryWriter =>
  writer.tag(field, WireType.Varint).int64(value);

/** Numbers of `AttributeProto.AttributeType`. */
const attributeTypes = { float: 1, int: 2, text: 3, ints: 7 } as const;

function writeAttribute(writer: BinaryWriter, name: string, attribute: OnnxAttribute): void {
  text(writer, 1, name);
  if ('float' in attribute) writer.tag(2, WireType.Bit32).float(attribute.float);
  else if ('int' in attribute) int(writer, 3, attribute.int);
  else if ('text' in attribute) text(writer, 4, attribute.text);
  else for (const value of attribute.ints) int(writer, 8, value);
  const arm = Object.keys(attribute)[0] as keyof typeof attributeTypes;
  int(writer, 20, attributeTypes[arm]);
}

function writeNode(writer: BinaryWriter, node: OnnxNode): void {
  for (const input of node.inputs) text(writer, 1, input);
  for (const output of node.outputs) text(writer, 2, output);
  text(writer, 3, node.name);
  text(writer, 4, node.operation);
  for (const [name, attribute] of Object.entries(node.attributes))
    message(writer, 5, (inside) => writeAttribute(inside, name, attribute));
}

function writeTensor(writer: BinaryWriter, { name, type, shape, bytes }: OnnxTensor): void {
  for (const length of shape) int(writer, 1, length);
  int(writer, 2, elementTypes[type]);
  text(writer, 8, name);
  writer.tag(9, WireType.LengthDelimited).bytes(bytes);
}

function writeValue(writer: BinaryWriter, { name, type, shape }: OnnxValue): void {
  text(writer, 1, name);
  message(writer, 2, (ofType) =>
    message(ofType, 1, (tensor) => {
      int(tensor, 1, elementTypes[type]);
      message(tensor, 2, (lengths) => {
        for (const length of shape)
          message(lengths, 1, (one) =>
            typeof length === 'number' ? int(one, 1, length) : text(one, 2, length),
          );
      });
    }),
  );
}

/**
 * A graph as the bytes of an `.onnx` file, with facts about it in its `metadata_props`.
 *
 * @see onnx/onnx.proto, `ModelProto`
 */
export function modelBytes(
  { inputs, outputs, initializers, nodes }: OnnxGraph,
  metadata: OnnxMetadata = {},
): Uint8Array {
  const model = new BinaryWriter();
  int(model, 1, irVersion);
  text(model, 2, 'millwright');
  message(model, 7, (graph) => {
    for (const node of nodes) message(graph, 1, (inside) => writeNode(inside, node));
    text(graph, 2, 'network');
    for (const tensor of initializers) message(graph, 5, (inside) => writeTensor(inside, tensor));
    for (const value of inputs) message(graph, 11, (inside) => writeValue(inside, value));
    for (const value of outputs) message(graph, 12, (inside) => writeValue(inside, value));
  });
  message(model, 8, (set) => int(set, 2, opset));
  for (const [name, value] of Object.entries(metadata))
    message(model, 14, (entry) => void text(text(entry, 1, name), 2, value));
  return model.finish();
}
