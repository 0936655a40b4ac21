import { describe, expect, it } from "vitest";
import { commitPage, comparePage, repositoryPage } from "./gitLink";

const commit = "d96562b40469dd5c336ff64a5bf89248f08534cb";

describe("pages of commits", () => {
  it.each([
    ["https://github.com/a/b.git", `https://github.com/a/b/commit/${commit}`],
    ["git@github.com:a/b.git", `https://github.com/a/b/commit/${commit}`],
    ["ssh://git@gitlab.example.com:2222/group/sub/b.git", `https://gitlab.example.com/group/sub/b/-/commit/${commit}`],
    ["https://user:secret@bitbucket.org/a/b", `https://bitbucket.org/a/b/commits/${commit}`],
    ["http://gitea.lan:3000/a/b", `http://gitea.lan:3000/a/b/commit/${commit}`],
  ])("of %s", (remote, page) => expect(commitPage(remote, commit)).toBe(page));

  it.each([
    ["javascript:alert(1)//github.com/a", commit],
    ["/srv/git/b.git", commit],
    ["https://git.example.com/a/b", commit],
    ["https://github.com/a/b", "../../evil"],
    ["file:///srv/a/b", commit],
  ])("none of %s at %s", (remote, at) => expect(commitPage(remote, at)).toBeUndefined());

  it.each([
    ["git@github.com:a/b.git", "https://github.com/a/b/compare/aaaaaaa...bbbbbbb"],
    ["https://gitlab.com/a/b", "https://gitlab.com/a/b/-/compare/aaaaaaa...bbbbbbb"],
    ["https://bitbucket.org/a/b", "https://bitbucket.org/a/b/branches/compare/bbbbbbb..aaaaaaa"],
  ])("between two of %s", (remote, page) => expect(comparePage(remote, "aaaaaaa", "bbbbbbb")).toBe(page));

  it("keeps a repository's password to itself", () =>
    expect(repositoryPage("https://user:secret@git.example.com/a/b.git")).toBe("https://git.example.com/a/b"));
});
