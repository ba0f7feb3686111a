import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** Numbers of `tensorflow/core/framework/types.proto`. */
export const dataTypes = {
  float32: 1,
  int32: 3,
  int64: 9,
  bool: 10,
  resource: 20,
  uint64: 23,
} as const;
export type DataType = keyof typeof dataTypes;

/** One arm of `AttrValue`. */
export type Attribute =
  | { readonly type: DataType }
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly text: string }
  /** -1 where a length is open. */
  | { readonly shape: readonly number[] }
  | {
      readonly tensor: {
        readonly dtype: DataType;
        readonly shape: readonly number[];
        readonly bytes: Uint8Array;
      };
    };

/** `NodeDef`: inputs are `name:index`, or `^name` for what must have run before. */
export interface GraphNode {
  readonly name: string;
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** The format of graphs that TensorFlow 2.9 wrote, the release of the stock binding; later ones read it. */
const graphVersion = 1087;

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

/** `TensorShapeProto` */
function writeShape(writer: BinaryWriter, shape: readonly number[]): void {
  for (const length of shape) message(writer, 2, (dimension) => int(dimension, 1, length));
}

/** `AttrValue` */
function writeAttribute(writer: BinaryWriter, attribute: Attribute): void {
  if ('type' in attribute) int(writer, 6, dataTypes[attribute.type]);
  else if ('int' in attribute) int(writer, 3, attribute.int);
  else if ('float' in attribute) writer.tag(4, WireType.Bit32).float(attribute.float);
  else if ('bool' in attribute) writer.tag(5, WireType.Varint).bool(attribute.bool);
  else if ('text' in attribute) text(writer, 2, attribute.text);
  else if ('shape' in attribute) message(writer, 7, (shape) => writeShape(shape, attribute.shape));
  else if ('ints' in attribute)
    message(writer, 1, (list) => {
      for (const value of attribute.ints) int(list, 3, value);
    });
  else
    message(writer, 8, (tensor) => {
      const { dtype, shape, bytes } = attribute.tensor;
      int(tensor, 1, dataTypes[dtype]);
      message(tensor, 2, (inside) => writeShape(inside, shape));
      tensor.tag(4, WireType.LengthDelimited).bytes(bytes);
    });
}

/** `NodeDef` */
function writeNode(writer: BinaryWriter, { name, operation, inputs, attributes }: GraphNode): void {
  text(writer, 1, name);
  text(writer, 2, operation);
  for (const input of inputs) text(writer, 3, input);
  for (const [key, attribute] of Object.entries(attributes))
    message(writer, 5, (entry) => {
      text(entry, 1, key);
      message(entry, 2, (value) => writeAttribute(value, attribute));
    });
}

/**
 * A graph as the bytes of `saved_model.pb`, its variables still without values.
 *
 * @see tensorflow/core/protobuf/saved_model.proto, meta_graph.proto
 */
export function savedModelBytes(nodes: readonly GraphNode[]): Uint8Array {
  const model = new BinaryWriter();
  int(model, 1, 1);
  message(model, 2, (metaGraph) => {
    message(metaGraph, 1, (info) => text(info, 4, 'serve'));
    message(metaGraph, 2, (graph) => {
      for (const node of nodes) message(graph, 1, (inside) => writeNode(inside, node));
      message(graph, 4, (versions) => int(versions, 1, graphVersion));
    });
  });
  return model.finish();
}
