// The names by which the specs find things: what a visitor, or a screen reader, reads in English
// (the consent page also in Chinese, because every language signs in there).
export const words = {
  landing: {
    tryDemo: /try the demo/i,
    signIn: /sign in with douyin/i,
  },
  consent: {
    authorise: /^(authori[sz]e|同意|授权|确认授权|同意授权)/i,
    refuse: /^(refuse|decline|deny|拒绝)/i,
  },
  signOut: /sign out/i,
  refused: /refused|not granted|declined/i,
  exportCsv: /export csv/i,
  roster: { heading: /creators/i },
  overview: {
    growth: /growth/i,
    total: /total fans/i,
    portrait: /portrait/i,
    flow: /fans against all|flow/i,
  },
  collection: {
    heading: /collection/i,
    now: /collect now/i,
    runs: /runs/i,
    capabilities: /capabilit/i,
    recorded: /committed|complete|recorded|partial/i,
  },
} as const;

export const dimensions = ["gender", "age", "region", "active_days", "device", "interest"] as const;
