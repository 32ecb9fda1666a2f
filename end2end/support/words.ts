// The names by which the specs find things: what a visitor, or a screen reader, reads in English (app/src/i18n).
// The consent page also in Chinese, because the pictures sign in in both languages.
export const words = {
  landing: { tryDemo: "Try the demo", signIn: "Sign in with Douyin" },
  consent: { authorise: /^(Authorise|同意授权)$/, refuse: /^(Refuse|拒绝)$/ },
  menu: "Display",
  signOut: "Sign out",
  reauthorise: "Authorise again",
  refused: /refused|not granted|declined/i,
  exportCsv: /^Export CSV/,
  roster: { heading: "Creators" },
  overview: { total: "Total fans", growth: "Growth", portrait: "Latest portrait", flow: "Flow contributions" },
  audience: { ranking: "Ranking", share: "Share", overTime: "Composition over time", splice: "New labels" },
  links: {
    make: /^Make a link/,
    again: "Authorise again",
    authorise: "Authorise on Douyin",
    done: "Authorised again",
    other: "This is not the account the link is for",
    used: "This link has been used",
    withdraw: /^Withdraw/,
    withdrawn: "This link was withdrawn",
  },
  collection: { now: "Collect now", once: "a day is recorded once", today: "Today", runs: "Runs and gaps", capabilities: "Capabilities", recorded: /Complete|Partial|All that is offered/ },
} as const;

export const dimensions = ["gender", "age", "region", "active_days", "device", "interest"] as const;
