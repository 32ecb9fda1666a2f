import { dimensions } from "./words";

/** Every page by a short name, for specs and screenshots that walk them all. `creator` is `/creators/{id}`. */
export function pages(creator: string): { name: string; path: string }[] {
  return [
    { name: "roster", path: "/creators" },
    { name: "overview", path: creator },
    ...dimensions.map((dimension) => ({ name: `audience-${dimension}`, path: `${creator}/audience/${dimension}` })),
    { name: "flow", path: `${creator}/flow` },
    { name: "fans", path: `${creator}/fans` },
    { name: "following", path: `${creator}/following` },
    { name: "collection", path: `${creator}/collection` },
    { name: "settings", path: "/settings" },
  ];
}
