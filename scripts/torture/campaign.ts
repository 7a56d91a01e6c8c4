/** A long trial: many cases of one kind, each made by chance from its own seed. */
export interface Campaign {
  readonly name: string;
  /** What is done to what, and what must hold. */
  readonly sentence: string;
  /** How many cases make it held: of the short form, and of the long. */
  readonly cases: { readonly short: number; readonly long: number };
  /** Folders, and modules with what they import, whose state is tried: once it changes, the count begins anew. */
  readonly code: readonly string[];
  open(context: CampaignContext): Promise<Trial>;
}

/** What a campaign is run with. */
export interface CampaignContext {
  /** The repository. */
  readonly root: string;
  /** Tells a person who waits. */
  readonly note: (sentence: string) => void;
}

/** A campaign that is being run. */
export interface Trial {
  /** Runs the case of this seed; throws with what did not hold. */
  run(seed: number): Promise<void>;
  close(): Promise<void>;
}
