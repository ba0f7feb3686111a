import { Alert, Code, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ShownProblem } from '@millwright/contracts';

/** Why long work ended badly, as it was stored with it. */
export function ProblemNotice({ problem }: { problem: ShownProblem }) {
  return (
    <Alert role="alert" color="red" icon={<IconAlertTriangle />} title={problem.message}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{problem.hint}</Text>
        <Code>{problem.code}</Code>
      </Stack>
    </Alert>
  );
}
