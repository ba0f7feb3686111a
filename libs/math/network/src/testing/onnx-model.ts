import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

type Fields = ReadonlyMap<number, readonly (number | Uint8Array)[]>;

/** A protobuf message, field by field. */
function fieldsOf(bytes: Uint8Array): Fields {
  const reader = new BinaryReader(bytes);
  const fields = new Map<number, (number | Uint8Array)[]>();
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    const found = fields.get(field) ?? [];
    if (type === WireType.Varint) found.push(Number(reader.int64()));
    else if (type === WireType.LengthDelimited) found.push(reader.bytes());
    else reader.skip(type, field);
    fields.set(field, found);
  }
  return fields;
}

const parts = (fields: Fields, field: number): Fields[] =>
  (fields.get(field) ?? []).map((bytes) => fieldsOf(bytes as Uint8Array));
const texts = (fields: Fields, field: number): string[] =>
  (fields.get(field) ?? []).map((bytes) => new TextDecoder().decode(bytes as Uint8Array));
const numberOf = (fields: Fields, field: number): number => fields.get(field)?.[0] as number;

function valueOf(value: Fields) {
  const [tensor] = parts(parts(value, 2)[0], 1);
  const lengths = parts(tensor, 2).flatMap((shape) => parts(shape, 1));
  return {
    name: texts(value, 1)[0],
    type: numberOf(tensor, 1),
    shape: lengths.map((length) => numberOf(length, 1) ?? texts(length, 2)[0]),
  };
}

/** What the tests look at in an ONNX file. */
export function readModel(bytes: Uint8Array) {
  const model = fieldsOf(bytes);
  const [graph] = parts(model, 7);
  return {
    irVersion: numberOf(model, 1),
    opset: numberOf(parts(model, 8)[0], 2),
    metadata: Object.fromEntries(parts(model, 14).map((entry) => [texts(entry, 1)[0], texts(entry, 2)[0]])),
    inputs: parts(graph, 11).map(valueOf),
    outputs: parts(graph, 12).map(valueOf),
    nodes: parts(graph, 1).map((node) => ({ operation: texts(node, 4)[0], inputs: texts(node, 1) })),
  };
}
