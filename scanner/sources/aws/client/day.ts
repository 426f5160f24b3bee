/** The day of a moment, YYYY-MM-DD, UTC. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
