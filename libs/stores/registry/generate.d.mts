/**
 * @returns whether anything had to be made
 * @throws Error with what Prisma said
 */
export function generate(): boolean;
//# sourceMappingURL=generate.d.mts.map
