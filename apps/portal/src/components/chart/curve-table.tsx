'use client';
import { ScrollArea, Table } from '@mantine/core';
import { useFormats } from '../../words/use-formats.ts';
import { tableOf, type Curve } from './curve.ts';

/** The numbers behind a chart. */
export function CurveTable({
  xName,
  curves,
  height,
}: {
  xName: string;
  curves: readonly Curve[];
  height: number;
}) {
  const format = useFormats();
  return (
    <ScrollArea h={height}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{xName}</Table.Th>
            {curves.map(({ key, name }) => (
              <Table.Th key={key} ta="end">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tableOf(curves).map(({ x, values }) => (
            <Table.Tr key={x}>
              <Table.Td>{format.count(x)}</Table.Td>
              {values.map((value, at) => (
                <Table.Td key={curves[at].key} ta="end">
                  {value === null ? '' : value.toPrecision(5)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
