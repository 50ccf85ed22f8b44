// An article of invented people and places, for all journeys.
export const ARTICLE = `Norland rejects Ostrava Bay's charge over the ferry

The government of Norland on Monday rejected a charge by Ostrava Bay that its patrol boat had turned a ferry away.

“We did not touch the ferry and we never would,” said Ada Merrow, Norland's transport minister.

Piet Castellan, the harbour master of Ostrava Bay, said the boat had blocked the channel for two hours. “It was reckless,” he said.

Merrow called the account “a fairy tale”.
`;
