'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode } from 'react';
import classes from './virtual-table.module.css';

export interface VirtualColumn<Row> {
  readonly key: string;
  readonly title: ReactNode;
  cell(row: Row): ReactNode;
  readonly numeric?: boolean;
}

interface Props<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly VirtualColumn<Row>[];
  rowKey(row: Row): string;
  /** What the table is, for readers who do not see it. */
  readonly label: string;
  /** A row that stands out. */
  isMarked?(row: Row): boolean;
}

const rowHeight = 46;

/** A table of many rows of one height: only those that are seen are in the page. */
export function VirtualTable<Row>({ rows, columns, rowKey, label, isMarked }: Props<Row>) {
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const seen = virtual.getVirtualItems();
  const above = seen[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (seen.at(-1)?.end ?? 0);
  return (
    <div ref={scroll} className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.table} aria-label={label} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {columns.map(({ key, title, numeric }) => (
              <th key={key} scope="col" className={numeric ? classes.numeric : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={above} columns={columns.length} />
          {seen.map(({ index }) => {
            const row = rows[index];
            return (
              <tr
                key={rowKey(row)}
                className={classes.row}
                style={{ height: rowHeight }}
                aria-rowindex={index + 2}
                data-marked={isMarked?.(row) || undefined}
              >
                {columns.map((column) => (
                  <td key={column.key} className={column.numeric ? classes.numeric : undefined}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          <Space height={below} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are not in the page. */
const Space = ({ height, columns }: { height: number; columns: number }) =>
  height > 0 && (
    <tr aria-hidden>
      <td className={classes.space} colSpan={columns} style={{ height }} />
    </tr>
  );
