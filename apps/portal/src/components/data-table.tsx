'use client';
import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Menu,
  Stack,
  Table,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3, IconFileTypeCsv } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useState, type ReactNode } from 'react';
import { languageTag } from '../api-client.ts';
import { saveFile, toCsv, type Cell } from './csv.ts';
import classes from './data-table.module.css';
import { sortRows, type Sort } from './sort-rows.ts';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** What is sorted by and exported. */
  value(row: Row): Cell;
  /** What is shown, where it is more than the value. */
  cell?(row: Row): ReactNode;
  readonly numeric?: boolean;
}

/** Rows that are ticked, by their keys. */
export interface Selection {
  readonly keys: ReadonlySet<string>;
  set(keys: ReadonlySet<string>): void;
}

interface Props<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  rowKey(row: Row): string;
  /** Name of the exported file, without its ending. */
  readonly name: string;
  readonly initialSort?: Sort;
  /** Shown in the bar above, left of the tools. */
  readonly title?: ReactNode;
  /** Where rows can be ticked; the first column names them. */
  readonly selection?: Selection;
}

/** A table that sorts, hides columns and exports exactly what it shows. */
export function DataTable<Row>({ rows, columns, rowKey, name, initialSort, title, selection }: Props<Row>) {
  const language = languageTag(useLocale());
  const [sort, setSort] = useState<Sort | null>(initialSort ?? null);
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const shown = columns.filter(({ key }) => !hidden.includes(key));
  const sorted = useMemo(() => {
    const column = columns.find(({ key }) => key === sort?.key);
    return sort && column
      ? sortRows(rows, column.value, { descending: sort.descending, language })
      : [...rows];
  }, [rows, columns, sort, language]);
  const save = () => {
    const values = sorted.map((row) => shown.map((column) => column.value(row)));
    saveFile(
      `${name}.csv`,
      toCsv(
        shown.map((column) => column.title),
        values,
      ),
    );
  };
  return (
    <Stack gap={4}>
      <Group justify="space-between">
        <div>{title}</div>
        <Tools columns={columns} hidden={hidden} setHidden={setHidden} save={save} />
      </Group>
      <Table.ScrollContainer minWidth={420}>
        <Table highlightOnHover verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              {selection && <TickAll keys={sorted.map(rowKey)} selection={selection} />}
              {shown.map((column) => (
                <HeadCell key={column.key} column={column} sort={sort} setSort={setSort} />
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted.map((row) => (
              <Table.Tr key={rowKey(row)}>
                {selection && (
                  <Tick
                    rowKey={rowKey(row)}
                    name={String(columns[0]?.value(row) ?? rowKey(row))}
                    selection={selection}
                  />
                )}
                {shown.map((column) => (
                  <Table.Td key={column.key} className={column.numeric ? classes.numeric : undefined}>
                    {column.cell ? column.cell(row) : column.value(row)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}

function Tick({ rowKey, name, selection }: { rowKey: string; name: string; selection: Selection }) {
  const t = useTranslations('table');
  const toggle = () => {
    const keys = new Set(selection.keys);
    if (!keys.delete(rowKey)) keys.add(rowKey);
    selection.set(keys);
  };
  return (
    <Table.Td w={36}>
      <Checkbox
        size="xs"
        checked={selection.keys.has(rowKey)}
        onChange={toggle}
        aria-label={t('select', { name })}
      />
    </Table.Td>
  );
}

function TickAll({ keys, selection }: { keys: readonly string[]; selection: Selection }) {
  const t = useTranslations('table');
  const all = keys.length > 0 && keys.every((key) => selection.keys.has(key));
  return (
    <Table.Th w={36}>
      <Checkbox
        size="xs"
        checked={all}
        indeterminate={!all && selection.keys.size > 0}
        onChange={() => selection.set(new Set(all ? [] : keys))}
        aria-label={t('selectAll')}
      />
    </Table.Th>
  );
}

interface HeadCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort | null;
  setSort(sort: Sort): void;
}

function HeadCell<Row>({ column, sort, setSort }: HeadCellProps<Row>) {
  const active = sort?.key === column.key;
  const descending = active && sort.descending;
  const order = descending ? 'descending' : 'ascending';
  return (
    <Table.Th aria-sort={active ? order : 'none'} className={column.numeric ? classes.numeric : undefined}>
      <UnstyledButton
        className={classes.head}
        onClick={() => setSort({ key: column.key, descending: active && !descending })}
      >
        {column.title}
        {active && (descending ? <IconArrowDown size={14} /> : <IconArrowUp size={14} />)}
      </UnstyledButton>
    </Table.Th>
  );
}

interface ToolsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly hidden: readonly string[];
  setHidden(hidden: readonly string[]): void;
  save(): void;
}

function Tools<Row>({ columns, hidden, setHidden, save }: ToolsProps<Row>) {
  const t = useTranslations('table');
  return (
    <Group gap="xs">
      <Menu closeOnItemClick={false} position="bottom-end">
        <Menu.Target>
          <Tooltip label={t('columns')}>
            <ActionIcon variant="subtle" color="gray" aria-label={t('columns')}>
              <IconColumns3 size={18} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {columns.slice(1).map(({ key, title }) => (
            <Menu.Item key={key} component="div">
              <Checkbox
                size="xs"
                label={title}
                checked={!hidden.includes(key)}
                onChange={({ currentTarget: { checked } }) =>
                  setHidden(checked ? hidden.filter((other) => other !== key) : [...hidden, key])
                }
              />
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconFileTypeCsv size={16} />}
        onClick={save}
      >
        CSV
      </Button>
    </Group>
  );
}
