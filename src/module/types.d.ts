/**
 * A half-open range of the annotated text in UTF-16 code units, as JavaScript counts: `text.slice(...span)`.
 */
export type Span = [start: number, end: number];

export type AttributionType = "communication" | "attitude" | "factive" | "control";
export type Stance =
  | "states" | "supports" | "commits" | "appeals" | "demands" | "criticises" | "accuses" | "rejects" | "warns" | "concedes";
export type PartyKind = "state" | "organisation" | "person" | "group";

/** One decision in plain words, with the words of the article it rests on. */
export interface Reason {
  aspect: "source" | "party" | "metonym" | "stance" | "target";
  words: string;
  evidence: Span[];
}

/** A paragraph or another line. */
export interface Block {
  span: Span;
  role: "headline" | "byline" | "body" | "furniture";
}

/** Quotation marks that belong together. */
export interface Quote {
  /** With both marks. */
  span: Span;
  /** Between the marks. */
  inner: Span;
  closed: boolean;
  /** 0 for an outermost quote. */
  depth: number;
  style: "double" | "single" | "guillemet" | "mixed";
  /** Index of the quote that this one continues. */
  continues: number | null;
}

/** Who says what, and about whom. */
export interface Statement {
  /** Its position in the list. */
  id: number;
  /** Whether its content stands in quotation marks. */
  kind: "direct" | "indirect" | "mixed";
  /** The words that name the speaker. */
  source: Span | null;
  /** The words that attribute. */
  cue: Span | null;
  /** What is attributed, in text order; never empty. */
  content: Span[];
  /** The statement whose quotation this one resumes. */
  continues: number | null;
  attribution: AttributionType;
  /** The statement in whose content this one stands. */
  parent: number | null;
  /** Who speaks: index of a party. */
  party: number | null;
  /** Who speaks jointly. */
  also: number[];
  /** The words that place it before the occasion the article reports; absent for what is new. */
  earlier?: Span;
  source_class: "named" | "official" | "document" | "unnamed" | "none";
  stance: Stance;
  /** At whom the stance is aimed: index of a party. */
  target: number | null;
  /** In per cent; whether a reader should check. */
  confidence: { statement: number; speaker: number; check: boolean };
  reasons: Reason[];
}

/** A side of the story. */
export interface Party {
  /** Its position in the list. */
  id: number;
  name: string;
  /** One to three letters. */
  letters: string;
  kind: PartyKind;
  aliases: { words: string; reason: Reason }[];
  mentions: Span[];
  statements: number[];
  /** The statements that best show its position, best first. */
  position: number[];
  /** Words spoken. */
  words: number;
}

/** What the engine finds in a text. Other keys may be added in the same version: ignore those you do not know. */
export interface Annotation {
  /** Version of this shape; a key that goes or changes its meaning makes a new one. */
  version: 1;
  /** The engine that made it; two annotations of one text by one engine are equal. */
  engine: string;
  blocks: Block[];
  sentences: Span[];
  quotes: Quote[];
  /** In text order. */
  statements: Statement[];
  /** By words spoken, most first. */
  parties: Party[];
  /** Pairs of statements: one asserts what another party denies, or what the same party says otherwise now. */
  contradictions: { asserts: number; denies: number }[];
  notices: (
    | "HeadlineOnly"
    | "TooShort"
    | "Paywall"
    /** The language, if it can be told. */
    | { NotEnglish: string | null }
    /** Verbs that would report a statement. */
    | { NoStatements: Span[] }
  )[];
}
